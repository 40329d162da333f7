"""What our pages are measured against: bare Litestar on our server, bare Django on three."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.kit import venvs
from bench.kit.servers import Server, free_port, running
from bench.pages import bare

HERE = Path(__file__).parent
UVICORN = ["--no-access-log", "--log-level", "warning", "--no-server-header", "--no-date-header"]
DJANGO = ("django>=5.2,<7", "gunicorn", "granian", "uvicorn[standard]")


@contextmanager
def bare_server(folder: Path) -> Iterator[Server]:
    database, port = folder / "bare.db", free_port()
    bare.fill(database)
    served = ["--factory", "bench.pages.bare:create_app", "--port", str(port)]
    command = [sys.executable, "-m", "uvicorn", *served, *UVICORN]
    with running(command, port, {"BENCH_DATABASE": str(database)}, "/up") as server:
        yield server


@dataclass(frozen=True, slots=True)
class Django:
    python: Path
    database: Path
    session: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}"}

    @property
    def env(self) -> dict[str, str]:
        return _env(self.database)


def _env(database: Path) -> dict[str, str]:
    return {"BENCH_DATABASE": str(database), "DJANGO_SETTINGS_MODULE": "django_site.settings", "PYTHONPATH": str(HERE)}


def make_django(folder: Path) -> Django:
    """An environment of its own with Django in it, and the page's database."""
    python, database = venvs.make(folder / "django-venv", *DJANGO), folder / "django.db"
    filled = subprocess.run(
        [str(python), "-m", "django_site.fill", bare.WORDS],
        check=True, capture_output=True, text=True, cwd=HERE, env=os.environ | _env(database),
    )  # fmt: skip
    return Django(python, database, filled.stdout.split()[-1])


WAYS = {
    "granian, WSGI, 8 threads": (
        "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "8", "--no-access-log",
        "--log-level", "warning", "--host", "127.0.0.1", "--port", "{port}", "django_site.wsgi:application",
    ),
    "gunicorn, WSGI, 8 threads": (
        "gunicorn", "--workers", "1", "--threads", "8", "--keep-alive", "60", "--log-level", "warning",
        "--bind", "127.0.0.1:{port}", "django_site.wsgi:application",
    ),
    "as startproject makes it, granian, WSGI": (
        "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "8", "--no-access-log",
        "--log-level", "warning", "--host", "127.0.0.1", "--port", "{port}", "django_site.wsgi:application",
    ),
    "uvicorn, ASGI": ("uvicorn", *UVICORN, "--host", "127.0.0.1", "--port", "{port}", "django_site.asgi:application"),
}  # fmt: skip

STARTED = "as startproject makes it, granian, WSGI"


@contextmanager
def django_server(django: Django, way: str) -> Iterator[Server]:
    port = free_port()
    program, *rest = WAYS[way]
    command = [str(django.python.parent / program), *(one.format(port=port) for one in rest)]
    settings = "django_site.started" if way == STARTED else "django_site.settings"
    with running(command, port, django.env | {"DJANGO_SETTINGS_MODULE": settings}, "/up") as server:
        yield server
