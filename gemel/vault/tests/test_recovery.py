import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault import recovery
from gemel.vault.errors import BadCode
from gemel.vault.recovery import code_groups, new_code, parse_code, recovery_key
from gemel.vault.tests.things import KEY, OTHER, tells

# Crockford's alphabet: https://www.crockford.com/base32.html
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def written(number: int, check: int) -> str:
    """A code written out independently of the code under test."""
    letters, rest = "", number << 10 | check
    while len(letters) < 28:
        rest, digit = divmod(rest, 32)
        letters = CROCKFORD[digit] + letters
    return letters


KNOWN = written(2**129 + 12345, (2**129 + 12345) % 1021)
FIRST = "cc5373c310500768"


def accepted(code: str) -> bool:
    try:
        return bool(parse_code(code))
    except BadCode:
        return False


def test_the_alphabet_is_crockfords() -> None:
    assert recovery._ALPHABET == CROCKFORD


@given(st.integers(0, 2**130 - 1))
def test_a_code_reads_as_its_number(number: int) -> None:
    assert parse_code(written(number, number % 1021)) == number.to_bytes(17, "big")


@given(st.integers(0, 2**130 - 1))
def test_a_code_is_spelt_as_its_number(number: int) -> None:
    assert recovery._spell(number << 10 | number % 1021) == written(number, number % 1021)


@given(st.integers(0, 2**130 - 1), st.integers(0, 1023))
def test_no_other_check_is_accepted(number: int, check: int) -> None:
    assert accepted(written(number, check)) is (check == number % 1021)


def test_a_new_code_is_seven_groups_of_four() -> None:
    groups = new_code().split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(CROCKFORD)


def test_a_new_code_can_be_read() -> None:
    assert all(accepted(new_code()) for _ in range(200))


def test_new_codes_differ_in_all_their_130_bits() -> None:
    numbers = [int.from_bytes(parse_code(new_code()), "big") for _ in range(300)]
    assert len(set(numbers)) == 300
    assert all({n >> bit & 1 for n in numbers} == {0, 1} for bit in range(130))
    assert max(numbers) < 2**130


def test_the_groups_are_those_of_the_code() -> None:
    code = new_code()
    assert code_groups(code) == code.split("-")
    assert code_groups(code.lower().replace("-", "")) == code.split("-")


def test_every_wrong_character_is_noticed() -> None:
    places = range(len(KNOWN))
    typos = [KNOWN[:i] + c + KNOWN[i + 1 :] for i in places for c in CROCKFORD if c != KNOWN[i]]
    assert len(typos) == 28 * 31
    assert not any(accepted(typo) for typo in typos)


@given(st.integers(0, 2**130 - 1), st.integers(0, 27), st.sampled_from(CROCKFORD))
def test_every_wrong_character_of_any_code_is_noticed(number: int, at: int, typed: str) -> None:
    code = written(number, number % 1021)
    assert accepted(code[:at] + typed + code[at + 1 :]) is (typed == code[at])


def test_every_two_characters_that_changed_places_are_noticed() -> None:
    for i, j in combinations(range(28), 2):
        letters = list(KNOWN)
        letters[i], letters[j] = letters[j], letters[i]
        assert accepted("".join(letters)) is (KNOWN[i] == KNOWN[j])


def test_of_random_codes_about_one_in_a_thousand_is_accepted() -> None:
    draw = random.Random(1)
    assert sum(accepted(written(draw.getrandbits(130), draw.getrandbits(10))) for _ in range(5000)) < 20


@pytest.mark.parametrize("seen", list("OILoil"))
def test_look_alikes_are_forgiven(seen: str) -> None:
    meant = "0" if seen in "Oo" else "1"
    codes = [written(n, n % 1021) for n in range(2**129, 2**129 + 50)]
    assert all(parse_code(code.replace(meant, seen)) == parse_code(code) for code in codes)
    assert any(meant in code for code in codes)


def test_case_spaces_and_dashes_are_forgiven() -> None:
    groups = code_groups(KNOWN)
    ways = [KNOWN.lower(), " ".join(groups), "  " + "\t".join(groups) + "\n", "--".join(groups), "-" + KNOWN]
    ways += [dash.join(groups) for dash in "-‐‑‒–—−"]
    ways += ["\u00a0".join(groups), "\u2009-\u2009".join(groups)]
    assert {parse_code(way) for way in ways} == {parse_code(KNOWN)}


@pytest.mark.parametrize("text", ["", " ", "-", KNOWN[:-1], KNOWN + "0", KNOWN * 2, "0" * 27, "0" * 29])
def test_another_length_is_no_code(text: str) -> None:
    with pytest.raises(BadCode, match="not a recovery code"):
        parse_code(text)


@pytest.mark.parametrize("letter", ["U", "u", "*", ".", "_", "é", "٣", "０", "\0", "\ud83d"])
def test_other_letters_are_no_code(letter: str) -> None:
    with pytest.raises(BadCode, match="not a recovery code"):
        parse_code(letter + KNOWN[1:])


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    assert accepted(text) in (True, False)


def test_a_mistake_is_told_from_something_else() -> None:
    with pytest.raises(BadCode, match="typing mistake"):
        parse_code(written(1, 2))


def test_the_key_depends_on_code_and_purpose() -> None:
    keys = {recovery_key(code, purpose) for code in (KEY, OTHER) for purpose in ("account", "private")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}


def test_the_first_versions_keys_still_come_out() -> None:
    assert recovery_key(parse_code(KNOWN), "account").hex()[:16] == FIRST


def test_refusals_do_not_show_the_code() -> None:
    assert not tells(lambda: parse_code(KNOWN[:-1]), KNOWN[:-1], KNOWN[:8])
    assert not tells(lambda: parse_code(KNOWN[1:] + KNOWN[0]), KNOWN[1:], KNOWN[1:9])
