"""Answering: looked at first if wanted, sent in any case, and what comes back from whoever vented."""

from __future__ import annotations

import re

import pytest

from gemel.rooms.empathy.tests.test_vents import kinds
from gemel.testing import Client, TestHouse

ADVICE = "You should just tell your boss no."
WHOLE = "No wonder you are worn out, you held the whole launch alone. What was the hardest part of it?"


def looked(who: Client, vent: str, words: str) -> str:
    page = who.post(f"{vent}/looks", {"words": words})
    assert page.status_code == 200
    inside = page.text.partition('id="look"')[2].partition('<p class="actions"')[0]
    return re.sub(r"\s+", " ", inside)


def test_advice_that_comes_early_is_marked_and_pointed_out(vent: str, ben: Client) -> None:
    look = looked(ben, vent, ADVICE)
    assert "they know that you heard them" in look
    assert re.search(r'class="is-advice">[^<]*You should', look)
    for stem in ("I am glad you told me.", "So for you it was…", "What was the hardest part of it?"):
        assert stem in look
    assert not re.search(r"\d+ ?(%|of|/)|score|points", look, re.I)


def test_after_something_was_heard_an_idea_is_fine(vent: str, ben: Client) -> None:
    assert "they know that you heard them" not in looked(ben, vent, f"{WHOLE} {ADVICE}")


def test_where_ideas_were_asked_for_none_is_early(ideas: str, ben: Client) -> None:
    look = looked(ben, ideas, ADVICE)
    assert "they know that you heard them" not in look and "is-advice" not in look


def test_warmth_understanding_and_curiosity_are_noticed(vent: str, ben: Client) -> None:
    look = looked(ben, vent, WHOLE)
    for noticed in ("It is warm", "It shows what you heard", "only they can answer"):
        assert noticed in look
    assert "begin with" not in look


def test_what_came_through_and_what_not_yet(vent: str, ben: Client) -> None:
    look = looked(ben, vent, "You held the whole launch alone.")
    assert re.search(r'class="is-caught">[^<]*held the whole launch', look)
    assert re.search(r'class="is-missing">[^<]*cut me off', look)


def test_what_runs_down_is_said_first(vent: str, ben: Client) -> None:
    assert "is-slip" in looked(ben, vent, "You're overreacting, it's not a big deal.")


def test_a_look_keeps_what_was_typed_and_keeps_nothing_else(
    vent: str, house: TestHouse, ana: Client, ben: Client
) -> None:
    page = ben.post(f"{vent}/looks", {"words": ADVICE})
    assert re.search(rf"<textarea[^>]*>\s*{ADVICE}</textarea>", page.text)
    assert "would like to be heard" in ben.get("/").text
    assert kinds(house, ben, "vent-answer") == [] and ADVICE not in ana.get(vent).text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "A line is plenty"),
        ("Das klingt nach einem schweren Tag, erzähl mir bitte mehr davon", "another language"),
        ("I will kill myself", "There is a page you may want to read"),
        ("<script>alert(1)</script> & you", "&lt;script&gt;"),
        ("x" * 6_000, "send it as it is"),
    ],
)
def test_any_text_can_be_looked_at(vent: str, ben: Client, words: str, says: str) -> None:
    page = ben.post(f"{vent}/looks", {"words": words})
    assert page.status_code == 200 and says in page.text


def test_the_vent_does_not_change_what_is_said_when_it_speaks_of_danger(ana: Client, ben: Client) -> None:
    vent = ana.post("/empathy/vents", {"words": "He hit me last night."}).headers["hx-push-url"]
    look = looked(ben, vent, "Thank you for telling me. How are you now?")
    assert "There is a page" not in look and "What came through" in look


def test_without_a_model_there_is_no_look_and_sending_works(vent: str, ana: Client, ben: Client, broken: None) -> None:
    assert "nobody to look at it just now" in looked(ben, vent, ADVICE)
    ben.post(f"{vent}/answers", {"words": ADVICE})
    assert ADVICE in ana.get(vent).text


