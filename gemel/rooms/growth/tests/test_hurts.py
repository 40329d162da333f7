"""Open hurts: on the list by either, one for now, at rest once it is for both."""

from __future__ import annotations

import re

import pytest

from gemel.testing import Client, TestHouse

HERE = "/growth/hurts"
PARTY = "Your brother’s party still pinches"
CALL = "That I heard of the call last"


def put(who: Client, words: str = PARTY) -> str:
    """Its address."""
    who.post(HERE, {"words": words})
    page = who.get(HERE).text
    return re.search(rf'href="({HERE}/[0-9a-f]{{32}})">{words}', page)[1]  # type: ignore[index]


@pytest.fixture
def hurt(ana: Client, ben: Client) -> str:
    return put(ana)


def main(page: str) -> str:
    found = page[page.index("<main") : page.index("</main>")]
    return re.sub(r'name="_(token|id)" value="[^"]*"', "", found)


def test_either_puts_it_there_and_both_see_it(hurt: str, ana: Client, ben: Client) -> None:
    assert PARTY in ben.get(HERE).text and PARTY in ben.get(hurt).text
    put(ben, CALL)
    assert CALL in ana.get(HERE).text


def test_it_says_neither_who_nor_when_nor_how_many(hurt: str, ana: Client, ben: Client) -> None:
    put(ben, CALL)
    for who in (ana, ben):
        page = re.sub(r"<[^>]*>", " ", main(who.get(HERE).text))
        assert not re.search(r"\bAna\b|\bBen\b|today|September|\b2\b", page)
        assert PARTY not in who.get("/timeline").text
    assert "not for situations where you are afraid" in main(ana.get(HERE).text)


def test_today_says_that_something_is_new_and_no_word_of_it(hurt: str, ana: Client, ben: Client) -> None:
    page = ben.get("/").text
    assert "Your list of open hurts" in page and PARTY not in page
    assert "Your list of open hurts" not in ana.get("/").text
    ben.get(HERE)
    assert "Your list of open hurts" not in ben.get("/").text


@pytest.mark.parametrize("words", ["", "  ", "w" * 281])
def test_what_does_not_fit_stays_in_the_form(hurt: str, ana: Client, words: str) -> None:
    for path in (HERE, f"{hurt}/steps"):
        page = ana.post(path, {"words": words})
        assert page.status_code == 422 and words in page.text
    assert ana.get(HERE).text.count(f'href="{HERE}/') == 2  # it, and the way to a new one


def test_sending_it_twice_puts_it_there_once(ana: Client, ben: Client) -> None:
    for _ in range(2):
        ana.post(HERE, {"words": PARTY, "_id": "ab" * 16})
    assert ben.get(HERE).text.count(PARTY) == 1


def test_a_next_step_in_own_words_by_either(hurt: str, ana: Client, ben: Client) -> None:
    ana.post(f"{hurt}/steps", {"words": "Twenty minutes on Saturday"})
    assert "Twenty minutes on Saturday" in ben.get(hurt).text and "Twenty minutes" in ben.get(HERE).text
    ben.post(f"{hurt}/steps", {"words": "Sunday is quieter"})
    page = main(ana.get(hurt).text)
    assert page.index("Sunday is quieter") < page.index("Twenty minutes on Saturday")
    assert "Twenty minutes" not in main(ana.get(HERE).text)


def test_one_at_a_time_is_for_now_and_the_others_stay_parked(hurt: str, ana: Client, ben: Client) -> None:
    other = put(ben, CALL)
    ana.post(f"{hurt}/places", {"place": "now"})
    page = main(ben.get(HERE).text)
    assert page.index("For now") < page.index(PARTY) < page.index("Parked") < page.index(CALL)
    ben.post(f"{other}/places", {"place": "now"})
    page = main(ana.get(HERE).text)
    assert page.index("For now") < page.index(CALL) < page.index("Parked") < page.index(PARTY)
    ana.post(f"{other}/places", {"place": "parked"})
    assert "For now" not in main(ben.get(HERE).text)


