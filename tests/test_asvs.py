"""docs/asvs: whole, true in its counts, and what it says of the code at large."""

from __future__ import annotations

import ast
import re
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from gemel.people.tables import account, person
from gemel.testing import PASSPHRASE, Client, TestHouse
from tests.asvs import FOLDER, LEVELS, asked, complaints, rows
from tests.test_privacy_sweep import OWN, PAGES
from tests.test_table_of_trust import asks_for, sources

CIPHERS = {"nacl", "cryptography", "Crypto", "Cryptodome"}
CRYPTOGRAPHY = {"hashlib", "hmac", "secrets", "random", "uuid", "ssl", "pyzipper", "pyotp", "webauthn"} | CIPHERS
INVENTORY = Path("docs/cryptography.md").read_text("utf-8")


def test_every_requirement_has_its_line_and_the_counts_are_true() -> None:
    assert not complaints()


def test_the_figure_in_the_table_of_trust_is_true() -> None:
    number = Counter(row.state for row in rows())
    told = f"{len(rows())} lines: {number['yes']} yes, {number['no']} do not apply, {number['open']} open"
    assert told in Path("docs/trust.md").read_text("utf-8")


def test_the_levels_are_those_of_the_published_standard() -> None:
    assert Counter("".join(LEVELS.values())) == {"1": 70, "2": 183, "3": 92}
    assert len(asked()) == 253 + 28


def test_a_missing_line_and_a_stale_count_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows()
    monkeypatch.setattr("tests.asvs.rows", lambda: whole[1:])
    assert complaints() == [f"{whole[0].number} has no line", "docs/asvs.md is stale: python -m tests.asvs --write"]
    monkeypatch.setattr("tests.asvs.rows", lambda: [whole[0]._replace(where="by hand"), *whole[1:]])
    assert complaints() == [f"{whole[0].number} is yes and names no test"]


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.stem)
def test_every_page_that_a_line_points_to_is_there(page: Path) -> None:
    for name, place in re.findall(r"\]\(([\w./-]+\.md)#([\w-]+)\)", page.read_text("utf-8")):
        headings = re.findall(r"^#+ (.*)$", (page.parent / name).read_text("utf-8"), re.M)
        assert place in {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}, place


def test_every_file_that_uses_cryptography_is_in_the_inventory() -> None:
    named = re.findall(r"`(gemel/[\w/*]+\.py)`", INVENTORY)
    using = {path: asks_for(path) & CRYPTOGRAPHY for path in sources()}
    assert not [str(path) for path, what in using.items() if what and not any(fnmatch(str(path), one) for one in named)]
    assert not [one for one in named if not any(what and fnmatch(str(path), one) for path, what in using.items())]
    assert {path.parent for path in sources() if asks_for(path) & CIPHERS} == {Path("gemel/vault")}


def test_what_is_not_to_be_guessed_is_drawn_by_the_system() -> None:
    """Python's own generator is quick and can be foretold: it says when phones come back, and makes up the demo."""
    using = {str(path) for path in sources() if {"random", "numpy.random"} & asks_for(path)}
    assert using <= {"gemel/live/stream.py"}
    assert not [str(path) for path in sources() if re.search(r"\bMath\.random\b|np\.random", path.read_text("utf-8"))]


SECRET = re.compile(r"token|check\b|check_hash|hashed|_word\(|digits|secret|spare")
PLAIN = ast.Eq | ast.NotEq | ast.In | ast.NotIn
HARMLESS = {"number % _PRIME != check", "_text(secret) != cookie", "address_of(token) == text"}
"""A check digit, and whether something is spelt as it would be written: nobody learns anything from these."""


