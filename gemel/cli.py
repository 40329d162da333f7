"""The one command: gemel init, serve, check, backup, restore, demo, coach, export, import, bench."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from gemel import __version__

KEPT_OPEN = 150  # seconds without a request: longer than a proxy keeps its side (Caddy two minutes), so none is cut off as it asks
PR_SET_DUMPABLE = 4  # linux/prctl.h
BACKLOG = 8192  # after a restart every phone comes back at once; the kernel's own limit (somaxconn) stands above this


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="gemel", description="A private place where two people practise being close.")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("init", help="make the pepper of a new server, once")
    verbs.add_parser("serve", help="serve gemel")
    verbs.add_parser("demo", help="serve a couple with a year behind them, both phones on one page")
    verbs.add_parser("coach", help='read {"text": …} a line on standard input, say what the coach finds, a line each')
    export = verbs.add_parser("export", help="write the sealed archive of one person to a file; asks for name and passphrase")
    bring = verbs.add_parser("import", help="bring an archive back into an account; asks for name and passphrase")
    for verb in (export, bring):
        verb.add_argument("file", help="such as archive.zip")
    _add_hosting(verbs)
    bench = verbs.add_parser("bench", help="measure, in a checkout; see bench/README.md")
    bench.add_argument("what", choices=["coach"])
    bench.add_argument("rest", nargs=argparse.REMAINDER, help="such as --data DIR")
    asked = parser.parse_args(argv)
    try:
        if asked.verb in HOSTING:
            return HOSTING[asked.verb](asked)
        if asked.verb in {"export", "import"}:
            return carry(asked.verb, asked.file)
        if asked.verb == "bench":
            return measure(asked.what, asked.rest)
        return {"init": init, "serve": serve, "demo": demo, "coach": coach}[asked.verb]()
    except _bad_setting() as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _add_hosting(verbs: Any) -> None:
    """What whoever hosts needs besides serving."""
    check = verbs.add_parser("check", help="say in order what to mend about how this server is set up")
    check.add_argument("--json", action="store_true", help="for a program that reads along")
    backup = verbs.add_parser("backup", help="copy the server, while it serves, to a folder or to s3://bucket/prefix")
    backup.add_argument("dest", nargs="?", default="", help="where to; GEMEL_BACKUP if left out")
    backup.add_argument("--list", action="store_true", help="say which backups there are, and make none")
    backup.add_argument("--keep-days", type=int, default=35, help="for how long older ones are kept (35)")
    restore = verbs.add_parser("restore", help="put a backup into an empty data folder; nothing is touched before all is checked")
    restore.add_argument("source", help="the folder or s3://bucket/prefix that backups went to")
    restore.add_argument("--at", default="", help="which one, as --list says it; the newest if left out")
    restore.add_argument("--replace", action="store_true", help="put it in the place of what is there, which is kept aside")


def _check(asked: argparse.Namespace) -> int:
    from gemel.checking.command import run

    return run(asked.json)


def _backup(asked: argparse.Namespace) -> int:
    from gemel.backup.command import make, show

    return show(asked.dest) if asked.list else make(asked.dest, asked.keep_days)


def _restore(asked: argparse.Namespace) -> int:
    from gemel.backup.command import put_back

    return put_back(asked.source, asked.at, asked.replace)


HOSTING = {"check": _check, "backup": _backup, "restore": _restore}


def _bad_setting() -> type[Exception]:
    from gemel.settings import BadSetting

    return BadSetting


def init() -> int:
    from gemel.settings import data_folder, make_pepper, pepper_path

    path = pepper_path(data_folder())
    if make_pepper(path):
        print(f"Made the pepper of this server at {path}. Keep a copy apart from every backup of the database.")
    else:
        print(f"The pepper of this server is at {path} already, and stays as it is.")
    return 0


def serve() -> int:
    from gemel.backup.errors import BackupError
    from gemel.backup.locks import serving
    from gemel.logs import begin
    from gemel.settings import load, whole

    settings = load()
    whole(settings.data)
    _harden()
    _widen()
    begin(settings.log)
    try:
        with serving(settings.data):
            return _run(settings, "gemel.app:create_app")
    except BackupError as wrong:  # a restore is under way
        print(wrong, file=sys.stderr)
        return 1


def _run(settings, target: str) -> int:
    import uvicorn

    shown = settings.url or f"http://localhost:{settings.port}"
    print(f"gemel is at {shown}", flush=True)
    uvicorn.run(
        target, factory=True, host=settings.bind, port=settings.port, access_log=False, log_level="warning",
        server_header=False, date_header=False, timeout_graceful_shutdown=5, forwarded_allow_ips="127.0.0.1",
        backlog=BACKLOG, log_config=None, timeout_keep_alive=KEPT_OPEN,
    )  # fmt: skip
    return 0


def _harden() -> None:
    """No core dump may hold what somebody wrote. The limit is not asked where dumps go to a program; the kernel's
    own mark is, and keeps other programs of this user from reading our memory as well."""
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _widen() -> None:
    """As many open connections as the system lets us have: each phone that listens holds one."""
    import resource
    from contextlib import suppress

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # some systems name no limit and yet refuse to lift it
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def demo() -> int:
    from gemel.demo.serve import run

    return run()


def coach() -> int:
    from gemel.coach import Port
    from gemel.coach.lines import answers

    with open(0, encoding="utf-8", errors="replace", closefd=False) as lines:  # whatever comes in: never a crash
        for answer in answers(lines, Port()):
            print(answer, flush=True)
    return 0


def carry(verb: str, file: str) -> int:
    from gemel.terminal import bring_back, export

    return export(file) if verb == "export" else bring_back(file)


def measure(what: str, rest: list[str]) -> int:
    """Benches are part of a checkout, not of what is installed."""
    import subprocess
    from pathlib import Path

    root = Path(__file__).parent.parent
    if not (root / "bench" / what).is_dir():
        print("Measuring needs a checkout: the folder bench/ is not installed.", file=sys.stderr)
        return 2
    return subprocess.call([sys.executable, "-m", f"bench.{what}", *rest], cwd=root)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
