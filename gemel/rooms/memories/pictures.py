"""Pictures in this room's forms: as many as fit a page, and one kind line where they do not."""

from __future__ import annotations

from gemel.media import MediaError, Prepared
from gemel.web.errors import TooManyBytes, said
from gemel.web.photos import taken_in
from gemel.web.visit import Visit
from gemel.web.words import _, translate

MOST = 20
MANY = _("Twenty pictures fit a page. Leave some out, or begin a second page: your words are still here.")


def taken(visit: Visit, already: int = 0) -> tuple[list[Prepared], str]:
    """The pictures that came along, made plain; or none, and what is wrong with them."""
    try:
        if len(visit.files("photo")) + already > MOST:
            return [], MANY
        return taken_in(visit, "photo"), ""
    except (MediaError, TooManyBytes) as error:
        wrong = said(error)
        return [], f"{translate(wrong.title)}. {translate(wrong.line)}"
