"""Thanks on paper: a card, a tag or small notes to print at home and leave where they are found. Nothing is kept."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from gemel.moments import NotHere
from gemel.printing import Card, PrintError, cut, lacking
from gemel.rooms.thanks.pages import thanks_here
from gemel.ui.tree import Growth, describe, draw
from gemel.web.answer import Answer
from gemel.web.errors import said
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _, translate

pages = Pages()
GROWN = Growth(days=400, weeks=52, opened=60, small=160, firsts=9)  # a tree for everybody: a card may lie about
A_LINE = 30  # what a line of its own takes, in characters
MOST_NAME = 40


class Sheet(NamedTuple):
    """One design: what it is called, how many texts it has room for, how many characters each, and what to do with it."""

    title: str
    places: int
    holds: int
    hint: str
    fold: str


SHEETS = {
    "fold": Sheet(_("A card to fold"), 1, 1_500, _("One sheet, folded twice"),
                  _("Fold twice: the top half back, then the left half back.")),
    "postcard": Sheet(_("A postcard"), 1, 700, _("The tree on the back"),
                      _("Cut along the dashes, fold along the middle, glue.")),
    "tag": Sheet(_("Gift tags"), 3, 200, _("Three on a sheet, with a place for a string"),
                 _("Cut along the dashes, fold at the top, put a string through.")),
    "bookmark": Sheet(_("Bookmarks"), 3, 350, _("Three on a sheet"),
                      _("Cut along the dashes. Thicker paper lies better in a book.")),
    "notes": Sheet(_("Four small notes to hide"), 4, 450, _("In a pocket, a shoe, the coffee tin"), ""),
}  # fmt: skip


@pages.get("/thanks/cards/new")
def new(visit: Visit) -> Answer:
    return _form(visit, "")


@pages.get("/thanks/{id:str}/card")
def of_a_thank_you(visit: Visit) -> Answer:
    """The same form with one's own words in it. What somebody else wrote is theirs to put on paper."""
    it = thanks_here(visit)
    if not it.mine:
        raise NotHere
    return _form(visit, "\n".join(it.body.parts))  # type: ignore[attr-defined]


def _form(visit: Visit, words: str, status: int = 200, **told: str) -> Answer:
    """`told` is what is `wrong` with the words, which signs are `missing`, or what `trouble` the press had."""
    partner = visit.me.partner
    return visit.page(
        "thanks/card.html", tab="thanks", status=status, words=words, told=told,
        sheets=[(name, translate(sheet.title), translate(sheet.hint)) for name, sheet in SHEETS.items()],
        to=partner.name if partner else "", sender=visit.me.name,
    )  # fmt: skip


@pages.post("/thanks/cards", slow=True)
def printed(visit: Visit) -> Answer:
    words, design = visit.text("words"), visit.raw("design") if visit.raw("design") in SHEETS else "fold"
    wrong, missing = _wrong(design, words), lacking(words, visit.raw("to"), visit.raw("sender"))
    if wrong:
        return _form(visit, words, 422, wrong=wrong)
    if missing and visit.raw("boxes") != "yes":
        return _form(visit, words, 422, missing=" ".join(missing))
    card = _card(visit, design, words)
    visit.close()
    try:
        pdf = cut(card, _tree())
    except PrintError as error:
        return _form(visit, words, said(error).status, trouble=said(error).line)
    return Answer(pdf, kind="application/pdf", headers={"content-disposition": 'attachment; filename="card.pdf"'})


def _card(visit: Visit, design: str, words: str) -> Card:
    to = visit.text("to", MOST_NAME)
    told = {"dear": translate(_("For %s")) % to, "hint": translate(SHEETS[design].fold)}
    return Card(
        design=design, texts=texts(design, words), to=to, sender=visit.text("sender", MOST_NAME),  # type: ignore[arg-type]
        tree_alt=describe(GROWN), words=told,
    )  # fmt: skip


def texts(design: str, words: str) -> tuple[tuple[str, ...], ...]:
    """The lines of each text. Where a sheet has several places, an empty line begins the next; a place without
    words gets lines to write on by hand."""
    if SHEETS[design].places == 1:
        lines = tuple(line.strip() for line in words.split("\n") if line.strip())
        return (lines,) if lines else ()
    found: list[tuple[str, ...]] = [()]
    for line in words.split("\n"):
        found = [*found[:-1], (*found[-1], line.strip())] if line.strip() else [*found, ()]
    return tuple(text for text in found if text)


def _wrong(design: str, words: str) -> str:
    sheet, parts = SHEETS[design], texts(design, words)
    if len(parts) > sheet.places:
        return _("There are more texts than places on the sheet. Put two of them together, or print a second sheet.")
    if any(sum(max(len(line), A_LINE) for line in part) > sheet.holds for part in parts):
        return _("That is more than this one holds. Shorten it here, or take the card to fold: it holds most.")
    return ""


@cache
def _tree() -> str:
    return str(draw(GROWN, standalone=True))
