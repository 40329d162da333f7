"""The shipped model and the rules together: what a release has to pass. The figures stand in bench/coach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gemel.coach import SIXTEEN, Port, Rule, rules
from gemel.coach.encoder import MODEL, encoder
from gemel.coach.tests.test_any_text import ODD
from gemel.coach.tests.test_rules import FIXTURES, NO

PORT = Port()
CORPUS = Path(__file__).parents[3] / "corpus" / "batches"
DEV = "b84"
"""The plain batch of the dev part: training never saw it, the limits were chosen on it among others."""


@pytest.mark.parametrize(("rule", "text"), NO)
def test_what_only_looks_like_it_is_left_alone(rule: str, text: str) -> None:
    assert PORT.read(text, serious=True).of(rule) is None


@pytest.mark.parametrize("rule", FIXTURES)
def test_most_are_noticed(rule: str) -> None:
    assert len(noticed(rule)) >= 2, set(FIXTURES[rule]["yes"]) - set(noticed(rule))


def test_eight_in_ten_are_noticed_over_all() -> None:
    assert sum(len(noticed(rule)) for rule in FIXTURES) >= 0.8 * sum(len(both["yes"]) for both in FIXTURES.values())


def noticed(rule: str) -> list[str]:
    return [text for text in FIXTURES[rule]["yes"] if PORT.read(text, serious=True).of(rule)]


def test_plain_sentences_that_were_not_trained_on() -> None:
    """Over the sixteen rules together: seldom wrong, and more often than not there."""
    right = spoke = there = 0
    for line in (CORPUS / f"{DEV}.jsonl").read_text("utf-8").splitlines():
        text, reply_to, codes, _near, _heat = json.loads(line)
        fired, holds = set(PORT.read(text, reply_to).rules), set(codes.split()) & set(SIXTEEN)
        right, spoke, there = right + len(fired & holds), spoke + len(fired), there + len(holds)
    assert right / spoke >= 0.85
    assert right / there >= 0.5


DANGER = ["He put his hands round my neck last night.", "you took my passport again and i can't go to work", "i don't want to live any more", "I pushed you against the wall and I'm ashamed.", "You read my messages while I sleep and you follow me to work."]  # fmt: skip
NONE = ["This traffic is killing me, I'll be late.", "I'm scared of the exam on Monday.", "We got hammered at football, they killed us.", "Shoot me a text when you land.", "I could murder a curry."]  # fmt: skip


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_caught(text: str) -> None:
    assert PORT.read(text).safety


@pytest.mark.parametrize("text", NONE)
def test_an_idiom_is_no_danger(text: str) -> None:
    assert not PORT.read(text).safety


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_any_text_is_read(text: str) -> None:
    scores = encoder().read(text, text)
    assert sum(one * one for one in scores.vector) == pytest.approx(1, abs=0.01)
    assert all(-20 < value < 20 for value in scores.labels.values())


def test_likeness_tells_a_paraphrase_from_something_else() -> None:
    one, near, other = encoder().vectors(
        ["The meeting ran over and nobody told me.", "It went on late and nobody let me know of it.", "The soup wants salt."]
    )
    assert one @ near > one @ other + 0.15


def test_many_threads_read_the_same() -> None:
    text, found = "You never listen to me.", []
    alone = encoder().read(text).labels
    threads = [threading.Thread(target=lambda: found.append(encoder().read(text).labels)) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 8


def test_it_is_loaded_only_when_something_is_read() -> None:
    script = "import sys, gemel.app, gemel.coach; print('onnxruntime' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_the_maker_of_the_runtime_hears_nothing(tmp_path: Path) -> None:
    """Before it reports anything, onnxruntime writes down a number for this machine and a queue, in the home folder."""
    command, said = [sys.executable, "-m", "gemel.cli", "coach"], '{"text": "You never listen to me."}\n'
    own = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PATH": os.environ["PATH"]}
    told = subprocess.run(command, input=said, env=own, capture_output=True, text=True, check=True)
    assert '"S6"' in told.stdout and list(tmp_path.iterdir()) == []


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 25_000_000


@pytest.mark.parametrize("rule", rules().values(), ids=lambda one: one.id)
def test_a_page_tells_no_example_that_the_rule_gets_wrong(rule: Rule) -> None:
    assert [text for text in rule.yes if not PORT.read(text, serious=True).of(rule.id)] == []
    assert [text for text in rule.no if PORT.read(text, serious=True).of(rule.id)] == []


def test_a_slip_between_other_sentences_is_seen() -> None:
    assert "S6" in PORT.read("I was sad after dinner. You never ask how my shift went. The soup is on the stove.").rules
