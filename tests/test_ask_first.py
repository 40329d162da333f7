"""«Please ask before…»: one's own until opened, edited in plain sight, let go by its author alone, and never a name."""

from __future__ import annotations

import re

import pytest

from gemel.testing import Client, TestHouse
from gemel.testing_browser import Two

HERE = "/boundaries/lines"
HEALTH, GUESTS = "you post a picture of us", "somebody stays for the night"


def write(who: Client, words: str, way: str = "open") -> str:
    """Its address."""
    who.post(HERE, {"words": words, "way": way})
    return re.search(rf'href="({HERE}/[0-9a-f]{{32}})">{words}', who.get(HERE).text)[1]  # type: ignore[index]


def test_it_is_ones_own_until_its_author_opens_it(ana: Client, ben: Client) -> None:
    line = write(ana, HEALTH, "keep")
    assert HEALTH not in ben.get(HERE).text and "ask about first" not in ben.get("/").text
    ana.post(f"{line}/opening")
    page = ben.get("/").text
    assert "Something to ask about first" in page and HEALTH not in page
    assert HEALTH in ben.get(HERE).text
    assert "Something to ask about first" not in ben.get("/").text


def test_merged_there_is_no_name_no_day_and_the_same_order_for_both(ana: Client, ben: Client) -> None:
    write(ben, HEALTH)
    write(ana, GUESTS)
    found = [between(who.get(HERE).text) for who in (ana, ben)]
    assert found[0] == found[1] and found[0].index(GUESTS) < found[0].index(HEALTH)
    assert not re.search(r"Ana|Ben|today|September|\bno\b|never|refus", found[0])
    for who in (ana, ben):
        assert HEALTH not in who.get("/timeline").text


def between(page: str) -> str:
    return page[page.index("Between the two of you") : page.index("Write a line")]


def test_changed_it_says_edited_and_what_stood_there(ana: Client, ben: Client) -> None:
    line = write(ana, HEALTH)
    ben.get(HERE)
    for _time in range(2):  # sent twice, it is there once
        ana.post(f"{line}/words", {"words": GUESTS, "_id": "0d" * 16})
    assert "Something to ask about first" in ben.get("/").text
    page = ben.get(HERE).text
    assert page.count(GUESTS) == 1 and "edited" in page and HEALTH in page
    assert ana.get(line).status_code == 404  # the line of now has another address


def test_a_kept_line_is_simply_written_anew(ana: Client, ben: Client) -> None:
    line = write(ana, HEALTH, "keep")
    ana.post(f"{line}/words", {"words": GUESTS})
    assert GUESTS in ana.get(HERE).text and "edited" not in ana.get(HERE).text
    ana.post(f"{line}/words", {"words": GUESTS})
    assert GUESTS not in ben.get(HERE).text


def test_taken_back_and_changed_it_stays_with_its_author(ana: Client, ben: Client) -> None:
    line = write(ana, HEALTH)
    ana.post(f"/moments/{line.rpartition('/')[2]}/withdrawal")
    ana.post(f"{line}/words", {"words": GUESTS})
    assert GUESTS in ana.get(HERE).text
    assert GUESTS not in ben.get(HERE).text


def test_let_go_it_is_as_if_it_had_never_been(ana: Client, ben: Client) -> None:
    before = plain(ben.get(HERE).text)
    line = write(ana, HEALTH)
    ana.post(f"{line}/ending")
    assert plain(ben.get(HERE).text) == before
    assert "ask about first" not in ben.get("/").text


def plain(page: str) -> str:
    return re.sub(r'name="_(id|token)" value="[^"]*"', "", page)


@pytest.mark.parametrize(("words", "said"), [("", "A few words are plenty"), ("z" * 281, "about 280 characters")])
def test_what_does_not_fit_is_still_there(ana: Client, words: str, said: str) -> None:
    line = write(ana, HEALTH)
    for address in (HERE, f"{line}/words"):
        page = ana.post(address, {"words": words})
        assert page.status_code == 422 and said in page.text and words in page.text
    assert HEALTH in ana.get(HERE).text


def test_only_its_author_changes_it(ana: Client, ben: Client, cleo: Client) -> None:
    line = write(ana, HEALTH)
    for who in (ben, cleo):
        assert who.get(line).status_code == 404
        for what in ("words", "opening", "ending"):
            assert who.post(f"{line}/{what}", {"words": "mine now"}).status_code == 404
    thanks = ana.post("/thanks", {"did": "You sat with me", "way": "aloud"}).text
    other = re.search(r"/thanks/([0-9a-f]{32})", thanks)[1]  # type: ignore[index]
    assert ana.get(f"{HERE}/{other}").status_code == 404  # another kind of thing


def test_alone_it_is_written_and_opens_to_nobody_who_comes_later(house: TestHouse) -> None:
    dora = house.person("Dora")
    line = write(dora, HEALTH)
    assert "For your eyes only" in dora.get(HERE).text
    assert dora.post(f"{line}/opening").status_code == 404
    ben = house.person("Ben")
    house.pair(dora, ben)
    assert HEALTH not in ben.get(HERE).text
    dora.post(f"{line}/opening")
    dora.post(f"{line}/opening")
    assert HEALTH in ben.get(HERE).text


def test_D4_topics_rest_lines_are_opened_and_no_name_stands_beside_them(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/boundaries")
    ana.page.locator('input[name="without"][value="food-and-drink"]').check()
    ana.page.get_by_text("Or only not this month").click()
    ana.page.locator('input[name="resting"][value="touch"]').check()
    ana.look("topics")
    ana.tap("Keep these")
    ana.go("/boundaries")
    assert ana.sees("until ")
    ben.go("/together/ideas?place=home")
    assert ben.sees("One lamp, two chairs") and ben.lacks("Breakfast for supper") and ben.lacks("Under one blanket")
    ben.go("/boundaries")
    assert not ben.page.locator('input[name="without"][value="food-and-drink"]').is_checked()
    ben.tap("Lines of your own: please ask before…")
    ben.look("no-lines-yet")
    ben.tap("Write a line")
    ben.write("Please ask before…", GUESTS)
    ben.look("a-line")
    ben.tap("Let Ana read it")
    ana.go("/")
    assert ana.sees("Something to ask about first") and ana.lacks(GUESTS)
    ana.look("today-a-line")
    ana.tap("Read it")
    assert ana.sees(GUESTS)
    ben.go("/boundaries/lines")
    ben.page.get_by_role("link", name=GUESTS).click()
    ben.settle()
    ben.write("Please ask before…", f"{GUESTS}, or longer")
    ben.tap("Keep it like this")
    ana.go("/boundaries/lines")
    assert ana.sees("edited") and ana.sees("or longer")
    ana.look("between-you-two")
