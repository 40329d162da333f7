"""What a week offers: which tips to suggest next. Pure, and the same for both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, zip_longest

from gemel.programme import Tip
from gemel.week.kinds import Lookback, Size
from gemel.week.state import DAY, Week

USUAL, LIGHT, LEAST = 7, 6, 6
REST = 8 * 7 * DAY  # for so long, a tip that was lived with does not come up again by itself
BACK = 21 * DAY  # after so long away, begin with something easy

OPENS: tuple[tuple[int, tuple[int, ...]], ...] = ((0, (1, 5, 4)), (1, (9, 10)), (2, (8,)), (3, (2, 6)), (4, (7, 3)))
"""Which steps come into the offers after how many weeks lived: what warms quickly and risks little
first, a way to calm down before anything heated, opening up last (evidence D, rule 3)."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the next offer may know of a week: never whose wish it was."""

    tip: str
    at: int
    lived: bool = False
    again: bool = False
    lighter: bool = False


def past_of(week: Week) -> Past:
    looks = [it.body for it in (week.my_look, week.their_look) if it is not None and isinstance(it.body, Lookback)]
    return Past(
        tip=week.plan.tip if week.plan else "",
        at=week.asked_at,
        lived=week.lived,
        again=week.lived and any(look.wish == "again" for look in looks),
        lighter=not week.lived or any(look.wish == "easier" or look.tried == "let-go" for look in looks),
    )


def suggested_size(past: Sequence[Past], now: int) -> Size:
    """Light after a week that was let go or was too much, and after a long rest. `past` is newest first."""
    if not past:
        return "usual"
    return "light" if past[0].lighter or now - past[0].at > BACK else "usual"


def offers(
    tips: Iterable[Tip], step_of: dict[str, int], past: Sequence[Past], size: Size, seed: bytes, now: int
) -> tuple[str, ...]:
    """Six or seven tips from several rooms; the one to try again comes first. `past` is newest first."""
    fitting = [tip for tip in tips if size == "usual" or tip.lighter]
    again = [tip.id for tip in fitting if past and past[0].again and tip.id == past[0].tip]
    resting = {one.tip for one in past if one.at > now - REST} | set(again)
    fresh = [tip.id for tip in fitting if tip.id not in resting]
    number = (USUAL if size == "usual" else LIGHT) - len(again)
    return (*again, *_from_several(fresh, step_of, _steps_in_turn(past, step_of, seed), number, seed))


def _steps_in_turn(past: Sequence[Past], step_of: dict[str, int], seed: bytes) -> list[int]:
    """The steps that are open, those not lived with lately first; all the others after them."""
    lived = [step_of[one.tip] for one in past if one.lived and one.tip in step_of]
    first = [step for weeks, steps in OPENS if weeks <= len(lived) for step in steps]
    later = [step for weeks, steps in OPENS if weeks > len(lived) for step in steps]
    if lived:
        first.sort(key=lambda step: (step in lived[:3], _lot(seed, str(step))))
    return [*first, 0, *later]


def _from_several(
    fresh: Collection[str], step_of: dict[str, int], order: list[int], number: int, seed: bytes
) -> list[str]:
    """One from each step in turn; steps that are not open yet (after the 0) only where nothing else is left."""
    cut = order.index(0)
    shuffled = sorted(fresh, key=lambda tip: _lot(seed, tip))
    dealt = chain(_in_turn(shuffled, step_of, order[:cut]), _in_turn(shuffled, step_of, order[cut + 1 :]))
    return [tip for tip, _ in zip(dealt, range(number), strict=False)]


def _in_turn(shuffled: list[str], step_of: dict[str, int], order: list[int]) -> Iterable[str]:
    piles = [[tip for tip in shuffled if step_of[tip] == step] for step in order]
    return (tip for row in zip_longest(*piles) for tip in row if tip is not None)


def _lot(seed: bytes, name: str) -> bytes:
    """A shuffle that is the same on both phones and on every version of Python."""
    return blake2b(name.encode(), key=seed[:64], digest_size=8).digest()
