"""G2. Photos of 19 MB and the longest words go through the proxies of deploy/ to a real server. Every file that any of
them opens or writes meanwhile is traced, and no planted byte may be in one, nor in what is left behind. Nobody else is
called meanwhile.

That it would be found is tried first: with nginx as it is by itself, without our lines on buffering.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.kit import couples, fronts
from bench.kit.servers import free_port, gemel, running
from bench.trust.kit import Budget, Found
from bench.trust.spilling import SHOWN, WAYS, Phone
from tests.test_canaries import Canaries, hits

CALLS = "openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,sendfile,splice,copy_file_range,mmap,connect"
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
ON = re.compile(r"^(\d+)<([^>]*)>")
MAPPED = re.compile(r"PROT_WRITE[^,]*, MAP_SHARED[^,]*, \d+<([^>]*)>")
SIZE = re.compile(r'iov_len=(\d+)|"(?:\.\.\.)?, (\d+)')
FAR = re.compile(r'sa_family=AF_INET6?,.*inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"')
OWN = ("/nginx.pid", "/caddy/autosave.json")
"""What a proxy writes down of itself when it starts."""
NO_DISK = ("/dev/null", "/dev/shm", "/memfd:", "/proc/", "/sys/")


@dataclass
class Seen:
    """What was done: bytes by path, files opened to be written, and those that were handed planted bytes."""

    written: Counter[str] = field(default_factory=Counter)
    opened: set[str] = field(default_factory=set)
    held: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    """Addresses of other machines that somebody tried to reach."""

    def take(self, trace: Path, needles: list[bytes]) -> None:
        with trace.open() as lines:
            for line in lines:
                if found := CALL.match(line):
                    self._call(found[1], found[2], needles)

    def _call(self, name: str, told: str, needles: list[bytes]) -> None:
        if name in {"open", "openat", "creat"}:
            if name == "creat" or re.search(r"O_WRONLY|O_RDWR", told):
                self.opened |= {plain(one) for one in TEXT.findall(told)[:1]}
        elif name == "connect":
            self.called |= {one for one in map(plain, FAR.findall(told)) if not one.startswith(("127.", "::1"))}
        elif name == "mmap":
            self.opened |= {plain(one) for one in MAPPED.findall(told)}
        elif (on := ON.match(told)) and on_disk(path := plain(on[2])):
            size = sum(int(one or other) for one, other in SIZE.findall(told))
            data = b"".join(map(raw, TEXT.findall(told)))
            self.written[path] += size if int(on[1]) > 2 else 0  # what is said aloud goes to whoever started it
            self.held[path] += size if any(needle in data for needle in needles) else 0

    def beside(self, vault: Path) -> set[str]:
        """Files that something was written to and that are not the vault's."""
        return {path for path, size in self.written.items() if size and not path.startswith(str(vault))}


def raw(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def plain(path: str) -> str:
    return raw(path).decode("utf-8", "replace") if path.startswith("\\x") else path


def on_disk(path: str) -> bool:
    return path.startswith("/") and not path.startswith(NO_DISK)


def traced(to: Path) -> list[str]:
    """The command that watches another and all below it. What it watches stays our own child (-D)."""
    return ["strace", "-D", "-f", "-y", "-xx", "-s", str(SHOWN), "-e", f"trace={CALLS}", "-o", str(to)]


@contextmanager
def house(folder: Path, watched: bool = True) -> Iterator[tuple[str, int]]:
    """A real server with a couple in it, its temporary files where they can be looked at; a cookie and its port."""
    data, port = folder / "vault", free_port()
    with couples.fresh_house(data) as made:
        cookie = made.couple()[0].cookie
    command, env = gemel(data, port, GEMEL_URL="https://localhost", TMPDIR=str(folder), HOME=str(folder))
    under = traced(folder / "gemel.trace") if watched else []
    with running([*under, *command], port, env, "/health"):
        yield cookie, port


def through(name: str, folder: Path, canaries: Canaries, spoil: bool = False) -> tuple[Phone, Seen]:
    """Everything a phone can send that is long, through one proxy; what became of it on the disk. `spoil`: through nginx
    as it is by itself, and in one way only."""
    seen, place = Seen(), folder / f"{name}{spoil}"
    place.mkdir()
    with house(place, watched=not spoil) as (cookie, port):
        front = fronts.nginx(place, port, by_itself) if spoil else fronts.KINDS[name](place, port)
        with fronts.started(front, *traced(place / "front.trace")):
            phone = Phone(front.address, cookie, folder / "phone", canaries)
            phone.sends_all(WAYS[:1] if spoil else WAYS)
    for trace in place.glob("*.trace"):
        settled(trace)
        seen.take(trace, phone.needles)
    return phone, seen


def by_itself(text: str) -> str:
    """nginx's settings without ours that are marked as keeping words off its disk."""
    kept = [line for line in text.splitlines() if "(*)" not in line or line.strip().startswith("#")]
    return "\n".join(kept)


def settled(trace: Path, most: float = 10.0) -> None:
    """Wait until who watches has written all down."""
    size, until = -1, time.monotonic() + most
    while size != trace.stat().st_size and time.monotonic() < until:
        size = trace.stat().st_size
        time.sleep(0.3)


def left(folder: Path, seen: Seen, canaries: Canaries) -> Iterator[str]:
    """Files with a planted word in them: all that was opened to be written, and all that lies in the folder."""
    lying = {str(path) for path in folder.rglob("*") if path.is_file() and path.suffix != ".trace"}
    for path in sorted(lying | {one for one in seen.opened if on_disk(one)}):
        if Path(path).is_file() and hits(canaries.words, Path(path).read_bytes()):
            yield path


def run(budget: Budget) -> Found:
    missing = [name for name in ("nginx", "strace", "curl", "openssl") if shutil.which(name) is None]
    if missing:
        return Found(0, 0, f"not here: {', '.join(missing)}")
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        return judged(Path(name), budget)


def judged(folder: Path, budget: Budget) -> Found:
    (folder / "phone").mkdir()
    canaries = Canaries()
    _phone, control = through("nginx", folder, canaries, spoil=True)
    spilt = sum(control.held.values())
    if not spilt:
        return Found(0, 0, "nginx by itself wrote nothing down, so that nothing would have been found")
    sent, wrong, passed = 0, set[str](), []
    for name in fronts.here():
        if budget.left > 0:
            phone, seen = through(name, folder, canaries)
            sent, wrong = sent + phone.sent, wrong | set(against(folder / f"{name}False", phone, seen))
            passed.append(fronts.version(name))
    by_itself = f"nginx as it is by itself wrote {spilt / 1e6:.0f} MB of them into {len(+control.held)} files"
    return Found(sent, len(wrong), f"{', '.join(passed)}; {by_itself}. {', '.join(sorted(wrong)[:5])}".strip())


def against(place: Path, phone: Phone, seen: Seen) -> Iterator[str]:
    """What speaks against it: answers that nobody would be given, machines that were called, files that were written."""
    yield from phone.wrong
    yield from seen.called
    yield from (path for path in seen.beside(place / "vault") if not path.endswith(OWN))
    yield from (path for path, size in seen.held.items() if size)
    yield from left(place, seen, phone.canaries)
