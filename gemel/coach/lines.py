"""The coach on standard input: one JSON object a line in, one a line out. For trying it out and for measuring it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from gemel.coach.judging import Reading
from gemel.coach.port import Port


def answers(lines: Iterable[str], port: Port) -> Iterator[str]:
    """An answer for each line that is not empty; a line that cannot be read gets an `error` and ends nothing."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, port), ensure_ascii=True)


def _answer(line: str, port: Port) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        text, reply_to = asked["text"], asked.get("reply_to") or ""
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {"error": 'a line is to be {"text": "…", "reply_to": "…", "serious": false}'}
    if not (isinstance(text, str) and isinstance(reply_to, str)):
        return {"error": "text and reply_to are to be strings"}
    return told(port.read(text, reply_to, asked.get("serious") is True))


def told(reading: Reading) -> dict[str, Any]:
    """A reading as plain values. Spans are in characters of the text, by rule."""
    return {
        "rules": reading.rules,
        "safety": reading.safety,
        "heat": round(reading.heat, 3),
        "spans": {one.rule: [list(span) for span in one.spans] for one in reading.found},
        "labels": {name: round(value, 4) for name, value in reading.labels.items()},
        "english": reading.english,
    }
