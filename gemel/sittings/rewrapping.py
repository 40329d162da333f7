"""Sittings under the couple's former keys: their wraps are renewed, where they stand stays as it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_

from gemel.people.person import Person
from gemel.people.rewrapping import Columns, former_couple_keys, named, step
from gemel.sittings.exercise import EXERCISES
from gemel.sittings.sitting import place
from gemel.sittings.tables import sitting
from gemel.vault import kind_tag, rewrap


def step_sittings(db: Connection, who: Person) -> bool:
    """Up to a batch of them; whether there were any."""
    here = and_(sitting.c.couple_id == who.couple, named(sitting.c.wrapped, former_couple_keys(who)))
    return step(db, sitting, here, lambda row: _rewrapped(who, row))


def _rewrapped(who: Person, row: Any) -> Columns:
    where, wrapped = place(who, bytes(row.id), row.epoch, row.version, row.revision), bytes(row.wrapped)
    old, key = who.keyring.key_for(row.epoch, wrapped), who.keyring.epochs[row.epoch]
    names = {kind_tag(old, name): name for name in EXERCISES.by_name}
    name = names.get(bytes(row.kind_tag))
    tag = row.kind_tag if name is None else kind_tag(key, name)
    return {"wrapped": rewrap(wrapped, where, old, where, key), "kind_tag": tag}
