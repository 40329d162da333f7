"""A card between two: shown, opened together, received, taken back; and for somebody alone."""

from __future__ import annotations

import pytest

from gemel.rooms.opening.tests.walks import both_show, draw, good_time, plain
from gemel.testing import Client, TestHouse


@pytest.fixture
def path(ana: Client) -> str:
    """The address of a card that Ana drew."""
    return draw(ana)


@pytest.fixture
def open_card(path: str, ana: Client, ben: Client) -> str:
    both_show(path, ana, ben)
    return path


def test_drawing_with_one_form_draws_once(ana: Client) -> None:
    once = {"_id": "ab" * 16}
    assert ana.post("/opening", once).url.path == ana.post("/opening", once).url.path


def test_it_is_there_for_both(path: str, ana: Client, ben: Client) -> None:
    for who in (ana, ben):
        assert path in who.get("/opening").text
    assert path in ben.get("/").text


def test_both_open_at_the_same_moment(path: str, ana: Client, ben: Client) -> None:
    ana.post(f"{path}/words", {"words": "wet tar"})
    assert "wet tar" not in ben.get(path).text + ben.get("/timeline").text
    assert ana.get(f"{path}/words").status_code == 204
    assert "Opens when both are ready" in ana.get(path).text
    ben.post(f"{path}/words", {"words": "fresh bread"})
    for who in (ana, ben):
        page = who.get(path).text
        assert "wet tar" in page and "fresh bread" in page
    assert "fresh bread" in ana.get(f"{path}/words").text


def test_the_page_is_the_same_whatever_the_other_did(path: str, ana: Client, ben: Client) -> None:
    before = plain(ben.get(path).text), plain(ben.get("/opening").text)
    ana.post(f"{path}/words", {"words": "wet tar"})
    assert (plain(ben.get(path).text), plain(ben.get("/opening").text)) == before
    ana_waits = plain(ana.get(path).text)
    ben.post(f"{path}/absence")
    assert plain(ana.get(path).text) == ana_waits


def test_handing_in_twice_is_once_and_other_words_come_too_late(path: str, ana: Client, ben: Client) -> None:
    for _time in range(2):
        assert ana.post(f"{path}/words", {"words": "wet tar"}).status_code == 200
    late = ana.post(f"{path}/words", {"words": "something else"})
    assert late.status_code == 409 and "something else" in late.text
    ben.post(f"{path}/words", {"words": "fresh bread"})
    assert ben.get("/timeline").text.count("wet tar") == 1


@pytest.mark.parametrize("words", ["", "   ", "x" * 5_001])
def test_what_does_not_fit_is_still_in_the_form(path: str, ana: Client, words: str) -> None:
    page = ana.post(f"{path}/words", {"words": words})
    assert page.status_code == 422 and words in page.text


def test_another_card_comes_and_the_first_stays_for_the_other(path: str, ana: Client, ben: Client) -> None:
    fresh = ben.post(f"{path}/absence", {"then": "another"}).url.path
    assert fresh != path and path not in ben.get("/opening").text
    assert path in ana.get("/opening").text and ana.get(path).status_code == 200


def test_another_card_is_one_that_lies_open_if_there_is_one(path: str, ana: Client, ben: Client) -> None:
    second = draw(ana)
    assert ben.post(f"{path}/absence", {"then": "another"}).url.path == second


def test_thanks_and_a_question_reach_the_other(open_card: str, ana: Client, ben: Client) -> None:
    page = ben.get(open_card).text
    assert "Ideas can wait" in page
    sent = ben.submit(f"{open_card}/replies", {"stem": "", "words": "Which street was it?"})
    assert "Thank you for telling me." in sent.text and "Ideas can wait" not in sent.text
    ana.get(open_card)  # Ben's words first
    assert "Which street was it?" in ana.get(open_card).text


def test_thanks_alone_want_a_question(open_card: str, ben: Client) -> None:
    page = ben.post(f"{open_card}/replies", {"stem": "made up", "words": ""})
    assert page.status_code == 422
    assert ben.post(f"{open_card}/replies", {"stem": "", "words": "y" * 5_001}).text.count("y" * 5_001) == 1


