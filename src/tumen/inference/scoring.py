"""How good a forecast was: whether its bands held, how far its draws were off, and whether that is luck.

Every function takes draws along the first axis and truths of the shape that is left, so that one call
scores one number or a thousand: ``draws`` (draws, ...), ``truth`` (...).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import chi2

from tumen.core.errors import InputError


@dataclass(frozen=True)
class RankHistogram:
    """How often the truth had which place among the draws; level where the draws are right.

    Attributes
    ----------
    counts, expected
        Truths in each bin, and how many there would be if every place were as likely.
    p_value
        Chance of counts so uneven or more if the draws are right (chi-square); NaN without truths.
    """

    counts: np.ndarray
    expected: np.ndarray
    p_value: float


def crps(draws: ArrayLike, truth: ArrayLike, *, fair: bool = True) -> np.ndarray:
    """Continuous ranked probability score of draws, in the unit of the truth; 0 is best.

    The mean distance of a draw from the truth, less half the mean distance of two draws. Exact for the
    draws' own distribution with ``fair=False``; fair, it is what more draws of the same would get on
    average (Ferro 2014), so that forecasts of few and of many draws may be compared.

    Raises
    ------
    InputError
        If a number is missing, or there are fewer draws than two (one if not fair).
    """
    x, y = _checked(draws, truth, least=2 if fair else 1)
    number = len(x)
    away = np.abs(x - y).mean(axis=0)
    signs = 2 * np.arange(1, number + 1) - number - 1
    apart = np.tensordot(signs, np.sort(x, axis=0), axes=1)
    return np.asarray(away - apart / (number * ((number - 1) if fair else number)))


def skill(score: ArrayLike, reference: ArrayLike) -> float:
    """What part of a reference's score is saved, both added up: 1 is perfect, 0 no better, below it worse.

    NaN where the reference has nothing to be saved.
    """
    mine, theirs = float(np.sum(score)), float(np.sum(reference))
    return 1 - mine / theirs if theirs > 0 else float("nan")


def interval(draws: ArrayLike, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper end of the middle band that holds one more draw of the same with chance ``level``.

    Quantiles at p (draws + 1) (Weibull): those that NumPy takes by default hold too few where draws are few.
    """
    if not 0 < level < 1:
        raise InputError(f"A band's level is {level:g}; expected between 0 and 1, such as 0.9.")
    x, _ = _checked(draws, 0.0, least=1)
    low, high = np.quantile(x, [(1 - level) / 2, (1 + level) / 2], axis=0, method="weibull")
    return low, high


def inside(draws: ArrayLike, truth: ArrayLike, level: float) -> np.ndarray:
    """Whether each truth lies in the middle band of its draws, ends counted."""
    x, y = _checked(draws, truth, least=1)
    low, high = interval(x, level)
    return np.asarray((low <= y) & (y <= high))


def coverage(draws: ArrayLike, truth: ArrayLike, level: float) -> float:
    """Share of truths that lie in the middle band of their draws; NaN without truths."""
    hits = inside(draws, truth, level)
    return float(hits.mean()) if hits.size else float("nan")


def rank(draws: ArrayLike, truth: ArrayLike, rng: np.random.Generator) -> np.ndarray:
    """How many draws lie below each truth, 0 to their number; among equal ones the place is drawn by lot."""
    x, y = _checked(draws, truth, least=1)
    below, equal = (x < y).sum(axis=0), (x == y).sum(axis=0)
    return np.asarray(below + rng.integers(0, equal + 1))


def rank_histogram(ranks: ArrayLike, bins: int, *, draws: int) -> RankHistogram:
    """Count ranks in bins, and how likely counts so uneven are by luck.

    Parameters
    ----------
    ranks
        As `rank` gives them, each from 0 to ``draws``.
    bins
        How many bins; five truths or more to a bin make a sound test.
    draws
        Draws that each truth was ranked among.
    """
    places = np.atleast_1d(np.asarray(ranks)).astype(int)
    if not 2 <= bins <= draws + 1:
        raise InputError(f"{bins} bins for {draws + 1} places; expected 2 to {draws + 1}.")
    if places.size and not (places.min() >= 0 and places.max() <= draws):
        raise InputError(f"A rank lies outside 0 to {draws}, the number of draws.")
    bin_of = np.arange(draws + 1) * bins // (draws + 1)
    counts = np.bincount(bin_of[places.ravel()], minlength=bins)
    expected = np.bincount(bin_of, minlength=bins) / (draws + 1) * places.size
    if not places.size:
        return RankHistogram(counts, expected, float("nan"))
    uneven = float((np.square(counts - expected) / expected).sum())
    return RankHistogram(counts, expected, float(chi2.sf(uneven, bins - 1)))


def binomial_margin(hits: float, number: int, level: float = 0.95) -> tuple[float, float]:
    """Between which shares the true one lies if ``hits`` of ``number`` hit (Wilson 1927); 0 to 1 of none."""
    if not 0 <= hits <= number:
        raise InputError(f"{hits} hits of {number}; expected 0 to {number}.")
    if number == 0:
        return 0.0, 1.0
    z = float(ndtri((1 + level) / 2))
    share, spare = hits / number, z * z / number
    middle = (share + spare / 2) / (1 + spare)
    half = z / (1 + spare) * float(np.sqrt(share * (1 - share) / number + spare / (4 * number)))
    return max(0.0, middle - half), min(1.0, middle + half)


def _checked(draws: ArrayLike, truth: ArrayLike, least: int) -> tuple[np.ndarray, np.ndarray]:
    """Both as numbers.

    Raises
    ------
    InputError
        If there are too few draws, or a number is missing.
    """
    x, y = np.atleast_1d(np.asarray(draws, float)), np.asarray(truth, float)
    if len(x) < least:
        raise InputError(f"{len(x)} draws are too few to score; expected at least {least}.")
    if np.isnan(x).any() or np.isnan(y).any():
        raise InputError("A draw or a truth is missing (NaN), so that there is nothing to score.")
    return x, y
