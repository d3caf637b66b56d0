"""What each report does to the answer: how far beliefs would move without it, and what drives it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tumen.inference.emulator import Net
from tumen.inference.posterior import Posterior

DRIVERS = 3
"""Beliefs named as what drives a report, at most."""


def without(posterior: Posterior) -> np.ndarray:
    """Weights of the draws if one report were left out, shape (draws, reports), each column adding to 1."""
    logs = posterior.terms.log_terms(posterior.log_genuine, posterior.log_false)
    logs = np.where(posterior.reached, logs, 0.0)
    weights = np.exp(-(logs - logs.min(axis=0)))
    return np.asarray(weights / weights.sum(axis=0))


def pull(posterior: Posterior) -> tuple[np.ndarray, np.ndarray]:
    """How far each report pulls the belief it moves most: prior standard deviations, and which belief.

    Returns
    -------
    Shift (with its sign) and position of the belief, both of shape (reports,); nothing (0, -1) for
    a report that is out of reach.
    """
    active = posterior.emulator.active
    if not len(active):
        return np.zeros(len(posterior.terms)), np.full(len(posterior.terms), -1)
    z = posterior.z[:, active]
    moved = z.mean(axis=0)[None] - without(posterior).T @ z
    most = np.abs(moved).argmax(axis=1)
    shift = moved[np.arange(len(most)), most]
    return np.where(posterior.reached, shift, 0.0), np.where(posterior.reached, active[most], -1)


def drivers(net: Net, names: Sequence[str]) -> tuple[str, ...]:
    """Beliefs that move a quantity most near the prior's middle, the strongest first."""
    if not len(net.active):
        return ()
    into, bias, out, _ = net.weights
    slopes = np.abs(into @ (out * (1 - np.tanh(bias) ** 2)))
    order = np.argsort(-slopes)[:DRIVERS]
    return tuple(names[net.active[i]] for i in order if slopes[i] > 0.05)
