"""The cards: enough of them, whole, gentle, and named when they are not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from gemel.programme import BadContent
from gemel.rooms.opening.dealing import next_card
from gemel.rooms.opening.deck import closer_for, deck, read, stems_for

CARD = '[[card]]\nid = "one"\ntier = 1\ntext = "Which sea?"\neasy = "light"\n'
CLOSER = '[[closer]]\nid = "light"\ntext = "And now: which soup?"\n'
STEMS = "".join(f'[[stems]]\ntier = {tier}\nlines = ["a?", "b?", "c?"]\n' for tier in (1, 2, 3))
PRESSING = re.compile(r"\b(must|should|failed|overdue|streak)\b|!", re.I)
LEFT_OUT = re.compile(r"\b(trauma|abuse|affair|cheat|ex|sex|husband|wife|marriage|pray|god|your children)\b", re.I)


def file(tmp_path: Path, text: str) -> Path:
    place = tmp_path / "opening" / "content" / "en"
    place.mkdir(parents=True, exist_ok=True)
    (place / "cards.toml").write_text(text)
    return place / "cards.toml"


def test_thirty_cards_and_more_on_each_tier() -> None:
    assert all(number >= 30 for number in Counter(card.tier for card in deck().cards.values()).values())


def test_there_are_closers_enough_and_each_is_used() -> None:
    assert len(deck().closers) >= 12
    assert {card.easy for card in deck().cards.values()} == set(deck().closers)


def test_no_card_asks_twice_the_same() -> None:
    assert len({card.text for card in deck().cards.values()}) == len(deck().cards)


@pytest.mark.parametrize("words", [PRESSING, LEFT_OUT])
def test_no_card_presses_or_goes_where_it_does_no_good(words: re.Pattern[str]) -> None:
    assert not [card.id for card in deck().cards.values() if words.search(card.text)]
    assert not [text for text in deck().closers.values() if words.search(text)]


def test_no_advice_among_the_questions_to_ask() -> None:
    lines = [line for block in deck().stems for line in block.lines]
    assert all(line.endswith("?") for line in lines)
    assert not [line for line in lines if re.search(r"\b(should|why|try|could you)\b", line, re.I)]


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    made = read(file(tmp_path, CARD + CLOSER + STEMS))
    assert list(made.cards) == ["one"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (CARD.replace("tier = 1", "tier = 4") + CLOSER + STEMS, "one"),
        (CARD.replace('"light"', '"dark"') + CLOSER + STEMS, "one"),
        (CARD + CARD + CLOSER + STEMS, "one"),
        (CARD + "colour = 1\n" + CLOSER + STEMS, "one"),
        (CARD + CLOSER, "tier 1"),
        ("[[card", "cards.toml"),
    ],
)
def test_an_error_names_the_file_and_the_entry(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadContent) as found:
        read(file(tmp_path, text))
    assert "cards.toml" in str(found.value) and named in str(found.value)


def test_a_card_that_is_gone_still_ends_lightly() -> None:
    assert closer_for("gone") in deck().closers.values()
    assert stems_for(9, b"seed") == stems_for(9, b"seed")


def test_none_comes_twice_before_all_of_its_tier_have() -> None:
    used: list[str] = []
    for _time in range(200):
        used.append(next_card(deck().cards.values(), used, 1, lambda below: 0).id)
    first = [card.id for card in deck().cards.values() if card.tier == 1]
    assert set(used) == set(first)
    assert used[: len(first)] == first and used[len(first) : 2 * len(first)] == first


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_light_ones_go_on_coming(tier: int) -> None:
    assert next_card(deck().cards.values(), [], 3, lambda below: (tier - 1) % below).tier == tier
