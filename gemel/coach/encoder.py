"""One small encoder: what a text sounds like, as a number for each label, and a vector for likeness.

Made by `training/`; what it was trained on, and how well it does, stands in `model/CARD.md`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MODEL = Path(__file__).parent / "model"
WIDTH = 384
MOST_CHARACTERS = 2_000
"""More never reaches the model; cutting first keeps the tokenizer's time bounded."""


@dataclass(frozen=True, slots=True)
class Scores:
    """`labels`: probabilities from 0 to 1, or for the labels of kind "number" the scale of their data set.

    `vector` has length one; the likeness of two texts is the dot product of theirs.
    """

    labels: dict[str, float]
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A score is `raw * scale + bias`, and for a probability the logistic of that."""

    name: str
    kind: str
    scale: float
    bias: float


class Encoder:
    """Reads one text in one pass. Safe to share between threads. Any text will do, but it knows English only."""

    def __init__(self, folder: Path = MODEL) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._session = _session(folder / "encoder.onnx")
        described = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels = tuple(Label(**one) for one in described["labels"])
        self._scale = np.array([one.scale for one in self.labels], np.float32)
        self._bias = np.array([one.bias for one in self.labels], np.float32)
        self._likely = np.array([one.kind == "probability" for one in self.labels])
        self._most, self._most_reply = int(described["text_tokens"]), int(described["reply_tokens"])
        _give_back()
        self._start, self._end = (self._tokenizer.token_to_id(one) for one in ("[CLS]", "[SEP]"))

    def read(self, text: str, reply_to: str = "") -> Scores:
        """Judges `text`; `reply_to`, what it answers, only informs. Long texts are judged by their beginning."""
        values, vector = self.values(text, reply_to)
        names = (one.name for one in self.labels)
        return Scores(dict(zip(names, values.tolist(), strict=True)), tuple(vector.tolist()))

    def values(self, text: str, reply_to: str = "") -> tuple[Floats, Floats]:
        """The same as arrays: a value for each of `labels`, in their order, and the vector."""
        raw, vectors = self._session.run(None, self._inputs(text, reply_to))
        scaled = raw[0] * self._scale + self._bias
        likely = 1 / (1 + np.exp(-np.clip(scaled, -30, 30)))
        return np.where(self._likely, likely, scaled).astype(np.float32), vectors[0]

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Of shape (texts, 384), each of length one."""
        found = [self.values(text)[1] for text in texts]
        return np.stack(found) if found else np.zeros((0, WIDTH), np.float32)

    def _inputs(self, text: str, reply_to: str) -> dict[str, NDArray[Any]]:
        """[CLS] text [SEP], and behind it the end of the other message; the mean is taken over the first part."""
        own = [self._start, *self._ids(text[:MOST_CHARACTERS])[: self._most], self._end]
        reply = self._ids(reply_to[-MOST_CHARACTERS:])[-self._most_reply :]
        other = [*reply, self._end] if reply else []
        parts = np.array([0] * len(own) + [1] * len(other), np.int64)
        return {
            "ids": np.array([own + other], np.int64),
            "types": parts[None],
            "pool": (1 - parts[None]).astype(np.float32),
        }

    def _ids(self, text: str) -> list[int]:
        whole = text.encode("utf-8", "replace").decode()
        ids: list[int] = self._tokenizer.encode(whole, add_special_tokens=False).ids
        return ids


def _session(path: Path) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # by itself it keeps a number for this machine, and reports to its maker
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _give_back() -> None:
    """Hands what loading needed back to the system, where the C library can: about 10 MB."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


_lock = threading.Lock()
_loaded: list[Encoder] = []


def encoder() -> Encoder:
    """The one encoder of this process, loaded when first asked for. OSError or RuntimeError if its files are not whole."""
    with _lock:
        if not _loaded:
            _loaded.append(Encoder())
        return _loaded[0]
