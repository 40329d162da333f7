"""How many questions to the database a page asks: few, and not more of them after ten years."""

from __future__ import annotations

from bench.years.life import lived
from gemel.demo.build import build
from gemel.moments.tests.test_within_one_couple import recorded
from gemel.testing import PASSPHRASE, Client, TestHouse

PAGES = {"/": 8, "/week": 4, "/together": 3, "/thanks": 3, "/questions": 4, "/timeline": 2, "/growth": 1, "/memories": 1}
"""Of a couple with a year behind them, and three things on Today. The look for who comes is one more, on a connection
that nobody hears."""
QUIET = 12
"""On Today where little waits, so that it looks for whatever there could be."""


def asked(who: Client, path: str) -> int:
    """By the second visit, when all is warm."""
    who.cookie = who.house.house.sessions.begin(who.entrance, who.house.clock.now)
    who.get(path)
    with recorded(who.house) as statements:
        answer = who.get(path)
    assert answer.status_code == 200 and answer.url.path == path
    return sum(one.startswith("SELECT") for one in statements)


def test_each_page_asks_few_questions(house: TestHouse) -> None:
    ana = house.client()
    ana.entrance = build(house.house, PASSPHRASE).one
    assert {path: asked(ana, path) for path in PAGES} == PAGES


def test_a_day_on_which_little_waits_asks_not_many(house: TestHouse, ana: Client, cleo: Client) -> None:
    house.clock.forward(days=8)  # after their first week
    assert asked(ana, "/") <= QUIET
    assert asked(cleo, "/") <= QUIET + 1  # somebody alone may be on their way back to where they were


def test_after_ten_years_they_are_no_more(house: TestHouse) -> None:
    """On days on which something comes back, and on days on which nothing does."""
    ana, _ben = lived(house, "many", 200, 0)
    days = []
    for _day in range(7):
        house.clock.forward(days=1)
        days.append(asked(ana, "/"))
    assert max(days) <= QUIET
