"""Passkeys (WebAuthn): registered, and asked for as a second step. They sign; they never wrap a key.

The library is loaded only where one is used: its import takes longer than everything else a page does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from gemel.people.errors import WrongCode
from gemel.people.factors import MOST_PASSKEYS, Factors, Passkey
from gemel.vault import canonical
from gemel.vault.hkdf import hkdf

LOCAL = re.compile(r"localhost(:\d{1,5})?")
LONGEST = 20_000  # signs of one answer; a real one has fewer than 2,000


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is made for: it answers to this name alone, which is why it cannot be given to a false page."""

    id: str
    origin: str


def site(url: str, host: str) -> Site | None:
    """This server as browsers know it, or None where they make no passkeys: without https, or at a bare number."""
    if not url:
        return Site("localhost", f"http://{host}") if LOCAL.fullmatch(host) else None
    parts = urlsplit(url)
    name = parts.hostname or ""
    if name == "localhost" or (parts.scheme == "https" and not _is_number(name)):
        return Site(name, url)
    return None


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def challenge_for(account_key: bytes, nonce: str) -> bytes:
    """What a new passkey signs, worked out anew from what the form carries."""
    return hkdf(account_key, canonical("gemel/v1/passkey", nonce))


def making(place: Site, person_id: bytes, challenge: bytes, factors: Factors) -> str:
    """What the browser is told so that it makes one. No name goes there: whoever opens its list reads `gemel`."""
    import webauthn
    from webauthn.helpers.structs import AuthenticatorSelectionCriteria, ResidentKeyRequirement

    chosen = AuthenticatorSelectionCriteria(resident_key=ResidentKeyRequirement.DISCOURAGED)
    options = webauthn.generate_registration_options(
        rp_id=place.id, rp_name="gemel", user_name="gemel", challenge=challenge, exclude_credentials=_known(factors),
        user_id=hkdf(person_id, b"gemel/v1/passkey owner"), authenticator_selection=chosen,
    )  # fmt: skip
    return webauthn.options_to_json(options)


def asking(place: Site, challenge: bytes, factors: Factors) -> str:
    """What the browser is told so that one of these signs."""
    import webauthn

    options = webauthn.generate_authentication_options(
        rp_id=place.id, challenge=challenge, allow_credentials=_known(factors)
    )
    return webauthn.options_to_json(options)


def _known(factors: Factors) -> list[Any]:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=one.id) for one in factors.passkeys]


def added(factors: Factors, answer: str, place: Site, challenge: bytes, name: str, now: int) -> Factors:
    """With one more passkey, or WrongCode where the answer is not one to this challenge."""
    import webauthn

    found = _verified(
        webauthn.verify_registration_response, credential=_short(answer), expected_challenge=challenge,
        expected_rp_id=place.id, expected_origin=place.origin,
    )  # fmt: skip
    fresh = Passkey(
        id=found.credential_id, public=found.credential_public_key, count=found.sign_count, name=name, since=now
    )
    others = tuple(one for one in factors.passkeys if one.id != fresh.id)
    if len(others) >= MOST_PASSKEYS:
        raise WrongCode
    return replace(factors, passkeys=(*others, fresh))


def used(factors: Factors, answer: str, place: Site, challenge: bytes) -> Factors:
    """After one of these passkeys signed, or WrongCode. Its count goes on, and one that went back is refused."""
    import webauthn

    for number, one in enumerate(factors.passkeys):
        if _id_of(answer) == one.id:
            found = _verified(
                webauthn.verify_authentication_response, credential=_short(answer), expected_challenge=challenge,
                expected_rp_id=place.id, expected_origin=place.origin,
                credential_public_key=one.public, credential_current_sign_count=one.count,
            )  # fmt: skip
            passkeys = list(factors.passkeys)
            passkeys[number] = replace(one, count=found.new_sign_count)
            return replace(factors, passkeys=tuple(passkeys))
    raise WrongCode


def _id_of(answer: str) -> bytes:
    from webauthn.helpers import parse_authentication_credential_json

    return _verified(parse_authentication_credential_json, json_val=_short(answer)).raw_id  # type: ignore[no-any-return]


def _short(answer: str) -> str:
    if len(answer) > LONGEST:
        raise WrongCode
    return answer


def _verified(check: Any, **what: Any) -> Any:
    """What the library found, or WrongCode: its own errors say what was sent."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return check(**what)
    except (WebAuthnException, ValueError, TypeError, RecursionError):
        raise WrongCode from None
