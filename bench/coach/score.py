"""Texts through the shipped file, one at a time, as the product reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gemel.coach.encoder import Encoder
from training.kinds import Row

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Read:
    """What the encoder said of some rows: a column for each label, a vector for each row, and the rows' targets."""

    columns: dict[str, Array]
    vectors: Array
    target: Array

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]


def read(encoder: Encoder, rows: Sequence[Row]) -> Read:
    both = [encoder.values(row.text, row.reply_to) for row in rows]
    values, vectors = np.array([one for one, _ in both]), np.array([one for _, one in both])
    columns = {label.name: values[:, place] for place, label in enumerate(encoder.labels)}
    return Read(columns, vectors, np.array([row.target for row in rows]))
