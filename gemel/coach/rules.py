"""The rules, read from content files: what each looks for, why, and how it is said. Data, and refused when it is wrong."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
import re2

CONTENT = Path(__file__).parent / "content"
OPTIONS = re2.Options()
OPTIONS.never_capture = False
OPTIONS.max_mem = 8 << 20
OPTIONS.log_errors = False

STRENGTHS = ("D1", "D2", "D3", "D4", "D5", "S1", "S2", "S3", "S4", "S5")
SLIPS = ("N1", "N2", "N3", "N4", "N5", "S6")
BESIDE = ("U", "AD")
"""What is noticed beside the sixteen: a thought dressed as a feeling, and advice that comes early."""
SIXTEEN = (*STRENGTHS[:5], *SLIPS[:5], *STRENGTHS[5:], "S6")


class BadRule(Exception):
    """A rule file that cannot be used; names the file and what is wrong."""


class Pattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    find: str
    """What is looked for in the plain text (small letters, straight marks)."""
    unless: tuple[str, ...] = ()
    """Exceptions: the pattern is silent where one of these is found in the same sentence."""
    alone: bool = False
    """Leaves no doubt: spoken of outside a serious talk as well."""


class Rewrite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    find: str
    to: str
    """What is said instead of the sentence; \\1 stands for what the writer wrote, … for what only they can fill in."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule. The words for people are in its `[say]`, so that another language has files of its own."""

    id: str
    title: str
    kind: Literal["strength", "slip"]
    version: int
    looks_for: str
    why: str
    source: str
    link: str = ""
    reason: str
    """One sentence: for a slip why it may land hard, for a strength what is good about it."""
    ask: str = ""
    """The question that goes with a slip."""
    guards: tuple[str, ...] = ()
    """Exceptions that several rules share, by their names in guards.toml."""
    serious: bool = False
    """Spoken of in a talk that is marked as serious; elsewhere only where a pattern leaves no doubt."""
    never: tuple[str, ...] = ()
    """What rules it out wherever it stands in the message, also where only the model would speak."""
    pattern: tuple[Pattern, ...] = ()
    rewrite: tuple[Rewrite, ...] = ()
    yes: tuple[str, ...]
    """Examples that it speaks up for, for its page."""
    no: tuple[str, ...]
    """Examples that look alike and that it leaves alone."""

    @property
    def is_slip(self) -> bool:
        return self.kind == "slip"


class Guard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exception that several rules share: found before the span, in its sentence, or in the whole message."""

    where: Literal["before", "sentence", "message"]
    find: str
    about: str


@lru_cache
def rules(language: str = "en") -> dict[str, Rule]:
    """Every rule by its id, in the order of the programme."""
    found = {path.stem.upper(): _read(path, Rule) for path in (CONTENT / language / "rules").glob("*.toml")}
    wrong = [name for name, rule in found.items() if rule.id != name or not _sound(rule)]
    missing = {*SIXTEEN, *BESIDE} - set(found)
    if wrong or missing:
        raise BadRule(f"rules in {language}: {sorted(wrong)} cannot be used, {sorted(missing)} are not there")
    return {name: found[name] for name in (*SIXTEEN, *BESIDE)}


def _sound(rule: Rule) -> bool:
    known = set(rule.guards) <= set(guards())
    return known and bool(rule.ask) == rule.is_slip and len(rule.yes) >= 2 and len(rule.no) >= 2


@lru_cache
def guards(language: str = "en") -> dict[str, Guard]:
    path = CONTENT / language / "guards.toml"
    return {name: msgspec.convert(entry, Guard) for name, entry in tomllib.loads(path.read_text("utf-8")).items()}


@lru_cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """A list of plain words."""
    return frozenset(tomllib.loads((CONTENT / language / "words.toml").read_text("utf-8"))[name].split())


def _read(path: Path, kind: type) -> Rule:
    try:
        entry = tomllib.loads(path.read_text("utf-8"))
        return msgspec.convert(entry, kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BadRule(f"{path.name}: {wrong}") from None


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re2._Regexp:
    """A pattern of RE2: it takes time in proportion to the text, whatever the pattern and whatever the text."""
    try:
        return re2.compile(pattern, OPTIONS)
    except re2.error as wrong:
        raise BadRule(f"{pattern}: {wrong}") from None
