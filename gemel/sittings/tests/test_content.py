"""What every exercise of the house has in common: its words fit, press nobody, and lead two people to a kept end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest

from gemel.app import fill_registry
from gemel.sittings import EXERCISES, Exercise, Way
from gemel.sittings.cards import ROLES, Card
from gemel.sittings.machine import SEATS, State, Tap
from gemel.sittings.phase import Phase, begin, deadline, settle, step
from gemel.sittings.verbs import _first
from gemel.ui import icons
from tests.test_words import BANNED

fill_registry()
ALL = list(EXERCISES.by_name.values())
WALKS = [(one, way) for one in ALL for way in one.ways]
PRESSING = re.compile(rf"{BANNED.pattern}|\b(missed|overdue|streaks?|your partner has not)\b", re.I)
NAMES = {"me", "other", "speaker", "listener", "holder", "exercise", "minutes", "line"}
SOMEBODY = "Alexandra"
TITLE, BUTTON, LEAD = 60, 34, 200
START = 1_000_000
AGAIN = 12
"""How often the same thing is tapped in one state before the next is tried, and in the end the clock is left to itself."""
Choose = Callable[[list[str]], str]


def by_name(one: object) -> str:
    return one.name if isinstance(one, Exercise) else str(one)


each = pytest.mark.parametrize("one", ALL, ids=by_name)
each_way = pytest.mark.parametrize(("one", "way"), WALKS, ids=by_name)


def cards(one: Exercise) -> Iterator[tuple[str, Card]]:
    for state, roles in one.cards.states.items():
        yield from ((f"{state}.{role}", card) for role, card in roles.items())


def on_card(card: Card) -> list[str]:
    return [card.title, card.lead, card.hint, *card.stems, *buttons(card)]


def buttons(card: Card) -> list[str]:
    return [*card.taps.values(), *(words for options in card.options.values() for _value, words in options)]


def values(card: Card) -> set[str]:
    return {value for options in card.options.values() for value, _words in options}


def about(one: Exercise) -> list[str]:
    told = one.cards
    return [told.title, told.line, *told.how, told.source, told.avoid, told.alone]


def taps(one: Exercise) -> list[Tap]:
    return [tap for state in one.machine.states.values() for tap in state.taps.values()]


def known(one: Exercise) -> set[str]:
    """What may stand in braces on a card of this exercise."""
    times = {tap.sets.time for tap in taps(one) if tap.sets} | ({one.time.time} if one.time else set())
    return NAMES | times | {tap.takes for tap in taps(one) if tap.takes}


def placeholders(text: str) -> set[str]:
    return {name for _before, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def at_its_longest(one: Exercise, text: str) -> str:
    """The text with a long name, and the longest of what could be chosen."""
    found = dict.fromkeys(known(one), "Thursday at 19:40") | dict.fromkeys(NAMES, SOMEBODY)
    found |= {"exercise": one.cards.title, "line": one.cards.line, "minutes": "20"}
    for _where, card in cards(one):
        for tap, options in card.options.items():
            takes = next(each.takes for each in taps(one) if each.name == tap)
            if takes:
                found[takes] = max((words for _value, words in options), key=len)
    return text.format_map(found)


@each
def test_only_what_is_known_stands_in_braces(one: Exercise) -> None:
    assert not [
        (where, text) for where, card in cards(one) for text in on_card(card) if placeholders(text) - known(one)
    ]
    assert not [text for text in about(one) if placeholders(text)]


@each
def test_the_words_fit_on_a_phone(one: Exercise) -> None:
    long = []
    for where, card in cards(one):
        sizes = [(card.title, TITLE), (card.lead, LEAD), *((words, BUTTON) for words in buttons(card))]
        long += [(where, text) for text, most in sizes if len(at_its_longest(one, text)) > most]
    assert not long


@each
def test_no_word_presses_anybody(one: Exercise) -> None:
    texts = [*about(one), *(text for _where, card in cards(one) for text in on_card(card))]
    assert not [text for text in texts if PRESSING.search(text)]


@each
def test_it_says_what_it_is_before_it_begins(one: Exercise) -> None:
    told = one.cards
    assert told.title and told.line and told.how and told.minutes > 0
    assert (Path(icons.__file__).parent / "icons" / f"{told.icon}.svg").is_file()
    if one.offered:
        assert told.source


@each
def test_one_phone_offers_what_two_phones_offer(one: Exercise) -> None:
    for state, roles in one.cards.states.items():
        two = set().union(*(values(card) for role, card in roles.items() if role != "one"))
        assert "one" not in roles or values(roles["one"]) == two, state


@each
def test_what_is_written_is_read_before_it_goes(one: Exercise) -> None:
    """Words go when a turn or the sitting ends. The first tap, which says them, leads to where the other reads them."""
    for state in one.machine.states.values() if "written" in one.ways else ():
        said = next(iter(state.taps.values())) if state.writes else None
        there = [one.machine.states[move.to] for move in said.moves] if said else []
        assert not [to.name for to in there if to.end or to.swaps or to.turns], state.name


@each_way
def test_tapping_along_leads_to_a_kept_end(one: Exercise, way: Way) -> None:
    for first in SEATS:
        assert last(one, walked(one, way, first, in_turn())).kept


@each_way
def test_passing_everywhere_leads_to_an_end(one: Exercise, way: Way) -> None:
    for first in SEATS:
        assert last(one, walked(one, way, first, passing())).end


def test_whoever_has_the_news_tells_it() -> None:
    news = EXERCISES.by_name["good-news"]
    assert [_first(None, SimpleNamespace(seat=seat), news, START) for seat in SEATS] == [0, 1]


def walked(one: Exercise, way: Way, first: int, choose: Choose) -> Phase:
    """The sitting at its end, when whoever may tap does so every five seconds."""
    now, times = START, {one.time.time: START + 60 * one.time.least} if one.time else {}
    phase = begin(one.machine, 0, first, way, now, times)
    for _tap in range(500):
        if one.machine.states[phase.state].end:
            return phase
        now = max(now, phase.touched) + 5
        phase = settle(one.machine, phase, now)
        moved = _tapped(one, phase, choose, now)
        if moved is None:
            now = clock(one, phase)
            moved = settle(one.machine, phase, now)
        phase = moved
    raise AssertionError(f"{one.name} goes round and round, lately in «{phase.state}»")


def clock(one: Exercise, phase: Phase) -> int:
    due = deadline(one.machine, phase)
    assert due is not None
    return due[0]


def _tapped(one: Exercise, phase: Phase, choose: Choose, now: int) -> Phase | None:
    """The first tap that somebody here may make, or None where there is only the clock."""
    state = one.machine.states[phase.state]
    seats = [phase.holder] if phase.way == "one" else SEATS
    if phase.covered:
        return step(one.machine, phase, phase.holder, "uncover", "", now)
    wanted = choose([state.name, *state.taps, *(["pass"] if state.onward else [])])
    moves = (step(one.machine, phase, seat, wanted, value(one, state, wanted), now) for seat in seats)
    return next((moved for moved in moves if moved is not None), None)


def in_turn() -> Choose:
    """The first tap of a state; after a few times the next, and when all were tried, none."""
    seen: dict[str, int] = {}

    def choose(there: list[str]) -> str:
        state, *names = there
        names = [name for name in names if name != "pass"]
        seen[state] = seen.get(state, 0) + 1
        return names[seen[state] // AGAIN] if seen[state] // AGAIN < len(names) else ""

    return choose


def passing() -> Choose:
    """«Pass» wherever there is one, else along."""
    along = in_turn()
    return lambda there: "pass" if "pass" in there else along(there)


def value(one: Exercise, state: State, tap: str) -> str:
    found = state.taps.get(tap)
    if found is None:
        return ""
    if found.sets:
        return str(found.sets.least)
    roles = [role for role in ("one", *ROLES, "both") if role in one.cards.states[state.name]]
    options = [one.cards.states[state.name][role].options.get(tap, ()) for role in roles]
    return next((choice[0][0] for choice in options if choice), "")


def last(one: Exercise, phase: Phase) -> State:
    assert not phase.values
    return one.machine.states[phase.state]
