"""Every setting, each with a sentence; read once from the environment, refused when wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from gemel.vault import DEFAULT, Cost

PEPPER_BYTES = 32
RESTORING = "restoring"
"""In the data folder while a restore is not yet whole."""
LEVELS = ("error", "warning", "info", "debug")
DOOR = 12  # signs: nobody counts tries at it
ROOM = 4_000  # megabytes: some six thousand photos of a phone
LOOPBACK = ("127.0.0.1", "[::1]", "localhost")


class BadSetting(Exception):
    """A setting that cannot be used; the message names it and says how to mend it."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    data: Path
    """The one folder that holds all that is kept."""
    pepper: bytes
    """32 secret bytes beside the database and never in its backup; mixed into every passphrase."""
    database_url: str = ""
    """Empty for SQLite in the data folder, else a postgresql:// address."""
    bus: str = ""
    """How several processes tell each other's phones of a change: empty for one process alone, `postgres` over the
    database, or a redis:// address."""
    port: int = 8000
    bind: str = "127.0.0.1"
    """The address listened on; widen it only behind a proxy that ends TLS."""
    url: str = ""
    """The public address, https://…; empty while trying gemel out on one machine."""
    host_name: str = ""
    """Who runs this server, in words shown on the first page."""
    host_partner: bool = False
    """Whether whoever runs it is one of the two who use it: said in plain words wherever that is told."""
    door: str = ""
    """Open when empty: else a word that whoever hosts hands on, without which nobody makes a place here uninvited."""
    room: int = ROOM
    """Megabytes of photos that each person has room for; 0 for as many as the disk holds."""
    zone: str = "UTC"
    """The time zone of somebody whose browser did not say."""
    cost: Cost = DEFAULT
    """Work for one passphrase check; never below the floor compiled into the vault."""
    workers: int = 8
    """Threads that answer requests."""
    exit_url: str = "https://www.wikipedia.org/"
    """Where «Leave quickly» leads."""
    coach_url: str = ""
    """Off when empty, as it is unless set: the OpenAI-compatible address of a language model that words the coach's
    suggestions. The draft that a hint is about is sent there, and the page on the coach says so."""
    coach_model: str = ""
    """Which model to ask for at `coach_url`."""
    log: str = "warning"
    """How much is written down: error, warning, info (a line a request, without what or who), debug."""
    metrics: str = ""
    """Off when empty: an address on this machine such as 127.0.0.1:9100, or a token for /metrics."""
    backup: str = ""
    """Where `gemel backup` puts backups and `gemel check` looks for them: a folder, or s3://bucket/prefix."""

    @property
    def watched(self) -> bool:
        """Whether requests are written down or counted: both people may read that they are."""
        return self.log in {"info", "debug"} or bool(self.metrics)

    @property
    def secure(self) -> bool:
        return self.url.startswith("https://")

    @property
    def main_url(self) -> str:
        if not self.database_url:
            return f"sqlite:///{self.data / 'gemel.db'}"
        return self.database_url.replace("postgres://", "postgresql://", 1).replace(
            "postgresql://", "postgresql+psycopg://", 1
        )


