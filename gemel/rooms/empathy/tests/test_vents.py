"""What is on somebody's mind: sent, kept, opened, taken back, and who gets to see what of it."""

from __future__ import annotations

import re

import pytest

from gemel.moments import of_kind
from gemel.rooms.empathy.wishes import WISHES
from gemel.testing import Client, TestHouse

HELP = "There is a page you may want to read"


def kinds(house: TestHouse, who: Client, *names: str) -> list[object]:
    with house.house.store.reading() as db:
        return [it.body for it in of_kind(db, who.me(), house.clock.now, *names)]


def test_today_says_who_and_how_long_and_no_word_of_it(vent: str, ana: Client, ben: Client) -> None:
    page = ben.get("/").text
    assert "Ana would like to be heard" in page and "About 5 minutes" in page and f'href="{vent}"' in page
    assert "boss" not in page and "Ana would like" not in ana.get("/").text
    for path in ("/empathy", "/timeline"):
        assert "boss" not in ben.get(path).text and vent in ben.get(path).text
    assert "boss" in ben.get(vent).text and "boss" in ana.get("/empathy").text


def test_a_long_one_takes_longer(ana: Client, ben: Client) -> None:
    ana.post("/empathy/vents", {"words": "Words. " * 250})
    assert "About 10 minutes" in ben.get("/").text


@pytest.mark.parametrize("one", WISHES, ids=lambda one: one.name)
def test_the_wish_is_read_by_whoever_answers(ana: Client, ben: Client, one: object) -> None:
    address = ana.post("/empathy/vents", {"words": "Long day.", "wish": one.name}).url.path  # type: ignore[attr-defined]
    assert one.theirs in ben.get(address).text  # type: ignore[attr-defined]
    assert one.mine in ana.get(address).text  # type: ignore[attr-defined]


def test_a_forged_wish_is_to_be_heard(ana: Client, ben: Client) -> None:
    address = ana.post("/empathy/vents", {"words": "Long day.", "wish": "obedience"}).url.path
    assert WISHES[0].theirs in ben.get(address).text


def test_kept_for_oneself_until_its_author_lets_it_be_heard(ana: Client, ben: Client) -> None:
    address = ana.post("/empathy/vents", {"words": "Only mine.", "way": "keep"}).url.path
    assert ben.get(address).status_code == 404 and "would like to be heard" not in ben.get("/").text
    assert "Only you see this." in ana.last.text or "Only you see this." in ana.get(address).text  # type: ignore[union-attr]
    assert ben.post(f"{address}/opening").status_code == 404
    ana.post(f"{address}/opening")
    assert "Only mine." in ben.get(address).text


def test_it_can_be_taken_back_and_deleted(vent: str, ana: Client, ben: Client) -> None:
    ana.post(vent.replace("/empathy/vents", "/moments") + "/withdrawal")
    assert ben.get(vent).status_code == 404 and "would like to be heard" not in ben.get("/").text
    for what in ("answers", "looks"):
        page = ben.post(f"{vent}/{what}", {"words": "I was there"})
        assert page.status_code == 404 and "I was there" in page.text and "boss" not in page.text
        assert ben.post(f"{vent}/{what}").status_code == 404
    assert "You took this back" in ana.get(vent).text
    ana.post(vent.replace("/empathy/vents", "/moments") + "/erasure")
    assert ana.get(vent).status_code == 404
    assert ana.get("/empathy").status_code == ben.get("/empathy").status_code == 200


def test_put_aside_today_rests_and_nobody_is_told(vent: str, ana: Client, ben: Client) -> None:
    before = plain(ana.get(vent).text)
    ben.get(vent)
    assert "would like to be heard" in ben.get("/").text
    ben.post(f"{vent}/absence")
    assert "would like to be heard" not in ben.get("/").text
    assert plain(ana.get(vent).text) == before
    assert vent in ben.get("/empathy").text and "boss" not in ben.get("/empathy").text
    assert ben.get(vent).status_code == 200 and "Open it when you have room" in ben.get("/timeline").text


def plain(page: str) -> str:
    return re.sub(r'name="(_token|_id)" value="\w*"', "", page)


@pytest.mark.parametrize(("words", "says"), [("  ", "A line is plenty"), ("x" * 5_001, "longer than fits")])
def test_what_will_not_do_keeps_everything(house: TestHouse, ana: Client, words: str, says: str) -> None:
    page = ana.post("/empathy/vents", {"words": words, "wish": "hug"})
    assert page.status_code == 422 and says in page.text and words.strip() in page.text
    assert re.search(r'value="hug" checked', page.text)
    assert kinds(house, ana, "vent") == []


