"""Every page: works, asks to sign in, is not there for strangers, keeps what was typed, is the same twice."""

from __future__ import annotations

import re

import pytest

from gemel.testing import Client, TestHouse
from gemel.week.tests.steps import (
    PHONES,
    PLAN,
    SAY_BACK,
    THANK,
    agree,
    agreed,
    an_id,
    awake,
    begin,
    let_go,
    look_back,
    name,
    opened,
    pick,
    propose,
    proposed,
    stage_of,
    week_of,
)  # fmt: skip

PAGES = (
    "/week",
    "/week/picks",
    "/week/tips",
    f"/week/tips/{PHONES}",
    f"/week/plans/new?tip={PHONES}",
    "/week/endings",
    "/week/lookback",
)
BLAME = re.compile(r"\b(must|should|missed|failed|overdue|streak|hasn.t|not answered|don.t forget|oops|late)\b|!", re.I)


@pytest.mark.parametrize("path", [*PAGES, f"/week/plans/{'0' * 32}/calendar"])
def test_signed_out_leads_to_sign_in(house: TestHouse, path: str) -> None:
    response = house.client().http.send("GET", path)
    assert response.status_code == 303
    assert response.headers["location"] == "/sign-in"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_works_on_every_rung(house: TestHouse, path: str) -> None:
    ana, ben = house.couple()
    for _rung in rungs(house, ana, ben):
        for person in (ana, ben):
            assert person.get(path).status_code == 200


def rungs(house: TestHouse, ana: Client, ben: Client):
    """The two on every rung of the ladder, one after the other."""
    yield "resting"
    begin(ana)
    yield "picking"
    pick(ana, PHONES, SAY_BACK)
    yield "waiting"
    pick(ben, PHONES, THANK)
    yield "opened"
    propose(ana, nudge_day="2026-09-22", nudge_hour="19")
    yield "proposed"
    agree(ben, week_of(ben).table.id.hex())
    yield "agreed"
    house.clock.forward(days=1, hours=10)
    awake(ana, ben)
    yield "at the hour"
    propose(ben, when="Friday")
    yield "a change on the table"
    house.clock.forward(days=7)
    awake(ana, ben)
    yield "looking back"
    look_back(ana, words="A good one.")
    yield "looked"
    look_back(ben)
    yield "lived"
    begin(ben, "light")
    let_go(ana)
    yield "let go"


def test_no_page_blames(house: TestHouse) -> None:
    ana, ben = house.couple()
    for rung in rungs(house, ana, ben):
        for person in (ana, ben):
            page = " ".join(person.get(path).text for path in ("/week", "/"))
            said = BLAME.search(
                re.sub(r"<!doctype|<[^>]+>", " ", re.sub(r"<details.*?</details>", "", page, flags=re.S))
            )
            assert said is None, (rung, said)


@pytest.mark.parametrize("path", ["/week/plans/{}/calendar", "/week/plans/new?from={}"])
def test_a_stranger_finds_no_plan(house: TestHouse, path: str) -> None:
    ana, ben = house.couple()
    plan = agreed(ana, ben, nudge_day="2026-09-22", nudge_hour="19")
    stranger = house.person("Cato")
    assert ana.get(path.format(plan)).status_code == 200
    assert stranger.get(path.format(plan)).status_code == 404
    assert ana.get(path.format(an_id())).status_code == 404


def test_a_stranger_agrees_to_nothing(house: TestHouse) -> None:
    ana, ben = house.couple()
    plan = proposed(ana, ben)
    cato, _dan = house.couple("Cato", "Dan")
    for id in (plan, an_id(), "nonsense"):
        assert agree(cato, id).status_code == 404
    assert stage_of(ana) == "proposed"


def test_a_plan_is_no_other_moment(house: TestHouse) -> None:
    ana, _ben = house.couple()
    thanks = an_id()
    ana.post("/thanks", {"did": "You rang", "way": "now", "_id": thanks})
    assert agree(ana, thanks).status_code == 404
    assert ana.get(f"/week/plans/{thanks}/calendar").status_code == 404


