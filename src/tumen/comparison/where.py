"""Where a policy fails: a shallow tree over beliefs, every leaf with its cases counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tumen.comparison.regret import Aim
from tumen.comparison.result import Comparison
from tumen.policies.wording import amount

DEPTH, SMALLEST = 2, 0.1
"""Questions asked one after another at most, and the least share of worlds that a leaf may hold."""

FEWEST = 40
"""Worlds below which no tree is grown: it would tell of luck."""

FOLDS = 5


@dataclass(frozen=True)
class Leaf:
    """Worlds that answer some questions alike.

    Attributes
    ----------
    conditions
        In words, such as ``run_pay above 31.2 CNY/run``; none for all worlds.
    worlds
        How many there are.
    fails
        In how many of them the policy is worse than the baseline.
    """

    conditions: tuple[str, ...]
    worlds: int
    fails: int


@dataclass(frozen=True)
class Where:
    """Where a policy is worse than the baseline.

    Attributes
    ----------
    fails, worlds
        In how many of how many worlds.
    leaves
        Worst first; empty where no tree tells more than the count.
    told
        How much better than the count alone the tree foretells worlds it has not seen, from 0 to 1.
    """

    policy: str
    fails: int
    worlds: int
    leaves: tuple[Leaf, ...]
    told: float


def where_it_fails(comparison: Comparison, policy: str, aim: Aim, seed: int = 1) -> Where:
    """Worlds in which a policy does worse than the baseline, and what they have in common.

    A tree is shown only if, grown on four fifths of the worlds, it foretells the last fifth better than the
    share of failures does.
    """
    apart = comparison.differences[comparison.policies.index(policy), :, comparison.of(aim.outcome)]
    known = np.isfinite(apart)
    worse = apart[known] > 0 if aim.better == "less" else apart[known] < 0
    whole = Where(policy, int(worse.sum()), len(worse), (), 0.0)
    x = np.asarray(comparison.data["belief_probit"].to_numpy()[known], float)
    fewest = max(FOLDS, SMALLEST * len(worse))
    if len(worse) < FEWEST or not x.shape[1] or min(worse.sum(), (~worse).sum()) < fewest:
        return whole
    told = _foretold(x, worse, seed)
    if told <= 0:
        return whole
    return Where(policy, whole.fails, whole.worlds, _leaves(comparison, x, worse, seed), told)


def _tree(seed: int) -> object:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=SMALLEST, random_state=seed)


def _foretold(x: np.ndarray, worse: np.ndarray, seed: int) -> float:
    """Brier skill of a tree on worlds it was not grown on."""
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    chance = cross_val_predict(_tree(seed), x, worse, cv=folds, method="predict_proba")[:, 1]
    before = np.square(worse.mean() - worse).mean()
    return float(1 - np.square(chance - worse).mean() / before)


def _leaves(comparison: Comparison, x: np.ndarray, worse: np.ndarray, seed: int) -> tuple[Leaf, ...]:
    grown = _tree(seed).fit(x, worse)  # type: ignore[attr-defined]
    tree, at = grown.tree_, grown.apply(x)
    found = []
    for leaf, path in _paths(tree, 0, ()):
        here = at == leaf
        conditions = tuple(_condition(comparison, feature, limit, above) for feature, limit, above in path)
        found.append(Leaf(conditions, int(here.sum()), int(worse[here].sum())))
    return tuple(sorted(found, key=lambda one: -one.fails / max(1, one.worlds)))


def _paths(
    tree: object, node: int, path: tuple[tuple[int, float, bool], ...]
) -> list[tuple[int, tuple[tuple[int, float, bool], ...]]]:
    left, right = tree.children_left[node], tree.children_right[node]  # type: ignore[attr-defined]
    if left == right:
        return [(node, path)]
    feature, limit = int(tree.feature[node]), float(tree.threshold[node])  # type: ignore[attr-defined]
    return [
        *_paths(tree, left, (*path, (feature, limit, False))),
        *_paths(tree, right, (*path, (feature, limit, True))),
    ]


def _condition(comparison: Comparison, belief: int, limit: float, above: bool) -> str:
    """A split in the belief's own unit: half way between the worlds on either side of it."""
    data = comparison.data
    z, values = data["belief_probit"].to_numpy()[:, belief], data["belief_value"].to_numpy()[:, belief]
    value = (values[z <= limit].max() + values[z > limit].min()) / 2
    told = amount(float(f"{value:.3g}"), str(data["belief_unit"].to_numpy()[belief]))
    return f"{data['belief'].to_numpy()[belief]} {'above' if above else 'at most'} {told}"
