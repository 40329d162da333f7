"""Translatable text. English first: `_` marks a string where it stands, `translate` says it in a language."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "ui" / "locale"


def _(text: str) -> str:
    """Mark a string for translation without translating it yet: nobody's language is known at import."""
    return text


@lru_cache
def translations(language: str = "en") -> gettext.NullTranslations:
    return gettext.translation("gemel", LOCALES, [language], fallback=True)


def translate(text: str, language: str = "en") -> str:
    return translations(language).gettext(text) if text else ""
