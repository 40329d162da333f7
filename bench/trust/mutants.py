"""G9. Each small change to the vault's code, made in a copy: one of its own tests has to fail. And a million nonces."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from bench.trust.kit import Budget, Found
from bench.trust.supply import ROOT, uv
from gemel.vault.sealing import HEADER_BYTES, new_key, seal

TOOL = "mutmut==3.8.1"
"""From the package index, and this one: what it changes, and how it tells, differs from version to version."""
BESIDE = ("pytest", "hypothesis", "pynacl", "cryptography", "msgspec")
SETTINGS = """[mutmut]
source_paths=gemel
do_not_mutate=*/tests/*
pytest_add_cli_args_test_selection=gemel/vault/tests
pytest_add_cli_args=--import-mode=importlib
use_git_change_detection=false
"""
REACH = 0.9
CAUGHT = {"killed", "timeout", "segfault"}
NONCES = 1_000_000

EXPLAINED = {
    # Codecs and digests go by their names in any case.
    'cookie: return urlsafe_b64encode(secret).rstrip(b"=").decode("ASCII")',
    'grant: return "".join(code.split()).encode("UTF-8", "surrogatepass")',
    'grant: return digest(hkdf(payload, b"gemel/v1/grant/confirm"), bound, "SHA256")',
    "grant: digits = f\"{int.from_bytes(digest(token, both, 'SHA256')) % 10**6:06}\"",
    'passphrase: return text.encode("UTF-8", "surrogatepass")',
    # What is left out is what Python takes without it: "big", and 32 bytes.
    "cookie: return _text(token_bytes(None))",
    "padding: end = _PREFIX + int.from_bytes(padded[:_PREFIX], )",
    "padding: framed = len(data).to_bytes(_PREFIX, ) + data",
    "recovery: return number.to_bytes(17, )",
    "sealing: return token_bytes(None)",
    # No X ends the spelling of 32 bytes, and whatever is not 32 bytes is refused alike.
    'cookie: return urlsafe_b64encode(secret).rstrip(b"XX=XX").decode("ascii")',
    'cookie: secret = b"XXXX"',
    # Too short, or said to be longer than it is: then the zeros do not add up either.
    "padding: if len(padded) < _PREFIX and filled < 0 or padded.count(0, end) != filled:",
    # 64 is a size that padding gives.
    "padding: if size < FLOOR_BYTES:",
    # Frames that were made beforehand are those that would be made.
    "place: framed += (frames[length] if (length < 256) and False else _frame(tag, length), data)",
    # Twenty-eight letters are never all thirty-two, none of them stands there twice, and steps of five end at 0.
    "recovery: if len(letters) != _LENGTH or not set(letters) < set(_ALPHABET):",
    "recovery: number = number << 5 | _ALPHABET.rindex(letter)",
    'recovery: return "".join(_ALPHABET[number >> shift & 31] for shift in range(135, -2, -5))',
}
"""Changes that change nothing, looked at one by one: `module: line as changed`."""


def copy(folder: Path) -> None:
    """The vault and its tests alone: it knows nothing else of gemel. And the versions that the lock names."""
    (folder / "gemel").mkdir()
    shutil.copy(ROOT / "gemel/__init__.py", folder / "gemel")
    shutil.copytree(ROOT / "gemel/vault", folder / "gemel/vault", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "setup.cfg").write_text(SETTINGS)
    lock = [uv(), "export", "--frozen", "--no-emit-project", "--no-hashes", "-q", "-o", str(folder / "lock.txt")]
    subprocess.run(lock, cwd=ROOT, check=True)


def mutmut(folder: Path, *command: str, seconds: float | None = None) -> str:
    """What it says; or said until its time was over."""
    begin = [str(ROOT / uv()), "tool", "run", "-p", sys.executable, "-c", "lock.txt", "--from", TOOL]
    beside = [part for package in BESIDE for part in ("--with", package)]
    running = subprocess.Popen(
        [*begin, *beside, "mutmut", *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, start_new_session=True,
    )  # fmt: skip
    try:
        return running.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)  # it has tests below it
        return running.communicate()[0]


def outcomes(folder: Path) -> dict[str, str]:
    """What became of each change, by its name, without those that there was no time for."""
    told = re.findall(r"^ +(\S+): (.+)$", mutmut(folder, "results", "--all", "true"), re.M)
    return {name: became for name, became in told if became != "not checked"}


def change(folder: Path, name: str) -> str:
    """Such as `padding: end = _PREFIX - 1`."""
    lines = re.findall(r"^\+(?!\+\+ ) *(.+)$", mutmut(folder, "show", name), re.M)
    return f"{name.split('.')[-2]}: {' '.join(lines)}"


def nonces(count: int) -> int:
    """How many of so many seals carry a nonce that one before them had."""
    key = new_key()
    return count - len({seal(key, b"", b"")[HEADER_BYTES : HEADER_BYTES + 24] for _ in range(count)})


def judged(became: Mapping[str, str], missed: Collection[str], twice: int) -> Found:
    """Each that no test caught counts as wrong where they are more than one in ten of those that change anything."""
    if not became:
        return Found(0, twice, "the tool could not be run")
    fresh = sorted(set(missed) - EXPLAINED)
    caught, alike = len(became) - len(missed), len(missed) - len(fresh)
    share = caught / max(1, len(became) - alike)
    note = f"{caught} of {len(became)} changes caught; {alike} change nothing; of all others {share:.1%} were caught"
    if alike < len(EXPLAINED):  # then a test failed for another reason, or there was no time for them all
        note += f"; {len(EXPLAINED) - alike} that change nothing were not among those left"
    note += f"; {NONCES:,} nonces, {twice} of them twice" + "".join(f"; `{one}`" for one in fresh)
    return Found(len(became), twice + (len(fresh) if share < REACH else 0), note)


def run(budget: Budget) -> Found:
    twice = nonces(NONCES)
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        copy(folder := Path(name))
        mutmut(folder, "run", seconds=max(60.0, budget.left))
        became = outcomes(folder)
        missed = [change(folder, one) for one, how in became.items() if how not in CAUGHT]
    return judged(became, missed, twice)
