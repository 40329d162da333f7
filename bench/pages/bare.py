"""The least that such a page can be here: session look-up, 20 rows, one template; on our server, through our hop."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import anyio
from jinja2 import Environment, FileSystemLoader
from litestar import Litestar, Request, Response, get
from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, insert, select

from gemel.store import Store

metadata = MetaData()
session = Table("session", metadata, Column("id", LargeBinary(32), primary_key=True), Column("person", Integer))
entry = Table(
    "entry", metadata,
    Column("id", Integer, primary_key=True), Column("couple", Integer, index=True),
    Column("who", String), Column("words", String),
)  # fmt: skip
COOKIE = "bare-cookie"
HERE = Path(__file__).parent


def fill(path: Path, number: int = 5_000) -> None:
    store = Store(f"sqlite:///{path}")
    metadata.create_all(store.engine)
    rows = [{"id": at, "couple": 1, "who": "Ana" if at % 2 else "Ben", "words": WORDS} for at in range(1, number + 1)]
    with store.writing() as db:
        db.execute(insert(session).values(id=_digest(COOKIE), person=1))
        db.execute(insert(entry), rows)
    store.close()


WORDS = (
    "You made tea before I asked, and put it where my hand would find it. I had been dreading that call all morning, "
    "and for a minute there was only the steam and you humming in the next room."
)


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()


def _page(store: Store, templates: Environment, cookie: str) -> bytes:
    with store.reading() as db:
        person = db.execute(select(session.c.person).where(session.c.id == _digest(cookie))).scalar_one()
        rows = db.execute(select(entry).where(entry.c.couple == person).order_by(entry.c.id.desc()).limit(20)).all()
    return templates.get_template("page.html").render(name="Ana", rows=rows).encode()


def create_app() -> Litestar:
    store = Store(f"sqlite:///{os.environ['BENCH_DATABASE']}")
    templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, auto_reload=False)
    limiter = anyio.CapacityLimiter(8)

    @get("/")
    async def page(request: Request) -> Response:
        body = await anyio.to_thread.run_sync(_page, store, templates, request.cookies.get("bare", ""), limiter=limiter)
        return Response(body, media_type="text/html; charset=utf-8")

    @get("/up", sync_to_thread=False)
    def up() -> str:
        return "up"

    return Litestar([page, up], openapi_config=None, logging_config=None)


def headers() -> dict[str, Any]:
    return {"Cookie": f"bare={COOKIE}"}
