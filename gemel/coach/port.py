"""What the house asks of the coach, so that another reader or rewriter can stand in its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gemel.coach.comparing import Vectors
from gemel.coach.hinting import Hint, hint
from gemel.coach.judging import Labels, Reader, Reading, judge
from gemel.coach.locating import by
from gemel.coach.rewriting import Rewriter, in_own_words


def by_model(text: str, reply_to: str) -> Labels:
    """What the encoder reads; it is loaded when first asked."""
    from gemel.coach.encoder import encoder

    return encoder().read(text, reply_to).labels


def likeness(texts: Sequence[str]) -> Sequence[Sequence[float]]:
    """A vector of length one for each text, from the same encoder."""
    from gemel.coach.encoder import encoder

    return [[float(one) for one in row] for row in encoder().vectors(texts)]


def by_rules_alone(text: str, reply_to: str) -> Labels:
    """A reader without a model, for tests: patterns decide by themselves."""
    return {}


def words_alone(texts: Sequence[str]) -> Sequence[Sequence[float]]:
    """Vectors that are like nothing, for tests: texts are compared by the words they share."""
    return [[0.0] for _text in texts]


@dataclass(frozen=True, slots=True)
class Port:
    reader: Reader = by_model
    rewriter: Rewriter = in_own_words
    vectors: Vectors = likeness

    def hint(self, text: str, reading: Reading, place: str, silent: Collection[str] = ()) -> Hint:
        """The one hint for a text that was read, in a place of places.toml."""
        return hint(text, reading, place, silent, self.rewriter, by(self.reader))

    def read(self, text: str, reply_to: str = "", serious: bool = False) -> Reading:
        """Everything found in a text that answers another one, or none. Danger comes before all else."""
        return judge(text, self.reader, reply_to, serious)


STUB = Port(by_rules_alone, in_own_words, words_alone)
"""The rules alone: quick, the same everywhere, and without a model. For tests."""
