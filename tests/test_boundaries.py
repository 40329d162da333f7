"""A boundary holds in every room, for both, without a name, and ends by itself where it was for a while."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from gemel.programme import BadContent, tips
from gemel.rooms.memories.firsts import firsts as first_times
from gemel.rooms.opening.deck import deck as cards
from gemel.rooms.questions.deck import deck as questions
from gemel.rooms.together.ideas import firsts, ideas
from gemel.testing import Client, TestHouse
from gemel.topics import patterns, read, topics, touches

FORM = {"depth": "3", "zone": "UTC"}
LISTS = ("/together/ideas?fits=tired", "/together/ideas?place=home", "/together/ideas?place=out", "/together/ideas",
         "/memories/firsts", "/memories/firsts?fits=tired", "/memories/firsts?fits=rain", "/week/tips", "/together/firsts")  # fmt: skip


def bound(who: Client, **form: object) -> None:
    """Leave topics out, or let them rest, as the page does it."""
    who.post("/boundaries", FORM | {"name": who.name} | form)


def offers() -> dict[str, list[str]]:
    """Everything that the rooms offer by themselves, in the words that pages show."""
    return {
        "questions": [one.text for one in questions()],
        "opening": [one.text for one in cards().cards.values()],
        "together": [one.text for one in (*ideas().values(), *firsts().values())],
        "memories": [one.text for one in first_times().values()],
        "week": [one.title for one in tips().values() if touches("\n".join((one.title, one.do, *one.say)), patterns())],
    }


def about(*topics: str, of: Iterable[str]) -> set[str]:
    titles = {one.title: "\n".join((one.title, one.do, *one.say)) for one in tips().values()}
    return {text for text in of if touches(titles.get(text, text), topics)}


def walked(who: Client, draws: int) -> str:
    """Every list of offers, and so many cards drawn in each of the rooms that deal them."""
    who.post("/week")
    who.post("/together/firsts")
    pages = [who.get(path).text for path in (*LISTS, "/week/picks", *steps_of_the_week())]
    pages += [who.post(path).text for path in ("/opening", "/questions") for _draw in range(draws)]
    return html.unescape("\n".join(pages))


def steps_of_the_week() -> list[str]:
    return [f"/week/picks?more={room}" for room in ("together", "memories", "thanks")]


@pytest.mark.parametrize("topic", ["food-and-drink", "touch", "childhood", "friends-and-family"])
def test_what_one_leaves_out_comes_up_in_no_room_for_either(
    house: TestHouse, ana: Client, ben: Client, topic: str
) -> None:
    bound(ben, without=[topic])
    seen = walked(ana, 30)
    for room, texts in offers().items():
        assert not [text for text in about(topic, of=texts) if text in seen], room


def test_the_walk_would_have_met_them(house: TestHouse, ana: Client) -> None:
    """Of all topics together so many that no luck of the draw could miss them. Suggestions for the day are a dozen
    by lot, and one day in thirty has none of them: eight days in a row have none once in ten to the twelfth."""
    seen = walked(ana, 30)
    for _day in range(7):
        house.clock.forward(days=1)
        again(house, ana)
        seen += html.unescape("\n".join(ana.get(path).text for path in LISTS))
    met = {room for room, texts in offers().items() if any(text in seen for text in about(*patterns(), of=texts))}
    assert met == set(offers())


def test_what_was_asked_already_no_longer_comes_up(ana: Client, ben: Client) -> None:
    for path in ("/opening", "/questions"):
        for _draw in range(12):
            ana.post(path)
    open_ones = asked(ana)
    bound(ben, without=[slug for slug, _title in topics()])
    left = asked(ana)
    assert open_ones and not left & {one.text for one in questions()}
    assert not [text for text in left if touches(text, patterns())]


def asked(who: Client) -> set[str]:
    texts = [*(one.text for one in questions()), *(one.text for one in cards().cards.values())]
    seen = html.unescape(who.get("/opening").text + who.get("/questions").text)
    seen = re.sub(r'<p class="empty-example">.*?</p>', "", seen, flags=re.DOTALL)  # a fixed example, nobody's card
    return {text for text in texts if text in seen}


def test_with_everything_left_out_no_room_is_a_dead_end(ana: Client, ben: Client) -> None:
    bound(ben, without=[slug for slug, _title in topics()])
    for path in ("/opening", "/questions", "/week", "/together/firsts"):
        assert ana.post(path).status_code == 200
    for path in ("/", *LISTS, "/week/picks"):
        assert ana.get(path).status_code == 200


def test_a_rest_ends_by_itself(house: TestHouse, ana: Client, ben: Client) -> None:
    bound(ben, resting=["food-and-drink"])
    page = ben.get("/boundaries").text
    assert "until" in page and 'name="resting" value="food-and-drink" checked' in page
    texts = about("food-and-drink", of=offers()["together"])
    assert not any(text in html.unescape(ana.get("/together/ideas?place=home").text) for text in texts)
    house.clock.forward(days=29)
    again(house, ana, ben)
    bound(ben, resting=["food-and-drink"])  # kept again in between, it ends when it was to end
    house.clock.forward(days=1.1)
    again(house, ana, ben)
    assert any(text in html.unescape(ana.get("/together/ideas?place=home").text) for text in texts)
    assert 'name="resting" value="food-and-drink" checked' not in ben.get("/boundaries").text


def again(house: TestHouse, *people: Client) -> None:
    for who in people:
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)


def test_left_out_for_good_it_does_not_rest_as_well(ben: Client) -> None:
    bound(ben, without=["touch"], resting=["touch", "no-such-topic"])
    assert ben.me().profile.resting == ()


def test_nobody_is_shown_whose_boundary_it_is(ana: Client, ben: Client) -> None:
    before = ana.get("/boundaries").text, ana.get("/you").text
    bound(ben, without=["touch"], resting=["childhood"], quiet="yes", quiet_from="1", quiet_to="2")
    assert [plain(ana.get(path).text) for path in ("/boundaries", "/you")] == [plain(page) for page in before]


def plain(page: str) -> str:
    return re.sub(r'name="_(id|token)" value="[^"]*"', "", page)


def test_in_quiet_hours_today_offers_nothing_and_calm_is_there(ana: Client, ben: Client) -> None:
    ben.post("/thanks", {"did": "You waited up"})
    bound(ben, quiet="yes", quiet_from="10", quiet_to="11")
    page = ana.get("/").text
    assert 'class="card' not in page and "chip" not in page and "There is a note" not in page
    assert 'href="/calm"' in page and ana.get("/calm").status_code == 200


def test_in_quiet_hours_nobody_is_told_that_they_were_asked(ana: Client, ben: Client) -> None:
    bound(ben, quiet="yes", quiet_from="10", quiet_to="11")
    asked = ana.post("/sittings", {"exercise": "listening", "way": "phones"}).url.path
    assert ben.get("/live/now").status_code == 204 and "would like 12 minutes" not in ben.get("/").text
    assert asked in ben.get("/sittings").text  # found by whoever looks
    pause = ana.post("/pauses").url.path
    assert pause in ben.get("/live/now").text


def test_hours_from_one_to_the_same_are_asked_for_again(ben: Client) -> None:
    page = ben.post("/boundaries", FORM | {"name": "Ben", "quiet": "yes", "quiet_from": "9", "quiet_to": "9"})
    assert page.status_code == 422 and "the same hour" in page.text
    assert re.search(r'name="quiet" value="yes" checked', page.text)


def test_an_empty_name_keeps_what_was_chosen(ben: Client) -> None:
    page = ben.post("/boundaries", FORM | {"name": "", "without": ["touch"], "resting": ["home"]})
    assert page.status_code == 422
    assert 'name="without" value="touch" checked' in page.text and 'value="home" checked' in page.text


@pytest.mark.parametrize("entry", ['slug = "childhood"\ntitle = "A"\nfind = "x"', 'slug = "new-one"\nfind = "x"'])
def test_a_topic_has_a_title_where_it_is_no_theme(tmp_path: Path, entry: str) -> None:
    file = tmp_path / "a" / "b" / "c" / "topics.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f"[[topic]]\n{entry}\n")
    with pytest.raises(BadContent, match=r"topics\.toml"):
        read(file)
