"""Apologies: four parts, what weakens them said back gently, and one word in return."""

from __future__ import annotations

import pytest

from gemel.rooms.speaking.apologising import compose, spots
from gemel.rooms.speaking.tests.conftest import first
from gemel.rooms.speaking.vocabulary import apologies
from gemel.testing import Client, TestHouse

NEW, ALL = "/speaking/apologies/new", "/speaking/apologies"
GOOD = dict(apologies().example)


def test_four_parts_become_one_text() -> None:
    assert compose(GOOD) == (
        "I told your story at dinner before you could. You went quiet, and I think it took something from you. "
        "That was my doing. I wanted the laugh. I am sorry. I will leave your stories to you, and tell Sam it was yours."
    )


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"act": "told your story"}, "I told your story. I am sorry."),
        ({"act": "i was late", "repair": "ring next time"}, "I was late. I am sorry. I will ring next time."),
        ({"act": "I am sorry I was late!"}, "I am sorry I was late!"),
        ({"act": "on Sunday I was late", "hurt": "you waited"}, "On Sunday I was late. You waited. I am sorry."),
        ({"act": "I was\nlate  "}, "I was late. I am sorry."),
        ({}, "I am sorry."),
    ],
)
def test_whatever_the_parts_look_like(parts: dict[str, str], said: str) -> None:
    assert compose(parts) == said


def test_what_is_good_is_left_alone() -> None:
    assert spots(GOOD) == []


@pytest.mark.parametrize("slip", apologies().slip, ids=lambda slip: slip.name)
def test_every_slip_is_read_back(slip) -> None:
    part = slip.parts[0] if slip.parts else "mine"
    found = [one for one in spots(GOOD | {part: slip.like}) if one.name == slip.name]
    assert found and found[0].part == part and found[0].words.lower() in slip.like.lower()


@pytest.mark.parametrize(
    "text",
    [
        "You cried, and I did that.",
        "I was told off by nobody; I did it myself.",
        "It was mine.",
        "I will ask what would help.",
        "You waited for an hour.",
    ],
)
def test_plain_words_are_no_slip(text: str) -> None:
    assert spots({"hurt": text}) == []


def test_no_page_asks_for_forgiveness(ana: Client, ben: Client, apology: str) -> None:
    pages = [ana.get(NEW), ana.post(NEW, GOOD), ana.get(apology), ben.get(apology), ben.get("/")]
    assert not [page.url.path for page in pages if "forgiv" in page.text.lower()]


def test_an_example_is_taken_over_and_the_rest_stays(ana: Client) -> None:
    page = ana.post(NEW, {"act": "I was late", "take": "repair"}).text
    assert GOOD["repair"] + "</textarea>" in page and "I was late</textarea>" in page
    assert ana.post(NEW, {"act": "I was late", "take": "nonsense"}).status_code == 200


def test_put_together_and_back_again(ana: Client) -> None:
    page = ana.post(NEW, GOOD | {"mine": "That was me, but you laughed too"}).text
    assert "Read it once, slowly" in page and "“But” often takes back" in page
    back = ana.post(NEW, GOOD | {"to": "parts"}).text
    assert GOOD["mine"] + "</textarea>" in back


def test_without_an_act_it_asks_for_one(ana: Client) -> None:
    page = ana.post(NEW, {"hurt": "You went quiet"})
    assert page.status_code == 422 and "One act is plenty" in page.text and "You went quiet</textarea>" in page.text


def test_aloud_is_the_default(ana: Client, ben: Client) -> None:
    page = ana.post(ALL, {"words": "I am sorry I was late."})
    path = page.url.path
    assert "I have said it" in page.text
    assert ben.get(path).status_code == 404 and "apology" not in ben.get("/").text
    assert "in my voice" in ana.post(f"{path}/words", {"words": "in my voice"}).text
    assert ana.post(f"{path}/words", {"words": ""}).status_code == 422
    assert ana.post(f"{path}/saying").url.path == "/speaking"
    assert "in my voice" not in ana.get("/speaking").text


def test_kept_it_can_be_sent_after_all(ana: Client, ben: Client) -> None:
    path = ana.post(ALL, {"words": "I am sorry I was late."}).url.path
    ana.post(f"{path}/sending")
    assert "An apology for you" in ben.get("/").text
    assert "I was late" in ben.get(path).text


