"""Bodies: versions, kinds that are gone, and what stands for what will not open."""

from __future__ import annotations

import msgspec
import pytest

from gemel.moments import KINDS, Body, Kind, Unknown, widen
from gemel.moments.kinds import Registry, Twice
from gemel.moments.moving import leave
from gemel.moments.rounds import find_round
from gemel.moments.tests.saying import Note, asked, change_now, do, found, kept, look, now, said, shared
from gemel.testing import Client


class Letter(Body, frozen=True):
    to: str
    words: str
    pages: int = 1


def renamed(fields: dict[str, object]) -> dict[str, object]:
    return {"to": fields["whom"], "words": fields["words"]}


def lengthened(fields: dict[str, object]) -> dict[str, object]:
    return fields | {"pages": 2}


def of_version(version: int, fields: dict[str, object]) -> bytes:
    return msgspec.msgpack.encode(("letter", version, fields))


TO_BEN: dict[str, object] = {"to": "Ben", "words": "hi"}
LETTERS = Registry()
LETTERS.add([Kind("letter", Letter, "A letter", upcasters=(renamed, lengthened))])


@pytest.mark.parametrize(
    ("version", "fields", "pages"),
    [(1, {"whom": "Ben", "words": "hi"}, 2), (2, TO_BEN, 2), (3, TO_BEN, 1)],
)
def test_old_bodies_are_read_as_new_ones(version: int, fields: dict[str, object], pages: int) -> None:
    assert LETTERS.decode(of_version(version, fields)) == ("letter", Letter(to="Ben", words="hi", pages=pages))


def test_what_is_written_is_of_the_newest_version() -> None:
    body = Letter(to="Ben", words="hi")
    assert msgspec.msgpack.decode(LETTERS.encode(body))[:2] == ["letter", 3]
    assert LETTERS.decode(LETTERS.encode(body)) == ("letter", body)


def test_text_is_every_word_and_nothing_else() -> None:
    assert Letter(to="Ben", words="hi", pages=4).text() == "Ben\nhi"


def test_a_kind_is_added_once() -> None:
    with pytest.raises(Twice):
        LETTERS.add([Kind("letter", Note, "Another of that name")])
    with pytest.raises(Twice):
        LETTERS.add([Kind("other", Letter, "Another of that body")])


def test_kinds_without_a_card_are_hidden() -> None:
    assert "aside" in KINDS.hidden()
    assert "note" not in KINDS.hidden()


def test_today_looks_for_kinds_that_greet() -> None:
    greeting = Registry()
    greeting.add([Kind("letter", Letter, "A letter", greets=True), Kind("note", Note, "A note")])
    assert greeting.greeting() == ["letter"]


def test_today_looks_for_rounds_of_kinds_that_ask() -> None:
    asking = Registry()
    asking.add([Kind("letter", Letter, "A letter"), Kind("note", Note, "A note", asks=True)])
    assert asking.asking() == ["note"]


def gone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KINDS.by_name, name)


def test_a_kind_whose_room_is_gone_is_shown_as_lines(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = shared(ana, "still here")
    with monkeypatch.context() as without:
        gone("note", without)
        it = found(ana, moment)
    assert (it.kind, it.body) == ("note", Unknown(lines=("still here",)))
    assert it.body.text() == "still here"


def test_what_a_gone_room_kept_can_be_opened_to_the_other(
    ana: Client, ben: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = kept(ana)
    with monkeypatch.context() as without:
        gone("note", without)
        change_now(ana, widen, moment)
    assert said(found(ben, moment)) == "lighthouse"


def test_what_a_gone_room_kept_is_carried_along(ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = shared(ben)
    with monkeypatch.context() as without:
        gone("note", without)
        do(ben, leave, now(ben))
    assert said(found(ben, moment)) == "lighthouse"


def test_a_round_of_a_gone_room_is_shown_as_lines(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    round_id = asked(ana, "What is home?")
    with monkeypatch.context() as without:
        gone("prompt", without)
        assert look(ana, find_round, round_id).prompt == Unknown(lines=("What is home?",))
