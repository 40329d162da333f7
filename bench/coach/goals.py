"""The lines of the table: floor, first try, best published, goal. From issue 4 and its design notes; fixed beforehand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """Figures as they were written down; None where nothing is known. `most` marks a figure that has to be small."""

    floor: float | None = None
    first: float | None = None
    best: float | None = None
    goal: float | None = None
    most: bool = False


GOALS = {
    "OffMyChest original, emotional disclosure, macro-F1": Goal(0.571, 0.637, 0.64, 0.67),
    "OffMyChest original, informational disclosure, macro-F1": Goal(0.603, 0.638, 0.65, 0.69),
    "OffMyChest original, emotional support, macro-F1": Goal(0.730, 0.756, 0.79, 0.80),
    "OffMyChest original, informational support, macro-F1": Goal(0.685, 0.730, 0.73, 0.77),
    "OffMyChest corrected, emotional disclosure, macro-F1": Goal(0.693, 0.790, None, 0.83),
    "OffMyChest corrected, informational disclosure, macro-F1": Goal(0.693, 0.744, None, 0.80),
    "OffMyChest corrected, emotional support, macro-F1": Goal(0.813, 0.863, None, 0.89),
    "OffMyChest corrected, informational support, macro-F1": Goal(0.705, 0.765, None, 0.80),
    "GoEmotions 28, macro-F1": Goal(0.450, 0.466, 0.503, 0.52),
    "GoEmotions, ten feelings of relationships, mean F1": Goal(None, 0.502, None, 0.56),
    "question intimacy, r": Goal(0.704, 0.838, 0.87, 0.88),
    "ten dimensions, six, mean AUC": Goal(0.806, 0.851, None, 0.89),
    "receptiveness, r": Goal(0.416, 0.490, None, 0.60),
    "politeness quartiles, Wikipedia, accuracy": Goal(0.851, 0.886, 0.838, 0.91),
    "politeness quartiles, Stack Exchange, accuracy": Goal(0.654, 0.713, 0.782, 0.79),
    "iSarcasmEval A, F1 of sarcastic": Goal(0.300, 0.327, 0.605, 0.50),
    "UCC, seven labels, never trained on, mean AUC": Goal(0.65, 0.650, 0.776, 0.75),
    "EPITOME emotional reaction, macro-F1": Goal(0.669, 0.740, 0.745, 0.75),
    "EPITOME interpretation, macro-F1": Goal(0.554, 0.563, 0.626, 0.66),
    "EPITOME exploration, macro-F1": Goal(0.598, 0.700, 0.726, 0.73),
    "AnnoMI four acts, macro-F1": Goal(0.724, 0.747, 0.72, 0.82),
    "rules.all.precision": Goal(None, None, None, 0.97),
    "rules.all.caught": Goal(None, None, None, 0.85),
    "rules.all.crossfire": Goal(None, None, None, 0.02, most=True),
    "rules.plain.precision": Goal(None, None, None, 0.97),
    "rules.plain.caught": Goal(None, None, None, 0.85),
    "safety.caught": Goal(None, None, None, 0.98),
    "whole request, p99, ms": Goal(None, None, None, 40.0, most=True),
    "size, MB": Goal(None, 23.0, None, 12.0, most=True),
    "load, ms": Goal(None, 100.0, None, 300.0, most=True),
    "30-word text, median, ms": Goal(None, 9.2, None, 4.0, most=True),
    "30-word text, p99, ms": Goal(None, None, None, 25.0, most=True),
    "memory beyond the bare process, MB": Goal(None, 80.0, None, 60.0, most=True),
    "PyTorch's time / ours": Goal(None, 2.0, None, 2.5),
}
