"""What runs would show, without running them: a regression for every quantity, honest about its error.

For each quantity the beliefs that matter are found by orthogonal matching pursuit on linear and squared
terms; then a network of one small hidden layer is fitted to every stored run. All of it happens five
times, each time without a fifth of the runs, and what those left out say of the error is what a fit
believes. Errors that quantities have in common become a few shared numbers, so that thirty prices of a
world that the regression gets wrong are not thirty confirmations.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sklearn
from threadpoolctl import threadpool_limits

from tumen.inference.regressions import Kept

FOLDS = 5
HIDDEN = 24
CHOICES: tuple[tuple[int, float], ...] = ((8, 3.0), (8, 10.0), (8, 30.0), (16, 3.0), (16, 10.0), (16, 30.0))
"""Most terms screened, and weight decay: measured on musan, docs/fit.md."""

LOOSE = 0.6
"""Share of variance explained below which an error is taken as it is found, not as normal (assumption)."""

POINTS = 15
"""Even steps of its range in which such an error is told: one run in a hundred may show what is reported."""

SMOOTH = 0.3
"""Width of the normal curve round each point, in standard deviations of the error (Silverman's rule)."""

FACTORS = 5
"""Most numbers by which the errors of different quantities may be tied together."""


@dataclass(frozen=True)
class Net:
    """The regression of one quantity.

    Attributes
    ----------
    active
        Positions of the beliefs it depends on; none where it is told best by its mean.
    weights
        Input and output weights and biases of the network, on standardised quantities.
    r2
        Share of the variance over the runs that is explained where a run was left out of the fit.
    """

    active: np.ndarray
    weights: tuple[np.ndarray, ...]
    mean: float
    spread: float
    r2: float

    def predict(self, z: np.ndarray) -> np.ndarray:
        """The quantity at points of probit space (points, beliefs)."""
        if not len(self.active):
            return np.full(len(z), self.mean)
        into, bias, out, level = self.weights
        return np.tanh(z[:, self.active] @ into + bias) @ out * self.spread + (
            level * self.spread + self.mean
        )


@dataclass(frozen=True)
class Emulator:
    """Regressions of all quantities, and the errors they leave.

    Attributes
    ----------
    residual
        Standard deviation of the error of each quantity that is its own, shape (quantities,).
    loadings
        How a unit of each shared number moves each quantity, shape (quantities, factors).
    points
        Mean of the errors of each quantity in every step of their range, shape (quantities, points).
    shares
        Share of the errors in each step.
    step
        Width of a step (quantities,).
    """

    nets: tuple[Net, ...]
    residual: np.ndarray
    loadings: np.ndarray
    points: np.ndarray
    shares: np.ndarray
    step: np.ndarray

    @property
    def loose(self) -> np.ndarray:
        """Quantities whose error is told by its points, not by a normal curve (quantities,)."""
        return self.r2 < LOOSE

    @property
    def active(self) -> np.ndarray:
        """Positions of every belief that some quantity depends on."""
        found = [net.active for net in self.nets]
        return np.unique(np.concatenate([np.zeros(0, int), *found]).astype(int))

    @property
    def r2(self) -> np.ndarray:
        """Share of variance explained, by quantity."""
        return np.array([net.r2 for net in self.nets])

    def predict(self, z: np.ndarray) -> np.ndarray:
        """All quantities at points of probit space (points, beliefs), shape (points, quantities)."""
        return np.stack([net.predict(z) for net in self.nets], axis=1)


def emulate(
    z: np.ndarray,
    shown: np.ndarray,
    near: np.ndarray,
    seed: int,
    workers: int = 1,
    kept: Kept | None = None,
) -> Emulator:
    """Fit the regressions.

    Parameters
    ----------
    z
        Beliefs of every run in probit space, shape (runs, beliefs).
    shown
        Quantities of every run on their scales, shape (runs, quantities); NaN where a run has none.
    near
        Runs by which the error is judged: those near what was reported, shape (runs,), bool.
    workers
        Processes; the result does not depend on their number.
    kept
        Regressions made before.
    """
    kept = kept or Kept(None)
    names = [
        Kept.name(z, column, seed, repr(CHOICES), FOLDS, HIDDEN, sklearn.__version__) for column in shown.T
    ]
    found = [_unpacked(kept.get(name), len(z), z.shape[1]) for name in names]
    made = iter(_make(z, shown[:, [one is None for one in found]], seed, workers))
    done = []
    for name, one in zip(names, found, strict=True):
        net, error = next(made) if one is None else one
        if one is None:
            kept.put(name, _packed(net, error))
        done.append((net, error))
    errors = np.stack([error for _, error in done], axis=1) if done else np.zeros((len(z), 0))
    nets = tuple(net for net, _ in done)
    tight = np.array([net.r2 >= LOOSE for net in nets], bool)
    with threadpool_limits(1):
        residual, loadings = _errors(errors[near], tight)
    return Emulator(nets, residual, loadings, *_points(errors[near]))


def _points(errors: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means and shares of each quantity's errors by even steps of their range, and the steps' width."""
    points, shares = np.zeros((2, errors.shape[1], POINTS))
    step = np.zeros(errors.shape[1])
    shares[:, 0] = 1
    for i, column in enumerate(errors.T):
        there = column[~np.isnan(column)]
        if not len(there) or np.ptp(there) < 1e-9:
            points[i] = there.mean() if len(there) else 0.0
            continue
        step[i] = np.ptp(there) / POINTS
        at = np.minimum((there - there.min()) / step[i], POINTS - 1).astype(int)
        counts = np.bincount(at, minlength=POINTS)
        points[i] = np.bincount(at, there, minlength=POINTS) / np.maximum(counts, 1)
        shares[i] = counts / len(there)
    return points, shares, step


def _packed(net: Net, error: np.ndarray) -> dict[str, np.ndarray]:
    numbers = {"active": net.active, "numbers": np.array([net.mean, net.spread, net.r2]), "error": error}
    return numbers | {f"weight{i}": np.asarray(one) for i, one in enumerate(net.weights)}


def _unpacked(held: dict[str, np.ndarray] | None, runs: int, beliefs: int) -> tuple[Net, np.ndarray] | None:
    """A regression that was kept; None if there is none, or it is not whole."""
    if held is None:
        return None
    try:
        mean, spread, r2 = map(float, held["numbers"])
        weights = tuple(held[f"weight{i}"] for i in range(sum(name.startswith("weight") for name in held)))
        net = Net(held["active"], weights, mean, spread, r2)
        whole = held["error"].shape == (runs,) and np.isfinite(net.predict(np.zeros((1, beliefs)))).all()
    except (KeyError, ValueError, IndexError, TypeError):
        return None
    return (net, held["error"]) if whole else None


def _make(z: np.ndarray, shown: np.ndarray, seed: int, workers: int) -> list[tuple[Net, np.ndarray]]:
    """Regressions of columns, and the error of each in every run while that was left out."""
    from joblib import Parallel, delayed

    if not shown.shape[1]:
        return []

    folds = _folds(len(z), seed)
    with threadpool_limits(1):
        features = _features(z)
        grams = [features[folds != part].T @ features[folds != part] for part in range(FOLDS)]
        grams.append(features.T @ features)
        jobs = (delayed(_fit)(z, column, folds, grams, seed) for column in shown.T)
        return list(
            Parallel(n_jobs=workers, max_nbytes=None, prefer="processes" if workers > 1 else "threads")(jobs)
        )


def _folds(runs: int, seed: int) -> np.ndarray:
    """Which fold each run is left out with."""
    return np.random.default_rng([seed, 5]).permutation(runs) % FOLDS


def _features(z: np.ndarray) -> np.ndarray:
    return np.concatenate([z, (np.square(z) - 1) / np.sqrt(2)], axis=1)


def _fit(
    z: np.ndarray, shown: np.ndarray, folds: np.ndarray, grams: Sequence[np.ndarray], seed: int
) -> tuple[Net, np.ndarray]:
    """The best regression of one quantity, and its error in each run while that was left out."""
    with threadpool_limits(1):
        return _best(z, shown, folds, grams, seed)


def _best(
    z: np.ndarray, shown: np.ndarray, folds: np.ndarray, grams: Sequence[np.ndarray], seed: int
) -> tuple[Net, np.ndarray]:
    there = ~np.isnan(shown)
    if there.sum() < 2 * FOLDS or np.ptp(shown[there]) < 1e-9:
        mean = float(np.nanmean(shown)) if there.any() else 0.0
        return Net(np.zeros(0, int), (), mean, 0.0, 0.0), np.where(there, shown - mean, np.nan)
    grams = (
        grams
        if there.all()
        else [_gram(z[there & (folds != part)]) for part in range(FOLDS)] + [_gram(z[there])]
    )
    spread = shown[there].std()
    errors = np.full(shown.shape, np.nan)
    errors[there] = shown[there] - shown[there].mean()
    best, least = None, spread**2
    for choice in CHOICES:
        left = np.full(shown.shape, np.nan)
        for part in range(FOLDS):
            train, test = there & (folds != part), there & (folds == part)
            net = _train(z[train], shown[train], grams[part], choice, seed)
            left[test] = shown[test] - net.predict(z[test])
        if (score := float(np.nanmean(left**2))) < least:
            best, least, errors = choice, score, left
    if best is None:
        return Net(np.zeros(0, int), (), float(shown[there].mean()), float(spread), 0.0), errors
    net = _train(z[there], shown[there], grams[FOLDS], best, seed)
    return Net(net.active, net.weights, net.mean, net.spread, 1 - least / spread**2), errors


def _gram(z: np.ndarray) -> np.ndarray:
    features = _features(z)
    return np.asarray(features.T @ features)


def _train(z: np.ndarray, shown: np.ndarray, gram: np.ndarray, choice: tuple[int, float], seed: int) -> Net:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import orthogonal_mp_gram
    from sklearn.neural_network import MLPRegressor

    most, decay = choice
    mean, spread = float(shown.mean()), float(shown.std()) or 1.0
    target = (shown - mean) / spread
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found = orthogonal_mp_gram(
            gram, _features(z).T @ target, n_nonzero_coefs=min(most, len(z) // 4, 2 * z.shape[1])
        )
    active = np.flatnonzero(np.hypot(found[: z.shape[1]], found[z.shape[1] :]))
    if not len(active):
        return Net(active, (), mean, spread, 0.0)
    network = MLPRegressor(
        hidden_layer_sizes=(HIDDEN,),
        activation="tanh",
        solver="lbfgs",
        alpha=decay,
        max_iter=200,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(z[:, active], target)
    into, out = network.coefs_
    bias, level = network.intercepts_
    return Net(active, (into, bias, out[:, 0], level), mean, spread, 0.0)


def _errors(errors: np.ndarray, tight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Own standard deviation and shared loadings of errors (runs, quantities), by factor analysis.

    Only what is told tightly shares anything.
    """
    from sklearn.decomposition import FactorAnalysis

    filled = np.where(np.isnan(errors), 0.0, errors)
    total = np.sqrt(np.mean(np.square(filled), axis=0))
    moving = tight & (total > 1e-9)
    factors = min(FACTORS, int(moving.sum()) // 3, len(errors) // 20)
    loadings = np.zeros((errors.shape[1], max(factors, 0)))
    if factors < 1:
        return total, loadings
    scaled = filled[:, moving] / total[moving]
    analysis = FactorAnalysis(n_components=factors, svd_method="lapack").fit(scaled)
    loadings[moving] = analysis.components_.T * total[moving, None]
    own = np.maximum(total**2 - np.square(loadings).sum(axis=1), (0.05 * total) ** 2)
    return np.sqrt(own), loadings
