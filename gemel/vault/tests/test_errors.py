"""A refusal is a fixed sentence, whole and always the same: it ends up in logs, and nothing may hang on to it."""

from collections.abc import Callable

import pytest

from gemel.vault.cookie import session_id
from gemel.vault.digest import keyed
from gemel.vault.errors import BadCode, BadPassphrase, Tampered, TooWeak, VaultError, WrongKey
from gemel.vault.grant import accept, grant, public_of, spoken_code
from gemel.vault.keyring import Keyring, open_keyring
from gemel.vault.padding import pad, unpad
from gemel.vault.passphrase import Cost, normalise, stretch
from gemel.vault.place import canonical
from gemel.vault.private import private_public, unwrap_private, wrap_private
from gemel.vault.recovery import parse_code
from gemel.vault.rows import same_body
from gemel.vault.sealing import seal, sealed_with, unseal
from gemel.vault.tests.things import ANA, BODY, ELSEWHERE, KEY, OTHER, PLACE, flipped

BENS = public_of(OTHER)
PUBLIC = private_public(KEY)
ONE_KEY = Keyring().with_epoch(1, KEY)


def sealed() -> bytes:
    return seal(KEY, BODY, b"here")


def granted() -> bytes:
    return grant(KEY, KEY, BENS, b"here")


def page() -> bytes:
    return wrap_private(KEY, PLACE, PUBLIC, OTHER)


def no_keyring() -> Keyring:
    packed = seal(KEY, pad(b""), canonical("gemel/v1/keyring", ANA))
    return open_keyring(packed, KEY, ANA)


def planted() -> bytes:
    """Ana's page with its one-time key exchanged for another that is one, too."""
    return page()[:10] + PUBLIC + page()[42:]


REFUSED: list[tuple[type[VaultError], str, Callable[[], object]]] = [
    (VaultError, "not a session cookie", lambda: session_id("no cookie")),
    (VaultError, "a key is 32 bytes", lambda: keyed(b"", b"x", 16, b"one")),
    (Tampered, "the grant is not for this place", lambda: accept(granted(), OTHER, public_of(KEY), b"")),
    (Tampered, "the grant is broken", lambda: accept(flipped(granted(), 1), OTHER, BENS, b"here")),
    (Tampered, "not a grant", lambda: accept(b"", OTHER, BENS, b"here")),
    (Tampered, "not a usable public key", lambda: grant(KEY, KEY, bytes(32), b"here")),
    (VaultError, "the invitation's token is too short to be secret", lambda: spoken_code(b"", BENS, BENS)),
    (VaultError, "the keyring holds no couple key", lambda: Keyring().current),
    (VaultError, "this epoch has another key already", lambda: ONE_KEY.with_epoch(1, OTHER)),
    (VaultError, "nobody was waited for", lambda: Keyring().arrived()),
    (Tampered, "not a keyring", no_keyring),
    (Tampered, "the padding makes no sense", lambda: unpad(b"")),
    (BadPassphrase, "the passphrase is too short", lambda: normalise("short")),
    (BadPassphrase, "the passphrase is too long", lambda: normalise("long" * 99)),
    (TooWeak, "the stretching cost is below what this build accepts", lambda: stretch(b"x", b"", Cost(0, 0))),
    (Tampered, "not a private envelope", lambda: unwrap_private(b"", PLACE, KEY, OTHER)),
    (WrongKey, "sealed for another private key", lambda: unwrap_private(page(), PLACE, OTHER, OTHER)),
    (Tampered, "the seal is broken", lambda: unwrap_private(planted(), PLACE, KEY, OTHER)),
    (Tampered, "not a usable public key", lambda: wrap_private(KEY, PLACE, bytes(32), OTHER)),
    (BadCode, "not a recovery code", lambda: parse_code("")),
    (BadCode, "the recovery code has a typing mistake", lambda: parse_code("0" * 27 + "1")),
    (VaultError, "a sealed body cannot move to another row or owner", lambda: same_body(PLACE, ELSEWHERE[1])),
    (Tampered, "not a sealed envelope", lambda: unwrap_private(page()[:42], PLACE, KEY, OTHER)),
    (Tampered, "not a sealed envelope", lambda: unseal(KEY, b"", b"here")),
    (Tampered, "not a sealed envelope", lambda: sealed_with(b"")),
    (WrongKey, "sealed with another key", lambda: unseal(OTHER, sealed(), b"here")),
    (Tampered, "the seal is broken", lambda: unseal(KEY, sealed(), b"elsewhere")),
]


@pytest.mark.parametrize(("kind", "sentence", "call"), REFUSED)
def test_a_refusal_is_its_sentence(kind: type[VaultError], sentence: str, call: Callable[[], object]) -> None:
    with pytest.raises(VaultError) as refused:
        call()
    assert type(refused.value) is kind
    assert refused.value.args == (sentence,)
