"""Argon2 costs 128 MiB a call: two at a time, eight waiting, the rest are asked to come back (trust.md F17)."""

from __future__ import annotations

from gemel.gate import Gate
from gemel.people.errors import Crowded

AT_ONCE, QUEUE = 2, 8

GATE = Gate(AT_ONCE, QUEUE, Crowded)
turn, busy = GATE.turn, GATE.busy
