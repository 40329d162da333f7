"""Keys and sealing: no web, no database, nothing else of gemel."""

from gemel.vault.cookie import form_token, new_cookie, session_id, session_key
from gemel.vault.digest import KEY_BYTES
from gemel.vault.errors import BadCode, BadPassphrase, Tampered, TooWeak, VaultError, WrongKey
from gemel.vault.grant import (
    Pair,
    accept,
    fingerprint,
    grant,
    new_pair,
    public_of,
    same_spoken,
    spoken_code,
)
from gemel.vault.keyring import Coming, Keyring, open_keyring, seal_keyring
from gemel.vault.padding import pad, unpad
from gemel.vault.passphrase import (
    DEFAULT,
    FLOOR,
    MAX_LENGTH,
    MIN_LENGTH,
    Cost,
    Split,
    check_hash,
    new_salt,
    normalise,
    same,
    split,
    stretch,
)
from gemel.vault.place import Place, canonical
from gemel.vault.private import (
    open_private_row,
    private_public,
    seal_private_row,
    unwrap_private,
    widen_private,
    wrap_private,
)
from gemel.vault.recovery import code_groups, new_code, parse_code, recovery_key
from gemel.vault.rows import SealedRow, open_row, rewrap, seal_row
from gemel.vault.sealing import key_id, new_key, seal, sealed_with, unseal
from gemel.vault.tags import kind_tag
from gemel.vault.words import offer_words

__all__ = [
    "DEFAULT",
    "FLOOR",
    "KEY_BYTES",
    "MAX_LENGTH",
    "MIN_LENGTH",
    "BadCode",
    "BadPassphrase",
    "Coming",
    "Cost",
    "Keyring",
    "Pair",
    "Place",
    "SealedRow",
    "Split",
    "Tampered",
    "TooWeak",
    "VaultError",
    "WrongKey",
    "accept",
    "canonical",
    "check_hash",
    "code_groups",
    "fingerprint",
    "form_token",
    "grant",
    "key_id",
    "kind_tag",
    "new_code",
    "new_cookie",
    "new_key",
    "new_pair",
    "new_salt",
    "normalise",
    "offer_words",
    "open_keyring",
    "open_private_row",
    "open_row",
    "pad",
    "parse_code",
    "private_public",
    "public_of",
    "recovery_key",
    "rewrap",
    "same",
    "same_spoken",
    "seal",
    "seal_keyring",
    "seal_private_row",
    "seal_row",
    "sealed_with",
    "session_id",
    "session_key",
    "split",
    "spoken_code",
    "stretch",
    "unpad",
    "unseal",
    "unwrap_private",
    "widen_private",
    "wrap_private",
]
