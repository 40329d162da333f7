"""One-time codes by the clock (RFC 6238: six digits, half a minute, SHA-1 as every app expects), and spare codes."""

from __future__ import annotations

import base64
import hashlib
import secrets

from msgspec.structs import replace

from gemel.people.errors import WrongCode
from gemel.people.factors import Codes, Factors
from gemel.vault import canonical, same
from gemel.vault.hkdf import hkdf

STEP = 30
NEAR = 1  # steps that a phone's clock may be early or late
SPARES, SPARE_LENGTH = 10, 10
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # a letter each five bits: fifty in a spare code


def secret_for(account_key: bytes, nonce: str) -> bytes:
    """The secret that a page offers, worked out anew from what its form carries: it is never in a form itself."""
    return hkdf(account_key, canonical("gemel/v1/one-time codes", nonce), length=20)


def spelled(secret: bytes) -> str:
    return base64.b32encode(secret).decode()


def address(secret: bytes, place: str) -> str:
    """What the picture says to an app: whose codes they are only by the name of the server."""
    from pyotp import TOTP

    return TOTP(spelled(secret)).provisioning_uri(name=place, issuer_name="gemel")


def started(factors: Factors, secret: bytes, typed: str, now: int) -> Factors:
    """Codes by this secret from now on; the first one shows that the app has it, and is used up."""
    codes = Codes(secret=secret, since=now)
    step = _step_of(codes, _plain(typed), now)
    if not step:
        raise WrongCode
    return replace(factors, codes=replace(codes, step=step))


def taken(factors: Factors, typed: str, now: int) -> Factors:
    """What is left after this code, or WrongCode. Each is good once; so is each spare code."""
    plain = _plain(typed)
    step = _step_of(factors.codes, plain, now)
    if factors.codes is not None and step:
        return replace(factors, codes=replace(factors.codes, step=step))
    left = tuple(one for one in factors.spares if not same(one, hashed(plain)))
    if len(left) == len(factors.spares):
        raise WrongCode
    return replace(factors, spares=left)


def _plain(typed: str) -> str:
    return "".join(typed.split()).replace("-", "").upper()


def _step_of(codes: Codes | None, plain: str, now: int) -> int:
    """The half minute that a code belongs to, if it is near and was not taken yet; else 0."""
    from pyotp import TOTP

    if codes is None or len(plain) != 6 or not plain.isascii():
        return 0
    app, here = TOTP(spelled(codes.secret)), now // STEP
    near = range(max(codes.step + 1, here - NEAR), here + NEAR + 1)
    return next((step for step in near if same(app.generate_otp(step).encode(), plain.encode())), 0)


def new_spares() -> list[str]:
    """Ten spare codes, to be shown once."""
    return ["".join(secrets.choice(LETTERS) for _letter in range(SPARE_LENGTH)) for _code in range(SPARES)]


def hashed(code: str) -> bytes:
    """Fifty random bits, hashed, and sealed with the rest. Look-alikes are forgiven."""
    forgiven = code.translate(str.maketrans("OIL", "011"))
    return hashlib.blake2b(forgiven.encode("utf-8", "surrogatepass"), digest_size=16, person=b"gemel-spare").digest()
