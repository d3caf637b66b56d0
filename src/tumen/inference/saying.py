"""What the evidence says of a belief, in words, and what drawing alone would make it seem to say."""

from __future__ import annotations

import numpy as np

from tumen.inference.sampler import POPULATIONS

NOTHING = 0.1
"""Contraction below which, with a shift below `UNMOVED`, the evidence says nothing of a belief."""

UNMOVED = 0.25
"""Prior standard deviations of shift that count as none."""

SURE = 3.0
"""Errors of drawing beyond which something is said of a belief."""


def wobbles(z: np.ndarray) -> tuple[float, float]:
    """Error of a contraction and of a shift that comes of drawing, as populations of draws part.

    Parameters
    ----------
    z
        Draws of the beliefs that are sampled (draws, beliefs).
    """
    if not z.shape[1]:
        return 0.0, 0.0
    parts = [z[i::POPULATIONS] for i in range(POPULATIONS)]
    found = [
        np.std([one(part, axis=0) for part in parts], axis=0, ddof=1) / np.sqrt(POPULATIONS)
        for one in (np.var, np.mean)
    ]
    variance, mean = (float(np.sqrt(np.mean(np.square(one)))) for one in found)
    return variance, mean


def told(contraction: float, shift: float, wobble: tuple[float, float] = (0.0, 0.0)) -> tuple[bool, bool]:
    """Whether a belief was narrowed, and whether it was moved, by more than drawing alone would do."""
    return contraction >= max(NOTHING, SURE * wobble[0]), abs(shift) >= max(UNMOVED, SURE * wobble[1])


def say(contraction: float, shift: float, wobble: tuple[float, float] = (0.0, 0.0)) -> str:
    """What the evidence says of a belief, in words."""
    narrowed, moved = told(contraction, shift, wobble)
    if not narrowed and not moved:
        return "The evidence says nothing about this."
    way = f"{'up' if shift > 0 else 'down'} by {abs(shift):.1f}"
    if not narrowed:
        return f"Moved {way} prior sd, hardly narrowed."
    more = f" and moved {way} sd" if moved else ""
    return f"Narrowed: {100 * contraction:.0f} % of its prior variance is gone{more}."
