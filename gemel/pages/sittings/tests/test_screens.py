"""What each of the two sees on their phone, state by state, and what nobody else does."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from gemel.moments.moving import leave
from gemel.moments.tests.saying import do, everything, now
from gemel.pages.kinds import Pulse, TimeTogether
from gemel.pages.sittings.tests.screens import HTMX, Screen, begun, listening, ready
from gemel.sittings import EXERCISES
from gemel.sittings.tables import sitting
from gemel.testing import Client, TestHouse

SWEPT = ("arriving", "day", "down", "empathy", "good-news", "listening", "weekly")


def together(who: Client) -> list[TimeTogether]:
    return [it.body for it in everything(who) if isinstance(it.body, TimeTogether)]


def pulses(who: Client) -> list[Pulse]:
    return [it.body for it in everything(who) if isinstance(it.body, Pulse)]


def plain(page: Screen) -> str:
    """The page without what is new on each: form ids and tokens."""
    return re.sub(r'name="_(id|token)" value="[^"]*"|data-(id|token)="[^"]*"', "", page.html)


# Beginning


def test_the_list_and_each_page_before_one_begins(ana: Client, cleo: Client) -> None:
    hub = ana.get("/sittings")
    for name in SWEPT:
        assert f'href="/exercises/{name}"' in hub.text
        assert ana.get(f"/exercises/{name}").status_code == cleo.get(f"/exercises/{name}").status_code == 200
    assert ana.get("/exercises/nothing").status_code == ana.get("/exercises/pause").status_code == 404


def test_one_asks_and_the_other_is_asked(ana: Client, ben: Client) -> None:
    one = begun(ana, "listening")
    assert one.title == "Ben is asked" and one.taps == ["stop"]
    other = Screen(ben, one.path)
    assert "would like 12 minutes with you" in other.title
    assert {"now", "not_now", "time:60", "time"} <= set(other.taps)
    assert "stop" not in other.taps  # «Not this week» lets it go
    assert one.path in ben.get("/live/now").text
    assert other.tap("not_now").title == one.look().title == "Let go for now"


@pytest.mark.parametrize(
    ("at", "title"),
    [("2026-09-22T19:00", "Listening: "), ("2026-09-20T19:00", "Listening: "), ("2030-01-01T00:00", "would like"),
     ("", "would like"), ("tomorrow", "would like"), ("0001-01-01T00:00", "Listening: "), ("9999-12-31T23:59", "would like")],
)  # fmt: skip
def test_a_time_of_ones_own(ana: Client, ben: Client, at: str, title: str) -> None:
    other = Screen(ben, begun(ana, "listening").path).tap("time", at=at)
    assert other.page is not None and other.page.status_code == 200
    assert title in other.title


@pytest.mark.parametrize("sent", [{"exercise": "pause"}, {"exercise": "nothing"}, {"exercise": ""}, {}])
def test_what_is_not_offered_is_not_begun(ana: Client, sent: dict[str, str]) -> None:
    assert ana.post("/sittings", sent).status_code == 404


def test_a_way_that_there_is_not_is_the_first_that_there_is(ana: Client) -> None:
    assert begun(ana, "listening", "telepathy").title == "Ben is asked"


def test_alone(cleo: Client) -> None:
    page = cleo.get("/exercises/listening")
    assert page.status_code == 200 and 'action="/sittings"' not in page.text
    assert cleo.post("/sittings", {"exercise": "listening", "way": "phones"}).status_code == 409
    assert cleo.get("/sittings").status_code == 200
    assert cleo.get("/live/now").status_code == 204


# Each state, for both roles


@pytest.mark.parametrize("name", [*SWEPT, "pause"])
@pytest.mark.parametrize("way", ["phones", "written", "one"])
def test_each_page_of_each_exercise(ana: Client, ben: Client, house: TestHouse, name: str, way: str) -> None:
    """The two tap along, whoever can; every page on the way opens for both, and each offers somebody something."""
    if way not in EXERCISES.by_name[name].ways:
        pytest.skip("not a way of this exercise")
    one = begun_any(ana, name, way)
    other, titles, tried = Screen(ben, one.path), set(), dict[str, int]()
    for _tap in range(80):
        one.look(), other.look()
        titles |= {one.title, other.title}
        if "is-over" in one.html:
            break
        who, tap = next_tap(one, other, tried)
        if tap:
            (one, other)[who].tap(tap, **({"words": "a few words"} if way == "written" else {}))
        else:
            house.clock.forward(minutes=45)
    assert "is-over" in one.look().html and "is-over" in other.look().html
    assert len(titles) > 1 and not any("{" in title or not title for title in titles)


def begun_any(who: Client, name: str, way: str) -> Screen:
    if name != "pause":
        return begun(who, name, way)
    answer = who.post("/pauses")
    found = Screen(who)
    found.page, found.path = answer, answer.url.path
    return found


def next_tap(one: Screen, other: Screen, tried: dict[str, int]) -> tuple[int, str]:
    """The tap tried least often so far, on whichever phone has it."""
    seldom = {"stop", "pass", "not_now", "time", "longer", "day", "let_go", "leave", "later"}
    found = [
        (tried.get(f"{page.title}{tap}", 0), who, tap)
        for who, page in enumerate((one, other))
        for tap in page.taps
        if tap.partition(":")[0] not in seldom
    ]
    if not found:
        return 0, ""
    _least, who, tap = min(found, key=lambda each: each[0])
    tried[f"{(one, other)[who].title}{tap}"] = tried.get(f"{(one, other)[who].title}{tap}", 0) + 1
    return who, tap


def test_one_speaks_and_the_other_listens(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben)
    assert speaker.title == "Your turn to speak" and listener.look().title.endswith(" speaks")
    assert set(speaker.taps) == {"done", "pass", "stop"} and set(listener.taps) == {"pass", "stop"}
    speaker.tap("done")
    assert listener.look().title == "Say it back" and "said" in listener.taps
    assert "done" not in speaker.taps and "said" not in speaker.taps


def test_what_one_chose_is_theirs_alone_until_their_turn(ana: Client, ben: Client) -> None:
    one, other = ready(ana, ben, "listening")
    before = plain(other.look())
    one.tap("pick:day")
    assert "It goes on when both have tapped" in one.html
    assert plain(other.look()) == before
    other.tap("pick:ahead").tap("pass")
    speaker, listener = (one.look(), other) if "done" in one.look().taps else (other, one)
    chosen = {one: "Something from today", other: "Something that lies ahead"}
    assert chosen[speaker] in speaker.html
    assert not any(words in listener.look().html for words in chosen.values())


def test_that_one_has_chosen_does_not_show_in_the_others_countdown(ana: Client, ben: Client, house: TestHouse) -> None:
    one, other = ready(ana, ben, "listening")
    house.clock.forward(seconds=50)
    before = plain(other.look())
    one.tap("pick:day")
    assert plain(other.look()) == before


# Stale, forged, late


def test_a_stale_tap_shows_how_it_stands(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben)
    old = speaker.version
    speaker.tap("done")
    listener.look().tap("said")
    for headers in ({}, HTMX):
        stale = Screen(speaker.who, speaker.path).send("done", old, headers)
        assert stale.page is not None and stale.page.status_code == 200
        assert stale.title == "Was that it?" and "yes" in stale.taps
    assert listener.look().version == speaker.look().version


@pytest.mark.parametrize("version", ["", "-1", "x", "0", "99999999999999999999", "1e9"])
@pytest.mark.parametrize("tap", ["done", "", "said", "done:x", "pick:day", "uncover", "__class__", "\x00"])
def test_a_forged_tap_is_a_page_that_shows_how_it_stands(ana: Client, ben: Client, tap: str, version: str) -> None:
    speaker, listener = listening(ana, ben)
    before = listener.look().version
    speaker.send(tap, version)
    assert speaker.page is not None and speaker.page.status_code == 200
    assert (speaker.title, listener.look().version) == ("Your turn to speak", before)


def test_a_tap_without_anything(ana: Client, ben: Client) -> None:
    speaker, _listener = listening(ana, ben)
    assert ana.post(f"{speaker.path}/taps").status_code == 200
    assert speaker.look().title == "Your turn to speak"


@pytest.mark.parametrize("id", ["0" * 32, "nothing", "0" * 31, "%00", "ü"])
def test_an_absent_or_bad_id(ana: Client, id: str) -> None:
    assert ana.get(f"/sittings/{id}").status_code == 404
    assert ana.post(f"/sittings/{id}/taps", {"tap": "stop", "version": "1"}).status_code == 404
    assert ana.post(f"/sittings/{id}/closing").status_code == 404


def test_a_stranger(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    speaker, _listener = listening(ana, ben)
    dan, _eve = house.couple("Dan", "Eve")
    for stranger in (cleo, dan):
        assert stranger.get(speaker.path).status_code == 404
        assert stranger.post(f"{speaker.path}/taps", {"tap": "stop", "version": speaker.version}).status_code == 404
        assert stranger.post(f"{speaker.path}/closing").status_code == 404
        assert stranger.get("/live/now").status_code == 204
    assert speaker.look().title == "Your turn to speak"


def test_signed_out(ana: Client, ben: Client, house: TestHouse) -> None:
    speaker, _listener = listening(ana, ben)
    nobody = house.client()
    for path in (speaker.path, "/sittings", "/exercises/listening", "/live/now"):
        assert nobody.http.send("GET", path).headers.get("location") == "/sign-in"
    assert nobody.post(f"{speaker.path}/taps", {"tap": "stop", "version": speaker.version}).status_code == 401
    assert speaker.look().title == "Your turn to speak"


def test_a_session_that_ends_in_mid_sitting(ana: Client, ben: Client, house: TestHouse) -> None:
    speaker, listener = listening(ana, ben, "written")
    version, who = speaker.version, speaker.who
    sessions = who.house.house.sessions
    with sessions.store.writing() as db:
        db.exec_driver_sql("DELETE FROM session")
    for each in (ana, ben):
        if each is not who:
            each.cookie = sessions.begin(each.entrance_now(), now(each))
    answer = who.post(f"{speaker.path}/taps", {"tap": "done", "version": version, "words": "the lighthouse"})
    assert answer.status_code == 401 and "the lighthouse" in answer.text
    assert listener.look().title.endswith(" speaks")
    who.cookie = sessions.begin(who.entrance_now(), now(who))
    assert speaker.send("done", version, words="the lighthouse").title.endswith("says it back")


def test_a_tap_from_another_site(ana: Client, ben: Client) -> None:
    speaker, _listener = listening(ana, ben)
    sent = {"tap": "stop", "version": speaker.version}
    assert speaker.who.post(f"{speaker.path}/taps", sent | {"_token": "no"}).status_code == 403
    assert speaker.who.post(f"{speaker.path}/taps", sent, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert speaker.look().title == "Your turn to speak"


def test_two_things_at_once_lead_to_the_one_that_happens(ana: Client, ben: Client) -> None:
    speaker, _listener = listening(ana, ben)
    answer = ben.post("/sittings", {"exercise": "down", "minutes": "20"})
    assert answer.url.path == speaker.path and "in the middle of this" in answer.text


def test_a_row_changed_outside_takes_no_page_down(ana: Client, ben: Client, house: TestHouse) -> None:
    speaker, _listener = listening(ana, ben)
    with house.house.store.writing() as db:
        db.execute(update(sitting).values(version=sitting.c.version + 1))
    for who in (ana, ben):
        assert who.get(speaker.path).status_code == 404
        assert who.post(f"{speaker.path}/taps", {"tap": "stop", "version": "1"}).status_code == 404
        assert who.get("/").status_code == who.get("/sittings").status_code == 200
        assert who.get("/live/now").status_code == 204


def test_after_a_row_was_changed_outside_a_pause_can_be_called(ana: Client, ben: Client, house: TestHouse) -> None:
    listening(ana, ben)
    with house.house.store.writing() as db:
        db.execute(update(sitting).values(version=sitting.c.version + 1))
    assert ana.post("/pauses").status_code == 200


# The end


def test_closing_is_for_oneself(ana: Client, ben: Client) -> None:
    one, other = ready(ana, ben, "listening")
    one.tap("stop")
    before = plain(other.look())
    assert "how understood" in one.html.lower()
    answer = ana.post(f"{one.path}/closing", {"understood": "8", "cared": "", "at_ease": "10"})
    assert answer.status_code == 200 and answer.url.path == "/"
    assert pulses(ana) == [Pulse(exercise="listening", understood=8, cared=None, at_ease=10)]
    assert pulses(ben) == [] and plain(other.look()) == before
    assert "/closing" not in one.look().html


@pytest.mark.parametrize("told", [{"understood": "3"}, {"cared": "0"}, {"understood": "10", "at_ease": "1"}])
def test_low_answers_offer_care_and_tell_nobody(ana: Client, ben: Client, told: dict[str, str]) -> None:
    one, other = ready(ana, ben, "listening")
    one.tap("stop")
    before = plain(other.look())
    assert "That was not an easy one" in ana.post(f"{one.path}/closing", told).text
    assert plain(other.look()) == before
    assert pulses(ben) == [] and "not an easy one" not in ben.get("/").text


def test_nothing_told_keeps_nothing(ana: Client, ben: Client) -> None:
    one, _other = ready(ana, ben, "listening")
    one.tap("stop")
    for told in ({}, {"understood": "11"}, {"understood": "-1", "cared": "x"}):
        answer = ana.post(f"{one.path}/closing", told)
        assert answer.status_code == 200 and "kept for you alone" not in answer.text
    assert pulses(ana) == []


def test_closing_before_the_end_leads_back(ana: Client, ben: Client) -> None:
    one, _other = ready(ana, ben, "listening")
    assert ana.post(f"{one.path}/closing", {"understood": "1"}).url.path == one.path
    assert pulses(ana) == []


def test_closing_twice_is_once(ana: Client, ben: Client) -> None:
    one, _other = ready(ana, ben, "listening")
    one.tap("stop")
    for _twice in range(2):
        ana.post(f"{one.path}/closing", {"understood": "8", "_id": "ab" * 16})
    assert len(pulses(ana)) == 1


def test_the_timeline_keeps_only_what_and_how_long(ana: Client, ben: Client, house: TestHouse) -> None:
    speaker, listener = listening(ana, ben, "written")
    speaker.tap("done", words="the lighthouse")
    house.clock.forward(minutes=9)
    speaker.look().tap("pass")
    listener.look().tap("pass")
    assert speaker.look().title == "Both were heard"
    for who in (ana, ben):
        assert together(who) == [TimeTogether(exercise="listening", minutes=9)]
        page = who.get("/timeline").text
        assert "Listening" in page and "9 minutes" in page
        assert "lighthouse" not in page and "Something from today" not in page


def test_what_ended_early_or_never_began_is_not_time_together(ana: Client, ben: Client, house: TestHouse) -> None:
    begun(ana, "listening").tap("stop")
    one, _other = ready(ana, ben, "listening")
    house.clock.forward(minutes=5)
    one.look().tap("stop")
    assert together(ana) == []


def test_phones_down_counts_from_ten_minutes_on(ana: Client, ben: Client, house: TestHouse) -> None:
    for minutes, kept in ((5, 0), (12, 1)):
        one = begun(ana, "down", minutes="40")
        house.clock.forward(minutes=minutes)
        one.look().tap("stop")
        assert len(together(ben)) == kept


def test_an_end_by_the_clock_is_kept_once_whoever_looks_first(ana: Client, ben: Client, house: TestHouse) -> None:
    one = begun(ana, "down", minutes="40")
    house.clock.forward(hours=3)
    for who in (ben, ana, ben):
        Screen(who, one.path)
    assert together(ana) == together(ben) == [TimeTogether(exercise="down", minutes=40)]


def test_time_together_is_kept_though_the_next_thing_begins_before_anybody_looks(ana: Client, ben: Client, house: TestHouse) -> None:
    begun(ana, "down", minutes="20")
    house.clock.forward(hours=1)
    ready(ana, ben, "listening")
    assert together(ana) == [TimeTogether(exercise="down", minutes=20)]


def test_time_together_is_kept_though_a_pause_ends_it(ana: Client, ben: Client, house: TestHouse) -> None:
    one = begun(ana, "down", minutes="60")
    house.clock.forward(minutes=30)
    ben.post("/pauses")
    one.look()
    assert together(ana) == [TimeTogether(exercise="down", minutes=30)]


def test_time_together_is_kept_though_nobody_goes_back_to_its_page(ana: Client, ben: Client, house: TestHouse) -> None:
    """The clock ended it; both close the page and look at Today."""
    begun(ana, "down", minutes="20")
    house.clock.forward(hours=1)
    ana.get("/")
    ben.get("/timeline")
    assert together(ana) == [TimeTogether(exercise="down", minutes=20)]


# One phone, and in writing


def test_one_phone_is_handed_over_behind_a_cover(ana: Client, ben: Client) -> None:
    one = begun(ana, "listening", "one")
    assert one.title == "Are you both here?"
    one.tap("ready").tap("pick:day")
    assert one.title == "Hand the phone to Ben" and set(one.taps) == {"uncover", "stop"}
    assert "Something" not in one.html
    one.tap("uncover").tap("pick:ahead").tap("pass")
    while one.title.startswith("Hand the phone"):
        one.tap("uncover")
    assert one.title.endswith(" speaks") and "done" in one.taps


def test_in_writing_words_reach_the_other_and_are_gone_after(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben, "written")
    assert "<textarea" in speaker.html and "<textarea" not in listener.look().html
    speaker.tap("done", words="a <b>lighthouse</b> & the sea")
    assert "a &lt;b&gt;lighthouse&lt;/b&gt; &amp; the sea" in listener.look().page.text  # type: ignore[union-attr]
    listener.tap("said", words="you saw a light")
    assert "you saw a light" in speaker.look().html and "lighthouse" in speaker.html
    speaker.tap("pass")
    for page in (speaker, listener):
        assert not any(words in page.look().html for words in ("lighthouse", "you saw a light"))


def test_words_that_are_too_many_come_back(ana: Client, ben: Client) -> None:
    speaker, _listener = listening(ana, ben, "written")
    answer = speaker.who.post(f"{speaker.path}/taps", {"tap": "done", "version": speaker.version, "words": "ü" * 1_001})
    assert answer.status_code == 422 and "ü" * 1_001 in answer.text
    assert speaker.look().title == "Your turn to speak"


def test_in_writing_nobody_reads_ahead_where_both_write(ana: Client, ben: Client) -> None:
    one, other = ready(ana, ben, "weekly", "written")
    one.tap("said", words="the lighthouse")
    assert "lighthouse" not in other.look().html


def test_a_stale_tap_keeps_what_was_typed(ana: Client, ben: Client) -> None:
    one, other = ready(ana, ben, "weekly", "written")
    old = one.version
    other.look().tap("pass")
    assert "the lighthouse" in one.send("said", old, HTMX, words="the lighthouse").html


def test_what_was_sent_does_not_stand_in_the_next_field(ana: Client, ben: Client) -> None:
    one, other = ready(ana, ben, "weekly", "written")
    one.tap("said", words="tea")
    other.look()
    other.send("said", other.version, HTMX, words="the lighthouse")
    field = re.findall(r"<textarea[^>]*>(.*?)</textarea>", other.html, re.S)
    assert field == [""]


# The other leaves


def test_the_other_leaves_in_mid_sitting(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    speaker, _listener = listening(ana, ben, "written")
    speaker.tap("done", words="the lighthouse")
    do(ben, leave, now(ben))
    assert ben.get(speaker.path).status_code == 404
    assert ben.post(f"{speaker.path}/taps", {"tap": "pass", "version": speaker.version}).status_code == 404
    over = Screen(ana, speaker.path)
    assert over.title == "We ended early" and "lighthouse" not in over.html
    assert ana.post(f"{speaker.path}/taps", {"tap": "pass", "version": over.version}).status_code == 200
    assert ana.get("/").status_code == ana.get("/sittings").status_code == 200
    house.pair(ana, cleo)
    assert cleo.get(speaker.path).status_code == 404
    assert together(ana) == []


def test_a_later_partner_can_begin_something(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    listening(ana, ben)
    do(ben, leave, now(ben))
    ana.get("/")
    house.pair(ana, cleo)
    assert cleo.post("/pauses").status_code == 200
