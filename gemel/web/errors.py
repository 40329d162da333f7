"""Every error that can reach a person, as one kind sentence and a status. The only place where that is decided."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.media import Crowded, Missing, NoRoom, NotAPicture, OverRoom, TooLarge, TooSlow
from gemel.moments.errors import FullDay, NotHere, NotYours, OnlyWider, TooLate
from gemel.people import errors as people
from gemel.printing import errors as press
from gemel.sittings import ForTwo, NoSitting, Occupied
from gemel.store import Busy, Full
from gemel.vault import BadCode, BadPassphrase, Tampered
from gemel.web.visit import TooLong
from gemel.web.words import _


class SignedOut(Exception):
    """The session ended, or there never was one."""


class FromElsewhere(Exception):
    """A change was asked for by a page that is not ours."""


class TooMuch(Exception):
    """More was sent than a page can hold."""


class TooManyBytes(TooMuch):
    """Files larger, or more of them, than one form may carry."""


class Garbled(Exception):
    """A form that did not arrive whole."""


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    title: str
    line: str


SENTENCES: dict[type[Exception], Said] = {
    NotHere: Said(
        404, _("There is nothing here"), _("This page is not here, or not for you. Nothing of yours is lost.")
    ),
    NotYours: Said(
        404, _("There is nothing here"), _("This page is not here, or not for you. Nothing of yours is lost.")
    ),
    NoSitting: Said(
        404, _("There is nothing here"), _("This page is not here, or not for you. Nothing of yours is lost.")
    ),
    Occupied: Said(
        409,
        _("Something else is under way"),
        _("You two are in the middle of something. End it first, or wait until it is over."),
    ),
    ForTwo: Said(409, _("This one is for two"), _("It waits until you share gemel with somebody. Nothing was changed.")),
    TooLate: Said(409, _("This has moved on"), _("It was changed meanwhile, perhaps on your other phone.")),
    OnlyWider: Said(
        409, _("This cannot be closed again like that"), _("What is open can be taken back or deleted on its own page.")
    ),
    FullDay: Said(
        429,
        _("That is a full day"),
        _("More came in today than fits into one day. What is on this page can be sent tomorrow."),
    ),
    SignedOut: Said(401, _("You were signed out"), _("For your safety gemel signs out by itself after a while.")),
    FromElsewhere: Said(
        403, _("That did not come from this page"), _("Nothing was changed. If it was you, do it again from here.")
    ),
    TooMuch: Said(
        413,
        _("That is more than fits"),
        _("Nothing was kept, nothing is lost: go back, and your words are still there. About 5,000 characters fit."),
    ),
    Busy: Said(503, _("One moment"), _("The server is busy. Try again in a few seconds.")),
    Full: Said(
        507,
        _("There is no room left on the server"),
        _("Nothing was kept this time. Ask whoever runs this server to make room, then try again."),
    ),
    Tampered: Said(
        409,
        _("This page does not open"),
        _("It was changed outside gemel, so it is not shown. Whoever runs this server can restore it from a backup."),
    ),
    TooLong: Said(
        422, _("That is longer than fits"), _("About 5,000 characters fit. Shorten it here and send it again.")
    ),
    TooManyBytes: Said(
        413,
        _("That is more than fits"),
        _("Ten photos at once fit, up to 20 MB each and 40 MB together. Sent from here, your words go without photos."),
    ),
    Garbled: Said(400, _("That did not arrive whole"), _("The connection broke on the way. Send it once more.")),
    NotAPicture: Said(
        422,
        _("One of these is not a photo we can open"),
        _("JPEG, PNG, WebP and HEIC work, each of them whole. Sent from here, your words go without photos."),
    ),
    TooLarge: Said(
        422,
        _("One of these photos is too large"),
        _("Up to 50 megapixels fit. Sent from here, your words go without photos."),
    ),
    TooSlow: Said(
        422,
        _("One of these photos took too long to open"),
        _("A smaller copy of it will do. Sent from here, your words go without photos."),
    ),
    OverRoom: Said(
        422,
        _("Your photos fill the room they have here"),
        _("Delete some that you no longer need, or ask whoever runs this server. Sent from here, your words go without photos."),
    ),
    Crowded: Said(503, _("One moment"), _("Many photos are coming in at once. Try again in a few seconds.")),
    Missing: Said(
        404, _("There is nothing here"), _("This page is not here, or not for you. Nothing of yours is lost.")
    ),
    NoRoom: Said(
        507,
        _("There is no room left on the server"),
        _("Nothing was kept this time. Ask whoever runs this server to make room, then try again."),
    ),
    people.Crowded: Said(503, _("One moment"), _("Several people are signing in at once. Try again in a few seconds.")),
    people.AlreadyTwo: Said(
        409,
        _("You are already two"),
        _("Somebody who shares gemel with a partner can neither invite nor join. Nothing was changed."),
    ),
    people.NoInvitation: Said(
        410, _("This invitation opens nothing any more"), _("Ask for a new one: it takes a moment.")
    ),
    press.Occupied: Said(
        503,
        _("The press is busy"),
        _("Somebody else’s pages are being printed. Your choice is still here: try again in half a minute."),
    ),
    press.TooThick: Said(
        422,
        _("That is thicker than a book can be"),
        _("Leave out a month or some photos, or make two books of it. Your choice is still here."),
    ),
    press.Jammed: Said(
        500, _("The press gave up"), _("It is our fault and not yours. Your choice is still here: try again, or with less.")
    ),
    BadPassphrase: Said(422, _("That passphrase does not fit"), _("It needs 15 to 128 characters.")),
    BadCode: Said(422, _("That code does not fit"), _("Compare it with the one you wrote down, group by group.")),
}

UNKNOWN = Said(500, _("Something here went wrong"), _("It is our fault and not yours. Try again, or come back later."))


def said(error: Exception) -> Said:
    """The sentence for an error; a general one for what nobody foresaw, never its text."""
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return SENTENCES[kind]
    return UNKNOWN
