"""Ana hands Ben a couple key; Cleo is a stranger, or writes to the database."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault.errors import Tampered, VaultError
from gemel.vault.grant import Pair, _box, accept, fingerprint, grant, new_pair, public_of, same_spoken, spoken_code
from gemel.vault.tests.things import KEY, OTHER, flipped, tells

COUPLE_KEY = bytes(range(50, 82))
ANA, BEN = (Pair(secret, public_of(secret)) for secret in (KEY, OTHER))
CLEO = new_pair()
HERE = b"couple 1, epoch 3"
TOKEN = b"sixteen-byte-tok"
WEAK = [bytes(32), b"\1" + bytes(31), bytes.fromhex("ec" + "ff" * 30 + "7f")]  # points of small order
FIRST = (
    "010349d3eeb0d42823436fcf1adfd50c29bda046a8a8a61c005ab686e3931c4f7001529988c16ffe671f6e4ac35ab02948a1"
    "aedc9eae61bfc5a59c3d02df9ba44e321413cb766c4719ebf4b28bcbdb3679fb4bf68d2780a35bc2b05c3705f5f76ca479f9"
    "2589f18ec608"
)
SPOKEN = "070 855"


def granted() -> bytes:
    return grant(COUPLE_KEY, ANA.secret, BEN.public, HERE)


def test_ben_opens_what_ana_granted() -> None:
    assert accept(granted(), BEN.secret, ANA.public, HERE) == COUPLE_KEY


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_any_payload_in_any_context(payload: bytes, context: bytes) -> None:
    sent = grant(payload, ANA.secret, BEN.public, context)
    assert accept(sent, BEN.secret, ANA.public, context) == payload


def test_cleo_does_not_open_it() -> None:
    with pytest.raises(Tampered):
        accept(granted(), CLEO.secret, ANA.public, HERE)


def test_cleo_cannot_grant_in_anas_name() -> None:
    with pytest.raises(Tampered):
        accept(grant(COUPLE_KEY, CLEO.secret, BEN.public, HERE), BEN.secret, ANA.public, HERE)


def test_anas_grant_is_not_taken_for_cleos() -> None:
    with pytest.raises(Tampered):
        accept(granted(), BEN.secret, CLEO.public, HERE)


@pytest.mark.parametrize("elsewhere", [b"", b"couple 1, epoch 4", HERE + b"\0"])
def test_another_context_is_refused(elsewhere: bytes) -> None:
    with pytest.raises(Tampered, match="not for this place"):
        accept(granted(), BEN.secret, ANA.public, elsewhere)


def test_a_grant_does_not_open_backwards() -> None:
    """A box opens for both: without the bound sender, Ana's own grant could be sent back to her."""
    with pytest.raises(Tampered, match="not for this place"):
        accept(granted(), ANA.secret, BEN.public, HERE)


def test_every_flipped_bit_is_refused() -> None:
    sent = granted()
    for bit in range(len(sent) * 8):
        with pytest.raises(Tampered):
            accept(flipped(sent, bit), BEN.secret, ANA.public, HERE)


def test_every_cut_is_refused() -> None:
    sent = granted()
    for end in range(len(sent)):
        with pytest.raises(Tampered):
            accept(sent[:end], BEN.secret, ANA.public, HERE)


@pytest.mark.parametrize("inside", [b"", COUPLE_KEY, bytes(32) + COUPLE_KEY])
def test_a_box_without_its_confirmation_is_refused(inside: bytes) -> None:
    """Ana's own secret can make any box; only the confirmation says what it is for."""
    sent = b"\1\3" + bytes(_box(ANA.secret, BEN.public).encrypt(inside))
    with pytest.raises(Tampered, match="not for this place"):
        accept(sent, BEN.secret, ANA.public, HERE)


def test_another_payloads_confirmation_is_refused() -> None:
    box = _box(ANA.secret, BEN.public)
    confirmation = box.decrypt(granted()[2:])[:32]
    with pytest.raises(Tampered):
        accept(b"\1\3" + bytes(box.encrypt(confirmation + KEY)), BEN.secret, ANA.public, HERE)


@pytest.mark.parametrize("header", [b"", b"\1\1", b"\1\2", b"\2\3"])
def test_other_envelopes_are_no_grants(header: bytes) -> None:
    with pytest.raises(Tampered, match="not a grant"):
        accept(header + granted()[2:], BEN.secret, ANA.public, HERE)


