"""What a person tells the product about themselves: a name, a zone, boundaries."""

from __future__ import annotations

import msgspec

MAX_NAME = 60
HOURS = tuple(range(24))


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Sealed for the couple: the product obeys both, and shows nobody whose boundary it was."""

    name: str
    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_to: int | None = None
    without: tuple[str, ...] = ()
    depth: int = 3


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """Sealed for the person alone: what their product remembers and the other never sees."""

    set_aside: tuple[bytes, ...] = ()
    """Rounds this person skipped, newest last."""
    given_back: tuple[bytes, ...] = ()
    """Notes the jar gave lately, so that it does not give the same one twice running."""
    no_code: bool = False
    coach_off: tuple[str, ...] = ()
    """Rules of the coach that this person switched off."""
    coach_kept: tuple[tuple[str, int], ...] = ()
    """Hints put aside lately: the rule, and when (unix seconds). Never what was written."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What both boundaries together allow."""

    depth: int
    without: frozenset[str]
    quiet: frozenset[int]
    """Hours of the day, 0 to 23, in which gemel stays silent."""


def quiet_hours(profile: Profile) -> frozenset[int]:
    """The hours from `quiet_from` up to `quiet_to`, over midnight if need be."""
    if profile.quiet_from is None or profile.quiet_to is None or profile.quiet_from == profile.quiet_to:
        return frozenset()
    length = (profile.quiet_to - profile.quiet_from) % 24
    return frozenset((profile.quiet_from + i) % 24 for i in range(length))


def limits(profiles: list[Profile]) -> Limits:
    return Limits(
        depth=min(profile.depth for profile in profiles),
        without=frozenset(topic for profile in profiles for topic in profile.without),
        quiet=frozenset(hour for profile in profiles for hour in quiet_hours(profile)),
    )
