"""The public sets whose licence lets weights ship, read from --data DIR. Standard library only."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.kinds import BINARY, NUMBER, Row, Task, sorted_into
from training.splits import bucket, part

CHEST = ("Emotional_disclosure", "Information_disclosure", "Support", "General_support", "Info_support", "Emo_support")
TEN = (
    "social_support",
    "conflict",
    "trust",
    "fun",
    "similarity",
    "identity",
    "respect",
    "romance",
    "knowledge",
    "power",
)
VOTES = {0: 0.0, 1: 0.35}
NEUTRAL = 27
_ESCAPED = re.compile(r"<U\+([0-9A-F]{4,8})>")
_WINDOWS = {0x85: "...", 0x91: "'", 0x92: "'", 0x93: '"', 0x94: '"', 0x95: "-", 0x96: "-", 0x97: "-"}


def rows_of(path: Path, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter, quoting=quoting)


def repaired(text: str) -> str:
    """OffMyChest writes characters as <U+0092>; these are mostly curly quotes of an old code page."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1], 16)
        return _WINDOWS.get(number) or (chr(number) if number < 0x110000 else " ")

    return _ESCAPED.sub(character, text)


def offmychest(data: Path) -> Task:
    """Official split; dev is 8% of the posts of the training file. Sentences that stand in the test are dropped."""
    task = Task("offmychest", CHEST, BINARY, passes=3.5)
    tested = {row["full_text"] for row in rows_of(data / "offmychest/test_realigned.csv")}
    for row in rows_of(data / "offmychest/labeled_training_set.csv"):
        if row["full_text"] not in tested:
            place = "dev" if bucket(row["id"]) < 8 else "train"
            task.parts[place].append(Row(repaired(row["full_text"]), tuple(float(row[name]) for name in CHEST)))
    return task


def offmychest_test(data: Path, gold: str) -> list[Row]:
    """The test with the competition's own labels ("orig_") or the later, corrected ones (""); NaN where it has none."""
    rows = rows_of(data / "offmychest/test_realigned.csv")
    nan = float("nan")
    return [Row(repaired(row["full_text"]), tuple(float(row.get(gold + n, nan)) for n in CHEST)) for row in rows]


def goemotions(data: Path) -> Task:
    """Official split; training texts that stand in the test are dropped, and every second purely neutral one."""
    folder = data / "goemotions"
    names = tuple((folder / "labels.txt").read_text(encoding="utf-8").split())
    task = Task("goemotions", names, BINARY, passes=3)
    for place in ("dev", "test", "train"):
        with (folder / f"{place}.tsv").open(encoding="utf-8", newline="") as file:
            for text, ids, _ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                chosen = {int(one) for one in ids.split(",")}
                task.parts[place].append(Row(text, tuple(float(i in chosen) for i in range(len(names)))))
    tested = {row.text for row in task.test}
    task.parts["train"] = [row for row in task.train if row.text not in tested and not _spare(row)]
    return task


def _spare(row: Row) -> bool:
    return row.target[NEUTRAL] == 1 == sum(row.target) and bucket(row.text) % 2 == 0


def ten_dimensions(data: Path) -> Task:
    """Own split. The target of a single vote is 0.35, of two or more 1."""
    rows = rows_of(data / "ten_dimensions/labeled-dataset.tsv", "\t")
    made = (Row(one["h_text"], tuple(VOTES.get(int(float(one[n] or 0)), 1.0) for n in TEN)) for one in rows)
    return sorted_into(Task("ten", TEN, BINARY, passes=2.5), made, part)


def intimacy(data: Path) -> Task:
    task = Task("intimacy", ("intimacy",), NUMBER, passes=6)
    for place, name in (("train", "train"), ("dev", "val"), ("test", "test")):
        for line in (data / f"question_intimacy/final_{name}.txt").read_text(encoding="utf-8").splitlines():
            text, _, score = line.rpartition("\t")
            task.parts[place].append(Row(text, (float(score),)))
    return task


def politeness(data: Path, name: str, stem: str) -> Task:
    rows = rows_of(data / f"stanford_politeness/{stem}.annotated.csv")
    made = (Row(one["Request"], (float(one["Normalized Score"]),)) for one in rows)
    return sorted_into(Task(name, (name,), NUMBER, passes=1.6), made, part)


def receptiveness(data: Path) -> Task:
    rows = rows_of(data / "receptiveness/receptive_train.csv")
    made = (Row(one["text"], (float(one["receptive"]),)) for one in rows)
    return sorted_into(Task("receptiveness", ("receptiveness",), NUMBER, passes=3, length=96), made, part)


def isarcasm(data: Path) -> Task:
    """Official test; dev is 8% of the tweets. A sincere rephrase of a training tweet is a negative."""
    task = Task("isarcasm", ("isarcasm",), BINARY, passes=3)
    for row in rows_of(data / "isarcasmeval/train.En.csv"):
        if text := row["tweet"].strip():
            place = "dev" if bucket(text) < 8 else "train"
            task.parts[place].append(Row(text, (float(row["sarcastic"]),)))
            if place == "train" and (plain := row["rephrase"].strip()):
                task.train.append(Row(plain, (0.0,)))
    for row in rows_of(data / "isarcasmeval/task_A_En_test.csv"):
        task.test.append(Row(row["text"], (float(row["sarcastic"]),)))
    return task


def mustard(data: Path) -> Task:
    """Own split by the text. The line before stands as `reply_to`."""
    found = json.loads((data / "mustard/sarcasm_data.json").read_text(encoding="utf-8")).values()
    made = (Row(one["utterance"], (float(one["sarcasm"]),), (one["context"] or [""])[-1]) for one in found)
    return sorted_into(Task("mustard", ("mustard",), BINARY, passes=3), made, part)


def public(data: Path) -> list[Task]:
    """All heads trained on public sets, in the order of the model's outputs."""
    wikipedia = politeness(data, "politeness_wikipedia", "wikipedia")
    exchange = politeness(data, "politeness_exchange", "stack-exchange")
    first = [offmychest(data), goemotions(data), ten_dimensions(data), intimacy(data), wikipedia, exchange]
    return [*first, receptiveness(data), isarcasm(data), mustard(data)]
