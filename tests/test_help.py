"""Help for everybody alike, questions that leave no trace, and who runs the server. Named after docs/trust.md."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from gemel import app
from gemel.pages.help import QUESTIONS
from gemel.pages.lines import SHOWN_FOR, Country, Lines, lines, shown, since, stale
from gemel.settings import BadSetting, load
from gemel.testing import START, Client, TestHouse, open_test_house
from gemel.vault import form_token
from gemel.web import asgi

NO = {name: "no" for name, _question in QUESTIONS}


def settled(page: str) -> str:
    """A page without what is new on each showing."""
    return re.sub(r'name="_id" value="\w+"', "", page)


def test_trust_S23_emergency_numbers_and_a_line_with_its_source_for_thirty_countries() -> None:
    found = lines()
    names = [one.name for one in found.country]
    assert len(names) >= 30 and names == sorted(names) and len(names) == len(set(names))
    assert sum(bool(one.lines) for one in found.country) >= 30
    every = [line for one in found.country for line in one.lines]
    assert all(urlsplit(line.source).hostname for line in every) and found.emergency_read <= date.today()
    assert sum(line.by == "others" for line in every) < len(every) / 2


def test_trust_S23_a_number_is_looked_at_again_before_it_is_half_a_year_old() -> None:
    """Fails in time: docs/reviews.md says how a number is looked at, and where its day is written down."""
    days = [(line.number, day) for one in lines().country for line in one.lines for day in (line.read, line.day)]
    assert all(day <= date.today() for _number, day in days)
    assert not [(number, day) for number, day in days if stale(day, date.today())]


LINE = {"about": "home", "name": "A line", "number": "116 016", "by": "service", "source": "https://example.org/call",
        "read": "2026-11-25", "checked": ""}  # fmt: skip


def country(**other: str) -> Country:
    return msgspec.convert({"name": "Somewhere", "emergency": ["17 (police)", "112"], "lines": [LINE | other]}, Country)


def test_trust_S23_nothing_older_than_half_a_year_is_shown() -> None:
    today = date(2026, 9, 21)
    old = today - SHOWN_FOR - timedelta(days=1)

    def seen(read: date, checked: str) -> date | None:
        one = country(read=read.isoformat(), checked=checked)
        found = shown(Lines(emergency_source=LINE["source"], emergency_read=old, country=(one,)), START)
        assert [(dial.number, dial.who) for dial in found[0].emergency] == [("17", "police"), ("112", "")]
        return since(found)

    assert seen(today, "") == seen(old, today.isoformat()) == seen(today, old.isoformat()) == today
    assert seen(old + timedelta(days=1), "") and not seen(old, "") and not seen(old, old.isoformat())


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "call us"},
        {"number": ""},
        {"number": "+1 (800) 5"},
        {"about": "fun"},
        {"name": ""},
        {"by": "memory"},
        {"source": ""},
        {"source": "a friend said so"},
        {"source": "javascript:alert(1)"},
        {"read": ""},
        {"read": "lately"},
        {"checked": "soon"},
        {"checked": "2026-13-01"},
        {"way": "fax"},
        {"seen": "public"},
    ],
)
def test_trust_S23_a_row_that_is_none_is_not_taken(wrong: dict[str, str]) -> None:
    assert country().lines
    with pytest.raises(msgspec.ValidationError):
        country(**wrong)


@pytest.mark.parametrize("field", ["source", "read", "by", "checked"])
def test_trust_S23_a_row_without_its_source_is_not_taken(field: str) -> None:
    line = {name: value for name, value in LINE.items() if name != field}
    with pytest.raises(msgspec.ValidationError, match=field):
        msgspec.convert({"name": "Somewhere", "emergency": ["112"], "lines": [line]}, Country)


def test_trust_S23_a_number_opens_the_telephone_or_a_message() -> None:
    assert country(number="#8008").lines[0].link == "tel:%238008"
    assert country(number="85258", way="text").lines[0].link == "sms:85258"


def test_trust_S23_which_country_somebody_opens_is_in_no_address(ana: Client) -> None:
    page = ana.get("/help").text
    assert page.count("<details") == len(lines().country)
    assert not re.findall(r'(?:href|action)="(?:/help|#)[^"]', page.partition("<main")[2])
    assert "Austria" in page and 'href="tel:0800222555"' in page and 'href="sms:85258"' in page


def test_trust_S23_it_says_that_nobody_called_and_where_a_number_is_from(
    house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = house.client().get("/help").text
    assert "We have not called the lines inside" in page and f"{since(shown(lines(), START)):%-d %B %Y}" in page
    assert page.count("less sure</small>") == sum(line.by == "others" for one in lines().country for line in one.lines)
    called = country(by="others", checked="2026-09-20", read="2026-09-01")
    monkeypatch.setattr("gemel.pages.help.lines", lambda: msgspec.structs.replace(lines(), country=(called,)))
    page = house.client().get("/help").text
    assert "we asked them on Sunday, 20 September 2026" in page and "less sure</small>" not in page
    monkeypatch.setattr(
        "gemel.pages.help.lines", lambda: msgspec.structs.replace(lines(), country=(country(read="2025-01-01"),))
    )
    page = house.client().get("/help").text
    assert "<b>17</b> <small>police</small>" in page and "116 016" not in page and "not called" not in page


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
        yield house.with_settings(log="debug"), heard
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
