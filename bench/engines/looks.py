"""Every page of a couple with a year behind them, as each engine lays it out; and pictures of some, to be looked at."""

from __future__ import annotations

from pathlib import Path

from bench.engines.browsers import DESK, PHONE
from bench.engines.phone import Phone
from bench.engines.serving import Place
from gemel.demo.build import build
from gemel.testing import PASSPHRASE, empty
from tests.test_every_page import NOT_PAGES
from tests.walks import plain_addresses

ARTEFACTS = Path("artefacts") / "engines"
PICTURED = (
    "/", "/week", "/together", "/thanks/new", "/questions", "/timeline", "/you", "/private", "/help", "/calm", "/sittings",
    "/together/dates/new", "/memories/journal/new", "/boundaries", "/exercises/down", "/growth", "/coach/draft", "/speaking",
)  # fmt: skip
OUTSIDE = ("/", "/sign-up", "/sign-in")
WIDE = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


def settled_in(phone: Phone, place: Place) -> None:
    phone.go("about:blank")
    empty(place.home.house)
    couple = build(place.home.house, PASSPHRASE)
    client = place.home.client()
    client.cookie = place.home.house.sessions.begin(couple.one, place.home.clock.now)
    phone.sign_in_as(client)


def addresses() -> list[str]:
    return [path for path in plain_addresses() if path not in NOT_PAGES and not path.endswith((".svg", ".ics", ".pdf"))]


def too_wide(phone: Phone) -> dict[str, int]:
    """Pages that are wider than the phone, by how many pixels."""
    found = {}
    for path in addresses():
        phone.go(path)
        if more := phone.run(WIDE):
            found[path] = int(more)
    return found


def pictures(phone: Phone, folder: Path, light: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for size, extent in (("phone", PHONE), ("desk", DESK)):
        phone.sized(*extent)
        for path in PICTURED:
            if path in addresses():
                _picture(phone, path, folder / f"{path.strip('/').replace('/', '-') or 'today'}-{size}-{light}.png")
    phone.driver.delete_all_cookies()
    for size, extent in (("phone", PHONE), ("desk", DESK)):
        phone.sized(*extent)
        for path in OUTSIDE:
            _picture(phone, path, folder / f"outside-{path.strip('/') or 'front'}-{size}-{light}.png")


def _picture(phone: Phone, path: str, file: Path) -> None:
    phone.go(path)
    file.write_bytes(phone.pictured())
