"""G25. What is known to be wrong with the code, and with what it stands on; both tools come from the package index."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.trust.kit import Budget, Found

ROOT = Path(__file__).parents[2]


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


def packages(folder: Path) -> tuple[bool, int, str]:
    """Known vulnerabilities of what the lock names. Its list lies online; where it cannot be reached, that is said."""
    wanted = folder / "requirements.txt"
    subprocess.run(
        [uv(), "export", "--frozen", "--no-dev", "--no-emit-project", "-q", "-o", str(wanted)], cwd=ROOT, check=True
    )
    ended = tool("pip-audit", "-r", str(wanted), "--disable-pip", "--require-hashes")
    text = ended.stdout + ended.stderr
    if unknown := text.count("could not be audited"):
        return False, 0, f"pip-audit: {unknown} packages are not in the list that it reached"
    if "No known vulnerabilities" in text:
        return True, 0, "pip-audit: 0"
    found = re.search(r"Found (\d+) known", text)
    if found:
        return True, int(found[1]), f"pip-audit: {found[1]}"
    return False, 0, "pip-audit: its list could not be reached"


def run(_budget: Budget) -> Found:
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        (ran, one, told), (reached, other, also) = code(), packages(Path(name))
    return Found(int(ran and reached), one + other, f"{told}; {also}")
