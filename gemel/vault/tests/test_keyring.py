import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from gemel.vault.errors import Tampered, VaultError, WrongKey
from gemel.vault.grant import fingerprint, public_of
from gemel.vault.keyring import Coming, Keyring, open_keyring, seal_keyring
from gemel.vault.padding import pad
from gemel.vault.place import canonical
from gemel.vault.sealing import seal
from gemel.vault.tests.things import ANA, BEN, KEY, OTHER, flipped, tells

COUPLE_KEY = bytes(range(50, 82))
NEXT_KEY = bytes(range(90, 122))
BENS = public_of(OTHER)
FULL = Keyring().with_partner(BENS).with_epoch(1, COUPLE_KEY).with_epoch(2, NEXT_KEY)
FIRST = (
    "0101cdec9e6757ee3404727b31173840a411d7ee0a8b6d4a4f5ff919b6cf67d5942cfb8df30e7f975e1cd1d1f08236f93a3e"
    "e9b7aba012ca3fa0e9846dac5a9170a3da745f9780c319bd1a1089dccba2db38c2ac863f79cff5a37dfc3a91c7fb06ad9cf1"
    "4e2f879b7552224a05dd78cf9ad2ced4706d1b3a27e14d3fda7540734ad00eee161276cf4d6ec324b4dcf56fe565d508aa80"
    "ae997656ac1cf1a9b7e178d82357ca2cb8b7140a0091731f0088c28e768cec120795745435725bf80fccd85028fcbe359610"
    "59ab5f5565061be206217d70eeb7b00a27cdbc9d8c2fb2882763"
)


@given(st.dictionaries(st.integers(0, 2**31), st.binary(min_size=32, max_size=32), max_size=5), st.integers(0, 10**6))
def test_what_is_sealed_opens(epochs: dict[int, bytes], counter: int) -> None:
    ring = Keyring(counter, fingerprint(BENS), BENS, epochs)
    assert open_keyring(seal_keyring(ring, KEY, ANA), KEY, ANA) == ring


def test_an_empty_keyring_opens_too() -> None:
    opened = open_keyring(seal_keyring(Keyring(), KEY, ANA), KEY, ANA)
    assert opened == Keyring(0, None, None, {}, former={}, turn=0, turned_at=0, look_at=0, since=0, coming=None)


def test_a_keyring_from_the_first_version_still_opens() -> None:
    assert open_keyring(bytes.fromhex(FIRST), KEY, ANA) == FULL


def test_another_persons_keyring_is_refused() -> None:
    with pytest.raises(Tampered):
        open_keyring(seal_keyring(FULL, KEY, ANA), KEY, BEN)


def test_another_account_key_is_refused() -> None:
    with pytest.raises(WrongKey):
        open_keyring(seal_keyring(FULL, KEY, ANA), OTHER, ANA)


def test_every_flipped_bit_is_refused() -> None:
    sealed = seal_keyring(FULL, KEY, ANA)
    for bit in range(len(sealed) * 8):
        with pytest.raises(Tampered):
            open_keyring(flipped(sealed, bit), KEY, ANA)


@pytest.mark.parametrize("packed", [b"", b"\xc1", msgpack.encode([1]), msgpack.encode({"counter": "one"})])
def test_something_else_under_the_same_seal_is_no_keyring(packed: bytes) -> None:
    sealed = seal(KEY, pad(packed), canonical("gemel/v1/keyring", ANA))
    with pytest.raises(Tampered, match="not a keyring"):
        open_keyring(sealed, KEY, ANA)


def test_short_keyrings_have_one_length() -> None:
    assert len(seal_keyring(Keyring(), KEY, ANA)) == len(seal_keyring(Keyring(9), KEY, ANA))


def test_every_change_raises_the_counter() -> None:
    rings = [Keyring(), Keyring().with_partner(BENS), Keyring().with_partner(BENS).without_partner(), FULL]
    assert [ring.counter for ring in rings] == [0, 1, 2, 3]
    assert FULL.with_epoch(3, KEY).counter == 4


def test_a_change_leaves_the_old_keyring_as_it_was() -> None:
    old = Keyring().with_epoch(1, COUPLE_KEY)
    old.with_epoch(2, NEXT_KEY)
    assert old == Keyring(1, None, None, {1: COUPLE_KEY})


def test_a_keyring_does_not_change_itself() -> None:
    with pytest.raises(AttributeError):
        FULL.counter = 0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        COMING.key = OTHER  # type: ignore[misc]


def test_two_new_keyrings_share_nothing() -> None:
    Keyring().epochs[1] = COUPLE_KEY
    assert Keyring().epochs == {}


@pytest.mark.parametrize("order", [[1, 2, 10], [10, 2, 1], [2, 10, 1]])
def test_current_is_the_highest_epoch(order: list[int]) -> None:
    ring = Keyring()
    for epoch in order:
        ring = ring.with_epoch(epoch, bytes([epoch]) * 32)
    assert ring.current == (10, bytes([10]) * 32)


def test_without_epochs_there_is_no_current_key() -> None:
    with pytest.raises(VaultError, match="no couple key"):
        _ = Keyring().current


def test_an_epochs_key_never_changes() -> None:
    with pytest.raises(VaultError, match="another key"):
        FULL.with_epoch(1, NEXT_KEY)


def test_the_same_key_may_come_twice() -> None:
    assert FULL.with_epoch(1, COUPLE_KEY).epochs == FULL.epochs


