"""The private tier: pages that can be written while locked, and read only when opened.

Whoever writes needs the public key and the account key; whoever reads needs the private
tier's key and the account key. The account key is in the mix so that somebody who can
write to the database, but knows no key, cannot plant a page.
"""

from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base
from nacl.exceptions import CryptoError

from gemel.vault.errors import Tampered, WrongKey
from gemel.vault.hkdf import hkdf
from gemel.vault.place import Place, canonical
from gemel.vault.rows import SealedRow, open_body, same_body, seal_body, wrap
from gemel.vault.sealing import HEADER_BYTES, TO_PRIVATE, key_id, new_key, seal, unseal

_SENT_END = HEADER_BYTES + 32


def private_public(pk: bytes) -> bytes:
    """The X25519 public key of the private tier. Carry it in the session, not in a table."""
    return crypto_scalarmult_base(_secret(pk))


def wrap_private(data_key: bytes, place: Place, public: bytes, account_key: bytes) -> bytes:
    """Header (10) | one-time public key (32) | the row key, sealed under what the two share."""
    name = key_id(public)  # first: it checks the size, and the binding below does not
    once = new_key()
    sent = crypto_scalarmult_base(once)
    key = _shared(once, public, public, sent, account_key)
    return TO_PRIVATE + name + sent + seal(key, data_key, place.wrap(name))


def unwrap_private(wrapped: bytes, place: Place, pk: bytes, account_key: bytes) -> bytes:
    """The row key, for the opened private tier."""
    public = private_public(pk)
    name = key_id(public)
    if wrapped[:2] != TO_PRIVATE or len(wrapped) < _SENT_END:
        raise Tampered("not a private envelope")
    if wrapped[2:HEADER_BYTES] != name:
        raise WrongKey("sealed for another private key")
    sent = wrapped[HEADER_BYTES:_SENT_END]
    key = _shared(_secret(pk), sent, public, sent, account_key)
    try:
        return unseal(key, wrapped[_SENT_END:], place.wrap(name))
    except WrongKey:  # the one-time key differs: changed in the table, or another account
        raise Tampered("the seal is broken") from None


def seal_private_row(body: bytes, place: Place, public: bytes, account_key: bytes) -> SealedRow:
    """Seal a page that this session may not be able to read back."""
    data_key = new_key()
    wrapped = wrap_private(data_key, place, public, account_key)
    return SealedRow(seal_body(body, place, data_key), wrapped)


def open_private_row(row: SealedRow, place: Place, pk: bytes, account_key: bytes) -> bytes:
    """Open a private page."""
    return open_body(row.sealed, place, unwrap_private(row.wrapped, place, pk, account_key))


def widen_private(wrapped: bytes, old: Place, pk: bytes, account_key: bytes, new: Place, new_key: bytes) -> bytes:
    """Share a private page: re-wrap its key for the holders of `new_key`."""
    same_body(old, new)
    return wrap(unwrap_private(wrapped, old, pk, account_key), new, new_key)


def _secret(pk: bytes) -> bytes:
    return hkdf(pk, b"gemel/v1/private/x25519")


def _shared(secret: bytes, theirs: bytes, public: bytes, sent: bytes, account_key: bytes) -> bytes:
    try:
        met = crypto_scalarmult(secret, theirs)
    except CryptoError:  # a point that would make the shared secret known to all
        raise Tampered("not a usable public key") from None
    return hkdf(met + account_key, canonical("gemel/v1/private/wrap", public, sent))
