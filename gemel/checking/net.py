"""How people reach this server."""

from __future__ import annotations

from gemel.checking.finding import Finding, Here, fine, know, mend

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


def proxy(_here: Here) -> Finding:
    line = "Whether the proxy in front writes requests to its disk cannot be seen from here."
    return know("proxy", f"{line} Compare its settings with deploy/Caddyfile or deploy/nginx.conf.")


def certificate(_here: Here) -> Finding:
    return know("certificate", "When the proxy's certificate ends cannot be seen from here: let the proxy renew it.")
