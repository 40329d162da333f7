"""How people reach this server."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from gemel.checking.finding import Finding, Here, fine, know, mend
from gemel.settings import Settings

NEAR = ("127.0.0.1", "::1", "localhost")


def https(here: Here) -> Finding:
    if here.settings is None or here.settings.secure:
        return fine("https", "The public address is an https one.")
    how = "Put a proxy that ends TLS in front, and set GEMEL_URL=https://… to its address."
    if not here.settings.url:
        return mend("https", "No public address is set: this is for trying gemel out on one machine.", how)
    return mend("https", "The public address is not https: anybody on the way can read along.", how)


def bind(here: Here) -> Finding:
    if here.settings is None or here.settings.secure or here.settings.bind in NEAR:
        return fine("bind", "Nobody else is listened to without https.")
    line = f"gemel listens on {here.settings.bind} without https: everybody on that network can read along."
    return mend("bind", line, "Leave GEMEL_BIND at 127.0.0.1 until a proxy that ends TLS stands in front.")


def wires(here: Here) -> Finding:
    """The database, the bus and the model that words suggestions, where they are on another machine."""
    open_ones = [name for name, address, sealed in _wires(here.settings) if _far(address) and not sealed]
    if open_ones:
        line = f"{' and '.join(open_ones)} leads to another machine, and nothing shows that it is the right one."
        how = "Use sslmode=verify-full in DATABASE_URL, rediss:// in GEMEL_BUS, https:// in GEMEL_COACH_URL."
        return mend("wires", line, how)
    return fine("wires", "Nothing is sent to another machine in clear.")


def _wires(its: Settings | None) -> Iterator[tuple[str, str, bool]]:
    """(setting, address, whether the way there is sealed and its end is asked who it is)."""
    if its is not None:
        asked = parse_qs(urlsplit(its.database_url).query).get("sslmode", [""])[0]
        yield "DATABASE_URL", its.database_url, asked in {"verify-ca", "verify-full"}
        yield "GEMEL_BUS", its.bus, its.bus.startswith("rediss:")
        yield "GEMEL_COACH_URL", its.coach_url, its.coach_url.startswith("https:")


def _far(address: str) -> bool:
    """A name without a dot is that of a container beside this one."""
    host = urlsplit(address).hostname or ""
    return host not in NEAR and ("." in host or ":" in host)


def proxy(_here: Here) -> Finding:
    line = "Whether the proxy in front writes requests to its disk cannot be seen from here."
    return know("proxy", f"{line} Compare its settings with deploy/Caddyfile or deploy/nginx.conf.")


def certificate(_here: Here) -> Finding:
    return know("certificate", "When the proxy's certificate ends cannot be seen from here: let the proxy renew it.")