def test_nobody_looks_at_or_answers_their_own(vent: str, ana: Client) -> None:
    for what in ("looks", "answers", "absence"):
        assert ana.post(f"{vent}/{what}", {"words": "x"}).status_code == 404


def test_an_answer_reaches_whoever_vented_and_today_brings_it_once(vent: str, ana: Client, ben: Client) -> None:
    ben.post(f"{vent}/answers", {"words": WHOLE})
    assert "would like to be heard" not in ben.get("/").text
    assert "Ben answered you" in ana.get("/").text and "worn out" not in ana.last.text  # type: ignore[union-attr]
    assert "worn out" in ana.get(vent).text
    assert "Ben answered you" not in ana.get("/").text


@pytest.mark.parametrize(("words", "says"), [("", "A line is plenty"), ("x" * 5_001, "longer than fits")])
def test_an_answer_that_will_not_do_keeps_everything(
    vent: str, house: TestHouse, ben: Client, words: str, says: str
) -> None:
    page = ben.post(f"{vent}/answers", {"words": words})
    assert page.status_code == 422 and says in page.text and words in page.text
    assert kinds(house, ben, "vent-answer") == []


def answer_of(ana: Client, vent: str) -> str:
    return re.findall(r"/empathy/answers/\w{32}/thanks", ana.get(vent).text)[0]


def test_that_helped_is_told_only_when_it_was_tapped(vent: str, ana: Client, ben: Client) -> None:
    ben.post(f"{vent}/answers", {"words": WHOLE})
    thanks = answer_of(ana, vent)
    assert "says that it helped" not in ben.get(vent).text
    assert ben.post(thanks).status_code == 404
    for _time in range(2):
        ana.post(thanks)
    assert "Ana says that it helped." in ben.get(vent).text
    assert "You said that it helped." in ana.get(vent).text


def test_that_helped_is_said_to_answers_alone(vent: str, ana: Client, ben: Client) -> None:
    for id in (vent.rpartition("/")[2], "0" * 32, "x"):
        for who in (ana, ben):
            assert who.post(f"/empathy/answers/{id}/thanks").status_code == 404


def test_not_quite_another_word_and_an_answer_to_it(vent: str, house: TestHouse, ana: Client, ben: Client) -> None:
    ben.post(f"{vent}/answers", {"words": "So for you it was unfair?"})
    assert ben.post(f"{vent}/words", {"words": "x"}).status_code == 404
    assert ana.post(f"{vent}/words", {"words": " "}).status_code == 422
    house.clock.forward(minutes=1)
    ana.post(f"{vent}/words", {"words": "Less unfair than lonely."})
    assert "Ana found another word for it" in ben.get("/").text
    page = ben.get(vent).text
    assert "Less unfair than lonely." in page and "Say something more" not in page
    house.clock.forward(minutes=1)
    ben.post(f"{vent}/answers", {"words": "Lonely, then."})
    assert "Lonely, then." in ana.get(vent).text and "Say something more" in ben.get(vent).text


def test_an_answer_taken_back_is_gone_for_the_other(vent: str, ana: Client, ben: Client) -> None:
    ben.post(f"{vent}/answers", {"words": "I wish I had not"})
    moment = re.findall(r"/empathy/answers/(\w{32})", ana.get(vent).text)[0]
    ben.post(f"/moments/{moment}/withdrawal")
    assert "I wish I had not" not in ana.get(vent).text
    assert ana.post(f"/empathy/answers/{moment}/thanks").status_code == 404


def test_after_one_left_nothing_breaks(vent: str, ana: Client, ben: Client) -> None:
    ben.post(f"{vent}/answers", {"words": WHOLE})
    ben.post("/leaving")
    for who in (ana, ben):
        for path in ("/", "/empathy", "/timeline"):
            assert who.get(path).status_code == 200
    assert ana.get(vent).status_code == 200 and ben.get(vent).status_code == 404
    assert ana.post(f"{vent}/words", {"words": "x"}).status_code == 404
