"""A moment from both sides: told apart, opened together, and nothing about anybody before that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.programme import BadContent
from gemel.rooms.empathy.feeling_words import read, vocabulary
from gemel.testing import Client, TestHouse

MOMENT = "The quiet supper on Tuesday"
LINE = "I missed the noise we used to make."
SIDE = {"guess": ["worn out", "frustrated"], "felt": ["sad"], "words": LINE, "opens": "all"}
THEIRS = {"guess": ["angry"], "felt": ["worn out"], "words": "I counted the hours.", "opens": "all"}


@pytest.fixture
def moment(ana: Client, ben: Client) -> str:
    """The address of a moment that Ana named."""
    return ana.post("/empathy/perspectives", {"moment": MOMENT}).url.path


def test_each_sees_the_other_s_own_words_beside_the_guess(ana: Client, ben: Client, moment: str) -> None:
    assert MOMENT in ben.get("/").text
    ana.post(f"{moment}/sides", SIDE)
    page = ben.get(moment).text
    assert LINE not in page and "imagined" not in page
    ben.post(f"{moment}/sides", THEIRS)
    page = ana.get(moment).text
    assert "I counted the hours." in page and "worn out" in page
    assert "Was there any of that?" in page and "frustrated" in page  # what was not on both sheets is asked
    assert not re.search(r"right|wrong|\d+ ?%|score|match", re.sub(r"it is the right one", "", main(page)))
    assert LINE in ben.get(moment).text


def main(page: str) -> str:
    return page[page.index("<h1") : page.index("</main>")]


def test_it_comes_up_once_on_today_and_is_found_again(ana: Client, ben: Client, moment: str) -> None:
    for who, side in ((ana, SIDE), (ben, THEIRS)):
        who.post(f"{moment}/sides", side)
    assert "Both sides are open" in ana.get("/").text
    ana.get(moment)
    assert "Both sides are open" not in ana.get("/").text
    assert MOMENT in ana.get("/timeline").text
    assert "I counted the hours." in ana.post("/timeline/search", {"words": "counted"}).text


@pytest.mark.parametrize(("opens", "word", "line"), [("words", True, False), ("none", False, False)])
def test_only_what_was_chosen_opens(ana: Client, ben: Client, moment: str, opens: str, word: bool, line: bool) -> None:
    ana.post(f"{moment}/sides", SIDE | {"opens": opens})
    ben.post(f"{moment}/sides", THEIRS)
    page = main(ben.get(moment).text)
    assert ("<span>sad</span>" in page, LINE in page) == (word, line)
    assert LINE not in ben.post("/timeline/search", {"words": "noise"}).text
    assert LINE in ana.get("/timeline").text  # kept for its author


def test_leaving_it_alone_cannot_be_told_from_not_having_looked(ana: Client, ben: Client, moment: str) -> None:
    ana.post(f"{moment}/sides", SIDE)
    before = plain(ana.get(moment).text), plain(ana.get("/empathy").text)
    ben.post(f"{moment}/absence")
    assert (plain(ana.get(moment).text), plain(ana.get("/empathy").text)) == before
    assert MOMENT not in ben.get("/").text and MOMENT not in ben.get("/empathy").text


def plain(page: str) -> str:
    return re.sub(r'value="[0-9a-f]{32}"|name="_token" value="[^"]*"', "", page)


def test_who_named_it_is_told_to_nobody(ana: Client, ben: Client, moment: str) -> None:
    pages = [re.sub("Ana|Ben", "", plain(main(who.get(moment).text))) for who in (ana, ben)]
    assert pages[0] == pages[1]


def test_taken_back_it_closes_and_still_counts(ana: Client, ben: Client, moment: str) -> None:
    for who, side in ((ana, SIDE), (ben, THEIRS)):
        who.post(f"{moment}/sides", side)
    mine = re.findall(r"/moments/[0-9a-f]{32}", ben.get(moment).text)[0]
    ben.post(f"{mine}/withdrawal")
    page = ana.get(moment).text
    assert "I counted the hours." not in page and "(taken back)" in page
    assert ben.post(f"{moment}/sides", THEIRS | {"words": "other words"}).status_code == 409


def test_the_same_form_twice_is_once_and_other_words_come_too_late(ana: Client, moment: str) -> None:
    form = SIDE | {"_id": "0f" * 16}
    for _time in range(2):
        assert ana.post(f"{moment}/sides", form).status_code == 200
    assert ana.post(f"{moment}/sides", SIDE | {"words": "something else"}).status_code == 409
    assert ana.get("/timeline").text.count(LINE) == 1


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ({"guess": ["happy"] * 4}, ""),
        ({"guess": ["happy", "proud", "sad", "angry"], "words": LINE}, "Which three?"),
        ({"felt": ["happy", "proud", "sad", "angry"], "words": LINE}, "Which three?"),
        ({"guess": [], "words": ""}, "One word is plenty"),
        ({"guess": ["stupid"], "felt": ["<b>"]}, "One word is plenty"),
        ({"felt": ["sad"], "words": "x" * 1_001}, "longer than fits"),
    ],
)
def test_what_does_not_fit_keeps_what_was_chosen(ana: Client, moment: str, form: dict[str, object], line: str) -> None:
    page = ana.post(f"{moment}/sides", form)
    assert page.status_code == (422 if line else 200)
    assert line in page.text
    for word in form.get("felt", []):  # type: ignore[attr-defined]
        assert word == "<b>" or f'value="{word}" checked' in page.text
    assert str(form.get("words", "")) in page.text


@pytest.mark.parametrize(("words", "line"), [("", "Which moment?"), ("x" * 121, "about 120 characters")])
def test_a_moment_needs_a_few_words(ana: Client, words: str, line: str) -> None:
    page = ana.post("/empathy/perspectives", {"moment": words})
    assert page.status_code == 422
    assert line in page.text and words in page.text


def test_after_a_week_it_has_gone_by(house: TestHouse, ana: Client, ben: Client, moment: str) -> None:
    ana.post(f"{moment}/sides", SIDE)
    house.clock.forward(days=7.5)
    for who in (ana, ben):
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)
    assert "has gone by" in ana.get(moment).text
    assert MOMENT not in ben.get("/").text and MOMENT not in ben.get("/empathy").text


def test_nobody_else_finds_it(ana: Client, ben: Client, cleo: Client, moment: str) -> None:
    assert cleo.get(moment).status_code == 404
    assert cleo.post(f"{moment}/sides", SIDE).status_code == 404
    question = ana.post("/questions").url.path.rpartition("/")[2]
    assert ana.get(f"/empathy/perspectives/{question}").status_code == 404  # a round of another kind
    ben.post("/leaving")
    assert ana.get(moment).status_code == 404


def test_words_of_danger_lead_quietly_to_help(ana: Client, moment: str) -> None:
    page = ana.post(f"{moment}/sides", SIDE | {"words": "I am scared he will hit me again."})
    assert "There is a page you may want to read" in page.text
    assert page.url.path.endswith("/sides")


def test_alone_it_is_ones_own_side_and_no_guess(house: TestHouse) -> None:
    dora = house.person("Dora")
    page = dora.get("/empathy/perspectives/new").text
    assert "theirs to tell" in page and "imagine" not in main(page)
    assert dora.post("/empathy/perspectives", {"moment": MOMENT}).status_code == 422
    dora.post("/empathy/perspectives", {"moment": MOMENT, "felt": ["sad"], "words": LINE})
    assert LINE in dora.get("/timeline").text
    ben = house.person("Ben")
    house.pair(dora, ben)
    assert LINE not in ben.get("/timeline").text
    assert MOMENT not in ben.get("/empathy").text


def test_a_word_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "c" / "perspective.toml"
    file.parent.mkdir(parents=True)
    words = '[[family]]\ntitle = "Sad"\nwords = ["low", "low"]\n'
    file.write_text(f'why = "w"\nsource = "s"\nmoments = ["a", "b", "c"]\n{words}')
    with pytest.raises(BadContent, match="stands twice"):
        read(file)
    assert len(vocabulary().family) >= 6
