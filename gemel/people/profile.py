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
    resting: tuple[tuple[str, int], ...] = ()
    """Topics left out for a while, and until when (unix seconds): they come back by themselves."""
    liked: tuple[str, ...] = ()
    """Themes that may come up more often."""
    depth: int = 3
    deepest: bool = True
    """Whether the deepest questions may come too, for somebody with depth 3. There were three depths first, of
    which the third was everything: a profile from then reads as it was meant."""

    @property
    def reach(self) -> int:
        """How deep questions may go, 1 to 4."""
        return 4 if self.depth >= 3 and self.deepest else self.depth


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """Sealed for the person alone: what their product remembers and the other never sees."""

    set_aside: tuple[bytes, ...] = ()
    """Rounds this person skipped, newest last."""
    given_back: tuple[bytes, ...] = ()
    """Notes the jar gave lately, so that it does not give the same one twice running."""
    tender_until: int = 0
    """Until when a note of thanks may come back by itself, after a low line of one's own (unix seconds)."""
    jar_rested: int = 0
    """When this person last said «not today» to such a note (unix seconds)."""
    no_code: bool = False
    news: tuple[tuple[str, int], ...] = ()
    """What happened to one's account lately: what, and when (unix seconds)."""
    opened: tuple[int, ...] = ()
    """When private pages were opened lately, in unix seconds."""
    marks: tuple[bytes, ...] = ()
    """Browsers that signed in before, by a hash of what they were given to keep."""
    coach_off: tuple[str, ...] = ()
    """Rules of the coach that this person switched off."""
    coach_kept: tuple[tuple[str, int], ...] = ()
    """Hints put aside lately: the rule, and when (unix seconds). Never what was written."""
    feed: bytes = b""
    """The key of this person's calendar feed, which is also its address; empty where there is none."""
    looked_back: str = ""
    """The last day on which «on this day» was looked at or put away, as YYYY-MM-DD in this person's own zone."""


TENDER = 2 * 86_400
"""For so long after a low answer of one's own a note of thanks may come back by itself."""


def tender(own: Own, now: int) -> Own:
    """The same, after something of one's own that was low."""
    return msgspec.structs.replace(own, tender_until=now + TENDER)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What both boundaries together allow."""

    depth: int
    without: frozenset[str]
    quiet: frozenset[int]
    """Hours of the day, 0 to 23, in which gemel stays silent."""
    liked: frozenset[str] = frozenset()
    """What either likes, less what either leaves out."""
    resting: frozenset[tuple[str, int]] = frozenset()
    """What either lets rest, and until when."""

    def at(self, now: int) -> Limits:
        """The limits as they hold at `now` (unix seconds): what rests counts as left out for as long as it rests."""
        without = self.without | {topic for topic, until in self.resting if until > now}
        return msgspec.structs.replace(self, without=without, liked=self.liked - without)


def quiet_hours(profile: Profile) -> frozenset[int]:
    """The hours from `quiet_from` up to `quiet_to`, over midnight if need be."""
    if profile.quiet_from is None or profile.quiet_to is None or profile.quiet_from == profile.quiet_to:
        return frozenset()
    length = (profile.quiet_to - profile.quiet_from) % 24
    return frozenset((profile.quiet_from + i) % 24 for i in range(length))


def limits(profiles: list[Profile]) -> Limits:
    without = frozenset(topic for profile in profiles for topic in profile.without)
    return Limits(
        depth=min(profile.reach for profile in profiles),
        without=without,
        liked=frozenset(topic for profile in profiles for topic in profile.liked) - without,
        resting=frozenset(rest for profile in profiles for rest in profile.resting),
        quiet=frozenset(hour for profile in profiles for hour in quiet_hours(profile)),
    )
