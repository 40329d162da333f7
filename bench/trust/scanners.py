"""G24. Scanners of others let loose on a real server: signed in as Ana, as Ben, and as nobody. Both come from the package
index; `explained.toml` says of each finding that is none why it is none."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from bench.kit import couples
from bench.kit.servers import gemel_server
from bench.trust.acts import BOTH_DO, OWN
from bench.trust.front import ELSEWHERE, ROUTES, Front, known
from bench.trust.kit import Budget, Found
from bench.trust.supply import ROOT, uv
from gemel import testing
from gemel.testing import Client, TestHouse, served
from gemel.vault import DEFAULT
from tests.walks import own_links, plain_addresses

PACKAGES = {"wapiti": "wapiti3", "sqlmap": "sqlmap"}
GROUPS = (
    (
        "cookieflags", "csp", "http_headers", "methods", "htaccess", "csrf", "crlf", "redirect", "upload", "ldap", "xxe",
        "ssrf",
    ),
    ("xss", "permanentxss"), ("sql",), ("timesql",), ("file",), ("exec",),
)  # fmt: skip
"""All of wapiti's attacks that need nothing from outside, save those that look for other people's software and for files
left lying. What is left of the time is divided among the groups to come: the quick ones first, and the others have what
they did not need."""
MEDIUM = 2
"""Of wapiti's levels: 0 to 4, from "good to know" to critical."""
ADDRESS = "https://gemel.test"
"""What the server is told it is called, so that it behaves as it does behind TLS."""
COOKIE = "__Host-gemel"
ENDS = ("/leaving", "/live", "/live/now")
"""Left out: after it Ana is alone, and there is no couple to look at any more; and streams, which never end."""
EXPLAINED = Path(__file__).with_name("explained.toml")
PEOPLE = ("Ana", "Ben", "nobody")
TRIES = len(PEOPLE) * (sum(map(len, GROUPS)) + 1)


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    where: str
    """The route, or the address where none answers there."""
    field: str = ""
    side: str = ""
    """Whose: Ana's, Ben's or nobody's."""

    def __str__(self) -> str:
        return f"{self.what} at {self.where}" + (f" ({self.field})" if self.field else "") + f" as {self.side}"


@dataclass
class Scan:
    """What one scanner brought back about one person's side."""

    ended: list[str] = field(default_factory=list)
    """Attacks that went on to their end."""
    findings: set[Finding] = field(default_factory=set)


def command(tool: str) -> list[str]:
    """The scanner that is there, or the one that the package index has."""
    there = shutil.which(tool)
    return [there] if there else [uv(), "tool", "run", "--quiet", "--from", PACKAGES[tool], tool]


def version(tool: str) -> str:
    """Nothing where it is neither installed nor to be had."""
    ended = subprocess.run([*command(tool), "--version"], cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.search(r"^(\d+\.\d[\w.]*)", ended.stdout, re.M)
    return found[1] if found else ""


def wapiti(front: str, starts: list[str], folder: Path, seconds: float) -> Scan:
    more = [part for path in starts for part in ("-s", front + path)]
    aside = [part for path in ENDS for part in ("-x", front + path)]
    limit, budget = ["--max-scan-time", str(int(seconds / 8)), "-d", "2"], Budget(len(GROUPS), seconds)
    attack(front, folder, [*limit, *more, *aside, "-m", ""], seconds / 8 + 60)
    done = Scan()
    for number, group in enumerate(GROUPS):
        each = budget.left / (len(GROUPS) - number) / min(len(group), 3)
        chosen = ["--skip-crawl", "-m", ",".join(group), "--max-attack-time", str(max(1, int(each)))]
        done.ended += whole_attacks(attack(front, folder, [*chosen, *aside], each * len(group) + 60))
        done.findings |= in_report(folder / "wapiti.json")
    return done


def attack(front: str, folder: Path, what: list[str], seconds: float) -> str:
    """One run of wapiti, which goes on from the run before."""
    kept = ["--store-session", str(folder / "session"), "-f", "json", "-o", str(folder / "wapiti.json")]
    stays_here = ["--scope", "domain", "--no-bugreport", "--endpoint", front + ELSEWHERE, "--dns-endpoint", "localhost"]
    spared = ["--skip", "_token", "--skip", "_id"]
    told = output(
        [*command("wapiti"), "-u", f"{front}/", "-t", "20", "-v", "1", *kept, *stays_here, *spared, *what], seconds
    )
    with (folder / "wapiti.log").open("a") as log:
        log.write(told)
    return told


def output(line: list[str], seconds: float) -> str:
    """What a scanner said, at its end or when its time was over."""
    ours = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    running = subprocess.Popen(line, text=True, errors="replace", start_new_session=True, **ours)
    try:
        return running.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)  # the scanner is below what fetched it
        return running.communicate()[0]


def whole_attacks(told: str) -> list[str]:
    begun = re.findall(r"Launching module (\w+)", told)
    cut = set(re.findall(r"Max attack time was reached for module (\w+)", told))
    return [name for name in begun if name not in cut]


