"""A smaller vocabulary: the pieces our training texts use, the commonest words, and every single Latin character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tokenizers import Tokenizer

from training.kinds import Task
from training.text import tokenizer_json

COMMON = 7_000
LATIN = 0x250
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`kept` holds the old ids in the order of the new ones; `file` is the new tokenizer.json."""

    kept: list[int]
    file: dict


def used(made: Tokenizer, tasks: Iterable[Task]) -> Counter[int]:
    """How often each piece stands in the training and dev texts."""
    counts: Counter[int] = Counter()
    for task in tasks:
        rows = [*task.train, *task.dev]
        for texts in ([row.text for row in rows], [row.reply_to for row in rows if row.reply_to]):
            for found in made.encode_batch(texts, add_special_tokens=False):
                counts.update(found.ids)
    return counts


def pruned(made: Tokenizer, public: Iterable[Task], ours: Task, least: int = 2) -> Vocabulary:
    """Keeps what our corpus uses at all, or the public sets use `least` times.

    Base ids fall with frequency, so an id below COMMON + 1,996 is a common word whether our texts use it or not.
    """
    file, counts = tokenizer_json(), used(made, public)
    old = file["model"]["vocab"]
    counts.update(dict.fromkeys((*used(made, [ours]), *(old[one] for one in SPECIAL)), least))

    def stays(piece: str, number: int) -> bool:
        character = piece.removeprefix("##")
        single = len(character) == 1 and ord(character) < LATIN
        common = number < COMMON + 1_996 and not piece.startswith("[unused")
        return single or common or counts[number] >= least

    dropped = {"[MASK]"}
    order = sorted((number, piece) for piece, number in old.items() if stays(piece, number) and piece not in dropped)
    file["model"]["vocab"] = {piece: place for place, (_, piece) in enumerate(order)}
    file |= {"added_tokens": [], "post_processor": None}
    return Vocabulary([number for number, _ in order], file)
