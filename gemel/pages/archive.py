"""One's own archive: made, and brought back. Nobody else is asked or told."""

from __future__ import annotations

from collections.abc import Iterator

from gemel import archive
from gemel.archive import ArchiveError, Copy, TooEasy
from gemel.pages.again import wrong_passphrase
from gemel.vault import offer_words
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.photos import full
from gemel.web.serve import troubled
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
NAME = "archive.zip"  # tells nothing to whoever sees the list of downloads

EASY = _("That would not hold for a file that somebody can try for years. Take the five words, or a long sentence.")
NO_FILE = _("Choose the file first: it is called archive.zip, unless you gave it another name.")
FULL = _(
    "There are photos in that file, and yours fill the room they have here. Nothing was changed: delete some, or ask whoever runs this server."
)
REFUSED = {
    archive.NotAnArchive: _("That is not an archive of gemel. Nothing was changed."),
    archive.WrongSeal: _("It does not open with that passphrase. Nothing was changed; choose the file once more."),
    archive.Damaged: _("The file is damaged, or the passphrase is not quite right. Nothing was changed."),
    archive.TooBig: _("There is more in that file than an archive holds. Nothing was changed."),
    archive.TooNew: _("That archive comes from a newer gemel than this one. Nothing was changed."),
}


@pages.get("/archive")
def archive_page(visit: Visit) -> Answer:
    return _making(visit, {}, offer_words())


def _making(visit: Visit, wrong: dict[str, str], seal: str) -> Answer:
    assert visit.session is not None
    open_now = visit.session.private_open(visit.now)
    status = 422 if wrong else 200
    return visit.page("archive.html", tab="you", status=status, wrong=wrong, seal=seal, private_open=open_now)


@pages.post("/archive", slow=True)
def make(visit: Visit) -> Answer:
    """The file itself, made while it is sent. Whoever holds the phone has to know the passphrase. Private pages come
    along only while they are open, and if ticked."""
    seal = visit.text("seal", 200).replace("\n", " ")
    wrong = {"passphrase": wrong_passphrase(visit)}
    try:
        seal = archive.checked(seal, visit.me.name)
    except TooEasy:
        wrong["seal"] = EASY
    if any(wrong.values()):
        return _making(visit, wrong, seal)
    more = {name: visit.raw(name) == "yes" for name in ("theirs", "private")}
    copy = Copy(visit.house.store, visit.house.media, visit.me, visit.now, **more)
    told = {"content-disposition": f'attachment; filename="{NAME}"'}
    return Answer(kind="application/zip", headers=told, stream=archive.pack(copy, seal))


@pages.get("/archives/new")
def bringing(visit: Visit) -> Answer:
    return visit.page("archive_new.html", tab="you", wrong="")


@pages.post("/archives", large=True)
def bring(visit: Visit) -> Answer:
    """All of it is looked at before anything is done; what then takes minutes is told while it is sent."""
    files = visit.files("archive")
    if not files:
        return _refused(visit, NO_FILE)
    try:
        visit.close()  # no look at the database is held open meanwhile
        opened = archive.unpack(files[0].opened(), visit.raw("seal"))
    except ArchiveError as no:
        return _refused(visit, REFUSED[type(no)])
    if any(one.entry.photos for one in opened.moments) and full(visit):
        return _refused(visit, FULL)
    visit.close()
    return Answer(stream=_brought(visit, opened), headers={"hx-push-url": "false"})


def _brought(visit: Visit, opened: archive.Opened) -> Iterator[bytes]:
    """A page that begins with blanks, one for each moment: proxies give up a line on which nothing comes."""
    try:
        steps = archive.bringing(visit.house.store, visit.house.media, visit.me, opened)
        done = next(steps)
        yield from (b" " for _step in steps)
        yield visit.page("archive_brought.html", tab="you", brought=done).body
    except Exception as error:  # what is there stays; the page says what was wrong, and the file is chosen once more
        yield troubled(visit, error).body
    finally:
        visit.close()


def _refused(visit: Visit, line: str) -> Answer:
    return visit.page("archive_new.html", tab="you", status=422, wrong=line)