@pytest.mark.parametrize("path", ["/week/tips/nothing", "/week/tips/listening-", "/week/plans/zz/calendar"])
def test_what_is_not_here(house: TestHouse, path: str) -> None:
    ana, _ben = house.couple()
    assert ana.get(path).status_code == 404


@pytest.mark.parametrize("tips", [[], ["nonsense"], [PHONES, SAY_BACK, THANK, "calm-three-words"]])
def test_one_to_three_picks_and_ticks_stay(house: TestHouse, tips: list[str]) -> None:
    ana, _ben = house.couple()
    begin(ana)
    response = pick(ana, *tips)
    assert response.status_code == 422
    assert stage_of(ana) == "picking"
    known = [tip for tip in tips if tip != "nonsense"]
    assert all(f'value="{tip}" checked' in response.text for tip in known)


def test_another_step_opens_and_ticks_stay(house: TestHouse) -> None:
    ana, _ben = house.couple()
    begin(ana)
    page = ana.post("/week/picks", {"week": name(ana), "tip": [PHONES], "more": "calm"}).text
    assert f'value="{PHONES}" checked' in page
    assert 'value="calm-three-words"' in page


def test_picks_for_a_week_that_is_over_are_not_taken(house: TestHouse) -> None:
    ana, _ben = house.couple()
    begin(ana)
    before = name(ana)
    let_go(ana)
    begin(ana)
    assert "This changed meanwhile" in ana.post("/week/picks", {"week": before, "tip": [PHONES]}).text
    assert stage_of(ana) == "picking"


def test_a_plan_needs_a_when_and_keeps_the_rest(house: TestHouse) -> None:
    ana, ben = house.couple()
    opened(ana, ben)
    response = propose(ana, when=" ", nudge_day="2026-09-23", nudge_hour="20")
    assert response.status_code == 422
    assert "Roughly when?" in response.text
    assert all(
        part in response.text
        for part in ('value="on the balcony"', 'value="you begin"', '"2026-09-23" selected', '"20" selected')
    )
    assert stage_of(ana) == "opened"


def test_a_reminder_in_quiet_hours_is_asked_again(house: TestHouse) -> None:
    """Whose hours they are is said to neither: the same words, whoever set them."""
    ana, ben = house.person("Ana", quiet_from=20, quiet_to=7), house.person("Ben")
    house.pair(ana, ben)
    opened(ana, ben)
    pages = [propose(person, nudge_day="2026-09-22", nudge_hour="21") for person in (ana, ben)]
    assert all(page.status_code == 422 and "gemel stays silent at that hour" in page.text for page in pages)
    assert all(other not in pages[0].text.partition("<main")[2] for other in ("Ben", "Ana"))
    assert "on the balcony" in pages[0].text
    assert stage_of(ana) == "opened"


def test_an_hour_that_has_passed_is_asked_again(house: TestHouse) -> None:
    ana, ben = house.couple()
    opened(ana, ben)
    assert propose(ana, nudge_day="2026-09-21", nudge_hour="9").status_code == 422


