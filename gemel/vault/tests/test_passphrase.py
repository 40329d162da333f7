import sys
from base64 import b64decode
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_pwhash_ALG_ARGON2ID13

from gemel.vault import passphrase
from gemel.vault.errors import BadPassphrase, TooWeak
from gemel.vault.passphrase import Cost, check_hash, new_salt, normalise, same, split, stretch
from gemel.vault.tests.things import KEY, OTHER, tells, words_of

SALT = bytes(range(16))
CHEAP = Cost(1, 8)
TYPED = "five quiet words are enough"
FIRST = ["4a0af8017c3dcd13", "d4723e6481995175"]


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "FLOOR", CHEAP)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as shipped, read anew: the house's tests lower the floor of the loaded one. Its name lies within the
    package: where coverage sees a file first under another, it counts nothing of it in that process."""
    spec = spec_from_file_location("gemel.vault.compiled", passphrase.__file__)
    assert spec is not None
    assert spec.loader is not None
    fresh = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gemel.vault.compiled", fresh)
    spec.loader.exec_module(fresh)
    return fresh


def test_the_floor_that_ships_is_three_passes_over_64_mib(compiled: ModuleType) -> None:
    assert (compiled.FLOOR.ops, compiled.FLOOR.mem_kib) == (3, 65536)


def test_the_cost_that_ships_is_three_passes_over_128_mib(compiled: ModuleType) -> None:
    assert (compiled.DEFAULT.ops, compiled.DEFAULT.mem_kib) == (3, 131072)


@pytest.mark.parametrize("cost", [(2, 65536), (3, 65535), (2, 10**6), (99, 8), (0, 0), (-3, -65536)])
def test_a_cost_below_what_ships_is_too_weak(compiled: ModuleType, cost: tuple[int, int]) -> None:
    with pytest.raises(TooWeak):
        compiled.stretch(b"x", SALT, Cost(*cost))


def test_the_floor_itself_is_enough(compiled: ModuleType) -> None:
    assert len(compiled.stretch(b"x", SALT, compiled.FLOOR)) == 32


@pytest.mark.parametrize("cost", [Cost(2, 16), Cost(3, 15), Cost(2, 15)])
def test_the_floor_is_asked_each_time(monkeypatch: pytest.MonkeyPatch, cost: Cost) -> None:
    monkeypatch.setattr(passphrase, "FLOOR", Cost(3, 16))
    with pytest.raises(TooWeak):
        stretch(b"x", SALT, cost)


# libsodium's own vectors: test/default/pwhash_argon2id.c, tv3
VECTORS = [
    (b"", "bA81arsiXysd3WbTRzmEOw", Cost(2, 4882), "Nm8QBM+7RH1DXo9rvp5cwKEOOOfD2g6JuxlXihoNcpE"),
    (
        b"^T5H$JYt39n%K*j:W]!1s?vg!:jGi]Ax?..l7[p0v:1jHTpla9;]bUN;?bWyCbtqg ",
        "PkEgMTYtYnl0ZXMgc2FsdA",
        Cost(19, 4096),
        "ltB/ue1kPtBMBGfsysMpPigE6hiNEKZ9vs8vLNVDQGA",
    ),
]


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(("typed", "salt", "cost", "hashed"), VECTORS)
def test_libsodiums_vectors(typed: bytes, salt: str, cost: Cost, hashed: str) -> None:
    assert stretch(typed, b64decode(salt + "=="), cost) == b64decode(hashed + "=")


def test_a_long_vector_of_libsodiums_through_the_same_binding() -> None:
    """test/default/pwhash_argon2id.c, tv, the second with one lane and a short passphrase."""
    typed = bytes.fromhex("b540beb016a5366524d4605156493f9874514a5aa58818cd0c6dfffaa9e90205f17b")
    salt = bytes.fromhex("44071f6d181561670bda728d43fb79b4")
    made = passphrase.crypto_pwhash_alg(231, typed, salt, 1, 1631659, crypto_pwhash_ALG_ARGON2ID13)
    assert made.hex().startswith("7fb72409b0987f8190c3729710e98c3f80c5a8727d425fdcde7f3644d467fe97")


@pytest.mark.usefixtures("cheap")
def test_passphrase_salt_and_both_costs_count() -> None:
    ways = [(b"x", SALT, CHEAP), (b"y", SALT, CHEAP), (b"x", KEY[:15] + b"z", CHEAP)]
    ways += [(b"x", SALT, Cost(2, 8)), (b"x", SALT, Cost(1, 9))]
    assert len({stretch(*way) for way in ways}) == 5


@pytest.mark.parametrize("length", [15, 16, 127, 128])
def test_allowed_lengths(length: int) -> None:
    assert normalise("é" * length) == "é".encode() * length


@pytest.mark.parametrize("length", [0, 1, 14])
def test_too_short(length: int) -> None:
    with pytest.raises(BadPassphrase, match="too short") as refused:
        normalise("é" * length)
    assert refused.value.reason == "short"


@pytest.mark.parametrize("length", [129, 10_000])
def test_too_long(length: int) -> None:
    with pytest.raises(BadPassphrase, match="too long") as refused:
        normalise("é" * length)
    assert refused.value.reason == "long"


def test_an_emoji_is_one_letter() -> None:
    assert normalise("🐢" * 15) == "🐢".encode() * 15
    with pytest.raises(BadPassphrase):
        normalise("🐢" * 14)


def test_spaces_and_case_are_kept() -> None:
    assert normalise("  Five Quiet Words ") == b"  Five Quiet Words "


@pytest.mark.parametrize(("one", "other"), [("é", "e\u0301"), ("ﬁ", "fi"), ("Ａ", "A"), ("①", "1"), ("Å", "Å")])
def test_keyboards_that_spell_it_differently_agree(one: str, other: str) -> None:
    assert normalise(one + TYPED) == normalise(other + TYPED)


@given(st.text(st.characters(codec="utf-8"), min_size=30, max_size=60))
def test_composed_and_decomposed_agree(text: str) -> None:
    spelt = [normalize(form, normalize("NFKC", text)) + TYPED for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assert len({normalise(one) for one in spelt if len(normalize("NFKC", one)) <= 128}) <= 1


def test_length_is_counted_after_normalising() -> None:
    assert normalise("e\u0301" * 128) == "é".encode() * 128
    with pytest.raises(BadPassphrase):
        normalise("e\u0301" * 14)


def test_half_an_emoji_is_taken_without_an_error_that_shows_it() -> None:
    assert normalise(TYPED + "\ud83d").startswith(TYPED.encode())


def test_a_salt_is_sixteen_random_bytes() -> None:
    salts = {new_salt() for _ in range(1000)}
    assert len(salts) == 1000
    assert {len(salt) for salt in salts} == {16}


def test_the_two_halves_tell_nothing_of_each_other() -> None:
    check, kek = split(KEY, b"pepper", SALT)
    assert len(check) == len(kek) == 32
    assert check != kek
    assert KEY not in (check, kek)


def test_stretch_pepper_and_salt_count_in_both_halves() -> None:
    ways = [(KEY, b"pepper", SALT), (OTHER, b"pepper", SALT), (KEY, b"salt", SALT), (KEY, b"pepper", KEY[:15] + b"z")]
    halves = {half for way in ways for half in split(*way)}
    assert len(halves) == 8


def test_the_halves_of_the_first_version_still_come_out() -> None:
    halves = split(KEY, b"pepper", SALT)
    assert [half.hex()[:16] for half in halves] == FIRST


def test_a_split_does_not_print_itself() -> None:
    halves = split(KEY, b"pepper", SALT)
    assert repr(halves) == str(halves) == "Split(...)"


def test_the_database_keeps_only_a_hash_of_the_check() -> None:
    assert check_hash(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.binary(max_size=8), st.binary(max_size=8))
def test_same_means_equal(a: bytes, b: bytes) -> None:
    assert same(a, b) is (a == b)
    assert same(a, bytes(a))


def test_refusals_do_not_show_the_passphrase() -> None:
    short, long = "Ana and Ben 🐢", "Ana and Ben 🐢" * 20
    assert not tells(lambda: normalise(short), short, short.encode())
    assert not tells(lambda: normalise(long), long, short)
    assert not tells(lambda: stretch(TYPED.encode(), SALT, Cost(0, 0)), TYPED, TYPED.encode(), SALT)


def test_a_refusal_carries_its_side_and_nothing_else() -> None:
    assert "Ana" not in words_of(BadPassphrase("short"))
    assert vars(BadPassphrase("short")) == {"reason": "short"}
