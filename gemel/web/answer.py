"""What a page gives back: a body, a status, a few headers."""

from __future__ import annotations

from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Answer:
    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str | None = None
    """A new cookie to set; empty to remove it; None to leave it."""

    @property
    def worked(self) -> bool:
        return self.status < 400


def go(path: str, told: str = "") -> Answer:
    """Lead on to another page of gemel, telling a fixed sentence there (a name from `web.told`)."""
    return Answer(status=303, headers={"location": f"{path}{'&' if '?' in path else '?'}told={told}" if told else path})
