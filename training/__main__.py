"""`python -m training STAGE --data DIR`: rebuilds the coach's encoder. See README.md."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training import stages
from training.card import stage_card
from training.unshipped import stage_annomi, stage_epitome

HERE = Path(__file__).parent.parent
OTHERS = {"epitome": stage_epitome, "annomi": stage_annomi, "card": stage_card}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("stage", nargs="?", default="all", choices=["all", *OTHERS, *stages.STAGES])
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public sets")
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus")
    parser.add_argument("--work", type=Path, default=HERE / "artefacts/training", help="checkpoints and logs")
    parser.add_argument("--to", type=Path, default=HERE / "gemel/coach/model")
    parser.add_argument("--minutes", type=float, help="at most so long for one stage")
    parser.add_argument("--checkpoint", type=Path, help="export this one instead of the last")
    parser.add_argument("--seed", type=int, default=0, help="one corpus run with this seed instead of both")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    known = {**stages.STAGES, **OTHERS}
    for name in stages.STAGES if options.stage == "all" else [options.stage]:
        known[name](options)


if __name__ == "__main__":
    main()
