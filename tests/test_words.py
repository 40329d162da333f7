"""What the product says: translatable, and never in the words that put pressure on somebody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from gemel.programme import steps
from gemel.rooms.questions.deck import deck

BANNED = re.compile(
    r"\b(must|should|failed|overdue|streaks? broken|oops|don['’]t forget|has not answered|hasn['’]t)\b|!", re.I
)


def said() -> set[str]:
    """Every string that templates and code mark for people."""
    found = extract_from_dir(
        "gemel",
        method_map=[("**/tests/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")],
        options_map={"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}},
    )
    return {text for _file, _line, message, _comments, _context in found for text in _texts(message)}


def _texts(message: object) -> tuple[str, ...]:
    return tuple(part for part in (message if isinstance(message, tuple) else (message,)) if isinstance(part, str))


def test_no_sentence_presses_anybody() -> None:
    pressing = {text for text in said() if BANNED.search(text)}
    assert not pressing


def test_there_is_a_good_deal_to_translate() -> None:
    assert len(said()) > 300


@pytest.mark.parametrize("field", ["title", "do", "why", "avoid", "alone"])
def test_no_tip_presses_anybody(field: str) -> None:
    assert not [tip.id for step in steps() for tip in step.tips if BANNED.search(getattr(tip, field))]


def test_no_question_presses_anybody() -> None:
    assert not [one.id for one in deck() if BANNED.search(one.text)]


def test_no_template_carries_style_or_script_of_its_own() -> None:
    for path in Path("gemel").rglob("*.html"):
        page = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=", page), path
