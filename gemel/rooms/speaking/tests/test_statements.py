"""A statement kept or sent: who sees what of it, and when."""

from __future__ import annotations

import pytest

from gemel.rooms.speaking.tests.conftest import DRAFT, WORDS, first
from gemel.testing import Client, TestHouse

STATEMENTS = "/speaking/statements"


def test_the_room_leads_to_both(ana: Client) -> None:
    page = ana.get("/speaking").text
    assert f"{STATEMENTS}/new" in page and "/speaking/apologies/new" in page


def test_aloud_is_the_default_and_for_its_author_alone(ana: Client, ben: Client, kept: str) -> None:
    assert WORDS in ana.get(kept).text and "I have said it" in ana.get(kept).text
    assert WORDS in ana.get("/speaking").text
    assert ben.get(kept).status_code == 404
    for path in ("/", "/speaking", "/timeline"):
        assert "phone is out" not in ben.get(path).text


def test_once_said_it_leaves_the_list_and_stays_on_the_timeline(ana: Client, kept: str) -> None:
    assert ana.post(f"{kept}/saying").url.path == "/speaking"
    assert WORDS not in ana.get("/speaking").text
    assert WORDS in ana.get("/timeline").text


def test_kept_words_can_be_changed(ana: Client, kept: str) -> None:
    assert "in my own voice" in ana.post(f"{kept}/words", {"words": "in my own voice"}).text
    wrong = ana.post(f"{kept}/words", {"words": " "})
    assert wrong.status_code == 422 and "field-error" in wrong.text
    long = ana.post(f"{kept}/words", {"words": "x" * 2001})
    assert long.status_code == 422 and "x" * 2001 in long.text


def test_sent_it_shows_only_its_topic_until_it_is_opened(ana: Client, ben: Client, sent: str) -> None:
    for path in ("/", "/speaking", "/timeline", sent, sent.replace("speaking/statements", "moments")):
        page = ben.get(path).text
        assert "Being heard while we talk" in page, path
        assert "phone is out" not in page and "lonely" not in page, path
    assert "10 minutes" in ben.get("/").text
    assert "phone is out" not in ben.post("/timeline/search", {"words": "lonely"}).text
    early = [ben.get(f"{sent}/receptions/new"), ben.post(f"{sent}/receptions/new", {"came": "back", "back": "x"})]
    assert not [one for one in early if "phone is out" in one.text]
    opened = ben.post(f"{sent}/opening")
    assert WORDS in opened.text and "No is fine too" in opened.text


def test_a_topic_can_be_left_out(ana: Client, ben: Client) -> None:
    ana.post(STATEMENTS, {**DRAFT, "words": WORDS, "way": "send", "label": "none"})
    page = ben.get("/").text
    assert "Something on their mind" in page and "Being heard" not in page


def test_nothing_tells_its_author_that_it_was_opened_or_put_by(ana: Client, ben: Client, sent: str, plain) -> None:
    paths = ("/", "/speaking", "/timeline", sent)
    before = [plain(ana.get(path).text) for path in paths]
    ben.get(sent)
    ben.post(f"{sent}/postponement", {"until": "tomorrow"})
    ben.post(f"{sent}/opening")
    assert [plain(ana.get(path).text) for path in paths] == before


def test_put_by_it_comes_back_later(house: TestHouse, ben: Client, sent: str) -> None:
    assert ben.post(f"{sent}/postponement", {"until": "today"}).url.path == "/"
    assert "Being heard" not in ben.get("/").text
    house.clock.forward(hours=9)
    assert "Being heard" in ben.get("/").text
    ben.post(f"{sent}/postponement", {"until": "tomorrow"})
    assert "Being heard" not in ben.get("/").text
    house.clock.forward(hours=14)
    assert "Being heard" in ben.get("/").text


def test_one_is_open_at_a_time_and_the_second_may_wait(ana: Client, ben: Client, sent: str) -> None:
    page = ana.post(STATEMENTS, {**DRAFT, "words": "another one", "way": "send"})
    assert page.status_code == 422 and "another one" in page.text and "can wait here" in page.text
    assert ben.get("/speaking").text.count("Being heard while we talk") == 1
    own = ana.post(STATEMENTS, {**DRAFT, "words": "another one", "way": "aloud"})
    assert own.status_code == 200
    refused = ana.post(f"{own.url.path}/sending")
    assert refused.status_code == 422 and "can wait here" in refused.text


def test_each_of_the_two_has_one_of_their_own(ana: Client, ben: Client, sent: str) -> None:
    assert ben.post(STATEMENTS, {**DRAFT, "words": "and mine", "way": "send"}).status_code == 200
    assert "Being heard" in ana.get("/").text


def test_after_a_week_another_can_go(house: TestHouse, ana: Client, sent: str) -> None:
    house.clock.forward(days=7)
    ana.cookie = house.house.sessions.begin(ana.entrance_now(), house.clock.now)
    assert ana.post(STATEMENTS, {**DRAFT, "words": "next week", "way": "send"}).status_code == 200


