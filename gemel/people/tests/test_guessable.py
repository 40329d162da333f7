"""What a guesser tries first is no passphrase; what is offered always is one."""

from __future__ import annotations

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from gemel.people.errors import CommonPassphrase
from gemel.people.guessable import NEAR, leaked, refuse_common
from gemel.vault import MIN_LENGTH, BadPassphrase, offer_words
from gemel.vault.words import _words
from training.leaked import hashes

LEAKED = [one for one in FREQUENCY_LISTS["passwords"] if len(one) >= MIN_LENGTH]


def test_there_is_something_to_refuse() -> None:
    assert len(LEAKED) > 20


@pytest.mark.parametrize("passphrase", [*LEAKED, "perasperaadastra", "PerAsperaAdAstra", "ikhouvanjeomer12345"])
def test_what_leaked_is_refused_however_it_is_capitalised(passphrase: str) -> None:
    assert leaked(passphrase) and leaked(passphrase.upper())
    with pytest.raises(CommonPassphrase):
        refuse_common(passphrase, "Ana")


@pytest.mark.parametrize("word", NEAR)
@pytest.mark.parametrize("passphrase", ["{0}{0}{0}{0}", "{0} of Ana Karenina", "AnaKarenina{0}", "{0}.{0}.Karenina1"])
def test_words_that_stand_near_are_worth_nothing(word: str, passphrase: str) -> None:
    with pytest.raises(CommonPassphrase):
        refuse_common(passphrase.format(word), "Ana Karenina")


def test_what_is_offered_is_never_refused() -> None:
    assert not any(leaked(one) for one in (offer_words() for _offer in range(50)))
    for _offer in range(5):
        refuse_common(offer_words(), "Ana Karenina")
    refuse_common(" ".join(_words()[:5]), "Ana")


def test_a_length_that_is_never_taken_is_told_as_that() -> None:
    with pytest.raises(BadPassphrase):
        refuse_common("password", "Ana")


def test_the_list_is_made_of_those_that_would_be_taken() -> None:
    made = hashes(["password\n", "perasperaadastra\n", "PERASPERAADASTRA\n", "x" * 129 + "\n", "\n"])
    assert len(made) == 1
