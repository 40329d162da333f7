"""What one's product keeps for oneself alone, changed by several visits at once."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from gemel.people import news, renewing
from gemel.people.person import keep_own
from gemel.people.tests.doing import account_row, do
from gemel.store import Busy
from gemel.testing import PASSPHRASE, TEST_COST, Client

NEW = "a teapot full of quiet thunder"


def test_what_another_visit_changed_meanwhile_stays(ana: Client) -> None:
    one, other = ana.me(), ana.me()
    do(one, keep_own, replace(one.own, jar_rested=5), house=ana.house)
    do(other, keep_own, replace(other.own, coach_off=("s6",)), house=ana.house)
    assert (ana.me().own.jar_rested, ana.me().own.coach_off) == (5, ("s6",))


def test_a_visit_that_began_before_puts_no_news_away(ana: Client) -> None:
    before = ana.me()
    do(ana, news.tell, "device", 7)
    do(before, keep_own, replace(before.own, looked_back="2026-09-21"), house=ana.house)
    assert ana.me().own.news == (("device", 7),)


def test_somebody_who_moved_meanwhile_keeps_nothing(ana: Client) -> None:
    me = ana.me()
    with pytest.raises(Busy):
        do(dataclasses.replace(me, couple=b"x" * 16), keep_own, me.own, house=ana.house)


def test_a_visit_of_before_another_passphrase_tells_nothing(ana: Client) -> None:
    before, row = ana.me(), account_row(ana.house, "Ana")
    assert row is not None
    settings = ana.house.house.settings
    renewal = renewing.changed(row, PASSPHRASE, NEW, TEST_COST, settings.pepper, "Ana")
    with ana.house.house.store.writing() as db:
        renewing.renew(db, renewal)
    with pytest.raises(Busy):
        do(before, news.tell, "code", 7, house=ana.house)
