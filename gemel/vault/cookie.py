"""One cookie of 32 random bytes; what the server keeps is derived, and does not give it back.

The sessions' database holds `session_id` and a blob under `session_key`: reading it rides
no session, and neither the cookie nor the database opens anything alone.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

from gemel.vault.errors import VaultError
from gemel.vault.hkdf import hkdf


def new_cookie() -> str:
    """A fresh cookie value. Draw a new one at every sign-in, step-up and recovery."""
    return _text(token_bytes(32))


def session_id(cookie: str) -> bytes:
    """What the sessions' table is looked up by."""
    return sha256(_half(cookie, b"gemel/v1/cookie/id")).digest()


def session_key(cookie: str) -> bytes:
    """What the session's blob is sealed with; never stored."""
    return _half(cookie, b"gemel/v1/cookie/key")


def form_token(cookie: str) -> str:
    """The token a form carries to show that it came from one of our own pages."""
    return _text(_half(cookie, b"gemel/v1/cookie/form"))


def _half(cookie: str, info: bytes) -> bytes:
    return hkdf(_secret(cookie), info)


def _secret(cookie: str) -> bytes:
    try:
        secret = urlsafe_b64decode(cookie + "=")
    except ValueError:
        secret = b""
    # The decoder skips what it does not know: only the one true spelling is a cookie.
    if len(secret) != 32 or _text(secret) != cookie:
        raise VaultError("not a session cookie")
    return secret


def _text(secret: bytes) -> str:
    return urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")
