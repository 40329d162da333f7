"""The goals, in the order of the design's table: what is tried, how often, and the code that tries it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.trust import (
    clocks,
    cuts,
    full,
    fuzz,
    guesses,
    killing,
    kit,
    load,
    mutants,
    pairs,
    scan,
    scanners,
    spill,
    supply,
    swaps,
    twice,
    upgrading,
    writer,
)
from bench.trust.kit import Budget, Found


@dataclass(frozen=True, slots=True)
class Goal:
    name: str
    what: str
    reach: str
    tries: int
    run: Callable[[Budget], Found]


def tests(*what: str, **env: str) -> Callable[[Budget], Found]:
    """Attacks that stand as tests: they take their time, whatever the budget."""
    return lambda budget: kit.pytest(*what, db=budget.db, **env)


GOALS = [
    Goal("G1", "plaintext scan of all that is kept", "0 hits of >= 500 canaries", 500, scan.run),
    Goal("G2", "19 MB and the longest words through the proxies, every file that is written traced", "0 bytes beside the vault", 36, spill.run),
    Goal("G3", "cold keys: all files, no cookie and no passphrase", "0 opened", 1_000, scan.cold),
    Goal("G4", "sealed parts swapped", "100 % refused", 10_000, swaps.run),
    Goal("G5", "scripts of a database writer", "0 of >= 20 succeed", len(writer.SCRIPTS), writer.run),
    Goal("G6", "two worlds, with and without private acts", "0 differences", 5_000, pairs.run),
    Goal("G7", "every url in every role", "as declared", 1, tests("tests/test_privacy_sweep.py")),
    Goal("G8", "stateful model of the kernel, 100,000 steps", "0 violations", 1, tests("gemel/moments/tests/test_model.py", GEMEL_LONG="1")),
    Goal("G9", "small changes to the vault's code; 10^6 nonces", ">= 90 % caught; 0 twice", 900, mutants.run),
    Goal("G10", "kill -9 amid words, photos, a new passphrase and new keys", "0 lost", 1_000, killing.run),
    Goal("G11", "power cut: synced bytes, torn and reordered ones", "0 lost", 1_000, cuts.run),
    Goal("G12", "disk full", "0 corrupt, 0 words lost", 100, full.run),
    Goal("G13", "a clock that jumps", "0 early, 0 revived", 200, clocks.run),
    Goal("G14", "the same form sent 50 times at once, 200 rounds a form", "exactly once", 200 * len(twice.FORMS), twice.run),
    Goal("G15", "change of keys among everything else, in any order", "all opens", 1, tests("gemel/moments/tests/test_rotation_at_random.py", GEMEL_LONG="1")),
    Goal("G17", "upgrade of 100,000 rows from every schema that is frozen, killed at its steps", "all opens; <= 300 s", 50, upgrading.run),
    Goal("G19", "guesses at one passphrase, at four servers at once", "what fits into a bucket; the owner always", 1_000, guesses.run),
    Goal("G21", "hostile uploads, a hundred and more in one test", "0 crash", 1, tests("gemel/media/tests/test_hostile.py")),
    Goal("G22", "tenfold load, in requests", "0 5xx, p95 <= 300 and 600 ms", 54_000, load.run),
    Goal("G24", "scanners of others, signed in as either and as nobody", "0 high or medium unexplained", scanners.TRIES, scanners.run),
    Goal("G25", "known faults in the code and what it stands on", "0 medium or worse", 1, supply.run),
    Goal("G26", "anything in every address and field; G24's signs in every answer", "0 500s, all refused from elsewhere", 200_000, fuzz.run),
    Goal("G29", "a key that was let go, looked for", "0 hits", 1, tests("gemel/pages/tests/test_deletion.py", "gemel/backup/tests/test_drill.py")),
]  # fmt: skip
