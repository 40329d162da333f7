"""G10. Killed with -9 at any moment: amid words, photos, a new passphrase and new keys. What was answered for is there.

A life is a fork of this process: it opens the house, looks whether everything is there that an earlier life answered
for, tells so, and goes on writing through the pages until it is killed with whatever it had begun. Sittings, with two
phones over sockets, are killed by `bench.kills`.
"""

from __future__ import annotations

import os
import secrets
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from PIL import Image

from bench.trust.kit import Budget, Found
from gemel import app, testing
from gemel.media import MediaError
from gemel.moments import Moment, MomentError, of_kind
from gemel.people import account
from gemel.people.account import Entrance
from gemel.people.errors import WrongPassphrase
from gemel.people.person import load
from gemel.store import show_id
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.vault import VaultError, form_token

LIVES = 40
"""In one folder; then another begins, so that looking after everything stays quick."""
LATEST = 0.35
"""Seconds after it began to write at which a life ends; sooner more often."""
KINDS = ("thanks", "journal", "private-page")
ANA, BEN = "Ana", "Ben"


@dataclass
class Book:
    """What this process knows of the house, by what it was told."""

    kept: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    """Rows that were answered for, and who reads them."""
    gone: set[bytes] = field(default_factory=set)
    """Rows whose deletion was answered for."""
    passphrases: list[str] = field(default_factory=lambda: [PASSPHRASE])
    """Of Ana: one, or two where a life ended amid changing it."""
    amid: dict[str, int] = field(default_factory=dict)

    def take(self, told: tuple[str, str, object]) -> None:
        step, act, what = told
        if step == "begun":
            self.amid[act] = self.amid.get(act, 0) + 1
            self.passphrases += [str(what)] if act in {"passphrase", "keys"} else []
            self.kept.pop(what, None) if act == "erasure" else None  # type: ignore[call-overload]
            return
        self.amid[act] -= 1
        if act in {"passphrase", "keys"}:
            self.passphrases = [str(what)]
        elif act == "erasure":
            self.gone.add(what)  # type: ignore[arg-type]
        else:
            self.kept[what] = (ANA,) if act == "private" else (ANA, BEN)  # type: ignore[index]


@dataclass
class Life:
    house: TestHouse
    ana: Client
    passphrase: str
    pipe: Connection
    chance: Random
    erasable: list[bytes]

    def goes_on(self) -> None:
        """Write until the end, one answered thing after another."""
        acts = (self.says, self.says, self.shows, self.shows, self.confides, self.erases, self.renames, self.rekeys)
        while True:
            self.chance.choice(acts)()

    def says(self) -> None:
        self.makes("thanks", "/thanks", {"did": "tea " * self.chance.randrange(1, 900), "way": "now"})

    def shows(self) -> None:
        self.makes("photo", "/memories/journal", {"words": "the sea", "way": "open"}, [("photo", ("a.jpg", picture(), "image/jpeg"))])

    def confides(self) -> None:
        self.makes("private", "/private", {"words": "mine alone"})

    def makes(self, act: str, path: str, fields: dict[str, str], files: list[tuple[str, object]] | None = None) -> None:
        id = secrets.token_bytes(16)
        self.sends(act, id, path, {"_id": id.hex()} | fields, files)

    def erases(self) -> None:
        if self.erasable:
            id = self.erasable.pop()
            self.sends("erasure", id, f"/moments/{show_id(id)}/erasure", {})

    def renames(self) -> None:
        self.turns("passphrase", "/passphrase")

    def rekeys(self) -> None:
        self.turns("keys", "/rotation")

    def turns(self, act: str, path: str) -> None:
        fresh = f"walnut {secrets.token_hex(4)} midnight {secrets.token_hex(4)} harbour"
        self.sends(act, fresh, path, {"passphrase": self.passphrase, "fresh": fresh})
        self.passphrase = fresh

    def sends(self, act: str, what: object, path: str, fields: dict[str, str], files: object = None) -> None:
        self.pipe.send(("begun", act, what))
        whole = {"_token": form_token(self.ana.cookie), "_id": secrets.token_hex(16)} | fields
        answer = self.ana.http.send("POST", path, whole, {}, files)
        if answer.status_code != 303:
            raise AssertionError(f"{act}: {answer.status_code}")
        self.pipe.send(("answered", act, what))


@cache
def picture() -> bytes:
    file = BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def lives(data: Path, number: int, book: Book, pipe: Connection) -> None:
    with testing.open_test_house(data) as house:
        house.clock.now = testing.START + 3_600 * number
        opening = [one for one in book.passphrases if opens(house, ANA, one)]
        if len(opening) != 1:
            pipe.send(("found", "", f"{len(opening)} passphrases of {len(book.passphrases)} open"))
            return
        ana = signed_in(house, ANA, opening[0])
        pipe.send(("found", opening[0], missed(house, book, ana, opening[0])))
        erasable = [id for id, readers in book.kept.items() if BEN in readers]
        Life(house, ana, opening[0], pipe, Random(number), erasable[-2:]).goes_on()


