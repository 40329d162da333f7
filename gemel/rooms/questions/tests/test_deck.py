"""The content files: enough of them, whole, and named when they are not."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from gemel.programme import BadContent
from gemel.rooms.questions.deck import Occasion, by_id, deck, read, stems, stems_for

ENTRY = '[[question]]\nid = "sea-one"\ndepth = 1\nfits = "wish"\ntext = "Which sea?"\n'
HEAD = 'theme = "sea"\ntitle = "The sea"\nabout = "Water."\n'


def folder(tmp_path: Path, text: str, name: str = "sea.toml") -> Path:
    place = tmp_path / "questions" / "content" / "en"
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text)
    return place


def test_there_is_enough_to_ask() -> None:
    assert len(deck()) >= 500
    assert len({question.theme for question in deck()}) >= 8
    assert {question.depth for question in deck()} == {1, 2, 3, 4}


def test_ids_and_texts_are_unique() -> None:
    assert len(by_id()) == len(deck()) == len({question.text for question in deck()})


def test_every_theme_has_every_depth_and_something_for_one_alone() -> None:
    for theme in {question.theme for question in deck()} - {"us"}:
        of_it = [question for question in deck() if question.theme == theme]
        assert {question.depth for question in of_it} == {1, 2, 3, 4}, theme
        assert any(question.alone for question in of_it), theme


def test_the_deepest_are_few() -> None:
    """About one in eight: what one tells few people, or nobody yet."""
    assert 0.1 < sum(question.depth == 4 for question in deck()) / len(deck()) < 0.15


def test_only_light_ones_that_can_be_spoken_lie_in_a_deck_and_enough_of_them() -> None:
    for occasion in get_args(Occasion):
        of_it = [question for question in deck() if occasion in question.suits]
        assert len(of_it) >= 40, occasion
        assert all(question.depth == 1 and question.aloud for question in of_it)


def test_ids_begin_with_their_theme() -> None:
    assert all(question.id.startswith(f"{question.theme}-") for question in deck())


def test_questions_end_as_one_asks() -> None:
    assert [question.id for question in deck() if not question.text.endswith(("?", ".")) or "!" in question.text] == []


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (question,) = read(folder(tmp_path, HEAD + ENTRY))
    assert (question.theme, question.theme_title, question.alone, question.aloud) == ("sea", "The sea", False, True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (HEAD + ENTRY.replace("depth = 1", "depth = 5"), "sea-one"),
        (HEAD + ENTRY.replace("wish", "song"), "sea-one"),
        (HEAD + ENTRY.replace('text = "Which sea?"', ""), "sea-one"),
        (HEAD + ENTRY + "alnoe = true", "sea-one"),
        (HEAD + ENTRY + ENTRY, "sea-one"),
        (ENTRY, "sea.toml"),
        (HEAD + "=", "sea.toml"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadContent, match=named):
        read(folder(tmp_path, text))


def test_the_other_content_files_hold_no_questions(tmp_path: Path) -> None:
    folder(tmp_path, "tip = []", "tips.toml")
    assert len(read(folder(tmp_path, HEAD + ENTRY))) == 1


def test_stems_fit_the_question_and_are_the_same_for_both() -> None:
    for question in deck():
        lines = stems_for(question, b"round")
        assert lines == stems_for(question, b"round")
        assert any(block.lines == lines and question.fits in block.fits for block in stems())


def test_stems_differ_from_round_to_round() -> None:
    assert len({stems_for(deck()[0], bytes([number])) for number in range(40)}) > 1


def test_a_question_that_is_gone_still_has_stems() -> None:
    assert len(stems_for(None, b"round")) == 3
