"""python -m bench.trust [G5 ...] [--tries N] [--minutes M] [--seed S] [--db postgres]: all goals, or the named ones. See README.md."""

from __future__ import annotations

import argparse
import sys
import time

from bench.trust.goals import GOALS, Goal
from bench.trust.kit import Budget
from bench.trust.report import keep, verdict

MINUTES = 6.0
"""For each goal, so that all of it takes about an hour; with more, more is tried, up to what the goal asks for."""

ON_POSTGRES = ("G7", "G8", "G13", "G14", "G15", "G26", "G29")
EVERYWHERE = {"sqlite": [goal.name for goal in GOALS], "postgres": [*ON_POSTGRES]}


def attack(goal: Goal, tries: int, minutes: float, seed: int | None, db: str) -> bool:
    """Run one goal and write down what came of it; whether nothing was found."""
    print(f"{goal.name}: {goal.what} …", flush=True)
    budget = Budget(tries or goal.tries, minutes * 60, db=db)
    budget.seed = budget.seed if seed is None else seed
    found = goal.run(budget)
    keep(goal, found, time.monotonic() - budget.began, db)
    print(
        f"{goal.name}: {found.wrong} in {found.n:,} of {goal.tries:,}: {verdict(goal, found)}. {found.note}", flush=True
    )
    return found.wrong == 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.trust")
    parser.add_argument("goals", nargs="*", help="G5, G6 …; all of them without a name")
    parser.add_argument("--tries", type=int, default=0, help="how often, in place of the goal's own number")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="how long each may go on")
    parser.add_argument("--seed", type=int, help="the lots of an earlier run")
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite", help=f"{', '.join(ON_POSTGRES)} only")
    asked = parser.parse_args()
    chosen = [goal for goal in GOALS if goal.name in (asked.goals or EVERYWHERE[asked.db])]
    if not chosen:
        parser.error(f"there are {', '.join(goal.name for goal in GOALS)}")
    if asked.db == "postgres" and not {goal.name for goal in chosen} <= {*ON_POSTGRES}:
        parser.error(f"on PostgreSQL there are {', '.join(ON_POSTGRES)}")
    held = [attack(goal, asked.tries, asked.minutes, asked.seed, asked.db) for goal in chosen]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
