"""One's own archive from the terminal of the server: for whoever has an account here and can sit at it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from typing import IO

from gemel import app, archive
from gemel.archive import ArchiveError, Copy, TooEasy
from gemel.people import account
from gemel.people.errors import WrongPassphrase
from gemel.people.person import Person, load
from gemel.settings import load as settings
from gemel.vault import BadPassphrase, offer_words
from gemel.web.house import House

REFUSED = {
    archive.NotAnArchive: "That is not an archive of gemel.",
    archive.WrongSeal: "The file does not open with that passphrase.",
    archive.Damaged: "The file is damaged, or the passphrase is not quite right.",
    archive.TooBig: "There is more in that file than an archive holds.",
    archive.TooNew: "That archive comes from a newer gemel than this one.",
}


class Refused(Exception):
    """A line for whoever sits at the terminal."""


def export(to: str) -> int:
    """Write the sealed archive of one person to a new file that only this user can read."""
    return _told(_export, Path(to))


def bring_back(source: str) -> int:
    """Bring an archive back into an account, whatever its size."""
    return _told(_bring_back, Path(source))


def _told(work: Callable[[House, Path], str], path: Path) -> int:
    house = app.open_house(settings())
    try:
        print(work(house, path))
        return 0
    except (Refused, OSError) as no:
        print(no if isinstance(no, Refused) else no.strerror, file=sys.stderr)
        return 1
    except EOFError:  # nobody is there to ask
        return 1
    finally:
        house.close()


def _export(house: House, path: Path) -> str:
    if path.exists():
        raise Refused(f"{path} is there already. Nothing was written.")
    me = _signed_in(house)
    private = _yes("Your private pages too?")
    theirs = me.partner is not None and _yes(f"What {me.partner.name} opened to you too?")
    copy = Copy(house.store, house.media, me, house.clock(), theirs, private)
    seal = _seal(me)
    with _new_file(path) as out:
        for part in archive.pack(copy, seal):
            out.write(part)
    return f"Written to {path}. Without its passphrase nobody opens it."


def _bring_back(house: House, path: Path) -> str:
    with path.open("rb") as file:
        me = _signed_in(house)
        try:
            opened = archive.unpack(file, getpass("The passphrase of the file: "))
        except ArchiveError as no:
            raise Refused(f"{REFUSED[type(no)]} Nothing was changed.") from None
        done = archive.bring(house.store, house.media, me, opened)
    lost = f" {done.photos_lost} photos did not open." if done.photos_lost else ""
    return f"{done.moments} came back, {done.there} were here, {done.unknown} are of an unknown kind.{lost}"


def _signed_in(house: House) -> Person:
    tag = account.name_tag(house.settings.pepper, input("Your name here: "))
    with house.store.reading() as db:
        row = account.find(db, tag)
    try:
        entrance, private = account.sign_in(
            row, getpass("Your passphrase: "), house.settings.pepper, house.settings.cost
        )
    except (WrongPassphrase, BadPassphrase):
        raise Refused("That name and that passphrase do not go together.") from None
    with house.store.reading() as db:
        found = load(db, entrance.person, entrance.couple, replace(entrance.keys, private=private))
    if found is None:
        raise Refused("Try again in a moment.")
    return found


def _yes(question: str) -> bool:
    return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}


def _seal(me: Person) -> str:
    """Five words shown once, or one's own, typed twice since it is not shown."""
    words = offer_words()
    print(f"A passphrase for the file, five words drawn just now:\n\n    {words}\n")
    own = getpass("Write them down and press Enter, or type your own: ")
    if not own:
        return words
    if getpass("Once more: ") != own:
        raise Refused("The two were not the same. Nothing was written.")
    try:
        return archive.checked(own, me.name)
    except TooEasy:
        raise Refused("That would not hold for a file that somebody can try for years. Nothing was written.") from None


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """Whole or not at all, and for this user's eyes."""
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