def test_sent_twice_is_once(house: TestHouse, ana: Client, ben: Client) -> None:
    for _time in range(2):
        address = ana.post("/empathy/vents", {"words": "Long day.", "_id": "ab" * 16}).url.path
    for _time in range(2):
        ben.post(f"{address}/answers", {"words": "I hear you.", "_id": "cd" * 16})
        ana.post(f"{address}/words", {"words": "Lonely.", "_id": "ef" * 16})
    assert len(kinds(house, ben, "vent", "vent-answer", "vent-word")) == 3


@pytest.mark.parametrize("way", ["now", "keep"])
def test_words_of_danger_lead_quietly_to_help_and_block_nothing(
    house: TestHouse, ana: Client, ben: Client, way: str
) -> None:
    said = "He hit me last night and I am scared to go home."
    page = ana.post("/empathy/vents", {"words": said, "way": way})
    assert page.status_code == 200 and HELP in page.text and "told=" not in str(page.url)
    assert page.headers["hx-push-url"].startswith("/empathy/vents/")
    address = page.headers["hx-push-url"]
    assert len(kinds(house, ana, "vent")) == 1
    for who, path in ((ana, address), (ben, "/"), (ben, address), (ben, "/empathy")):
        assert HELP not in who.get(path).text


def test_ordinary_words_lead_to_no_line_about_help(ana: Client, ben: Client) -> None:
    assert HELP not in ana.post("/empathy/vents", {"words": "My boss cut me off."}).text


def test_sending_does_not_wait_for_a_model_that_is_not_there(house: TestHouse, ana: Client, broken: None) -> None:
    assert HELP not in ana.post("/empathy/vents", {"words": "My boss cut me off."}).text
    assert HELP in ana.post("/empathy/vents", {"words": "He hit me last night."}).text
    assert len(kinds(house, ana, "vent")) == 2


def test_alone_it_is_kept_and_opens_to_nobody_later(house: TestHouse) -> None:
    cy, dee = house.person("Cy"), house.person("Dee")
    assert "Keep it for me" in cy.get("/empathy/vents/new").text and "Let " not in cy.last.text.partition("<main")[2]  # type: ignore[union-attr]
    address = cy.post("/empathy/vents", {"words": "A long winter."}).url.path
    assert "Only you see this." in cy.get(address).text
    assert cy.post(f"{address}/opening").status_code == 404
    house.pair(cy, dee)
    assert dee.get(address).status_code == 404
    for path in ("/empathy", "/timeline", "/"):
        assert "A long winter." not in dee.get(path).text
    assert "Let Dee hear it" in cy.get(address).text


def test_three_questions_are_kept_for_oneself(house: TestHouse, ana: Client, ben: Client) -> None:
    asked = {"about": "the new job", "one": "What was it like to walk in?", "three": "Whom did you talk to?"}
    ana.post("/empathy/questions", asked)
    assert all(text in ana.get("/empathy").text for text in asked.values())
    assert all(text not in ben.get(path).text for path in ("/empathy", "/timeline") for text in asked.values())


def test_questions_without_one_or_too_long_keep_what_was_typed(ana: Client) -> None:
    page = ana.post("/empathy/questions", {"about": "the new job"})
    assert page.status_code == 422 and "the new job" in page.text
    page = ana.post("/empathy/questions", {"one": "What? " * 100, "two": "And then?"})
    assert page.status_code == 422 and "And then?" in page.text and "What? What?" in page.text


def test_strangers_bad_ids_and_nobody(vent: str, house: TestHouse, ana: Client, cleo: Client) -> None:
    nobody = house.client()
    for what in ("", "/looks", "/answers", "/words", "/opening", "/absence"):
        assert cleo.post(f"{vent}{what}", {"words": "x"}).status_code == 404
        assert nobody.post(f"{vent}{what}", {"words": "x"}).status_code in {401, 404 if not what else 401}
        for bad in ("x", "0" * 32, "zz" * 16):
            assert ana.post(f"/empathy/vents/{bad}{what}", {"words": "x"}).status_code == 404
    assert cleo.get(vent).status_code == 404
    for path in ("/empathy", "/empathy/vents/new", "/empathy/questions/new", vent):
        assert nobody.get(path).url.path == "/sign-in"