def test_sending_thanks_twice_is_once(open_card: str, ana: Client, ben: Client) -> None:
    for _time in range(2):
        ben.post(f"{open_card}/replies", {"words": "Which street?", "_id": "cd" * 16})
    assert ana.get(open_card).text.count("Which street?") == 1


def test_nothing_is_received_before_it_is_open(path: str, ana: Client, ben: Client) -> None:
    assert ben.post(f"{path}/replies", {"words": "Which?"}).status_code == 404
    assert ben.post(f"{path}/feelings", {"feeling": "good"}).status_code == 404


def test_it_ends_on_something_light(open_card: str, ana: Client) -> None:
    assert "And now something light" in ana.get(open_card).text


def test_how_it_was_is_asked_once(open_card: str, ana: Client) -> None:
    assert "How was that, for you?" in ana.get(open_card).text
    assert "How was that" in ana.post(f"{open_card}/feelings", {"feeling": "grand"}).text
    assert "How was that" not in ana.post(f"{open_card}/feelings", {"feeling": "fine"}).text


def test_taken_back_it_is_closed_to_the_other(open_card: str, ana: Client, ben: Client) -> None:
    link = next(part for part in ana.get(open_card).text.split('"') if part.startswith("/moments/"))
    ana.post(f"{link}/withdrawal")
    for page in (open_card, "/timeline", "/opening"):
        assert "wet tar" not in ben.get(page).text
    assert "(taken back)" in ben.get(open_card).text
    assert "Ideas can wait" not in ben.get(open_card).text
    assert "wet tar" in ana.get(open_card).text


def test_told_aloud_no_word_is_kept(path: str, ana: Client, ben: Client) -> None:
    first = [who.get(f"{path}/aloud").text.partition(" begins")[0][-4:] for who in (ana, ben)]
    assert first[0] == first[1]
    for who in (ana, ben):
        assert "You two told each other" in who.post(f"{path}/aloud").text
        assert "How was that, for you?" in who.get(path).text
    assert ana.get("/timeline").text.count("You two told each other") == 1


def test_told_aloud_opens_nothing_that_was_written(path: str, ana: Client, ben: Client) -> None:
    ana.post(f"{path}/words", {"words": "wet tar"})
    assert "wet tar" not in ben.post(f"{path}/aloud").text
    assert "wet tar" in ana.get(path).text


def test_after_a_week_it_leaves(house: TestHouse, path: str, ana: Client, ben: Client) -> None:
    ana.post(f"{path}/words", {"words": "wet tar"})
    house.clock.forward(days=8)
    for who in (ana, ben):
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)
        assert path not in who.get("/opening").text
    assert "This card has gone by" in ana.get(path).text


def test_strangers_find_nothing(open_card: str, cleo: Client) -> None:
    for page in ("", "/words", "/aloud"):
        assert cleo.get(open_card + page).status_code == 404
    for change in ("words", "absence", "aloud", "replies", "feelings"):
        assert cleo.post(f"{open_card}/{change}", {"words": "x"}).status_code == 404


def test_what_never_was_is_not_here(ana: Client) -> None:
    assert ana.get("/opening/" + "0" * 32).status_code == 404
    assert ana.get("/opening/nonsense").status_code == 404


def test_somebody_alone_writes_for_nobody(house: TestHouse, cleo: Client) -> None:
    path = draw(cleo)
    assert path in cleo.get("/").text
    assert "both" not in cleo.get(path).text + cleo.get("/opening").text
    for words in ("low tide", "low tide", "high tide"):
        cleo.post(f"{path}/words", {"words": words})
    assert "high tide" in cleo.get(path).text and "low tide" not in cleo.get("/timeline").text
    assert path not in cleo.get("/").text
    assert cleo.get(f"{path}/aloud").status_code == cleo.post(f"{path}/aloud").status_code == 404
    dee = house.person("Dee")
    house.pair(cleo, dee)
    assert "high tide" in cleo.get(path).text
    assert dee.get(path).status_code == 404 and "high tide" not in dee.get("/timeline").text


def test_somebody_who_left_keeps_their_own_words_alone(ana: Client, ben: Client) -> None:
    path = good_time(ana, ben)
    ben.post("/leaving")
    assert "fresh bread" in ben.get("/timeline").text and "wet tar" not in ben.get("/timeline").text
    assert ben.get(path).status_code == 404
    assert ben.get("/opening").status_code == ana.get("/opening").status_code == 200
