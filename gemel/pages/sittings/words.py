"""A card with the names, times and choices of this sitting put into its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.sittings import Sitting
from gemel.web.dates import in_words
from gemel.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Button:
    tap: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """A card as this person reads it."""

    title: str
    lead: str
    hint: str
    stems: tuple[str, ...]
    main: tuple[Button, ...]
    """One tap each."""
    chosen: tuple[Button, ...]
    """A tap with a choice."""
    dim: bool


def written(visit: Visit, it: Sitting) -> Written:
    card, known = it.card, _Known(values(visit, it))
    say = known.say
    mine = _taps(it)
    return Written(
        say(card.title), say(card.lead), say(card.hint), tuple(say(stem) for stem in card.stems),
        tuple(Button(tap, "", say(words)) for tap, words in card.taps.items() if tap in mine),
        tuple(
            Button(tap, value, say(words)) for tap, options in card.options.items() if tap in mine
            for value, words in options
        ),
        card.dim,
    )  # fmt: skip


def _taps(it: Sitting) -> set[str]:
    """The taps that this person has in this state."""
    if it.waited or it.over:
        return set()
    alone = it.phase.way == "one"
    actors = {"both", "either", it.role, "asker" if it.phase.asker == it.seat else "asked"}
    return {tap.name for tap in it.state.taps.values() if alone or tap.actor in actors}


def values(visit: Visit, it: Sitting) -> dict[str, str]:
    """What may stand in a sentence: names, the exercise, times in words, and what was chosen by whoever speaks."""
    me, phase, cards = visit.me, it.phase, it.exercise.cards
    by_seat = names(visit)
    found = {
        "me": me.name, "other": by_seat[1 - me.seat], "exercise": cards.title, "minutes": str(cards.minutes),
        "line": cards.line, "speaker": by_seat[phase.speaker], "listener": by_seat[1 - phase.speaker],
        "holder": by_seat[phase.holder],
    }  # fmt: skip
    found |= {name: in_words(at, visit.now, visit.zone) for name, at in phase.times.items()}
    return found | _choices(it)


def names(visit: Visit) -> dict[int, str]:
    """seat -> name"""
    me = visit.me
    return {me.seat: me.name, 1 - me.seat: me.partner.name if me.partner else ""}


def _choices(it: Sitting) -> dict[str, str]:
    """The speaker's choices in words: «topic» -> «Something from today»."""
    found = {}
    for name, value in it.phase.values.items():
        what, _dot, seat = name.rpartition(".")
        if int(seat) == it.phase.speaker and not what.startswith("words"):
            found[what] = words_of(it, what, value)
    return found


def words_of(it: Sitting, what: str, value: str) -> str:
    """The words on the button by which this was chosen."""
    machine, cards = it.exercise.machine, it.exercise.cards
    for state in machine.states.values():
        for tap in state.taps.values():
            if tap.takes == what:
                options = (dict(card.options.get(tap.name, ())) for card in cards.states[state.name].values())
                return next((found[value] for found in options if value in found), "")
    return ""


class _Known(dict[str, str]):
    """Names for `format_map`; one that is not known yet stands for nothing."""

    def __missing__(self, name: str) -> str:
        return ""

    def say(self, text: str) -> str:
        return text.format_map(self).lstrip(". ")
