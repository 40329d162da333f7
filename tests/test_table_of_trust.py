"""What docs/trust.md asks of the whole house: no surface for control, headers on every page, and a table that is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gemel import app
from gemel.store import metadata
from gemel.testing import PASSPHRASE, Client, TestHouse
from tests.test_safety import pages

GEMEL = Path("gemel")
PATHS = [one.path for one in app.routes()]


def sources(pattern: str = "*.py") -> Iterator[Path]:
    yield from (path for path in GEMEL.rglob(pattern) if "tests" not in path.parts and "testing" not in path.name)


def asks_for(path: Path) -> set[str]:
    """The first names of all modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def imported() -> set[str]:
    """Every module that some file of the product asks for, by its first name."""
    return {name for path in sources() for name in asks_for(path)}


def test_trust_S4_no_column_is_there_to_tell_on_anybody() -> None:
    telling = re.compile(r"seen|read_|last|online|typing|streak|score|place|latitude|longitude|ip\b|address|agent|e?mail|phone")
    assert not [(table.name, one.name) for table in metadata.sorted_tables for one in table.columns if telling.search(one.name)]


def test_trust_S5_nowhere_is_anybody_asked_where_they_are(house: TestHouse) -> None:
    scripts = "".join(path.read_text("utf-8") for path in sources("*.js"))
    assert "geolocation" not in scripts and "getUserMedia" not in scripts
    answer = house.client().get("/", **{"x-forwarded-for": "192.0.2.77", "user-agent": "kanarienbrowser"})
    assert "geolocation=()" in answer.headers["permissions-policy"] and "camera=()" in answer.headers["permissions-policy"]
    assert "192.0.2" not in answer.text and "kanarienbrowser" not in answer.text
    product = "".join(path.read_text("utf-8").lower() for path in sources())
    assert "x-forwarded-for" not in product and '"user-agent"' not in product and "request.client" not in product


def test_trust_S6_there_is_nothing_that_could_notify(house: TestHouse) -> None:
    assert not imported() & {"smtplib", "pywebpush", "aiosmtplib", "twilio", "email", "firebase_admin", "apns2"}
    scripts = "".join(path.read_text("utf-8") for path in sources("*.js"))
    for name in ("Notification", "PushManager", "serviceWorker", "showNotification"):
        assert name not in scripts, name


def test_trust_S8_nobody_looks_as_somebody_else(ana: Client, ben: Client) -> None:
    words = {word for path in PATHS for word in re.findall(r"[a-z]+", path)}
    assert not words & {"admin", "staff", "impersonate", "switch", "as", "debug", "graphql", "api"}
    for path in ("/you", "/private", "/boundaries", "/security", "/growth", "/timeline"):
        asked = ana.get(f"{path}?person={ben.me().id.hex()}&as=Ben").text
        assert plain(asked) == plain(ana.get(path).text), path


def plain(page: str) -> str:
    """A page without what is new on each showing."""
    return re.sub(r'name="_id" value="\w+"', "", page)


def test_trust_S9_nothing_weighs_one_against_the_other() -> None:
    weighs = re.compile(r"\b(?:leaderboard|ranking|you win|winner|more than (?:you|your partner) (?:did|wrote)|balance of|compared to you)\b", re.I)
    for path in sources("*.html"):
        assert not weighs.search(path.read_text("utf-8")), path


def test_trust_S22_the_coach_cannot_reach_what_anybody_wrote() -> None:
    for path in (GEMEL / "coach").rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text("utf-8")
            assert not re.search(r"gemel\.(?:moments|sittings|store|web|pages|rooms|media|archive)\b", text), path


def test_trust_S30_nobody_can_be_found(house: TestHouse) -> None:
    house.couple("Ana", "Ben")
    stranger = house.person("Dora")
    words = {word for path in PATHS for word in re.findall(r"[a-z]+", path)}
    assert not words & {"users", "members", "contacts", "directory", "profiles", "find", "friends", "suggestions"}
    for who in (house.client(), stranger):
        for path in pages():
            assert not re.search(r">\s*(?:Ana|Ben)\s*<", who.get(path).text), path
    for query in ("/timeline/search", "/invitations"):
        assert "Ben" not in stranger.post(query, {"words": "Ben", "name": "Ben"}).text.replace('value="Ben"', "").replace(">Ben</t", "")
    assert "contacts" not in "".join(path.read_text("utf-8") for path in sources("*.js"))
    assert 'name="robots" content="noindex' in house.client().get("/").text


def test_trust_S31_every_page_has_its_line_on_how_it_could_be_used() -> None:
    rows = {line.split("|")[1].strip() for line in Path("docs/safety.md").read_text("utf-8").splitlines() if line.startswith("| ")}
    first = {path.split("/")[1].partition("{")[0] for path in PATHS} - HARMLESS
    assert not first - set(LINES), "a new place needs its line in docs/safety.md, and a word here which one it is"
    assert not {line for line in LINES.values() if line not in rows}


