"""A rotation while something is under way: both go on where they are, also when the old keys are gone."""

from __future__ import annotations

from sqlalchemy import update

from gemel.moments.tests.turning import finish, later, old_keys, rotate, visits
from gemel.sittings import EXERCISES, Exercise
from gemel.sittings.tables import sitting
from gemel.sittings.tests.doing import begun, rows, seen, speaking
from gemel.sittings.verbs import _first
from gemel.testing import Client, TestHouse


def turned(ana: Client, ben: Client) -> None:
    rotate(ana)
    visits(ben)
    finish(ana)
    finish(ben)


def test_a_turn_goes_on(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it, _speaker, _listener = speaking(ana, ben, talk)
    before = [(seen(who, it).phase, seen(who, it).version) for who in (ana, ben)]
    wrapped = bytes(rows(house)[0].wrapped)
    rotate(ana)
    visits(ben)
    assert [(seen(who, it).phase, seen(who, it).version) for who in (ana, ben)] == before
    finish(ana)
    later(house, ben, ana)
    assert bytes(rows(house)[0].wrapped) != wrapped and old_keys(ana) == (False, False)
    house.clock.now -= 3600
    assert [(seen(who, it).phase, seen(who, it).version) for who in (ana, ben)] == before


def test_who_spoke_first_is_remembered(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it = begun(ana, talk)
    turned(ana, ben)
    later(house, ben, ana)
    with house.house.store.reading() as db:
        assert _first(db, ana.me(), talk, house.clock.now) == 1 - it.phase.first


def test_one_whose_exercise_is_gone_keeps_its_tag(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    begun(ana, talk)
    tag = bytes(rows(house)[0].kind_tag)
    gone = EXERCISES.by_name.pop(talk.name)
    turned(ana, ben)
    EXERCISES.by_name[talk.name] = gone
    assert bytes(rows(house)[0].kind_tag) == tag


def test_one_that_was_changed_outside_holds_up_nothing(
    ana: Client, ben: Client, talk: Exercise, house: TestHouse
) -> None:
    begun(ana, talk)
    with house.house.store.writing() as db:
        db.execute(update(sitting).values(revision=9))
    turned(ana, ben)
    later(house, ben, ana)
    assert old_keys(ana) == (False, False)