def plainly_compared(path: Path) -> list[str]:
    """What stands beside == or `in` and sounds like a secret. Lengths and columns of a query are none."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Compare)]
    said = [ast.unparse(node) for node in nodes if any(isinstance(op, PLAIN) for op in node.ops)]
    return [one for one in said if SECRET.search(one) and not re.search(r"^len\(|\.c\.|key_id|':'", one)]


def test_secrets_are_compared_in_constant_time() -> None:
    kept = {"factors.py", "feed.py"}  # names of second steps in addresses; times of a calendar
    files = [path for folder in ("vault", "people", "web", "pages") for path in Path("gemel", folder).glob("*.py")]
    found = {one for path in files if path.name not in kept for one in plainly_compared(path)}
    assert not found - HARMLESS
    assert HARMLESS & found, "it finds what is there"


def test_no_other_site_is_let_in(house: TestHouse) -> None:
    answer = house.client().get("/", origin="https://evil.example")
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_no_answer_leads_to_another_server(house: TestHouse) -> None:
    ana = house.person("Ana")
    for query in ("then=//evil.example", "next=https://evil.example", "told=//evil.example"):
        for path in ("/sign-in", "/sign-up", "/private", "/recovery-codes/new"):
            answer = ana.http.send("GET", f"{path}?{query}")
            assert "evil.example" not in answer.headers.get("location", "") + answer.text, path
    for then in ("//evil.example/x", "https://evil.example", "/\\evil.example", "evil.example"):
        page = house.client().post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE, "then": then}).text
        assert f'action="{then}' not in page


def test_a_new_server_knows_nobody(house: TestHouse) -> None:
    with house.house.store.reading() as db:
        assert not db.execute(account.select()).all()


def test_no_question_and_no_hint_stands_for_a_passphrase() -> None:
    columns = [one.name for table in (account, person) for one in table.columns]
    fields = [name for path in sources("*.html") for name in re.findall(r"field\('(\w+)'", path.read_text("utf-8"))]
    assert not [one for one in [*columns, *fields] if re.search(r"hint|question|reminder|maiden|birth", one)]


def test_a_passphrase_does_not_run_out(house: TestHouse) -> None:
    house.person("Ana")
    house.clock.forward(days=1_000)
    back = house.client()
    back.post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE})
    assert back.get("/you").url.path == "/you"


def test_passphrases_are_typed_hidden_and_helped() -> None:
    """Every field for one, in every form: masked, nameable by a password manager, and nothing that forbids pasting."""
    pages = [path.read_text("utf-8") for path in sources("*.html")]
    fields = [line for page in pages for line in re.findall(r"field\('(?:passphrase|fresh)'.*", page)]
    assert len(fields) > 10
    for line in fields:
        assert "type='password'" in line and re.search(r"autocomplete='(?:current|new)-password'", line), line
    scripts = [path.read_text("utf-8") for path in Path("gemel/ui/js").glob("*.js")]
    assert not re.search(r"onpaste|[\"']paste[\"']", "".join([*pages, *scripts]))


def test_signing_out_is_one_page_away_from_every_page(ana: Client) -> None:
    assert 'action="/sessions/end"' in ana.get("/you").text
    for path in [one for one, whose in PAGES.items() if whose == OWN and "{" not in one]:
        answer = ana.get(path)
        if answer.status_code == 200 and "<html" in answer.text and path not in BARE:
            assert re.search(r'href="/you"|action="/sessions/end"', answer.text), path


BARE = {"/recovery-code", "/recovery-code/check"}
"""On the way in: a code is written down first."""


def test_no_page_is_of_the_demo_or_of_tests() -> None:
    for path in sources():
        if "demo" not in path.parts and path.name != "cli.py":
            assert not re.search(r"(?:from|import) gemel\.(?:demo|testing)", path.read_text("utf-8")), path
    assert not [path for path in PAGES if re.search(r"demo|test|debug|sample", path)]


def test_scripts_merge_no_objects() -> None:
    scripts = "".join(path.read_text("utf-8") for path in Path("gemel/ui/js").glob("*.js"))
    assert not re.search(r"Object\.assign|__proto__|\.prototype\b|for \(\w+ (?:const |let )?\w* ?in ", scripts)
    assert len(re.findall(r"JSON\.parse|\.json\(", scripts)) <= 2


def test_a_container_starts_with_no_password_of_ours() -> None:
    for name in ("compose.yaml", "compose.postgres.yaml", "gemel.service", "gemel-backup.service"):
        for value in re.findall(r"^\s*\w*PASSWORD\w*[:=] *(\S+)", Path("deploy", name).read_text("utf-8"), re.M):
            assert value.startswith("${"), value
    assert "${POSTGRES_PASSWORD:?" in Path("deploy/compose.postgres.yaml").read_text("utf-8")
