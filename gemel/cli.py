"""The one command: gemel init, serve, demo, coach, bench."""

from __future__ import annotations

import argparse
import sys

from gemel import __version__

BACKLOG = 8192  # after a restart every phone comes back at once; the kernel's own limit (somaxconn) stands above this


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="gemel", description="A private place where two people practise being close.")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("init", help="make the pepper of a new server, once")
    verbs.add_parser("serve", help="serve gemel")
    verbs.add_parser("demo", help="serve a couple with a year behind them, both phones on one page")
    verbs.add_parser("coach", help='read {"text": …} a line on standard input, say what the coach finds, a line each')
    bench = verbs.add_parser("bench", help="measure, in a checkout; see bench/README.md")
    bench.add_argument("what", choices=["coach"])
    bench.add_argument("rest", nargs=argparse.REMAINDER, help="such as --data DIR")
    asked = parser.parse_args(argv)
    try:
        if asked.verb == "bench":
            return measure(asked.what, asked.rest)
        return {"init": init, "serve": serve, "demo": demo, "coach": coach}[asked.verb]()
    except _bad_setting() as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _bad_setting() -> type[Exception]:
    from gemel.settings import BadSetting

    return BadSetting


def init() -> int:
    from gemel.settings import data_folder, make_pepper, pepper_path

    path = pepper_path(data_folder())
    if make_pepper(path):
        print(f"Made the pepper of this server at {path}. Keep a copy apart from every backup of the database.")
    return 0


def serve() -> int:
    from gemel.settings import load

    settings = load()
    _harden()
    _widen()
    return _run(settings, "gemel.app:create_app")


def _run(settings, target: str) -> int:
    import uvicorn

    shown = settings.url or f"http://localhost:{settings.port}"
    print(f"gemel is at {shown}", flush=True)
    uvicorn.run(
        target, factory=True, host=settings.bind, port=settings.port, access_log=False, log_level="warning",
        server_header=False, date_header=False, timeout_graceful_shutdown=5, forwarded_allow_ips="127.0.0.1",
        backlog=BACKLOG,
    )  # fmt: skip
    return 0


def _harden() -> None:
    """No core dump may hold what somebody wrote."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
