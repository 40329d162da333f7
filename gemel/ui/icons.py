"""The kept set of outline icons, handed to templates as markup."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

FOLDER = Path(__file__).parent / "icons"


@cache
def icon_svg(name: str) -> Markup:
    """One icon as inline SVG, hidden from screen readers: a word always stands beside it.

    `name` comes from our own templates. One that is not kept raises, so that a
    slip shows in the first test that renders the page.
    """
    if not name.replace("-", "").isalnum():
        raise LookupError(f"not the name of an icon: {name!r}")
    path = FOLDER / f"{name}.svg"
    if not path.is_file():
        raise LookupError(f"no icon called {name!r} in {FOLDER.name}/")
    drawing = path.read_text(encoding="utf-8").strip()
    hidden = '<svg class="icon" aria-hidden="true" focusable="false" '
    return Markup(drawing.replace("<svg ", hidden, 1))