def test_taken_back_it_is_gone_for_the_other_and_another_can_go(ana: Client, ben: Client, sent: str) -> None:
    ana.post(f"{sent}/ending")
    assert ben.get(sent).status_code == 404
    assert "Being heard" not in ben.get("/").text
    assert "You took this back" in ana.get(sent).text
    assert ana.post(STATEMENTS, {**DRAFT, "words": "again", "way": "send"}).status_code == 200


def test_let_go_by_the_other_names_nobody(ana: Client, ben: Client, sent: str) -> None:
    ben.post(f"{sent}/ending")
    assert "Being heard" not in ben.get("/").text
    page = ana.get(sent).text.partition("<main")[2]
    assert "Let go. That is fine." in page and "Ben" not in page
    assert ana.post(STATEMENTS, {**DRAFT, "words": "again", "way": "send"}).status_code == 200


def test_what_was_prepared_is_sent_after_all(ana: Client, ben: Client, kept: str) -> None:
    assert ana.post(f"{kept}/sending").url.path == "/speaking"
    assert "Being heard" in ben.get("/").text
    assert "lonely" not in ben.post("/timeline/search", {"words": "lonely"}).text.partition("<main")[2].replace(
        'value="lonely"', ""
    )


def test_sending_twice_makes_one(ana: Client, ben: Client) -> None:
    for _time in range(2):
        page = ana.post(STATEMENTS, {**DRAFT, "words": WORDS, "way": "send", "_id": "ab" * 16})
        assert page.status_code == 200
    assert ben.get("/speaking").text.count("would like ten minutes") == 1


@pytest.mark.parametrize("words", ["", "  ", "x" * 2_001])
def test_empty_or_too_long_is_told_and_everything_is_still_there(ana: Client, words: str) -> None:
    page = ana.post(STATEMENTS, {**DRAFT, "words": words, "way": "send"})
    assert page.status_code == 422 and "field-error" in page.text
    assert DRAFT["saw"] in page.text and (words.strip() or WORDS) in page.text


def test_alone_it_is_kept_and_prepared(cleo: Client) -> None:
    page = cleo.post(STATEMENTS, {**DRAFT, "words": WORDS, "way": "send"})
    assert page.url.path.startswith(STATEMENTS) and "For your eyes only" in page.text
    assert cleo.post(f"{page.url.path}/sending").status_code == 404
    assert WORDS in cleo.get("/speaking").text


@pytest.mark.parametrize("path", ["", "/receptions/new"])
@pytest.mark.parametrize("odd", ["0" * 32, "g" * 32, "1", "%00"])
def test_odd_ids_are_not_here(ana: Client, path: str, odd: str) -> None:
    assert ana.get(f"{STATEMENTS}/{odd}{path}").status_code == 404


ACTS = ("opening", "postponement", "ending", "words", "saying", "sending", "receptions", "settlements")


@pytest.mark.parametrize("act", ACTS)
def test_strangers_and_the_signed_out_change_nothing(house: TestHouse, cleo: Client, sent: str, act: str) -> None:
    assert cleo.get(sent).status_code == 404
    assert cleo.post(f"{sent}/{act}", {"words": "x", "answer": "yes", "line": "x"}).status_code == 404
    assert house.client().post(f"{sent}/{act}").status_code == 401
    assert house.client().get(sent).url.path == "/sign-in"


@pytest.mark.parametrize("act", ["words", "saying", "sending"])
def test_what_is_the_authors_is_nobody_elses(ben: Client, kept: str, sent: str, act: str) -> None:
    for path in (kept, sent):
        assert ben.post(f"{path}/{act}", {"words": "x"}).status_code == 404


@pytest.mark.parametrize("act", ["opening", "postponement"])
def test_one_does_not_open_ones_own(ana: Client, sent: str, act: str) -> None:
    assert ana.post(f"{sent}/{act}").status_code == 404
    assert ana.get(f"{sent}/receptions/new").status_code == 404


def test_a_thank_you_is_no_statement(ana: Client) -> None:
    ana.post("/thanks", {"did": "You waited"})
    moment = first(ana.get("/timeline").text, "/moments/").rpartition("/")[2]
    assert ana.get(f"{STATEMENTS}/{moment}").status_code == 404


def test_a_former_partner_sees_nothing_of_it(house: TestHouse, ana: Client, ben: Client, sent: str) -> None:
    ben.post("/leaving")
    assert ben.get(sent).status_code == 404
    dan = house.person("Dan")
    house.pair(ana, dan)
    assert "Being heard" not in dan.get("/").text
    assert dan.get(sent).status_code == 404
    assert "Between you two" not in ana.get("/speaking").text
    assert "It stays with you" in ana.get(sent).text
    assert ana.post(STATEMENTS, {**DRAFT, "words": "a new one", "way": "send"}).status_code == 200
    assert "Being heard" in dan.get("/").text
