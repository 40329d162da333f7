"""What a page gives back: a body, a status, a few headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"
FORGET = {"clear-site-data": '"cache", "storage"'}
"""Asks a browser to keep nothing of gemel: sent whenever somebody goes."""


@dataclass(slots=True)
class Answer:
    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str | None = None
    """A new cookie to set; empty to remove it; None to leave it."""
    brief: bool = False
    """Whether the browser is to forget that cookie when it closes: on a device that others use too."""
    mark: str = ""
    """What a browser keeps so that signing in with it again is no news."""
    stream: Iterator[bytes] | None = None
    """What is made while it is sent, in place of a body."""

    @property
    def worked(self) -> bool:
        return self.status < 400


def go(path: str, told: str = "") -> Answer:
    """Lead on to another page of gemel, telling a fixed sentence there (a name from `web.told`)."""
    return Answer(status=303, headers={"location": f"{path}{'&' if '?' in path else '?'}told={told}" if told else path})