def load(env: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings, or raise BadSetting with what to mend."""
    data = data_folder(env)
    return Settings(
        data=data,
        pepper=read_pepper(pepper_path(data, env)),
        database_url=env.get("DATABASE_URL", ""),
        bus=_bus(env),
        port=_number(env, "PORT", 8000, 1, 65535),
        bind=env.get("GEMEL_BIND", "127.0.0.1"),
        url=_url(env),
        host_name=env.get("GEMEL_HOST_NAME", ""),
        host_partner=_yes(env, "GEMEL_HOST_PARTNER"),
        door=_door(env),
        room=_number(env, "GEMEL_ROOM", ROOM, 0, 1_000_000),
        zone=env.get("GEMEL_ZONE", "UTC"),
        cost=Cost(DEFAULT.ops, _number(env, "GEMEL_ARGON2_MIB", DEFAULT.mem_kib // 1024, 64, 4096) * 1024),
        workers=_number(env, "GEMEL_WORKERS", 8, 1, 64),
        exit_url=env.get("GEMEL_EXIT_URL", "https://www.wikipedia.org/"),
        coach_url=_coach_url(env),
        coach_model=env.get("GEMEL_COACH_MODEL", ""),
        log=_level(env),
        metrics=_metrics(env),
        backup=env.get("GEMEL_BACKUP", ""),
    )


def _door(env: Mapping[str, str]) -> str:
    word = env.get("GEMEL_DOOR", "").strip()
    if word and len(word) < DOOR:
        raise BadSetting(f"GEMEL_DOOR is to have {DOOR} signs or more: three random words make a good one.")
    return word


def data_folder(env: Mapping[str, str] = os.environ) -> Path:
    return Path(env.get("GEMEL_DATA") or "data").absolute()


def pepper_path(data: Path, env: Mapping[str, str] = os.environ) -> Path:
    return Path(env.get("GEMEL_PEPPER_FILE") or data / "pepper")


def read_pepper(path: Path) -> bytes:
    try:
        pepper = path.read_bytes()
    except OSError:
        raise BadSetting(f"There is no pepper at {path}. Run `gemel init` once to make one.") from None
    if len(pepper) != PEPPER_BYTES:
        raise BadSetting(f"The pepper at {path} is not {PEPPER_BYTES} bytes long. Restore the right one.")
    return pepper


def whole(data: Path) -> None:
    """Refuse a data folder whose restore was broken off."""
    if (data / RESTORING).exists():
        raise BadSetting(f"A restore into {data} was broken off. Run the same `gemel restore` again, then start gemel.")


def make_pepper(path: Path) -> bool:
    """Make the pepper where there is none; whether one was made."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(os.urandom(PEPPER_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return True


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name, "")
    try:
        value = int(text) if text else default
    except ValueError:
        raise BadSetting(f"{name} is to be a whole number from {least} to {most}.") from None
    if not least <= value <= most:
        raise BadSetting(f"{name} is to be from {least} to {most}.")
    return value


def _yes(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in {"", "no", "yes"}:
        raise BadSetting(f"{name} is to be yes or no.")
    return value == "yes"


def _level(env: Mapping[str, str]) -> str:
    level = env.get("GEMEL_LOG", "") or "warning"
    if level not in LEVELS:
        raise BadSetting(f"GEMEL_LOG is to be one of {', '.join(LEVELS)}.")
    return level


def _metrics(env: Mapping[str, str]) -> str:
    """An address on this machine, or a token that nobody guesses; the value is not repeated."""
    value = env.get("GEMEL_METRICS", "")
    host, _colon, port = value.rpartition(":")
    if not value or (host in LOOPBACK and port.isdigit()):
        return value
    if host or len(value) < 20 or not value.isascii() or not value.isprintable():
        raise BadSetting("GEMEL_METRICS is to be an address such as 127.0.0.1:9100, or a token of 20 signs or more.")
    return value


def _bus(env: Mapping[str, str]) -> str:
    bus = env.get("GEMEL_BUS", "")
    if bus == "postgres" and not env.get("DATABASE_URL", "").startswith("postgres"):
        raise BadSetting("GEMEL_BUS=postgres needs a postgresql:// address in DATABASE_URL.")
    if bus in {"", "postgres"}:
        return bus
    if not bus.startswith(("redis://", "rediss://")):  # and the value is not repeated: it may hold a password
        raise BadSetting("GEMEL_BUS is to be empty, `postgres`, or an address such as redis://localhost:6379/0")
    if find_spec("redis") is None:
        raise BadSetting("GEMEL_BUS asks for Redis, and its package is not here: install gemel[redis].")
    return bus


def _coach_url(env: Mapping[str, str]) -> str:
    url = env.get("GEMEL_COACH_URL", "").rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise BadSetting("GEMEL_COACH_URL is to be an address such as http://127.0.0.1:11434/v1")
    if url and not env.get("GEMEL_COACH_MODEL"):
        raise BadSetting("GEMEL_COACH_MODEL is to name the model that GEMEL_COACH_URL is asked for")
    return url


def _url(env: Mapping[str, str]) -> str:
    url = env.get("GEMEL_URL", "").rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path):
        raise BadSetting("GEMEL_URL is to be an address such as https://gemel.example.org")
    return url
