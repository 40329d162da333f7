"""Walking the whole house: every form on every page, found as a browser finds them, filled with what one is given."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gemel import app
from gemel.testing import Client, TestHouse

Fill = Callable[[str], str]
LEAVE_ALONE = (
    "/sessions/end",
    "/sessions/end-all",
    "/leaving",
    "/pairing/withdrawal",
    "/returns",
    "/erasure",
    "/withdrawal",
    "/recovery-codes",
)
FIXED = {"day": "2026-10-09", "clock": "19:30", "code": "000 000", "passphrase": ""}


@dataclass
class Form:
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)
    """Fields that take any text."""


def forms(page: str) -> list[Form]:
    found = []
    for action, inside in re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page, re.S):
        form = Form(html.unescape(action))
        for tag in re.findall(r"<(?:input|textarea|select|button)[^>]*>", inside):
            _add(form, tag)
        found.append(form)
    return found


def _add(form: Form, tag: str) -> None:
    got = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
    name, kind = got.get("name"), got.get("type", "text")
    if not name:
        return
    if tag.startswith("<button") or kind in {"hidden", "radio", "checkbox"}:
        if kind == "checkbox" and name not in {"adult", "tips", "tip"}:
            return
        form.fields.setdefault(name, []).append(html.unescape(got.get("value", "")))
    elif tag.startswith("<select"):
        return
    else:
        form.free.append(name)


def fill_every_field(house: TestHouse, person: Client, fill: Fill) -> None:
    """Open every page without an id in its address, and send each form on it, all its text fields filled."""
    seen: set[str] = set()
    todo = list(plain_addresses())
    while todo:
        path = todo.pop(0)
        if path in seen or len(seen) > 60:
            continue
        seen.add(path)
        page = person.get(path)
        for form in forms(page.text):
            if not form.action.endswith(LEAVE_ALONE):
                person.post(form.action, filled(form, fill))
        todo += [found for found in own_links(page.text) if found not in seen]


def filled(form: Form, fill: Fill) -> dict[str, object]:
    chosen = {name: values[:3] if name == "tips" else values[-1] for name, values in form.fields.items()}
    return chosen | {name: FIXED[name] if name in FIXED else fill(name) for name in form.free}


def own_links(page: str) -> list[str]:
    links = re.findall(r'href="(/[^"#]*)"', page)
    return [
        html.unescape(link) for link in links if re.search(r"[0-9a-f]{32}", link) and not link.startswith("/assets")
    ]


def plain_addresses() -> list[str]:
    return [one.path for one in app.routes() if one.method == "GET" and "{" not in one.path]


def every_address(house: TestHouse, people: Iterable[Client]) -> set[str]:
    """Every address with an id that these people's pages lead to."""
    found: set[str] = set()
    for person in people:
        for path in [*plain_addresses(), *sorted(found)]:
            found |= set(own_links(person.get(path).text))
    return found
