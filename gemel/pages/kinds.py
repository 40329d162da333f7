"""The one kind that belongs to the house itself: a page for oneself."""

from __future__ import annotations

from gemel.moments import KINDS as REGISTRY
from gemel.moments import Body, Kind
from gemel.web.words import _


class PrivatePage(Body):
    """Words that nobody is meant to read but their author, behind the passphrase asked for again."""

    words: str


KINDS = (Kind("private-page", PrivatePage, _("A private page"), icon="lock"),)


def DEEP() -> list[str]:
    """Every kind that is written into private pages: known by its name's ending, so that the house names no room."""
    return [name for name in REGISTRY.by_name if name == "private-page" or name.endswith("-note")]