@pytest.mark.parametrize("public", [*WEAK, b"", BEN.public[:31], BEN.public + b"\0"])
def test_nothing_is_granted_to_a_key_that_is_none(public: bytes) -> None:
    with pytest.raises(Tampered, match="public key"):
        grant(COUPLE_KEY, ANA.secret, public, HERE)


@pytest.mark.parametrize("public", [*WEAK, b"", ANA.public[:31]])
def test_nothing_is_accepted_from_a_key_that_is_none(public: bytes) -> None:
    with pytest.raises(Tampered, match="public key"):
        accept(granted(), BEN.secret, public, HERE)


def test_the_same_grant_never_looks_the_same() -> None:
    assert len({granted() for _ in range(100)}) == 100
    assert COUPLE_KEY not in granted()


def test_a_grant_from_the_first_version_still_opens() -> None:
    assert accept(bytes.fromhex(FIRST), BEN.secret, ANA.public, HERE) == COUPLE_KEY


def test_a_public_key_is_the_rfcs() -> None:
    """RFC 7748, section 6.1, Alice."""
    secret = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    assert public_of(secret).hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"


def test_pairs_are_fresh_and_fit() -> None:
    pairs = {new_pair() for _ in range(100)}
    assert len(pairs) == 100
    assert all(public_of(pair.secret) == pair.public for pair in pairs)


def test_a_pair_does_not_print_its_secret() -> None:
    assert repr(ANA) == str(ANA) == f"{ANA}" == "Pair(...)"


def test_a_fingerprint_is_sixteen_bytes_of_one_key() -> None:
    prints = {fingerprint(pair.public) for pair in (ANA, BEN, CLEO)}
    assert len(prints) == 3
    assert {len(one) for one in prints} == {16}


def test_a_fingerprint_shows_no_part_of_the_key() -> None:
    assert fingerprint(ANA.public)[:4] not in ANA.public


def test_both_say_the_same_code() -> None:
    assert spoken_code(TOKEN, ANA.public, BEN.public) == spoken_code(TOKEN, BEN.public, ANA.public)


def test_the_code_of_the_first_version_is_still_said() -> None:
    assert spoken_code(TOKEN, ANA.public, BEN.public) == SPOKEN


@given(st.binary(min_size=16, max_size=40))
def test_a_spoken_code_is_six_digits(token: bytes) -> None:
    assert re.fullmatch(r"\d{3} \d{3}", spoken_code(token, ANA.public, BEN.public))


def test_a_spoken_code_keeps_its_leading_zeros() -> None:
    codes = [spoken_code(n.to_bytes(16, "big"), ANA.public, BEN.public) for n in range(2000)]
    assert any(code.startswith("0") for code in codes)
    assert {len(code) for code in codes} == {7}


def test_a_spoken_code_depends_on_the_token() -> None:
    codes = {spoken_code(n.to_bytes(16, "big"), ANA.public, BEN.public) for n in range(1000)}
    assert len(codes) > 990


def test_a_spoken_code_depends_on_both_keys() -> None:
    codes = {spoken_code(TOKEN, a.public, b.public) for a, b in [(ANA, BEN), (ANA, CLEO), (CLEO, BEN)]}
    assert len(codes) == 3


@pytest.mark.parametrize("size", [0, 1, 15])
def test_a_guessable_token_gives_no_code(size: int) -> None:
    with pytest.raises(VaultError, match="too short"):
        spoken_code(bytes(size), ANA.public, BEN.public)


@pytest.mark.parametrize("typed", ["012 345", "012345", " 0123 45\n", "0 1 2 3 4 5"])
def test_a_spoken_code_is_compared_as_typed(typed: str) -> None:
    assert same_spoken("012 345", typed)
    assert same_spoken(typed, "012 345")


@pytest.mark.parametrize("typed", ["", "012 346", "12 345", "012 3450", "٠١٢ ٣٤٥", "\ud83d"])
def test_another_code_is_not_the_same(typed: str) -> None:
    assert not same_spoken("012 345", typed)


def test_refusals_show_no_key() -> None:
    secrets = (COUPLE_KEY, ANA.secret, BEN.secret)
    assert not tells(lambda: accept(granted(), BEN.secret, ANA.public, b"elsewhere"), *secrets)
    assert not tells(lambda: accept(flipped(granted(), 9), BEN.secret, ANA.public, HERE), *secrets)
    assert not tells(lambda: grant(COUPLE_KEY, ANA.secret, b"", HERE), *secrets)
    assert not tells(lambda: spoken_code(TOKEN[:9], ANA.public, BEN.public), TOKEN[:9])
