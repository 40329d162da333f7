"""What the loader reads, and what it refuses of a file that cannot be played."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemel.sittings import BadMachine
from gemel.sittings.cards import Card, Cards, read_cards
from gemel.sittings.machine import Guard, Minutes, Move
from gemel.sittings.tests.making import END, SMALL, machine, plain_cards, worded


def refused(folder: Path, states: str, *said: str) -> None:
    with pytest.raises(BadMachine) as told:
        machine(folder, states)
    for words in ("small", *said):
        assert words in str(told.value)


def test_a_small_one_is_read(tmp_path: Path) -> None:
    found = machine(tmp_path, SMALL)
    assert (found.name, found.begin, found.asks, found.entry) == ("small", "floor", True, "asked")
    assert set(found.states) == {"early", "asked", "booked", "ready", "later", "gone", "floor", "check", "done"}
    assert found.states["floor"].taps["done"].moves == (Move("check"),)
    assert found.states["ready"].taps["ready"].moves == (Move("floor"),)
    assert found.states["asked"].taps["time"].sets == Minutes("booked", 0, 20160)


def test_one_that_asks_nobody_begins_at_once(tmp_path: Path) -> None:
    found = machine(tmp_path, f'begin = "floor"\nasks = false\n[floor]\neither.done = "done"\n{END}')
    assert found.entry == "floor"
    assert set(found.states) == {"early", "floor", "done"}


def test_a_state_of_the_prologue_may_be_its_own(tmp_path: Path) -> None:
    found = machine(tmp_path, f'{SMALL}\n[gone]\nend = true\nkept = true\n')
    assert found.states["gone"].kept


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("done", Move("done")),
        ("done + loops", Move("done", "loops")),
        ("done if loops >= 2", Move("done", "", Guard("loops", ">=", 2))),
        ("done + loops if turn < 2", Move("done", "loops", Guard("turn", "<", 2))),
        ("done if seconds = 180", Move("done", "", Guard("seconds", "=", 180))),
    ],
)
def test_moves_are_read(tmp_path: Path, text: str, move: Move) -> None:
    last = ', "done"' if " if " in text else ""
    counts = 'either.count = "one + loops"'
    found = machine(tmp_path, f'begin = "one"\n[one]\neither.tap = ["{text}"{last}]\n{counts}\npass = "done"\n{END}')
    assert found.states["one"].taps["tap"].moves[0] == move


@pytest.mark.parametrize(
    "text", ["", " ", "done +", "done + ", "done if", "done if loops", "done if loops > 2", "done if loops >= two",
             "done if loops >= -1", "done, done", "done + a + b", "done if a >= 1 and b >= 1", "done\n", "done if loops>=2"],
)  # fmt: skip
def test_a_move_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    states = f'begin = "one"\n[one]\neither.tap = [{text!r}, "done"]\npass = "done"\n{END}'.replace("\\n'", "\\n'")
    refused(tmp_path, states.replace("'done\\n'", '"done\\n"'), "«one»", "cannot read the move")


@pytest.mark.parametrize("name", ["pass", "stop", "uncover"])
def test_taps_that_every_state_has_are_nobodys_own(tmp_path: Path, name: str) -> None:
    refused(tmp_path, f'begin = "one"\n[one]\neither.{name} = "done"\npass = "done"\n{END}', "«one»", f"«{name}» is there twice")


def test_a_tap_twice(tmp_path: Path) -> None:
    states = f'begin = "one"\n[one]\nspeaker.go = "done"\nlistener.go = "done"\npass = "done"\n{END}'
    refused(tmp_path, states, "«one»", "«go» is there twice")


@pytest.mark.parametrize("stray", ['takes.gone = "x"', 'sets.gone = { time = "x", least = 1, most = 2 }'])
def test_a_choice_without_a_tap(tmp_path: Path, stray: str) -> None:
    refused(tmp_path, f'begin = "one"\n[one]\neither.go = "done"\npass = "done"\n{stray}\n{END}', "«one»", "no tap is called gone")


@pytest.mark.parametrize("wrong", ['last = 3', 'lasts = "3"', "either = 3", "swaps = 1", 'sets.go = { time = "x" }'])
def test_a_key_or_a_value_of_no_sort(tmp_path: Path, wrong: str) -> None:
    refused(tmp_path, f'begin = "one"\n[one]\neither.go = "done"\npass = "done"\n{wrong}\n{END}'.replace(
        'either.go = "done"\npass = "done"\neither = 3', 'either = 3'), "«one»")  # fmt: skip


def test_a_word_where_a_state_should_be(tmp_path: Path) -> None:
    refused(tmp_path, f'begin = "one"\nlength = 3\n[one]\neither.go = "done"\npass = "done"\n{END}', "«length»")


# Cards


def cards(folder: Path, text: str, states: str = SMALL) -> Cards:
    return read_cards(worded(folder, "small", text), machine(folder, states))


def badly_worded(folder: Path, text: str, *said: str) -> None:
    with pytest.raises(BadMachine) as told:
        cards(folder, text)
    for words in ("small.toml", *said):
        assert words in str(told.value)


FLOOR = '[floor.speaker]\ntitle = "S"\ntaps = { done = "Done" }\n[floor.listener]\ntitle = "L"\n'
CHECK = '[check.both]\ntitle = "C"\ntaps = { yes = "Yes" }\n'
DONE = '[done.both]\ntitle = "D"\n'


def test_cards_are_found_by_role(tmp_path: Path) -> None:
    found = cards(tmp_path, FLOOR + CHECK + DONE)
    assert found.card("floor", ["speaker"]).title == "S"
    assert found.card("floor", ["one", "listener"]).title == "L"
    assert found.card("done", ["one", "listener"]) == Card(title="D")
    assert found.card("asked", ["asker", "speaker"]).taps == {}
    assert "now" in found.card("asked", ["asked", "speaker"]).taps


def test_plain_cards_fit_their_machine(tmp_path: Path) -> None:
    assert cards(tmp_path, plain_cards(machine(tmp_path, SMALL))).title == "small"


def test_a_role_without_a_card(tmp_path: Path) -> None:
    badly_worded(tmp_path, FLOOR.partition("[floor.listener]")[0] + CHECK + DONE, "«floor»", "no card for the listener")


def test_a_state_without_any_card(tmp_path: Path) -> None:
    badly_worded(tmp_path, FLOOR + CHECK, "«done»", "no card")


def test_a_tap_without_words(tmp_path: Path) -> None:
    badly_worded(tmp_path, FLOOR + CHECK.replace('yes = "Yes"', "") + DONE, "«check»", "the tap «yes» has no words")


def test_one_phone_has_words_for_every_tap(tmp_path: Path) -> None:
    badly_worded(tmp_path, FLOOR + CHECK + DONE + '[floor.one]\ntitle = "O"\n', "«floor»", "one", "«done» has no words")


@pytest.mark.parametrize("stray", ['taps = { done = "Done", more = "More" }', 'taps = { done = "D" }\noptions = { more = [["a", "A"]] }'])
def test_words_for_a_tap_that_is_not_there(tmp_path: Path, stray: str) -> None:
    text = FLOOR.replace('taps = { done = "Done" }', stray)
    badly_worded(tmp_path, text + CHECK + DONE, "«floor»", "no tap is called «more»")


def test_words_for_a_state_that_is_not_there(tmp_path: Path) -> None:
    badly_worded(tmp_path, FLOOR + CHECK + DONE + '[flor.both]\ntitle = "F"\n', "there is no state «flor»")


@pytest.mark.parametrize("wrong", ['titel = "D"', "title = 3", "dim = 1"])
def test_a_card_of_no_sort(tmp_path: Path, wrong: str) -> None:
    badly_worded(tmp_path, FLOOR + CHECK + f'[done.both]\n{wrong}\n')


def test_a_choice_that_offers_nothing(tmp_path: Path) -> None:
    states = f'begin = "one"\n[one]\nspeaker.done = "done"\ntakes.done = "what"\npass = "done"\n{END}'
    with pytest.raises(BadMachine, match=r"small.toml: state «one», speaker: the tap «done» takes a choice, and none is offered"):
        cards(tmp_path, '[one.both]\ntitle = "One"\ntaps = { done = "Done" }\n[done.both]\ntitle = "Done"\n', states)
