"""Phones down: both screens nearly dark for an agreed time. It counts as time together even where it ends early."""

from __future__ import annotations

from pathlib import Path

from gemel.sittings import Exercise, Minutes

DOWN = Exercise(
    "down", Path(__file__).parent, "together/down.html", ways=("phones",), holds=True, closes=False,
    partial=10, time=Minutes("over", 5, 240),
)  # fmt: skip
