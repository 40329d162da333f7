"""No machine is let in where somebody could be stuck: each refusal names the exercise and the state."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemel.sittings import EXERCISES, BadMachine
from gemel.sittings.tests.making import END, SMALL, machine


def refused(folder: Path, states: str, state: str, said: str) -> None:
    with pytest.raises(BadMachine) as told:
        machine(folder, states)
    assert f"small, state «{state}»" in str(told.value)
    assert said in str(told.value)


def one(table: str, *, rest: str = END, asks: bool = True) -> str:
    return f'begin = "one"\n{"" if asks else "asks = false"}\n[one]\n{table}\n{rest}'


@pytest.mark.parametrize(
    "table",
    ['either.go = "nowhere"\npass = "done"', 'either.go = "done"\npass = "nowhere"',
     'lasts = 3\nthen = "nowhere"\npass = "done"', 'either.go = "done"\npass = "done"\nlapse = "nowhere"'],
)  # fmt: skip
def test_an_unknown_target(tmp_path: Path, table: str) -> None:
    refused(tmp_path, one(table), "one", "there is no state «nowhere»")


def test_an_unknown_beginning(tmp_path: Path) -> None:
    refused(tmp_path, SMALL.replace('begin = "floor"', 'begin = "flor"'), "ready", "there is no state «flor»")


def test_no_beginning(tmp_path: Path) -> None:
    with pytest.raises(BadMachine, match="«ready»"):
        machine(tmp_path, SMALL.replace('begin = "floor"', ""))


def test_no_pass(tmp_path: Path) -> None:
    refused(tmp_path, one('either.go = "done"'), "one", "needs a `pass`")


def test_no_pass_is_needed_where_nobody_is_asked_or_nothing_happens_yet(tmp_path: Path) -> None:
    assert machine(tmp_path, one('either.go = "done"', asks=False))
    assert machine(tmp_path, one('either.go = "done"\nwaits = true'), "other")


@pytest.mark.parametrize("which", ['either.go = ["done if turn < 2"]\npass = "done"', 'either.go = "done"\npass = ["done if turn < 2"]'])
def test_a_last_move_with_a_condition(tmp_path: Path, which: str) -> None:
    refused(tmp_path, one(which), "one", "no answer when no condition holds")


def test_a_counter_that_nothing_counts(tmp_path: Path) -> None:
    refused(tmp_path, one('either.go = ["done if loops >= 2", "done"]\npass = "done"'), "one", "nothing counts «loops»")


def test_a_state_that_nothing_leads_to(tmp_path: Path) -> None:
    rest = f'[island]\neither.go = "done"\npass = "done"\n{END}'
    refused(tmp_path, one('either.go = "done"\npass = "done"', rest=rest), "island", "nothing leads here")


def test_an_end_that_nothing_leads_to(tmp_path: Path) -> None:
    refused(tmp_path, one('either.go = "early"\npass = "early"'), "done", "nothing leads here")


def test_a_state_without_taps_or_clock(tmp_path: Path) -> None:
    refused(tmp_path, one('pass = "done"'), "one", "nobody can tap anything")


@pytest.mark.parametrize("table", ["lasts = 3", 'lasts = -3\nthen = "done"', 'until = "x"', 'then = "done"', 'after = 3\nthen = "done"'])
def test_a_clock_without_its_other_half(tmp_path: Path, table: str) -> None:
    refused(tmp_path, one(f'either.go = "done"\npass = "done"\n{table}'), "one", "go together with `then`")


@pytest.mark.parametrize("table", ['either.go = "early"', 'pass = "early"', 'lasts = 3\nthen = "early"'])
def test_an_end_that_goes_on(tmp_path: Path, table: str) -> None:
    rest = END.replace("kept = true", table)
    refused(tmp_path, one('either.go = "done"\npass = "done"', rest=rest), "done", "an end has no taps")


def test_a_dead_end_by_taps(tmp_path: Path) -> None:
    """Two states that lead to each other, by every tap and by the clock."""
    ring = 'lasts = 3\nthen = "{0}"\neither.go = "{0}"\npass = "{0}"\n'
    states = one(ring.format("two"), rest=f"[two]\n{ring.format('one')}")
    with pytest.raises(BadMachine, match=r"small, state «(one|two)»: no taps lead from here to an end"):
        machine(tmp_path, states)


def test_a_dead_end_by_the_clock(tmp_path: Path) -> None:
    rest = f'[two]\nlasts = 3\nthen = "one"\neither.go = "done"\npass = "done"\n{END}'
    table = 'lasts = 3\nthen = "two"\neither.go = "two"\npass = "two"'
    with pytest.raises(BadMachine, match=r"small, state «(one|two)»: left alone with the clock"):
        machine(tmp_path, one(table, rest=rest))


def test_waiting_for_itself_is_a_dead_end_by_the_clock(tmp_path: Path) -> None:
    refused(tmp_path, one('either.go = "done"\npass = "done"\nlapse = "one"'), "one", "left alone with the clock")


def test_every_exercise_of_the_house_is_let_in() -> None:
    from gemel.app import fill_registry

    fill_registry()
    assert {"listening", "pause", "down"} <= set(EXERCISES.by_name)



def test_an_unknown_beginning_where_nobody_is_asked(tmp_path: Path) -> None:
    refused(tmp_path, one('either.go = "done"', asks=False).replace('"one"', '"nowhere"'), "nowhere", "there is no state")


@pytest.mark.parametrize(
    "table",
    ['until = "bakc"\nthen = "done"\neither.go = "done"\nsets.go = { time = "back", least = 1, most = 2 }',
     'holder = "speeker"\neither.go = "done"', 'writes = "note"\neither.go = "done"', 'private = true\neither.go = "done"',
     'either.go = ["done", "early if turn < 2", "done"]'],
    ids=["a time that nothing sets", "a holder who is nobody", "words that would outlast the turn",
         "private, and nobody taps in private", "a move behind one that always holds"],
)  # fmt: skip
def test_a_slip_of_the_pen(tmp_path: Path, table: str) -> None:
    refused(tmp_path, one(f'{table}\npass = "done"'), "one", "")