def test_it_closes_only_once_it_is_at_rest_for_both(hurt: str, ana: Client, ben: Client) -> None:
    before = main(ben.get(hurt).text)
    ana.post(f"{hurt}/rests", {"rest": "yes"})
    assert "Not at rest after all" in ana.get(hurt).text
    assert main(ben.get(hurt).text) == before  # neither sees the other's
    assert "Parked" in main(ben.get(HERE).text)
    ben.post(f"{hurt}/rests", {"rest": "yes"})
    for who in (ana, ben):
        assert "It need not come up again" in who.get(hurt).text and "Parked" not in main(who.get(HERE).text)
    ben.post(f"{hurt}/rests", {"rest": "no"})
    assert "Parked" in main(ana.get(HERE).text)


def test_one_may_change_their_mind_before(hurt: str, ana: Client, ben: Client) -> None:
    ana.post(f"{hurt}/rests", {"rest": "yes"})
    ana.post(f"{hurt}/rests", {"rest": "no"})
    ben.post(f"{hurt}/rests", {"rest": "yes"})
    assert "Parked" in main(ana.get(HERE).text)


def test_closed_for_both_it_is_for_now_no_more(hurt: str, ana: Client, ben: Client) -> None:
    ana.post(f"{hurt}/places", {"place": "now"})
    for who in (ana, ben):
        who.post(f"{hurt}/rests", {"rest": "yes"})
    assert "For now" not in main(ana.get(HERE).text)


def test_only_who_put_it_there_takes_it_off(hurt: str, ana: Client, ben: Client) -> None:
    ana.post(f"{hurt}/steps", {"words": "Twenty minutes"})
    ben.get(HERE)
    assert "Take it off the list" not in ben.get(hurt).text
    assert ben.post(f"{hurt}/withdrawal").status_code == 404
    ana.post(f"{hurt}/withdrawal")
    for who in (ana, ben):
        assert PARTY not in who.get(HERE).text and who.get(hurt).status_code == 404
        assert "Twenty minutes" not in who.get("/timeline").text


def test_a_stranger_finds_nothing(hurt: str, cleo: Client) -> None:
    assert cleo.get(hurt).status_code == 404 and PARTY not in cleo.get(HERE).text
    for path in ("steps", "places", "rests", "withdrawal", "opening"):
        assert cleo.post(f"{hurt}/{path}", {"words": "x"}).status_code == 404
    assert cleo.get(f"{HERE}/{'0' * 32}").status_code == cleo.get(f"{HERE}/x").status_code == 404


def test_alone_it_is_ones_own_until_its_author_opens_it(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    hurt = put(ana)
    ana.post(f"{hurt}/steps", {"words": "A letter I keep"})
    ana.post(f"{hurt}/places", {"place": "now"})
    assert "For now" in main(ana.get(HERE).text) and "A letter I keep" in ana.get(hurt).text
    assert ana.post(f"{hurt}/opening").status_code == 404
    house.pair(ana, ben)
    assert PARTY not in ben.get(HERE).text and ben.get(hurt).status_code == 404
    ana.post(f"{hurt}/opening")
    page = main(ben.get(HERE).text)
    assert PARTY in page and "A letter I keep" not in page


def test_alone_it_is_at_rest_at_once(house: TestHouse) -> None:
    ana = house.person("Ana")
    hurt = put(ana)
    ana.post(f"{hurt}/rests", {"rest": "yes"})
    assert "It is at rest for you" in ana.get(hurt).text
    ana.post(f"{hurt}/withdrawal")
    assert PARTY not in ana.get(HERE).text


def test_it_leads_to_listening_and_to_finding_the_words(hurt: str, ana: Client) -> None:
    page = ana.get(hurt).text
    for path in ("/exercises/listening", "/speaking/statements/new", "/help"):
        assert f'href="{path}"' in page and ana.get(path).status_code == 200
