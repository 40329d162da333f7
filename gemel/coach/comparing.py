"""What one said against what the other wrote: caught, missing, added. Likeness of clauses, and words in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gemel.coach.judging import Span
from gemel.coach.plain import plain, whole
from gemel.coach.rules import compiled, words

Vectors = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""One vector of length one for each text; their dot product is how alike two texts are."""

CAUGHT = 0.36
"""Likeness from which a clause counts as said back. Of 105 pairs of the corpus, a third of the clauses of what was truly
said back reach it, and 8 in 100 of what belongs to another answer: it passes over much, and claims little."""
ADDED = 0.22
"""Likeness below which a clause of the answer is something of its own."""
MOST = 12
"""Clauses compared on each side."""

CLAUSE = compiled(r"(?i)[^.!?;\n]+?(?:[.!?;\n]+|,?\s+(?:and|but|because|so|when|while|although)\b|,\s|$)")
WORD = compiled(r"[a-z']+")
SMALL = words("small")



@dataclass(frozen=True, slots=True)
class Comparison:
    """Spans in characters: `caught` and `missing` of what was said, `added` of the answer."""

    caught: tuple[Span, ...]
    missing: tuple[Span, ...]
    added: tuple[Span, ...]


def compare(said: str, answer: str, vectors: Vectors) -> Comparison:
    """Which clauses of what was said come back in the answer, and what stands in it that was not said."""
    theirs, mine = clauses(said), clauses(answer)
    if not theirs or not mine:
        return Comparison((), theirs, ())
    texts = [said[slice(*one)] for one in theirs] + [answer[slice(*one)] for one in mine] + [answer]
    found = vectors(texts)
    ahead, behind = found[: len(theirs)], found[len(theirs) :]
    words = [_words(text) for text in texts]
    likeness = [
        [max(_dot(a, b), _common(words[i], words[len(theirs) + j])) for j, b in enumerate(behind)]
        for i, a in enumerate(ahead)
    ]
    caught = [max(row) >= CAUGHT for row in likeness]
    own = [max(row[j] for row in likeness) < ADDED for j in range(len(mine))]
    return Comparison(
        tuple(span for span, is_there in zip(theirs, caught, strict=True) if is_there),
        tuple(span for span, is_there in zip(theirs, caught, strict=True) if not is_there),
        tuple(span for span, is_own in zip(mine, own, strict=True) if is_own),
    )


def clauses(text: str) -> tuple[Span, ...]:
    """The clauses of a text as spans, each with at least one word that carries something."""
    found, text = [], whole(text)
    for one in CLAUSE.finditer(text):
        begin, end = one.span()
        piece = text[begin:end]
        begin, end = begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
        if _words(text[begin:end]):
            found.append((begin, end))
    return tuple(found[:MOST])


def _words(text: str) -> frozenset[str]:
    """The words that carry something, cut to their stems by the plainest means."""
    return frozenset(_stem(word) for word in WORD.findall(plain(text).text) if word not in SMALL and len(word) > 2)


def _stem(word: str) -> str:
    for ending in ("ing", "ied", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the words of the first that stand in the second."""
    return len(one & other) / len(one) if one else 0.0


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return float(sum(a * b for a, b in zip(one, other, strict=True)))
