"""Help for everybody alike, questions that leave no trace, and who runs the server. Named after docs/trust.md."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from gemel import app
from gemel.pages.help import QUESTIONS
from gemel.pages.lines import SHOWN_FOR, Country, Line, Lines, lines, shown, stale
from gemel.settings import BadSetting, load
from gemel.testing import START, Client, TestHouse, open_test_house
from gemel.vault import form_token
from gemel.web import asgi

NO = {name: "no" for name, _question in QUESTIONS}


def settled(page: str) -> str:
    """A page without what is new on each showing."""
    return re.sub(r'name="_id" value="\w+"', "", page)


def test_trust_S23_emergency_numbers_for_thirty_countries_and_lines_for_seventeen() -> None:
    found = lines().country
    assert len(found) >= 30 and len(found) == len({one.name for one in found})
    assert sum(bool(one.lines) for one in found) >= 17
    assert [one.name for one in found] == sorted(one.name for one in found)


def test_trust_S23_a_number_is_checked_again_before_it_is_half_a_year_old() -> None:
    """Fails in time: look the number up on the service's own site, and write the day down."""
    days = [line.day for one in lines().country for line in one.lines if line.day is not None]
    assert all(day <= date.today() for day in days)
    assert not [day for day in days if stale(day, date.today())]


def test_trust_S23_what_is_only_remembered_is_never_shown() -> None:
    kept = {line.number for one in lines().country for line in one.lines if line.seen == "memory"}
    given = {line.number for one in shown(lines(), START) for line in (*one.home, *one.crisis)}
    assert kept and given and not kept & given


def test_trust_S23_nothing_older_than_half_a_year_is_shown() -> None:
    def numbers(written: date, checked: str) -> list[str]:
        line = Line(about="home", name="A line", number="116 016", seen="public", checked=checked)
        found = Lines(written=written, country=(Country(name="Somewhere", emergency=("112",), lines=(line,)),))
        one = shown(found, START)[0]
        assert one.emergency == ("112",)
        return [line.number for line in one.home]

    today = date(2026, 9, 21)
    old = today - SHOWN_FOR - timedelta(days=1)
    assert numbers(today, "") and numbers(old, today.isoformat())
    assert not numbers(old, "") and not numbers(today, old.isoformat())


@pytest.mark.parametrize(
    "wrong",
    [{"number": "call us"}, {"number": ""}, {"seen": "M"}, {"about": "fun"}, {"name": ""}, {"number": "+1 (800) 5"}],
)
def test_trust_S23_a_row_that_is_none_is_not_taken(wrong: dict[str, str]) -> None:
    line = {"about": "home", "name": "A line", "number": "116 016", "seen": "public", "checked": ""} | wrong
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"name": "Somewhere", "emergency": ["112"], "lines": [line]}, Country)


def test_trust_S23_which_country_somebody_opens_is_in_no_address(ana: Client) -> None:
    page = ana.get("/help").text
    assert page.count("<details") == len(lines().country)
    assert not re.findall(r'(?:href|action)="/help[^"]', page)
    assert "Austria" in page and "0800 222 555" not in page
    assert "nobody of gemel has called them" in page and f"{lines().written:%-d %B %Y}" in page


def test_trust_S23_what_leads_outside_does_not_say_where_from(ana: Client) -> None:
    outside = re.findall(r'<a href="https://[^>]*>', ana.get("/help").text)
    assert len(outside) >= 4 and all('rel="noreferrer noopener"' in link for link in outside)
    assert "findahelpline.com" in outside[-3]