def test_looking_back_asks_what_comes_closest_and_keeps_the_rest(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    response = look_back(ana, tried="", note="only mine", words="ours", wish="again")
    assert response.status_code == 422
    assert "Which comes closest?" in response.text
    assert all(part in response.text for part in ("only mine", "ours", 'value="again" checked'))


def test_sent_twice_is_once(house: TestHouse) -> None:
    ana, ben = house.couple()
    opened(ana, ben)
    for _time in range(2):
        ana.post("/week/plans", PLAN | {"_id": "0" * 31 + "1"})
    assert week_of(ana).turns == 1
    agree(ben, "0" * 31 + "1")
    week = name(ana)
    for person, id in ((ana, "2"), (ben, "3")):
        for _time in range(2):
            assert look_back(person, week=week, _id="0" * 31 + id).status_code == 200
    begin(ana)
    for id in ("4", "4", "5"):
        assert ana.post("/week/picks", {"week": name(ana), "tip": [THANK], "_id": "0" * 31 + id}).status_code == 200


def test_picks_deleted_and_picked_again_lead_back_to_the_week(house: TestHouse) -> None:
    """One hand-in per person and week, even where it was deleted since."""
    ana, ben = house.couple()
    begin(ana)
    ana.post("/week/picks", {"week": name(ana), "tip": [THANK], "_id": "0" * 31 + "1"})
    ana.post(f"/moments/{'0' * 31}1/erasure")
    assert pick(ana, PHONES).status_code == 200
    pick(ben, THANK)
    assert stage_of(ana) == stage_of(ben) == "opened"


def test_the_calendar_file(house: TestHouse) -> None:
    ana, ben = house.couple()
    plan = agreed(ana, ben, nudge_day="2026-09-22", nudge_hour="19")
    answer = ben.get(f"/week/plans/{plan}/calendar")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:gemel" in answer.text
    assert "DTSTART:20260922T190000Z" in answer.text
    assert not any(word in answer.text for word in ("phones", "dishes", "balcony", "Ana", "Ben"))


def test_without_a_reminder_there_is_no_calendar_file(house: TestHouse) -> None:
    ana, ben = house.couple()
    assert ana.get(f"/week/plans/{agreed(ana, ben)}/calendar").status_code == 404


def test_the_reminder_is_first_on_today_for_a_day(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben, nudge_day="2026-09-22", nudge_hour="19")
    assert "This is the hour you chose" not in ana.get("/").text
    for hours, there in ((33, True), (23, True), (1, False)):
        house.clock.forward(hours=hours)
        awake(ana, ben)
        for person in (ana, ben):
            assert ("This is the hour you chose" in person.get("/").text) is there


def test_whoever_waits_reads_when_it_goes_on_without_the_other(house: TestHouse) -> None:
    """One of the two takes no part: neither their picks nor their look back are waited for without an end."""
    ana, ben = house.couple()
    for stage, until in ((waits_to_open, "Wednesday, 30 September"), (waits_to_have_looked, "Sunday, 18 October")):
        stage(house, ana, ben)
        assert f"From {until} on" in ana.get("/week").text
        house.clock.forward(days=10)
        awake(ana, ben)
        assert "Begin the next week" in ana.get("/week").text


def waits_to_open(house: TestHouse, ana: Client, ben: Client) -> None:
    begin(ana)
    pick(ana, PHONES)


def waits_to_have_looked(house: TestHouse, ana: Client, ben: Client) -> None:
    agreed(ana, ben)
    house.clock.forward(days=8)
    awake(ana, ben)
    look_back(ana)


def test_today_asks_the_database_little(house: TestHouse) -> None:
    """Three questions at most, on every rung, alone and together."""
    ana, ben = house.couple()
    cato = house.person("Cato")
    for rung in rungs(house, ana, ben):
        for person in (ana, ben, cato):
            assert 1 <= asked_by_today(person) <= 3, rung


def asked_by_today(client: Client) -> int:
    from gemel.moments.tests.test_within_one_couple import recorded
    from gemel.week.reading import this_week

    me = client.me()
    with recorded(client.house) as seen, client.house.house.store.reading() as db:
        this_week(db, me, client.house.clock.now)
    return sum(one.startswith("SELECT") for one in seen)


def test_all_tips_can_be_read(house: TestHouse) -> None:
    from gemel.programme import tips

    ana, _ben = house.couple()
    page = ana.get("/week/tips").text
    for tip in tips().values():
        assert f'href="/week/tips/{tip.id}"' in page
    one = ana.get(f"/week/tips/{PHONES}").text
    assert all(str(part) in one for part in ("You could say", tips()[PHONES].minutes, "Why it helps"))


def test_a_tip_found_while_reading_can_be_picked_or_planned(house: TestHouse) -> None:
    ana, ben = house.couple()
    begin(ana)
    assert "Put it among my picks" in ana.get("/week/tips/calm-three-words").text
    assert 'value="calm-three-words" checked' in ana.get("/week/picks?tip=calm-three-words").text
    pick(ana, PHONES)
    pick(ben, PHONES)
    assert "Plan this one" in ana.get("/week/tips/calm-three-words").text