HARMLESS = {"", "health", "live"}
LINES = {
    "people": "sign-up, alone first", "sign-up": "sign-up, alone first", "sign-in": "shared device", "sessions": "where one is signed in",
    "recovery": "recovery code", "recovery-code": "recovery code", "recovery-codes": "recovery code", "pairing": "pairing",
    "invitations": "invitation link", "leaving": "leaving", "you": "news of one's own account", "private": "private pages",
    "help": "help by country", "self-check": "five questions for oneself", "host": "who runs this server", "exits": "leave quickly",
    "events": "what this server did", "security": "where one is signed in", "passphrase": "change of passphrase",
    "rotation": "change of every key", "archive": "archive", "archives": "archive", "account": "deleting the account",
    "timeline": "timeline and search", "moments": "take back, delete", "tree": "the tree", "tree.svg": "the tree", "wins": "small wins",
    "book": "book of the year", "boundaries": "boundaries", "coach": "the coach while writing", "sittings": "listening and the other exercises",
    "exercises": "being asked to an exercise", "pauses": "the pause", "week": "picks for the week", "thanks": "thanks",
    "questions": "questions", "calm": "three words", "agreement": "room agreement", "speaking": "a statement sent",
    "empathy": "what is on somebody's mind, and the answer", "growth": "one's own line", "memories": "wishes for two",
    "opening": "cards for opening up", "together": "ideas for a date", "calendars": "a calendar feed", "calendar": "a calendar feed", "factors": "a second step at sign-in",
    "returns": "let back in by the partner",
}  # fmt: skip
"""Where each part of the house stands in docs/safety.md, by the first word of its address."""


def scored(headers: httpx.Headers) -> int:
    """Points as a well-known observatory gives them, put down from memory: 100 to begin with, 115 is our goal."""
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    cookies = headers.get_list("set-cookie")
    points = 100 + (10 if policy.get("default-src") == "'none'" and "unsafe" not in str(policy) else -25)
    points += 5 if policy.get("frame-ancestors") == "'none'" else -20
    points += 5 if headers.get("referrer-policy") == "no-referrer" else -5
    points += 10 if headers.get("cross-origin-resource-policy") == "same-origin" else 0
    points -= 0 if headers.get("x-content-type-options") == "nosniff" else 5
    points -= 0 if int(re.findall(r"max-age=(\d+)", headers.get("strict-transport-security", "max-age=0"))[0]) >= 15_768_000 else 20
    safe = all("Secure" in one and "HttpOnly" in one and "samesite" in one.lower() for one in cookies)
    return points + (5 if cookies and safe else 0 if safe else -20)


NEEDED = {
    "default-src": "'none'", "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'", "script-src": "'self'",
    "require-trusted-types-for": "'script'", "trusted-types": "default",
}  # fmt: skip


@pytest.fixture
def sealed(house: TestHouse) -> TestHouse:
    """The same house behind https."""
    return house.with_settings(url="https://gemel.example", metrics="a-token-that-nobody-guesses")


def asked(client: Client, cookie: str, path: str) -> httpx.Response:
    return client.http.client.get(path, headers={"cookie": f"__Host-gemel={cookie}"}, follow_redirects=False)


def test_G23_every_page_has_every_header(sealed: TestHouse, ana: Client) -> None:
    client = sealed.client()
    asset = re.findall(r'href="(/assets/[^"]+\.css)"', asked(client, "", "/").text)[0]
    for path in [*pages(), asset, "/nothing/here", "/moments/" + "0" * 32, "/health", "/metrics"]:
        headers = asked(client, ana.cookie, path).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert {name: policy.get(name) for name in NEEDED} == NEEDED, path
        assert "unsafe" not in headers["content-security-policy"] and "*" not in headers["content-security-policy"]
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert "includeSubDomains" in headers["strict-transport-security"], path
        assert scored(headers) >= 115, (path, scored(headers))


def test_G23_the_score_can_be_missed(sealed: TestHouse) -> None:
    headers = asked(sealed.client(), "", "/").headers
    for name, value in (("content-security-policy", "default-src 'self' 'unsafe-inline'"), ("strict-transport-security", "max-age=60")):
        worse = httpx.Headers(headers)
        worse[name] = value
        assert scored(worse) < 115


def test_G23_cookies_are_for_this_host_alone(sealed: TestHouse) -> None:
    client = sealed.client()
    fields = {"name": "Kim", "passphrase": PASSPHRASE, "adult": "yes"}
    answer = client.http.client.post("/people", data=fields, follow_redirects=False)
    cookies = answer.headers.get_list("set-cookie")
    assert answer.status_code == 303 and len(cookies) == 2
    for one in cookies:
        assert one.startswith("__Host-gemel") and "Secure" in one and "HttpOnly" in one and "Path=/" in one
        assert "Domain" not in one and "samesite=lax" in one.lower()
    assert scored(answer.headers) >= 115


TESTS = re.compile(r"`((?:gemel|tests)/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("page", ["trust.md", "asvs.md", *(f"asvs/{page.name}" for page in sorted(Path("docs/asvs").glob("*.md")))])
def test_every_test_that_is_named_is_there(page: str) -> None:
    text = Path("docs", page).read_text("utf-8")
    named = TESTS.findall(text)
    assert named or "| yes |" not in text
    missing = [f"{path}::{name}" for path, name in named if f"def {name}(" not in _text(path)]
    assert not missing


def _text(path: str) -> str:
    return Path(path).read_text("utf-8") if Path(path).exists() else ""


def test_the_table_of_trust_is_whole() -> None:
    text = Path("docs/trust.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| [SG]\d+ \|", line)]
    assert [row.split("|")[1].strip() for row in rows] == [f"S{n}" for n in range(1, 32)] + [f"G{n}" for n in range(1, 32)]
    for row in rows:
        assert TESTS.search(row) or "open" in row or "not measured yet" in row or "`make" in row, row