class Heard(logging.Handler):
    """Everything that gemel would write down, whatever becomes of it later."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(str(record.__dict__))


@pytest.fixture
def loud(tmp_path: Path) -> Iterator[tuple[TestHouse, Heard]]:
    """A house that writes every request down, and what it wrote."""
    heard, log = Heard(), logging.getLogger("gemel")
    level = log.level
    log.addHandler(heard)
    log.setLevel(logging.DEBUG)
    with open_test_house(tmp_path) as house:
        its = replace(house.house, settings=msgspec.structs.replace(house.house.settings, log="debug"))
        yield replace(house, house=its, app=asgi.build(its, app.routes())), heard
    log.removeHandler(heard)
    log.setLevel(level)


def on_disk(house: TestHouse) -> dict[str, bytes]:
    """Every file, the ones in which SQLite counts its readers aside: they are shared memory and hold no rows."""
    files = (path for path in sorted(house.house.settings.data.rglob("*")) if path.is_file())
    return {path.name: path.read_bytes() for path in files if not path.name.endswith("-shm")}


def test_trust_S19_the_questions_leave_no_trace(loud: tuple[TestHouse, Heard]) -> None:
    house, heard = loud
    ana, ben = house.couple()
    theirs, before = settled(ben.get("/").text), on_disk(house)
    for answers in ({}, NO, NO | {"afraid": "yes"}, NO | {"harm": "-"}):
        ana.get("/self-check")
        ana.post("/self-check", answers)
        ana.get("/help")
    assert on_disk(house) == before and len(before) >= 4
    assert settled(ben.get("/").text) == theirs
    assert len(heard.lines) == 2 and all("GET /'" in line for line in heard.lines)  # Ben's two looks at Today
    counted = str(vars(house.app.counts) if hasattr(house.app.counts, "__dict__") else house.app.text())
    assert "self-check" not in counted and "/help" not in counted


@pytest.mark.parametrize("answers", [{}, NO | {"watched": "yes"}, NO | {"pressed": "-"}, NO | {"hurt": "garbage"}])
def test_trust_S20_whatever_is_not_a_plain_no_leads_to_help(house: TestHouse, answers: dict[str, str]) -> None:
    for who in (house.client(), house.person("Cleo"), house.couple()[0]):
        page = who.post("/self-check", answers)
        assert page.status_code == 200 and page.url.path == "/self-check" and not page.url.query
        assert 'href="/help"' in page.text and "A programme for two is not made for this" in page.text
        assert not re.search(r"abus|violen|your partner is", page.text)


def test_trust_S20_a_plain_no_to_all_is_thanked(ana: Client) -> None:
    page = ana.post("/self-check", NO).text
    assert "Thank you for looking" in page and "not made for this" not in page and 'href="/help"' in page


def test_trust_S19_help_is_there_without_answering_and_no_answer_is_filled_in(ana: Client) -> None:
    ana.post("/self-check", NO | {"afraid": "yes"})
    page = ana.get("/self-check").text
    assert 'href="/help"' in page.partition("<form action")[0] and 'autocomplete="off"' in page
    assert " checked" not in page and "required" not in page.partition("<main")[2]


def test_trust_S20_by_oneself_looks_like_waiting(house: TestHouse) -> None:
    """Somebody who answered, and somebody who did not: their pages are the same."""
    one, other = house.person("Eve"), house.person("Eva")
    one.post("/self-check", NO | {"afraid": "yes"})
    for path in ("/", "/you", "/pairing", "/thanks", "/security"):
        assert settled(shape(one.get(path).text, one)) == settled(shape(other.get(path).text, other)), path


def shape(page: str, who: Client) -> str:
    return re.sub(rf"\b{who.name}\b", "", page.replace(form_token(who.cookie), ""))


def test_trust_S24_of_age_at_sign_up_and_at_an_invitation(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    ana.post("/invitations", {"words": "come along"})
    link = re.search(r'value="http://[^/]+(/invitations/[\w-]+)"', ana.get("/pairing").text)[1]  # type: ignore[index]
    assert "18 or older" in house.client().get(link).text
    refused = ben.post(link + "/guest")
    assert refused.status_code == 422 and "of 18 or older" in refused.text and "come along" in refused.text
    assert ben.post(link + "/guest", {"adult": "yes"}).url.path == "/pairing"
    young = house.client().post("/people", {"name": "Kim", "passphrase": "walnut copper midnight gentle"})
    assert young.status_code == 422 and "of 18 or older" in young.text and 'value="Kim"' in young.text


PARTNER = "It is run by one of the two people who use it"


def test_trust_S27_who_hosts_is_said_at_sign_up_under_you_and_on_help(house: TestHouse) -> None:
    for path in ("/", "/sign-up"):
        page = house.client().get(path).text
        assert "This is not end-to-end encryption" in page and 'href="/host"' in page
    ana = house.person("Ana")
    for path in ("/you", "/help"):
        assert 'href="/host"' in ana.get(path).text
    page = ana.get("/host").text
    assert "run by a friend" in page and "your passphrase as well" in page and PARTNER not in page


def test_trust_S27_stronger_words_where_the_host_is_one_of_the_two(house: TestHouse) -> None:
    its = replace(house.house, settings=msgspec.structs.replace(house.house.settings, host_partner=True, log="info"))
    client = replace(house, app=asgi.build(its, app.routes())).client()
    for path in ("/", "/sign-up", "/host"):
        assert PARTNER in client.get(path).text
    assert "this server writes that down" in client.get("/host").text


def test_trust_S27_the_setting_is_yes_or_no(tmp_path: Path) -> None:
    (tmp_path / "pepper").write_bytes(b"p" * 32)
    env = {"GEMEL_DATA": str(tmp_path)}
    assert not load(env).host_partner and load(env | {"GEMEL_HOST_PARTNER": "Yes"}).host_partner
    with pytest.raises(BadSetting, match="GEMEL_HOST_PARTNER"):
        load(env | {"GEMEL_HOST_PARTNER": "maybe"})
