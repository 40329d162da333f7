"""The first visit of Today on a phone: bytes and requests; then what Lighthouse says. See README.md."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.kit import couples
from bench.kit.figures import Figure, Options, main, median
from bench.kit.servers import Server, gemel_server

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100}
LIGHTHOUSE = "lighthouse@13"


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def first_visit(browser: Browser, server: Server, path: str, cookie: str) -> dict[str, float]:
    """Bytes over the wire, headers included, of each address of a first visit with nothing kept."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, device_scale_factor=2)
    if cookie:
        context.add_cookies([{"name": "gemel", "value": cookie, "url": server.address}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    names, bytes_of = {}, {}
    wire.on("Network.requestWillBeSent", lambda told: names.update({told["requestId"]: told["request"]["url"]}))
    wire.on("Network.loadingFailed", lambda told: bytes_of.setdefault(told["requestId"], 0))
    wire.on("Network.loadingFinished", lambda told: bytes_of.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(server.address + path, wait_until="networkidle")
    page.wait_for_timeout(1_500)  # what a service worker fetches on installing belongs to the first visit too
    context.close()
    shown = {key: names.get(key, key).removeprefix(server.address) for key in bytes_of}
    return {f"{number} {shown[key]}": size for number, (key, size) in enumerate(bytes_of.items())}


def _wire(server: Server, cookie: str) -> list[Figure]:
    program = chromium()
    if program is None:
        return [Figure("Today, bytes on a first visit", None, most=60, note="no Chromium here")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        found = first_visit(browser, server, "/", cookie)
        browser.close()
    for name, size in found.items():
        print(f"  {size:8,.0f}  {name}")
    return [
        Figure("Today, first visit", sum(found.values()) / 1000, "kB", most=60),
        Figure("Today, requests", len(found), most=8),
    ]


def _tool(folder: Path) -> Path | None:
    """Lighthouse in a folder of its own; None where there is no npm to fetch it."""
    kept = os.environ.get("LIGHTHOUSE")
    if kept:
        return Path(kept)
    npm = shutil.which("npm")
    if npm is None:
        return None
    subprocess.run([npm, "install", "--silent", "--no-fund", "--no-audit", LIGHTHOUSE], cwd=folder, check=True)
    return folder / "node_modules" / ".bin" / "lighthouse"


def scores(tool: Path, address: str, headers: dict[str, str]) -> dict[str, float]:
    """Lighthouse's three scores, of its own phone preset with its own slow network."""
    command = [
        str(tool), address, "--quiet", "--output=json", f"--only-categories={','.join(GOALS)}",
        f"--extra-headers={json.dumps(headers)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]  # fmt: skip
    env = os.environ | {"CHROME_PATH": chromium() or ""}
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout)
    _tell(told, address)
    return {name: 100 * (told["categories"][name]["score"] or 0) for name in GOALS}


def _few(items: object) -> list:
    """The first three; some audits give a table of their own kind."""
    return items[:3] if isinstance(items, list) else [items]


def _tell(told: dict, address: str) -> None:
    """Whatever was not perfect, by name."""
    for name, one in told["audits"].items():
        if one.get("score") is not None and one["score"] < 0.9:
            print(f"  {address}: {name}: {one['score']:.2f} {one.get('displayValue', '')}")
            for item in _few(one.get("details", {}).get("items", [])):
                print(f"    {json.dumps(item)[:400]}")


def _score(page: str, part: str, runs: list[dict[str, float]]) -> Figure:
    return Figure(f"{page}, {part}", median([run[part] for run in runs]), least=GOALS[part])


def _lighthouse(server: Server, headers: dict[str, str], rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-lighthouse-") as name:
        tool = _tool(Path(name))
        if tool is None or chromium() is None:
            return [Figure("Lighthouse", None, note="needs npm and Chromium")]
        found = []
        for page, sent in (("front page", {}), ("Today", headers)):
            runs = [scores(tool, server.address + "/", sent) for _lap in range(rounds)]
            found += [_score(page, part, runs) for part in GOALS]
        return found


def measure(options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        data = Path(name)
        with couples.fresh_house(data) as house:
            couple = couples.couple_with(house, "of 100", 100)
        with gemel_server(data) as server:
            return [*_wire(server, couple.one.cookie), *_lighthouse(server, couple.headers, options.rounds)]


if __name__ == "__main__":
    main("wire", measure, rounds=3, seconds=0)
