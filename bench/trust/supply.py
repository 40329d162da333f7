"""G25. What is known to be wrong with the code, and with what it stands on; the tools come from the package index. That
what it stands on is little, locked, and as new as can be had is looked at as well."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

from bench.trust.kit import Budget, Found

ROOT = Path(__file__).parents[2]
MOST = 25
"""Direct dependencies."""


def uv() -> str:
    return os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".tools/bin/uv")


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([uv(), "tool", "run", *command], cwd=ROOT, capture_output=True, text=True, check=False)


EXPLAINED = {
    ("B704", "gemel/archive/page.py"), ("B704", "gemel/pages/pairing.py"), ("B704", "gemel/ui/icons.py"),
    ("B704", "gemel/ui/tree.py"), ("B704", "gemel/web/templates.py"), ("B310", "gemel/coach/elsewhere.py"),
}  # fmt: skip
"""Looked at one by one: markup made of gemel's own drawings and style, and the one address that a host sets."""


def code() -> tuple[bool, int, str]:
    """Findings of medium weight or more in what is shipped, save those that are explained."""
    ended = tool("bandit", "-r", "gemel", "-q", "-ll", "-x", "*/tests/*")
    found = re.findall(r">> Issue: \[(\w+):.*?Location: ([^:]+):", ended.stdout, re.S)
    fresh = sorted(set(found) - EXPLAINED)
    ran = "Run started" in ended.stdout
    told = f"{len(fresh)} of {len(found)} not explained {fresh or ''}".strip() if ran else "it could not be run"
    return ran, len(fresh), f"bandit: {told}"


def wanted(folder: Path) -> Path:
    """What a server installs, as the lock has it: names, versions and hashes."""
    listed = folder / "requirements.txt"
    what = ["--frozen", "--no-dev", "--all-extras", "--no-emit-project"]
    subprocess.run([uv(), "export", *what, "-q", "-o", str(listed)], cwd=ROOT, check=True)
    return listed


def packages(listed: Path) -> tuple[bool, int, str]:
    """Known vulnerabilities of what the lock names. Its list lies online; where it cannot be reached, that is said."""
    ended = tool("pip-audit", "-r", str(listed), "--disable-pip", "--require-hashes")
    text = ended.stdout + ended.stderr
    if unknown := text.count("could not be audited"):
        return False, 0, f"pip-audit: {unknown} packages are not in the list that it reached"
    if "No known vulnerabilities" in text:
        return True, 0, "pip-audit: 0"
    found = re.search(r"Found (\d+) known", text)
    if found:
        return True, int(found[1]), f"pip-audit: {found[1]}"
    return False, 0, "pip-audit: its list could not be reached"


def locked(listed: str, project: str) -> tuple[int, str]:
    """Packages without a hash, a lock that is not the project's, and more than 25 that are asked for by name."""
    direct = len(tomllib.loads(project)["project"]["dependencies"])
    pinned = re.findall(r"^[\w.\[\]-]+==.*?(?=^[\w#]|\Z)", listed, re.M | re.S)
    bare = [one.split("==")[0] for one in pinned if "--hash=sha256:" not in one]
    stale = subprocess.run([uv(), "lock", "--check"], cwd=ROOT, capture_output=True, check=False).returncode != 0
    told = f"{direct} direct dependencies, {len(pinned)} packages, {len(bare)} without a hash"
    return len(bare) + (direct > MOST) + stale, told + (", and the lock is not the project's" if stale else "")


def behind(listed: str, told: str) -> str:
    """Which packages have a newer release within what gemel asks for: a hole that it mended may be open in those alone.
    `told` is what uv would change."""
    newer = [
        name for name in re.findall(r"^Update (\S+) v", told, re.M) if re.search(rf"^{re.escape(name)}==", listed, re.M)
    ]
    return f"{len(newer)} of them behind their newest release{': ' if newer else ''}{', '.join(newer)}"


def vendored(folder: Path) -> tuple[int, str]:
    """Whether the one script of others that browsers are given is what its makers published."""
    ours = next((ROOT / "gemel/ui/vendor").glob("htmx-*.min.js"))
    number = ours.name.removeprefix("htmx-").removesuffix(".min.js")
    npm = shutil.which("npm")
    packed = [npm, "pack", f"htmx.org@{number}", "--silent"] if npm else ["false"]
    if subprocess.run(packed, cwd=folder, capture_output=True, check=False).returncode != 0:
        return 0, f"htmx {number}: not compared"
    with tarfile.open(folder / f"htmx.org-{number}.tgz") as archive:
        theirs = archive.extractfile("package/dist/htmx.min.js")
        same = theirs is not None and theirs.read() == ours.read_bytes()
    return int(not same), f"htmx {number}: {'as published' if same else 'NOT as published'}"


def run(_budget: Budget) -> Found:
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        folder, project = Path(name), (ROOT / "pyproject.toml").read_text()
        listed = wanted(folder)
        ran, holes, of_code = code()
        reached, known, of_packages = packages(listed)
        loose, of_lock = locked(listed.read_text(), project)
        newer = subprocess.run(
            [uv(), "lock", "--upgrade", "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        changed, of_script = vendored(folder)
        late = behind(listed.read_text(), newer.stdout + newer.stderr)
    told = f"{of_code}; {of_packages}; {of_lock}, {late}; {of_script}"
    return Found(int(ran and reached), holes + known + loose + changed, told)
