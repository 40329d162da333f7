"""What is said in this room."""

from __future__ import annotations

from gemel.moments import Body, Kind
from gemel.web.words import _


class Thanks(Body):
    """What they did, what it showed about them, what it changed for me (Algoe et al. 2016: praise
    of the other carries most)."""

    did: str
    showed: str = ""
    changed: str = ""
    aloud: bool = False
    """Meant to be said aloud; until then it is its author's alone."""

    @property
    def parts(self) -> list[str]:
        return [part for part in (self.did, self.showed, self.changed) if part]


KINDS = (
    Kind("thanks", Thanks, _("A thank-you"), card="thanks/_entry.html", icon="mail-open", grows="small", greets=True,
         printed="quote"),
)  # fmt: skip
