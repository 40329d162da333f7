"""The page inside: every word, by year, safe to open, and nothing written down in clear on the way."""

from __future__ import annotations

import html
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gemel.archive.tests.making import Words, bodies, brought, inside, packed, typed
from gemel.moments import KINDS, keep
from gemel.moments.tests.saying import do, kept, now, shared
from gemel.store import new_id
from gemel.testing import Client, TestHouse

CHOICES = {
    "tip", "tips", "plan", "card", "question", "exercise", "moves", "prompt", "offers", "yes", "maybe", "items", "none",
    "day", "until", "win.what", "first.what", "vent.wish", "date-best.date", "side.guess", "side.felt", "own-side.felt",
    "question-deck.questions", "own-question.about", "map-note.about",
}  # fmt: skip
"""Ids, days, and names from the house's own lists: nobody typed them, and they stand in gemel.json."""


def page_of(who: Client, **more: bool) -> str:
    return inside(packed(who, **more), "index.html").decode()


def shown(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_every_word_that_somebody_typed_is_on_it(ana: Client) -> None:
    """Of every kind there is: a field whose words are missing here belongs into `all_words`."""
    import msgspec

    wanted: dict[str, set[str]] = {}
    for kind in KINDS.by_name.values():
        words = Words(kind.name)
        for body in bodies(kind, words):
            do(ana, keep, body, now(ana), id=new_id())
            fields = msgspec.to_builtins(body)
            for name in [name for name in fields if {name, f"{kind.name}.{name}"} & CHOICES]:
                del fields[name]
            wanted.setdefault(kind.name, set()).update(text for text in typed(fields) if "«word" in text)
    page = shown(page_of(ana))
    missing = {kind: lost for kind, texts in wanted.items() if (lost := {text for text in texts if text not in page})}
    assert not missing


def test_what_was_typed_is_text_and_nothing_else(ana: Client) -> None:
    kept(ana, "</blockquote><script>alert(1)</script><img src=x onerror=alert(1)>")
    page = page_of(ana)
    assert "<script" not in page and "<img" not in page
    assert "<script>alert(1)" in shown(page)


def test_it_asks_for_nothing_from_anywhere(ana: Client) -> None:
    kept(ana, "words")
    page = page_of(ana)
    assert not re.search(r"https?:|//|@import|url\(|<link|<script|<iframe|<form", page)
    assert "default-src 'none'" in page


def test_it_is_by_year_with_a_way_to_each(house: TestHouse, ana: Client) -> None:
    for _year in range(3):
        shared(ana, "once a year")
        house.clock.forward(days=365)
    page = page_of(ana)
    assert (
        re.findall(r'href="#(y\d+)"', page) == re.findall(r'<section id="(y\d+)"', page) == ["y2026", "y2027", "y2028"]
    )
    assert page.count("<section") == page.count("</section>") == 3


def test_the_day_is_the_authors_own(house: TestHouse) -> None:
    """Half past nine in the evening in Lima is the next day in UTC; of what is private only that day was kept."""
    house.clock.now = 1_798_684_200  # 31 December 2026, 02:30 UTC
    ana = house.person("Ana", zone="America/Lima")
    shared(ana, "in the evening")
    assert "30 December 2026" in page_of(ana)
    kept(ana, "for herself")
    assert "31 December 2026" in page_of(ana)


def test_an_empty_archive_says_so(ana: Client) -> None:
    page = page_of(ana)
    assert "Nothing is written yet" in page and "</html>" in page


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every file that Python opens for writing meanwhile, and every temporary file."""
    written: list[str] = []
    watching = [True]

    def note(event: str, args: tuple[object, ...]) -> None:
        if watching and event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            written.append(str(args[0]))
        if watching and event in {"tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir", "os.rename"}:
            written.append(event)

    sys.addaudithook(note)
    try:
        yield written
    finally:
        watching.clear()


def test_nothing_is_written_while_it_is_made_or_read(ana: Client, cleo: Client) -> None:
    for number in range(300):
        kept(ana, f"kanarienvogel {number} " * 20)
    with watched() as written:
        out = packed(ana)
        brought(cleo, out)
    assert written == []
    folder = cleo.house.house.settings.data
    assert not [path for path in folder.rglob("*") if path.is_file() and b"kanarienvogel" in path.read_bytes()]


def test_the_watch_sees_what_is_written(tmp_path: Path) -> None:
    with watched() as written:
        (tmp_path / "a").write_text("b")
        tempfile.TemporaryFile().close()
    assert len(written) >= 2


def test_it_comes_in_parts(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of words is never in one piece in memory."""
    import secrets

    from gemel.archive import Copy, pack

    for _number in range(400):
        kept(ana, secrets.token_hex(600))
    parts = [len(part) for part in pack(Copy(ana.house.house.store, ana.house.house.media, ana.me(), now(ana)), "seal")]
    assert sum(parts) > 400_000
    assert max(parts) < 100_000