def test_another_key_for_an_epoch_keeps_the_one_before() -> None:
    turned = FULL.turned({2: OTHER}, 1, 7)
    again = turned.turned({2: KEY}, 2, 8)
    assert again.current == (2, KEY) and again.former == {2: (OTHER, NEXT_KEY)}
    assert (again.turn, again.turned_at, again.look_at, again.partner) == (2, 8, 8, FULL.partner)
    assert again.keys() == [COUPLE_KEY, KEY, OTHER, NEXT_KEY]
    assert open_keyring(seal_keyring(again, KEY, ANA), KEY, ANA) == again
    assert FULL.former == {}


@pytest.mark.parametrize("key", [NEXT_KEY, OTHER, KEY])
def test_an_envelope_gets_the_key_that_it_names(key: bytes) -> None:
    ring = FULL.turned({2: OTHER}, 1, 7).turned({2: KEY}, 2, 8)
    assert ring.key_for(2, seal(key, b"x", b"")) == key


def test_an_envelope_of_no_key_of_ours_gets_the_newest() -> None:
    turned = FULL.turned({2: OTHER}, 1, 7)
    assert turned.key_for(2, seal(KEY, b"x", b"")) == OTHER
    assert turned.key_for(1, seal(OTHER, b"x", b"")) == COUPLE_KEY
    assert FULL.key_for(1, b"") == COUPLE_KEY


COMING = Coming(3, KEY, public_of(KEY))


def test_an_epoch_that_is_to_come_opens_and_is_not_written_under() -> None:
    ring = FULL.awaiting(COMING)
    assert (ring.counter, ring.current, ring.partner, ring.keys()) == (4, FULL.current, FULL.partner, FULL.keys())
    assert (ring.key_for(3, b""), ring.key_for(1, b"")) == (KEY, COUPLE_KEY)
    assert open_keyring(seal_keyring(ring, KEY, ANA), KEY, ANA) == ring


def test_it_begins_when_they_arrive() -> None:
    ring = FULL.awaiting(COMING).arrived()
    assert (ring.current, ring.partner, ring.coming) == ((3, KEY), fingerprint(COMING.public), None)
    assert (ring.shared, ring.since) == ([3], 0)


def test_who_was_given_what_was_open_before_shares_it_from_then_on() -> None:
    given = Coming(3, KEY, COMING.public, everything=True)
    ring = FULL.awaiting(given).arrived()
    assert (FULL.shared, ring.shared) == ([2], [2, 3])
    assert ring.awaiting(Coming(4, OTHER, BENS, everything=True)).arrived().shared == [2, 3, 4]
    assert ring.awaiting(Coming(4, OTHER, BENS)).arrived().shared == [4]
    assert (ring.without_partner().shared, ring.without_partner().since) == ([3], 0)


def test_nobody_arrives_who_was_not_waited_for() -> None:
    with pytest.raises(VaultError, match="waited for"):
        FULL.arrived()


def test_nobody_is_waited_for_after_keys_changed_or_the_partner_left() -> None:
    waiting = FULL.awaiting(COMING)
    for ring in (waiting.turned({2: OTHER}, 1, 7), waiting.without_partner()):
        assert ring.coming is None
        with pytest.raises(KeyError):
            ring.key_for(3, b"")


def test_an_epoch_that_was_never_granted_has_no_key() -> None:
    with pytest.raises(KeyError):
        FULL.key_for(3, seal(KEY, b"x", b""))


def test_settled_lets_go_of_the_keys_of_before() -> None:
    turned = FULL.turned({2: OTHER}, 3, 7)
    settled = turned.looking(9).following(5).settled()
    assert (settled.former, settled.current, settled.turn, settled.look_at) == ({}, (2, OTHER), 5, 9)
    assert settled.counter == FULL.counter + 4


def test_the_partner_is_pinned_by_key_and_fingerprint() -> None:
    pinned = Keyring().with_partner(BENS)
    assert (pinned.partner, pinned.partner_public) == (fingerprint(BENS), BENS)


def test_pinning_and_unpinning_keep_the_epochs() -> None:
    alone = FULL.without_partner()
    assert (alone.partner, alone.partner_public) == (None, None)
    assert alone.epochs == FULL.epochs == alone.with_partner(BENS).epochs


def test_epochs_keep_the_partner() -> None:
    assert FULL.with_epoch(3, KEY).partner_public == BENS


def test_a_keyring_prints_its_counter_only() -> None:
    assert repr(FULL) == str(FULL) == f"{FULL}" == "Keyring(counter=3, ...)"


def test_a_keyring_shows_no_key_in_the_clear() -> None:
    assert COUPLE_KEY not in seal_keyring(FULL, KEY, ANA)


def test_refusals_show_no_key() -> None:
    sealed = seal_keyring(FULL, KEY, ANA)
    assert not tells(lambda: open_keyring(sealed, KEY, BEN), KEY, COUPLE_KEY)
    assert not tells(lambda: open_keyring(sealed, OTHER, ANA), KEY, OTHER, COUPLE_KEY)
    assert not tells(lambda: FULL.with_epoch(1, NEXT_KEY), COUPLE_KEY, NEXT_KEY)


def test_refusing_something_else_shows_nothing_of_it() -> None:
    sealed = seal(KEY, pad(msgpack.encode({"counter": "Ana loves Ben"})), canonical("gemel/v1/keyring", ANA))
    assert not tells(lambda: open_keyring(sealed, KEY, ANA), "Ana loves Ben", KEY)