def in_report(path: Path) -> set[Finding]:
    """What wapiti calls medium or worse; a server's error is among its "anomalies"."""
    report = json.loads(path.read_text()) if path.exists() else {}
    return {
        Finding(what, at(one["method"], one["path"]), one.get("parameter") or "")
        for part in ("vulnerabilities", "anomalies")
        for what, found in report.get(part, {}).items()
        for one in found
        if int(one["level"]) >= MEDIUM
    }


def at(method: str, path: str) -> str:
    path = path.partition("?")[0]
    return known(method, path) or f"{method} {path}"


def sqlmap(front: str, starts: list[str], folder: Path, seconds: float) -> Scan:
    asked, results = folder / "addresses", folder / "sqlmap.csv"
    asked.write_text("".join(f"{front}{path}\n" for path in starts))
    how = ["--forms", "--batch", "--smart", "--level", "2", "--threads", "4", "--disable-coloring", "--flush-session"]
    how += ["--param-exclude", "^_(token|id)$"]
    kept = ["--output-dir", str(folder / "sqlmap"), "--results-file", str(results)]
    began = time.monotonic()
    told = output([*command("sqlmap"), "-m", str(asked), *how, *kept, "--time-limit", str(int(seconds))], seconds + 60)
    (folder / "sqlmap.log").write_text(told)
    whole = time.monotonic() - began < seconds and "[*] ending @" in told
    return Scan(["sqlmap"] if whole else [], in_table(results.read_text()) if results.exists() else set())


def in_table(text: str) -> set[Finding]:
    """Each line names a field that sqlmap could put a question of its own into; an empty one that it could not."""
    found = [one for one in csv.DictReader(text.splitlines()) if one.get("Technique(s)")]
    return {
        Finding("SQL injection", at(one["Place"] or "GET", re.sub(r"^https?://[^/]+", "", one["Target URL"])), one["Parameter"])
        for one in found
    }  # fmt: skip


def lived(house: TestHouse) -> tuple[Client, Client]:
    """A couple that did a little of everything, each in the open and in private."""
    pair = house.couple()
    for number, act in enumerate([*BOTH_DO, *OWN]):
        if "rotation" not in act.name and "end-others" not in act.name:
            for who, other in (pair, pair[::-1]):
                act.do(who, Random(number), other)
    return pair


def starts_of(who: Client) -> list[str]:
    """Every page without an id in its address, and all that those lead to."""
    plain = [path for path in plain_addresses() if path not in ENDS]
    return [*plain, *sorted({link for path in plain for link in own_links(who.get(path).text)})]


def explained() -> list[dict[str, Any]]:
    return tomllib.loads(EXPLAINED.read_text()).get("finding", [])


def unexplained(found: set[Finding]) -> list[Finding]:
    reasons = explained()

    def has_one(finding: Finding) -> bool:
        return any(
            finding.what == one["what"] and re.search(one["where"], finding.where) and finding.side in one["sides"]
            for one in reasons
        )

    return sorted((one for one in found if not has_one(one)), key=str)


def scanned(folder: Path, budget: Budget) -> list[tuple[Front, Scan]]:
    """All sides at once, each with a front of its own. Passphrases cost what they cost on a real server."""
    with patch.object(testing, "TEST_COST", DEFAULT), couples.fresh_house(folder / "data") as house:
        ana, ben = lived(house)
        with gemel_server(folder / "data", GEMEL_URL=ADDRESS) as server, ThreadPoolExecutor(len(PEOPLE)) as pool:
            fronts = [Front(server.address, COOKIE, who) for who in (ana, ben, None)]
            starts = [starts_of(who) for who in (ana, ben, house.client())]
            sides = [(folder / name, front, paths) for name, front, paths in zip(PEOPLE, fronts, starts, strict=True)]
            scans = list(pool.map(lambda side: from_one_side(*side, budget.left), sides))
    return list(zip(fronts, scans, strict=True))


def from_one_side(folder: Path, front: Front, starts: list[str], seconds: float) -> Scan:
    folder.mkdir()
    with served(front) as address:
        here = address.replace("localhost", "127.0.0.1")
        one, other = wapiti(here, starts, folder, seconds * 0.8), sqlmap(here, starts, folder, seconds * 0.2)
    found = {replace(each, side=folder.name) for each in one.findings | other.findings}
    return Scan(one.ended + other.ended, found)


def judged(scans: list[tuple[Front, Scan]], versions: dict[str, str]) -> Found:
    found = {one for _front, scan in scans for one in scan.findings}
    broken = {one for front, _scan in scans for one in front.broken}
    fresh = [*map(str, unexplained(found)), *sorted(broken)]
    reached = {route for front, _scan in scans for route in front.reached}
    tools = ", ".join(f"{tool} {number}" for tool, number in versions.items())
    told = (
        f"{tools}; {sum(front.sent for front, _scan in scans):,} requests, {len(reached)} of {len(ROUTES)} addresses reached; "
        f"{len(found)} findings of medium weight or more, {len(found) - len(unexplained(found))} of them explained"
    )
    return Found(sum(len(scan.ended) for _front, scan in scans), len(fresh), "; ".join([told, *fresh[:8]]))


def run(budget: Budget) -> Found:
    versions = {tool: version(tool) for tool in PACKAGES}
    if not all(versions.values()):
        return Found(0, 0, "no scanner is there and none could be had: README.md says how to install them")
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        return judged(scanned(Path(name), budget), versions)