def opens(house: TestHouse, name: str, passphrase: str) -> Entrance | None:
    """The entrance behind a passphrase, private pages open."""
    settings = house.house.settings
    with house.house.store.reading() as db:
        row = account.find(db, account.name_tag(settings.pepper, name))
    try:
        entrance, private = account.sign_in(row, passphrase, settings.pepper, settings.cost)
        return replace(entrance, keys=replace(entrance.keys, private=private))
    except WrongPassphrase:
        return None


def signed_in(house: TestHouse, name: str, passphrase: str) -> Client:
    """By the door, as after every restart; the first page follows what was begun before."""
    found = opens(house, name, passphrase)
    assert found is not None
    who = house.client()
    who.cookie = house.house.sessions.begin(found, house.clock.now)
    answer = who.get("/timeline")
    assert answer.status_code == 200, (name, answer.status_code)
    return who


def missed(house: TestHouse, book: Book, ana: Client, passphrase: str) -> str:
    """What is not there of all that was answered for, or not whole; nothing, if all is well."""
    signed_in(house, BEN, PASSPHRASE)
    with house.house.store.reading() as db:
        told = db.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    wrong = [] if told == "ok" else [f"integrity: {told}"]
    for name, typed in ((ANA, passphrase), (BEN, PASSPHRASE)):
        wrong += of_one(house, name, typed, book)
    return "; ".join(wrong)


def of_one(house: TestHouse, name: str, passphrase: str, book: Book) -> list[str]:
    entrance = opens(house, name, passphrase)
    if entrance is None:
        return [f"{name}: their passphrase does not open"]
    with house.house.store.reading() as db:
        me, now = load(db, entrance.person, entrance.couple, entrance.keys), house.clock.now
        assert me is not None
        there = {it.id: it for kind in KINDS for it in of_kind(db, me, now, kind, most=10_000)}
    lost = [id for id, readers in book.kept.items() if name in readers and id not in there]
    back = [id for id in book.gone if id in there]
    shut = [it for it in there.values() if not it.readable]
    bare = [it for it in there.values() if not its_photos(house, it)]
    counts = {"lost": lost, "back again": back, "do not open": shut, "without their photo": bare}
    return [f"{name}: {len(several)} {what}" for what, several in counts.items() if several]


def its_photos(house: TestHouse, it: Moment) -> bool:
    try:
        for photo in getattr(it.body, "photos", ()):
            house.house.media.get(it.id, photo), house.house.media.get(it.id, photo, small=True)
    except (MediaError, VaultError, MomentError):
        return False
    return True


def forked(work: Callable[[Connection], None]) -> tuple[int, Connection]:
    """A process of its own, with all that it starts in one group; what it tells comes by the pipe."""
    ours, theirs = Pipe(duplex=False)
    if pid := os.fork():
        theirs.close()
        return pid, ours
    os.setsid()
    try:
        work(theirs)
    except BaseException as fault:
        theirs.send(("failed", "", f"{type(fault).__name__}: {fault}"))
    finally:
        os._exit(0)


def settle(data: Path, pipe: Connection) -> None:
    with testing.open_test_house(data) as house:
        house.couple(ANA, BEN)
    pipe.send(("found", PASSPHRASE, ""))


def killed(data: Path, number: int, book: Book, chance: Random) -> str:
    """One life; what it found missing when it began, or how it failed."""
    pid, pipe = forked(lambda theirs: lives(data, number, book, theirs))
    step, passphrase, wrong = pipe.recv()
    if step == "found" and passphrase:
        book.passphrases = [passphrase]
        time.sleep(LATEST * chance.random() ** 2)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return wrong or remembered(book, pipe)


def remembered(book: Book, pipe: Connection) -> str:
    """All that it told before it died."""
    try:
        while True:
            told = pipe.recv()
            if told[0] == "failed":
                return str(told[2])
            book.take(told)
    except (EOFError, OSError):
        return ""


def one_folder(data: Path, lives: int, chance: Random, budget: Budget, wrong: list[str]) -> tuple[int, Book]:
    pid, pipe = forked(lambda theirs: settle(data, theirs))
    pipe.recv(), os.waitpid(pid, 0)
    book, number = Book(), 0
    while number < lives and budget.left > 0 and len(wrong) < 5:
        number += 1
        found = killed(data, number, book, chance)
        wrong += [f"life {number}: {found}"] if found else []
    return number, book


def run(budget: Budget) -> Found:
    testing.lower_the_floor()
    app.fill_registry()
    picture()
    chance, tried, answered, wrong, amid = Random(budget.seed), 0, 0, list[str](), dict[str, int]()
    while tried < budget.n and budget.left > 0 and len(wrong) < 5:
        with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
            number, book = one_folder(Path(name) / "data", min(LIVES, budget.n - tried), chance, budget, wrong)
        tried, answered = tried + number, answered + len(book.kept) + len(book.gone)
        for act, times in book.amid.items():
            amid[act] = amid.get(act, 0) + times
    during = ", ".join(f"{times} amid {act}" for act, times in sorted(amid.items()))
    return Found(tried, len(wrong), f"seed {budget.seed}; {answered:,} rows answered for; {during}. {'; '.join(wrong)}".strip())
