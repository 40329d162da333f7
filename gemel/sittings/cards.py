"""The words of an exercise: one card for each state and role, read from a content file and checked against the machine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gemel.sittings.machine import BadMachine, Machine, State

COMMON = Path(__file__).parent / "content"
ROLES = ("speaker", "listener")


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one person sees in one state. {speaker}, {listener}, {me}, {other} and chosen values may stand in it."""

    title: str
    lead: str = ""
    stems: tuple[str, ...] = ()
    hint: str = ""
    taps: dict[str, str] = {}
    """tap -> the words on its button"""
    options: dict[str, tuple[tuple[str, str], ...]] = {}
    """tap -> the (value, words) one can choose from, each a button of its own"""
    dim: bool = False
    """The screen goes nearly dark."""


class Cards(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    minutes: int
    icon: str
    line: str
    how: tuple[str, ...]
    """How it goes, before one begins."""
    source: str
    link: str = ""
    avoid: str = ""
    alone: str = ""
    """What somebody can do of it by themselves."""
    states: dict[str, dict[str, Card]] = {}

    def card(self, state: str, roles: Iterable[str]) -> Card:
        """The card for the first of these roles that has one of its own."""
        found = self.states[state]
        return found[next(role for role in (*roles, "both") if role in found)]


@cache
def read_cards(folder: Path, machine: Machine, language: str = "en") -> Cards:
    """The words of this machine in a language; BadMachine names the file, the state and what is amiss."""
    path = folder / language / f"{machine.name}.toml"
    common = tomllib.loads((COMMON / language / "common.toml").read_text("utf-8"))
    raw = tomllib.loads(path.read_text("utf-8"))
    about = {name: raw.pop(name) for name in list(raw) if not isinstance(raw[name], dict)}
    states = {name: _table(common, name) | _table(raw, name) for name in machine.states}
    try:
        found = msgspec.convert(about | {"states": states}, Cards)
    except msgspec.ValidationError as error:
        raise BadMachine(f"{path.name}: {error}") from None
    for wrong in _wrongs(machine, found, set(raw)):
        raise BadMachine(f"{path.name}: {wrong}")
    return found


def _table(raw: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = raw.get(name, {})
    return found


def _wrongs(machine: Machine, cards: Cards, written: set[str]) -> Iterable[str]:
    yield from (f"there is no state «{name}»" for name in sorted(written - set(machine.states)))
    for state in machine.states.values():
        found = cards.states[state.name]
        for role in ("asker", "asked") if state.name == "asked" else ROLES:
            if role not in found and "both" not in found:
                yield f"state «{state.name}» has no card for the {role}"
            else:
                yield from _labels(state, role, cards.card(state.name, [role]))
        yield from _labels(state, "one", found["one"]) if "one" in found else ()


def _labels(state: State, role: str, card: Card) -> Iterable[str]:
    for tap in state.taps.values():
        its = role == "one" or tap.actor in {role, "both", "either"}
        if its and not (tap.name in card.taps or tap.name in card.options):
            yield f"state «{state.name}», {role}: the tap «{tap.name}» has no words"
        elif its and tap.takes and tap.name not in card.options:
            yield f"state «{state.name}», {role}: the tap «{tap.name}» takes a choice, and none is offered"
    for name in {*card.taps, *card.options} - set(state.taps):
        yield f"state «{state.name}», {role}: no tap is called «{name}»"
