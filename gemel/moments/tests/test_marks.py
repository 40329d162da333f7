"""Marks: shown to both, or one's own business."""

from __future__ import annotations

from gemel.moments import both_agreed, erase, lift, marks, put
from gemel.moments.tests.saying import change_now, do, found, look, now, shared
from gemel.testing import Client, TestHouse


def put_on(who: Client, moment: bytes) -> set[tuple[str, bytes]]:
    return look(who, marks, [moment]).get(moment, set())


def mark(who: Client, moment: bytes, what: str) -> None:
    do(who, put, found(who, moment), what, now(who))


def test_both_know_of_thanks(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    mark(ben, moment, "thanked")
    assert put_on(ana, moment) == put_on(ben, moment) == {("thanked", ben.me().id)}


def test_putting_away_is_for_oneself(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    mark(ben, moment, "done")
    assert put_on(ana, moment) == set()
    assert put_on(ben, moment) == {("done", ben.me().id)}


def test_marking_twice_marks_once_and_lifting_lifts(ana: Client) -> None:
    moment = shared(ana)
    mark(ana, moment, "agreed")
    mark(ana, moment, "agreed")
    assert put_on(ana, moment) == {("agreed", ana.me().id)}
    do(ana, lift, found(ana, moment), "agreed")
    assert put_on(ana, moment) == set()


def test_one_lifts_only_ones_own(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    mark(ana, moment, "agreed")
    do(ben, lift, found(ben, moment), "agreed")
    assert put_on(ben, moment) == {("agreed", ana.me().id)}


def test_both_agreed_is_two_marks(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    mark(ana, moment, "agreed")
    mark(ana, moment, "closed")
    assert not both_agreed(ana.me(), put_on(ana, moment))
    mark(ben, moment, "agreed")
    assert both_agreed(ana.me(), put_on(ana, moment))


def test_somebody_alone_agrees_alone(cleo: Client) -> None:
    moment = shared(cleo)
    mark(cleo, moment, "agreed")
    assert both_agreed(cleo.me(), put_on(cleo, moment))


def test_marks_go_with_what_they_mark(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    mark(ben, moment, "thanked")
    change_now(ana, erase, moment)
    assert put_on(ben, moment) == set()


def test_a_stranger_sees_no_marks(ana: Client, cleo: Client, house: TestHouse) -> None:
    moment = shared(ana)
    mark(ana, moment, "closed")
    assert put_on(cleo, moment) == set()


def test_what_was_deleted_meanwhile_is_left_alone(ana: Client, ben: Client) -> None:
    """Ben's page was read before Ana deleted it, and he taps after."""
    moment = shared(ana)
    seen = found(ben, moment)
    change_now(ana, erase, moment)
    do(ben, put, seen, "agreed", now(ben))
    assert put_on(ana, moment) == put_on(ben, moment) == set()
