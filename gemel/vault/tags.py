"""Blind tags: a table can be filtered by kind without storing what the kinds are."""

from gemel.vault.digest import keyed


def kind_tag(key: bytes, kind: str) -> bytes:
    """The same 16 bytes for the same key and kind. `kind` is a name from code, not user text.

    Equal kinds under one key look equal, which a few kinds can bear and free text cannot.
    """
    return keyed(key, kind.encode(), 16, b"gemel-kind-tag")