@pytest.mark.parametrize(("word", "seen"), [("thanks", "thank you"), ("time", "I need time"), ("not-yet", "not yet")])
def test_its_author_sees_only_that_word(ana: Client, ben: Client, apology: str, word: str, seen: str) -> None:
    assert "This is not for situations where you are afraid" in ben.get(apology).text
    assert "up to Ben" in ana.get(apology).text
    ben.post(f"{apology}/answers", {"word": word})
    assert "An apology for you" not in ben.get("/").text
    assert "A word about your apology" in ana.get("/").text
    assert f"Ben says: {seen}." in ana.get(apology).text
    assert "A word about your apology" not in ana.get("/").text


def test_the_word_can_change(ana: Client, ben: Client, apology: str) -> None:
    ben.post(f"{apology}/answers", {"word": "not-yet"})
    page = ben.post(f"{apology}/answers", {"word": "thanks"}).text
    assert "You said: Thank you" in page
    assert "Ben says: thank you." in ana.get(apology).text


def test_no_word_is_asked_for_again(ben: Client, apology: str) -> None:
    for word in ("", "forgiven"):
        assert ben.post(f"{apology}/answers", {"word": word}).status_code == 422


def test_until_it_is_read_its_words_are_on_its_page_alone(ben: Client, apology: str) -> None:
    for path in ("/", "/speaking", "/timeline", apology.replace("speaking/apologies", "moments")):
        assert "told your story" not in ben.get(path).text
    assert "told your story" not in ben.post("/timeline/search", {"words": "story"}).text.replace("story", "", 1)


@pytest.mark.parametrize("words", ["", "x" * 2_001])
def test_wrong_words_are_told_and_kept(ana: Client, words: str) -> None:
    page = ana.post(ALL, GOOD | {"words": words, "way": "send"})
    assert page.status_code == 422 and "field-error" in page.text and 'value="That was my doing' in page.text


def test_twice_is_once(ana: Client, ben: Client) -> None:
    for _time in range(2):
        ana.post(ALL, {"words": "I am sorry.", "way": "send", "_id": "ef" * 16})
    assert ben.get("/speaking").text.count("An apology for you") == 1


@pytest.mark.parametrize("act", ["answers", "words", "saying", "sending"])
def test_strangers_find_nothing(
    house: TestHouse, cleo: Client, ana: Client, ben: Client, apology: str, act: str
) -> None:
    assert cleo.get(apology).status_code == 404
    assert cleo.post(f"{apology}/{act}", {"word": "thanks", "words": "x"}).status_code == 404
    assert house.client().post(f"{apology}/{act}").status_code == 401
    assert house.client().get(apology).url.path == "/sign-in"
    wrong_one = ana if act == "answers" else ben
    assert wrong_one.post(f"{apology}/{act}", {"word": "thanks", "words": "x"}).status_code == 404
    for odd in ("0" * 32, "x"):
        assert ana.get(f"{ALL}/{odd}").status_code == 404
        assert ana.post(f"{ALL}/{odd}/{act}").status_code == 404


def test_alone_it_is_prepared(cleo: Client) -> None:
    page = cleo.post(ALL, {"words": "I am sorry.", "way": "send"})
    assert "For your eyes only" in page.text
    assert cleo.post(f"{page.url.path}/sending").status_code == 404
    assert first(cleo.get("/speaking").text, ALL + "/") == page.url.path


def test_signed_out(house: TestHouse) -> None:
    nobody = house.client()
    for path in ("/speaking", NEW):
        assert nobody.get(path).url.path == "/sign-in"
    for path in (NEW, ALL):
        assert nobody.post(path, {"words": "x"}).status_code == 401


def test_where_it_speaks_of_harm_nothing_is_coached_and_help_is_near(ana: Client) -> None:
    page = ana.post(NEW, {"act": "I hit you, but I was tired"}).text.partition("<main")[2]
    assert 'href="/help"' in page and "“But” often" not in page
    assert "I hit you, but I was tired" in page
    assert 'href="/help"' not in ana.post(NEW, GOOD).text.partition("<main")[2]


def test_a_slip_is_shown_in_its_sentence() -> None:
    assert spots({"mine": "That was me. But you laughed, too. And so on."})[0].words == "But you laughed, too."
    assert spots({"mine": "… but"})[0].words == "… but"
