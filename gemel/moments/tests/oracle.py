"""What should be true, told again in plain sets: an independent account of who may see what.

It shares no code with the kernel, and looks at no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DAY = 86_400


@dataclass(eq=False)
class Pair:
    """One or two people under one roof."""

    epoch: int = 1


@dataclass(eq=False)
class Somebody:
    name: str
    home: Pair = field(default_factory=Pair)
    epochs: set[int] = field(default_factory=lambda: {1})
    partner_pinned: bool = False


@dataclass(eq=False)
class Asked:
    home: Pair
    epoch: int


@dataclass(eq=False)
class Said:
    author: Somebody
    home: Pair
    words: str
    kind: str
    mode: str
    at: int
    deep: bool = False
    epoch: int = 0
    round: bytes | None = None
    opens_at: int | None = None
    given: bool = False
    back: bool = False
    erased: bool = False

    @property
    def for_two(self) -> bool:
        """Sealed with a key that the partner holds as well."""
        return self.given and not self.back and not self.erased


@dataclass
class Oracle:
    people: dict[str, Somebody]
    now: int
    said: dict[bytes, Said] = field(default_factory=dict)
    rounds: dict[bytes, Asked] = field(default_factory=dict)
    marks: set[tuple[bytes, str, str]] = field(default_factory=set)

    # Who

    def at_home(self, home: Pair) -> list[Somebody]:
        return [one for one in self.people.values() if one.home is home]

    def alone(self, who: Somebody) -> bool:
        return len(self.at_home(who.home)) == 1

    def confirmed(self, host: Somebody) -> None:
        host.home.epoch += 1
        host.epochs.add(host.home.epoch)
        host.partner_pinned = True

    def joined(self, host: Somebody, guest: Somebody) -> None:
        self.move(guest, host.home, {host.home.epoch})
        guest.partner_pinned = True

    def left(self, who: Somebody) -> None:
        self.move(who, Pair(), {1})
        who.partner_pinned = False

    def settled(self, who: Somebody) -> None:
        who.home.epoch += 1
        who.epochs.add(who.home.epoch)
        who.partner_pinned = False

    def move(self, who: Somebody, to: Pair, epochs: set[int]) -> None:
        own = {key: it for key, it in self.said.items() if it.author is who}
        self.marks = {one for one in self.marks if one[0] not in own and one[2] != who.name}
        for key, it in own.items():
            if it.erased:
                del self.said[key]
            else:
                self.said[key] = carried(it, to)
        who.home, who.epochs = to, epochs

    # What

    def handed_in(self, who: Somebody, round_id: bytes | None) -> bool:
        return any(
            it.author is who and it.mode == "both" and it.given and it.round == round_id for it in self.said.values()
        )

    def has_a_part(self, who: Somebody, round_id: bytes) -> bool:
        return any(it.author is who and it.mode == "both" and it.round == round_id for it in self.said.values())

    def sees(self, who: Somebody, it: Said) -> bool:
        if it.erased:
            return False
        return it.author is who or (self.shares_key(who, it) and self.is_open(who, it))

    def shares_key(self, who: Somebody, it: Said) -> bool:
        return it.home is who.home and it.for_two and it.epoch in who.epochs

    def is_open(self, who: Somebody, it: Said) -> bool:
        if it.mode == "scheduled":
            return it.opens_at is not None and it.opens_at <= self.now
        return it.mode == "shared" or (it.mode == "both" and self.handed_in(who, it.round))

    def can_open(self, who: Somebody, it: Said) -> bool:
        """Whether any key of theirs opens it: what is hidden by the rule alone is not hidden by keys."""
        return not it.erased and (it.author is who or self.shares_key(who, it))

    def visible(self, who: Somebody) -> dict[bytes, Said]:
        return {key: it for key, it in self.said.items() if self.sees(who, it)}

    def timeline(self, who: Somebody) -> list[bytes]:
        shown = [(it.at, key) for key, it in self.visible(who).items() if it.at <= self.now and it.kind == "note"]
        return [key for _at, key in sorted(shown, reverse=True)]

    def counts(self, who: Somebody) -> dict[str, int]:
        counted: dict[str, int] = {}
        for it in self.said.values():
            if self.shares_key(who, it) and it.at <= self.now and not self.one_sided(it):
                counted[it.kind] = counted.get(it.kind, 0) + 1
        return counted

    def one_sided(self, it: Said) -> bool:
        others = [one for one in self.at_home(it.home) if one is not it.author]
        return it.mode == "both" and not any(self.handed_in(one, it.round) for one in others)

    def asked_of(self, who: Somebody) -> list[bytes]:
        return [key for key, one in self.rounds.items() if one.home is who.home and one.epoch in who.epochs]

    def marks_for(self, who: Somebody, moments: set[bytes]) -> set[tuple[bytes, str, str]]:
        return {one for one in self.marks if one[0] in moments and (one[1] != "done" or one[2] == who.name)}

    def may_widen(self, it: Said, opens_at: int | None) -> bool:
        before_us = it.mode == "shared" and it.epoch < it.home.epoch
        later = opens_at is None or (it.mode == "private" and opens_at > self.now)
        return not it.back and later and (it.mode in {"private", "scheduled"} or before_us)


def carried(it: Said, to: Pair) -> Said:
    """What goes along when its author moves: the words, for their eyes only, and the day."""
    return Said(it.author, to, it.words, it.kind, "private", it.at - it.at % DAY, deep=it.deep)
