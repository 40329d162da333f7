from collections import Counter

import pytest

from gemel.vault import words
from gemel.vault.passphrase import normalise
from gemel.vault.words import offer_words

LIST = words._words()


def test_the_list_has_as_many_words_as_five_dice() -> None:
    assert len(LIST) == len(set(LIST)) == 6**5


def test_the_words_can_be_typed_anywhere() -> None:
    assert all(word.isascii() and word.replace("-", "").isalpha() and word.islower() for word in LIST)


def test_no_two_offers_of_words_read_the_same() -> None:
    """A word may not be two others run together by a space: an offer splits into its words again."""
    assert not any(" " in word for word in LIST)


@pytest.mark.parametrize("n", [1, 5, 8])
def test_an_offer_has_as_many_words_as_asked(n: int) -> None:
    offered = offer_words(n).split(" ")
    assert len(offered) == n
    assert set(offered) <= set(LIST)


def test_five_words_unless_asked_otherwise() -> None:
    assert len(offer_words().split(" ")) == 5


def test_offers_differ() -> None:
    assert len({offer_words() for _ in range(1000)}) == 1000


def test_every_word_is_as_likely_as_any_other() -> None:
    """77,760 draws: a word comes ten times on average, and 45 times about once in 10^13 lists."""
    drawn = Counter(offer_words(77_760).split(" "))
    assert max(drawn.values()) < 45
    assert len(drawn) > 7_700


def test_five_of_the_shortest_words_are_a_long_enough_passphrase() -> None:
    assert normalise(" ".join(sorted(LIST, key=len)[:5]))


def test_words_are_drawn_by_the_systems_own_dice() -> None:
    assert words.choice.__module__ == "random"
    assert type(words.choice.__self__).__name__ == "SystemRandom"  # type: ignore[attr-defined]
