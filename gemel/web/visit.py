"""One visit: who comes, when, with what in their hands. Pages get nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from typing import IO, Any, TypeVar
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from gemel.moments import KINDS, Moment, Round, asked_lately, to_answer, waiting_for
from gemel.moments.errors import NotHere
from gemel.people.person import Person
from gemel.people.session import Session
from gemel.store import new_id, parse_id
from gemel.vault import form_token
from gemel.web.answer import Answer
from gemel.web.answer import go as go
from gemel.web.house import House
from gemel.web.spool import Spool
from gemel.web.templates import render
from gemel.web.told import TOLD, told_of
from gemel.web.words import translate

T = TypeVar("T")
MAX_TEXT = 5_000
MOST_FIELDS = 2_000  # a book from which most of a year is left out, thing by thing
MOST_WAITING = 12


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a form. What it was called, and what it says it is, nobody asks."""

    data: bytearray | Spool = field(repr=False)

    def opened(self) -> IO[bytes]:
        """To be read anywhere in it, as an archive is."""
        return BufferedReader(self.data) if isinstance(self.data, Spool) else BytesIO(self.data)


@dataclass(slots=True)
class Visit:
    house: House
    now: int
    method: str
    path: str
    host: str
    params: dict[str, Any]
    query: dict[str, list[str]]
    form: dict[str, list[str]]
    headers: dict[str, str]
    cookie: str = ""
    mark: str = ""
    """What this browser was given to keep when somebody first signed in with it."""
    session: Session | None = None
    person: Person | None = None
    told: str = ""
    uploads: dict[str, list[Upload]] = field(default_factory=dict)
    trouble: Exception | None = None
    """What was wrong with the files that came; told where they are asked for, so that the words beside them are here."""
    _open: ExitStack = field(default_factory=ExitStack)
    _db: Connection | None = None
    _waiting: list[Moment] | None = None
    _asked: list[Round] | None = None

    @property
    def me(self) -> Person:
        """The person, on pages that only signed-in people reach."""
        assert self.person is not None
        return self.person

    @property
    def db(self) -> Connection:
        """A reading connection: one snapshot for the whole page."""
        if self._db is None:
            self._db = self._open.enter_context(self.house.store.reading())
        return self._db

    @property
    def waiting(self) -> list[Moment]:
        """What the partner opened lately and this person has not put away: asked once, for all rooms of Today."""
        if self._waiting is None:
            kinds = KINDS.greeting()
            alone = self.me.alone or not kinds
            self._waiting = [] if alone else waiting_for(self.db, self.me, self.now, *kinds, most=MOST_WAITING)
        return self._waiting

    @property
    def asked(self) -> list[Round]:
        """What was asked of both in the last week and this person has not answered: asked once, for all rooms of Today."""
        if self._asked is None:
            found = asked_lately(self.db, self.me, self.now, *KINDS.asking())
            self._asked = to_answer(self.db, self.me, found)
        return self._asked

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A short transaction: all of it, or nothing."""
        self.close()
        with self.house.store.writing() as db:
            yield db

    def write(self, verb: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run one verb in a transaction. Two equal forms at once: the second finds the first one's row."""
        for attempt in range(2):
            try:
                with self.writing() as db:
                    return verb(db, *args, **kwargs)
            except IntegrityError:
                if attempt:
                    raise
        raise AssertionError

    def close(self) -> None:
        self._open.close()
        self._db = None

    @property
    def zone(self) -> ZoneInfo:
        return self.person.zone if self.person else ZoneInfo(self.house.settings.zone)

    @property
    def address(self) -> str:
        """How the partner's phone reaches this server."""
        return self.house.settings.url or f"http://{self.host}"

    def text(self, name: str, most: int = MAX_TEXT) -> str:
        """One field as typed, line ends made plain and outer blanks taken off; longer than `most` is told."""
        value = self.raw(name).replace("\r\n", "\n").strip()
        if len(value) > most:
            raise TooLong(name, most)
        return value

    def raw(self, name: str) -> str:
        return self.form.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        return self.form.get(name, [])

    def files(self, name: str) -> list[Upload]:
        """The files of one field; none of them is known to be a picture yet. Raises TooManyBytes."""
        if self.trouble is not None:
            raise self.trouble
        return self.uploads.get(name, [])

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number in a range, or None."""
        value = self.raw(name)
        if not (value.isascii() and value.isdigit() and len(value) < 12):
            return None
        return int(value) if least <= int(value) <= most else None

    def once(self) -> bytes:
        """The id that this form carries: the row it makes, so that sending it twice makes one."""
        return parse_id(self.raw("_id")) or new_id()

    def id(self, name: str = "id") -> bytes:
        """An id in the path; anything else is not here."""
        found = parse_id(str(self.params.get(name, "")))
        if found is None:
            raise NotHere
        return found

    def form_id(self, name: str) -> bytes:
        found = parse_id(self.raw(name))
        if found is None:
            raise NotHere
        return found

    def page(self, template: str, *, status: int = 200, tab: str = "", **values: Any) -> Answer:
        answer = Answer(render(self.house.templates, template, self._common(tab) | values), status)
        if self.method == "POST":  # nobody can go to where a form was sent: the address stays the one of its page
            answer.headers["hx-push-url"] = "false"
        return answer

    def _common(self, tab: str) -> dict[str, Any]:
        me = self.person
        return {
            "me": me and Me(me.name, me.partner.name if me.partner else None),
            "tab": tab,
            "now": self.now,
            "zone": self.zone,
            "flash": translate(TOLD.get(self.told, "")),
            "host": self.house.settings.host_name,
            "host_partner": self.house.settings.host_partner,
            "token": form_token(self.cookie) if self.session else "",
            "once": "",
            "typed": self.raw,
            "chosen": self.all,
            "news": told_of(me, self.now) if me else [],
            "asked_back": me.asked_back(self.now) if me else None,
        }


class Me(msgspec.Struct, frozen=True):
    """What templates may know of the person: two names."""

    name: str
    partner: str | None


class TooLong(Exception):
    """A field holds more than fits; `most` characters do."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self.name, self.most = name, most


def parse_form(body: bytes) -> dict[str, list[str]]:
    """An urlencoded body, with what cannot be text or storage taken out."""
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
    return {name: [value.replace("\x00", "") for value in values] for name, values in fields.items()}
