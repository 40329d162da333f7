"""At most one hint, what is good said first, and a rewrite that keeps the writer's words."""

from __future__ import annotations

import pytest

from gemel.coach import STUB, Hint, Port, hint, hot, places
from gemel.coach.rewriting import in_own_words
from gemel.coach.rules import rules


def said(text: str, place: str = "talk", silent: tuple[str, ...] = ()) -> Hint:
    reading = STUB.read(text, serious=places()[place].serious)
    return hint(text, reading, place, silent)


def test_a_slip_is_asked_about_with_its_words_marked() -> None:
    found = said("You never listen to me.")
    assert (found.kind, found.rule) == ("slip", "S6")
    assert "You never listen to me."[slice(*found.spans[0])].startswith("You never")
    assert found.reason and found.ask and found.rewrite


def test_what_is_good_is_said_with_it() -> None:
    found = said("I felt lonely on Sunday. You never ask.")
    assert found.kind == "slip"
    assert found.noticed == rules()["S1"].reason


def test_only_good_is_only_noticed() -> None:
    found = said("I felt lonely when the evening went by without us talking.")
    assert (found.kind, found.rewrite, found.ask) == ("strength", "", "")


def test_of_several_slips_the_one_that_hurts_most_is_spoken_about() -> None:
    assert said("You never help. You're so lazy, look at this place.").rule == "N1"


def test_a_silent_rule_says_nothing_and_the_next_one_may() -> None:
    text = "You never help. You're so lazy, look at this place."
    assert said(text, silent=("N1",)).rule == "S6"
    assert said(text, silent=("N1", "S6")).kind == "none"


def test_a_place_asks_only_for_what_belongs_there() -> None:
    assert said("You should just tell your boss no.", "thanks").kind != "slip"
    assert said("You should just tell your boss no.", "reply").rule == "AD"


def test_thanks_in_general_are_asked_for_one_act() -> None:
    assert said("Thanks for everything!", "thanks").kind == "wanting"
    assert said("Thanks", "thanks").kind == "none"
    assert said("Thanks for everything!", "thanks", silent=("S5",)).kind == "none"


def test_a_closed_question_is_asked_to_open() -> None:
    assert said("Do you like your job these days?", "question").rule == "D5"
    assert said("What do you like most about your job these days?", "question").kind == "strength"


@pytest.mark.parametrize("text", ["I'm scared of you. You never listen.", "i want to kill myself", "you hit me again"])
def test_danger_is_never_corrected(text: str) -> None:
    found = said(text)
    assert found == Hint("help")
    assert not hot(STUB.read(text))


def test_heat_is_told_beside_the_hint() -> None:
    assert hot(STUB.read("I'M DONE!!! You never listen, you always do this, fuck you, or I'm leaving!!"))
    assert not hot(STUB.read("You never listen to me."))
    assert not hot(STUB.read("I was sad that the evening ended so early."))


REWRITES = [
    ("S6", "You never listen to me.", "I felt … this week. Could you listen to me … ?"),
    ("S6", "You never help with bed and I'm sick of it.", "I felt … this week. Could you help with bed … ?"),
    ("S6", "I'm tired. You always leave it to me.", "I'm tired. When you leave it to me, I feel … . Could we … ?"),
    ("N1", "You're so lazy, look at this place.", "When I see this place, I feel … . Could you … ?"),
    ("N4", "You should know why I’m upset.", "I'm upset because … . What would help me is … ."),
    ("U", "I feel like you'd rather be anywhere else.", "When … I feel …, and I start to think you'd rather be anywhere else."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "wanted"), REWRITES)
def test_a_rewrite_keeps_what_the_writer_said(rule: str, text: str, wanted: str) -> None:
    found = STUB.read(text, serious=True).of(rule)
    assert found is not None
    assert in_own_words(text, rules()[rule], found.spans) == wanted


def test_every_slip_has_a_way_out_for_any_sentence() -> None:
    for rule in rules().values():
        if rule.is_slip:
            assert in_own_words("Some sentence or other.", rule, ()) not in {"", "Some sentence or other."}


def test_where_only_the_model_spoke_the_likeliest_sentence_is_marked() -> None:
    def reader(text: str, _reply: str) -> dict[str, float]:
        return {"N1": 0.9999 if "lump" in text else 0.0001}

    port = Port(reader=reader, vectors=STUB.vectors)
    text = "The bins are out. You sit there like a sack, a lump. Dinner is at eight."
    found = port.hint(text, port.read(text), "talk")
    assert found.rule == "N1"
    assert [text[slice(*span)] for span in found.spans] == ["You sit there like a sack, a lump."]
    assert found.rewrite.startswith("The bins are out. What I saw was …")
