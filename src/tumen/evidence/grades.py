"""How far a source is to be trusted and how likely it says a thing is: Admiralty code and ICD 203.

The Admiralty (NATO) code grades a source A to F and a claim 1 to 6. The letter sets the prior chance
that a report is genuine; the digit is kept, since analysts write it, but never multiplied in: it is
*defined* by corroboration, and corroboration is what a fit computes.
"""

from __future__ import annotations

from typing import Literal

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]

RELIABILITY: dict[str, tuple[str, float, float]] = {
    "A": ("completely reliable", 0.97, 0.05),
    "B": ("usually reliable", 0.90, 0.10),
    "C": ("fairly reliable", 0.75, 0.20),
    "D": ("not usually reliable", 0.50, 0.35),
    "E": ("unreliable", 0.25, 0.60),
    "F": ("cannot be judged", 0.60, 0.35),
}
"""Letter -> words, prior chance that a report is genuine, and how far a genuine one errs.

The chance is of the report being about what it says it is about at all. The error is the standard
deviation, on the logarithm, of an amount that such a source sees or hears of; on a share, of its odds.
All numbers are assumptions, to be varied in every analysis.
"""

CREDIBILITY: dict[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}

Likelihood = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
]

LIKELIHOOD: dict[str, tuple[float, float]] = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
"""Words of Intelligence Community Directive 203 (2015) and the probabilities they stand for."""


def likelihood_word(probability: float) -> str:
    """The word of ICD 203 for a probability.

    Raises
    ------
    ValueError
        If it is none.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is no probability")
    for word, (_, high) in LIKELIHOOD.items():
        if probability < high:
            return word
    return "almost certain"
