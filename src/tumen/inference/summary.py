"""A fit in numbers: every report, belief and error in common with what is said of it, as an xarray tree."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tumen.engine.kernel import Model
from tumen.evidence.grades import likelihood_word
from tumen.inference.common import shift
from tumen.inference.influence import drivers, pull, without
from tumen.inference.posterior import OUT_OF_REACH, Posterior, distance
from tumen.inference.prior import settings
from tumen.inference.saying import say, wobbles
from tumen.inference.scales import MOST
from tumen.inference.steering import Ensemble
from tumen.inference.variants import Variant

if TYPE_CHECKING:
    import xarray as xr

    from tumen.inference.question import Question

BAND = (5, 50, 95)
"""Per cent points of every band."""

STRAINED = 0.025
"""A report whose predictive tail is thinner than this on one side is strained."""

UNTOLD = 0.1
"""Share of variance explained below which no belief is known to move a report's quantity."""

STATUS = {
    "fits": "worlds that fit the evidence show it",
    "strained": "worlds that fit the rest of the evidence rarely show it",
    "out of reach": "no world of the model comes near it; it is set aside, not weighed",
    "not told apart": "no belief is known to move it much; it can hardly teach anything",
    "doubted": "it is held less likely to be genuine than its grade says",
}

FELL = 0.1
"""Fall of the chance to be genuine from which a report counts as doubted, if its odds are also halved."""


def summarise(
    question: Question,
    ensemble: Ensemble,
    amounts: np.ndarray,
    posterior: Posterior,
    checked: np.ndarray,
    told: Sequence[Variant],
    model: Model,
) -> xr.DataTree:
    """All groups of a fit.

    Parameters
    ----------
    amounts, checked
        Every report's quantity in the ensemble's runs and in the runs at the posterior's first draws,
        shape (runs, reports), in the report's unit.
    """
    import xarray as xr

    prior = ensemble.rounds == 0
    values = np.stack([one.value(posterior.z[:, i]) for i, one in enumerate(question.beliefs)], axis=1)
    before = ensemble.z[prior]
    first = np.stack([one.value(before[:, i]) for i, one in enumerate(question.beliefs)], axis=1)
    groups = {
        "prior": _draws(question, before, first, None, posterior),
        "posterior": _draws(question, posterior.z, values, posterior.common, posterior),
        "prior_predictive": _shown(question, amounts[prior]),
        "posterior_predictive": _shown(question, checked),
        "log_likelihood": _named(
            question, {"shown": (("chain", "draw", "report"), posterior.log_genuine[None])}
        ),
        "observed_data": _observed(question),
        "reports": _reports(question, amounts, prior, posterior, checked),
        "beliefs": _beliefs(question, posterior, model),
        "shared": _shared(posterior),
        "runs": _runs(question, ensemble, posterior),
        "variants": _variants(question, told),
    }
    attributes = {
        "Conventions": "CF-1.11",
        "title": f"Fit of {question.world.scenario.name} to {question.case}",
        "log_evidence": float(posterior.sampled.log_evidence.mean()),
        "log_evidence_spread": float(posterior.sampled.log_evidence.std(ddof=1)),
        "sampler_stages": posterior.sampled.stages,
        "inference_library": "tumen",
    }
    tree = xr.DataTree.from_dict({f"/{name}": group for name, group in groups.items()})
    tree.attrs = attributes
    return tree


def _named(question: Question, variables: dict[str, Any]) -> xr.Dataset:
    import xarray as xr

    return xr.Dataset(variables, coords={"report": [one.claim for one in question.observations]})


def _draws(
    question: Question, z: np.ndarray, values: np.ndarray, common: np.ndarray | None, posterior: Posterior
) -> xr.Dataset:
    import xarray as xr

    dims = ("chain", "draw", "belief")
    variables: dict[str, Any] = {
        "value": (dims, values[None].astype("float32"), {"long_name": "belief, each in its own unit"}),
        "probit": (
            dims,
            z[None].astype("float32"),
            {"long_name": "belief, standard normal in the prior", "units": "1"},
        ),
    }
    coords: dict[str, Any] = {
        "belief": [one.name for one in question.beliefs],
        "belief_unit": ("belief", [one.unit for one in question.beliefs]),
    }
    if common is not None:
        factors = [one.describe(common[:, i]) for i, one in enumerate(posterior.shared)]
        stacked = np.stack(factors, axis=1) if factors else np.zeros((len(z), 0))
        long_name = "factor by which figures with this error in common have to be multiplied"
        variables["common"] = (
            ("chain", "draw", "shared"),
            stacked[None].astype("float32"),
            {"long_name": long_name, "units": "1"},
        )
        coords["shared"] = shared_names(posterior)
    return xr.Dataset(variables, coords=coords)


def shared_names(posterior: Posterior) -> list[str]:
    """Names of the errors in common, the model's told apart by their observable."""
    return [f"{one.kind}: {one.name}" for one in posterior.shared]


def _shown(question: Question, amounts: np.ndarray) -> xr.Dataset:
    attributes = {"long_name": "what the run shows where the report speaks, in the report's unit"}
    return _named(question, {"shown": (("chain", "draw", "report"), amounts[None], attributes)})


def _observed(question: Question) -> xr.Dataset:
    of = question.observations
    columns = {
        "value": [np.nan if one.value is None else one.value for one in of],
        "low": [one.low for one in of],
        "high": [one.high for one in of],
    }
    return _named(question, {name: ("report", np.array(column, float)) for name, column in columns.items()})


def _reports(
    question: Question, amounts: np.ndarray, prior: np.ndarray, posterior: Posterior, checked: np.ndarray
) -> xr.Dataset:
    of, terms = question.observations, posterior.terms
    genuine, names = posterior.genuine, [one.name for one in question.beliefs]
    percentile = percentiles(posterior)
    r2 = posterior.emulator.r2[posterior.column]
    away = distance(terms, terms.scaled(amounts))
    away = np.where(np.isnan(away), np.inf, away)
    at = away.argmin(axis=0), np.arange(len(of))
    pulled, belief = pull(posterior)
    columns: dict[str, Any] = {
        "says": [one.says for one in of],
        "observable": [one.observable for one in of],
        "commodity": [one.commodity for one in of],
        "crossing": [one.crossing for one in of],
        "places": [", ".join(one.places) for one in of],
        "period": [one.period for one in of],
        "kind": [one.kind for one in of],
        "unit": [one.unit for one in of],
        "value": [np.nan if one.value is None else one.value for one in of],
        "low": [one.low for one in of],
        "high": [one.high for one in of],
        "outlet": [one.outlet for one in of],
        "origin": [one.origin for one in of],
        "published": [one.published for one in of],
        "reliability": [one.reliability for one in of],
        "operator": [one.operator for one in of],
        "bias_group": [one.bias_group for one in of],
        "relays": [", ".join(one.relays) for one in of],
        "prior_genuine": [one.genuine for one in of],
        "genuine": genuine,
        "word": ["" if np.isnan(chance) else likelihood_word(float(chance)) for chance in genuine],
        "percentile": percentile,
        "nearest": away[at],
        "nearest_amount": amounts[at],
        "r2": r2,
        "driven_by": [", ".join(drivers(posterior.emulator.nets[i], names)) for i in posterior.column],
        "pull": pulled,
        "pulls": [names[i] if i >= 0 else "" for i in belief],
        "status": [
            _status(*row)
            for row in zip(posterior.reached, percentile, r2, terms.genuine, genuine, strict=True)
        ],
    }
    told = np.stack([one.back(posterior.quantity[:, i]) for i, one in enumerate(terms.scales)], axis=1)
    told = np.where(np.nanmin(amounts, axis=0, initial=0.0) >= 0, np.maximum(told, 0.0), told)
    told = np.minimum(told, [np.inf if one.kind == "ratio" else MOST.get(one.unit, np.inf) for one in of])
    told[:, ~posterior.reached] = np.nan
    columns |= _band("prior", amounts[prior]) | _band("fitted", told) | _band("checked", checked)
    return _table(question, columns)


def percentiles(posterior: Posterior) -> np.ndarray:
    """Where each report lies in what worlds that fit all other reports would have it say, 0 to 1.

    Of a range, its nearer end: 0.5 if what worlds show lies within. NaN where it is out of reach.
    """
    terms = posterior.terms
    expected = terms.shifted(posterior.quantity, shift(posterior.shared, posterior.common, len(terms)))
    return np.where(posterior.reached, terms.percentile(expected, without(posterior)), np.nan)


def _status(reached: bool, percentile: float, r2: float, before: float, after: float) -> str:
    if not reached:
        return "out of reach"
    if min(percentile, 1 - percentile) < STRAINED:
        return "strained"
    if doubted(before, after):
        return "doubted"
    return "fits" if r2 >= UNTOLD else "not told apart"


def doubted(before: float, after: float) -> bool:
    """Whether the chance that a report is genuine fell by much."""
    odds = after / max(1 - after, 1e-9), before / max(1 - before, 1e-9)
    return before - after >= FELL and odds[0] <= 0.5 * odds[1]


def _band(name: str, amounts: np.ndarray) -> dict[str, np.ndarray]:
    """Three percentiles of each report's quantity."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        points = np.nanpercentile(amounts, BAND, axis=0)
    return {f"{name}_{point:02d}": row for point, row in zip(BAND, points, strict=True)}


def _table(question: Question, columns: dict[str, Any]) -> xr.Dataset:
    data = _named(question, {name: ("report", np.array(column)) for name, column in columns.items()})
    for name in columns:
        data[name].attrs["long_name"] = REPORT_COLUMNS.get(name, name)
    return data


REPORT_COLUMNS = {
    "says": "what the report says, in the analyst's words",
    "value": "amount told, in unit, the operator's middle factor in it",
    "prior_genuine": "chance that the report is genuine, by its grade",
    "genuine": "chance that it is genuine, given all; missing where it is out of reach",
    "word": "that chance in the words of ICD 203",
    "percentile": "where the report lies in what worlds that fit all others would have it say, 0 to 1",
    "nearest": f"standard deviations to the nearest run; out of reach beyond {OUT_OF_REACH:g}",
    "nearest_amount": "what that run shows, in the report's unit",
    "r2": "share of the variance of its quantity that the regression explains",
    "driven_by": "beliefs that move its quantity most",
    "pull": "prior standard deviations by which it moves the belief it moves most",
    "pulls": "that belief",
    "status": "; ".join(f"{name}: {doc}" for name, doc in STATUS.items()),
    "prior_05": "5th percentile of what runs of the prior show",
    "fitted_05": "5th percentile of what the posterior's worlds show, by regression",
    "checked_05": "5th percentile of what real runs at posterior draws show",
}


def _beliefs(question: Question, posterior: Posterior, model: Model) -> xr.Dataset:
    import xarray as xr

    z, of = posterior.z, question.beliefs
    active = np.isin(np.arange(len(of)), posterior.emulator.active)
    contraction = np.where(active, 1 - z.var(axis=0), 0.0)
    moved = np.where(active, z.mean(axis=0), 0.0)
    wobble = wobbles(z[:, active])
    prior_z = np.array([-1.6449, 0.0, 1.6449])
    before = np.stack([one.value(prior_z) for one in of])
    after = np.stack(
        [np.percentile(one.value(z[:, i]), BAND) if active[i] else before[i] for i, one in enumerate(of)]
    )
    columns: dict[str, Any] = {
        "unit": [one.unit for one in of],
        "about": [one.doc for one in of],
        "source": [one.source for one in of],
        "mechanism": [model.catalog.owner_of("params", one.name) for one in of],
        "low": [one.low for one in of],
        "high": [one.high for one in of],
        "contraction": contraction,
        "shift": moved,
        "contraction_error": np.full(len(of), wobble[0]),
        "shift_error": np.full(len(of), wobble[1]),
        "says": [say(float(c), float(s), wobble) for c, s in zip(contraction, moved, strict=True)],
    }
    for name, rows in (("prior", before), ("posterior", after)):
        columns |= {f"{name}_{point:02d}": rows[:, i] for i, point in enumerate(BAND)}
    return xr.Dataset(
        {name: ("belief", np.array(column)) for name, column in columns.items()},
        coords={"belief": [one.name for one in of]},
    )


def _shared(posterior: Posterior) -> xr.Dataset:
    import xarray as xr

    factors = [one.describe(posterior.common[:, i]) for i, one in enumerate(posterior.shared)]
    rows = np.array([np.percentile(one, BAND) for one in factors]).reshape(-1, 3)
    columns = {
        "kind": [one.kind for one in posterior.shared],
        "reports": [int(np.count_nonzero(one.reach)) for one in posterior.shared],
        **{f"factor_{point:02d}": rows[:, i] for i, point in enumerate(BAND)},
    }
    return xr.Dataset(
        {name: ("shared", np.array(column)) for name, column in columns.items()},
        coords={"shared": shared_names(posterior)},
    )


def _runs(question: Question, ensemble: Ensemble, posterior: Posterior) -> xr.Dataset:
    import xarray as xr

    z = np.concatenate([ensemble.z, posterior.z[: question.checked]])
    rounds = np.concatenate([ensemble.rounds, np.full(question.checked, -1)])
    luck = np.concatenate([np.arange(len(ensemble.z)), question.runs + np.arange(question.checked)])
    setting = np.array([list(settings(question.beliefs, row).values()) for row in z])
    attributes = {"long_name": "0 from the prior, 1, 2, … steered, -1 from the posterior"}
    return xr.Dataset(
        {
            "setting": (("run", "belief"), setting, {"long_name": "value held, each in its own unit"}),
            "round": ("run", rounds, attributes),
            "luck": ("run", luck, {"long_name": "number of the run's luck"}),
        },
        coords={"belief": [one.name for one in question.beliefs]},
    )


def _variants(question: Question, told: Sequence[Variant]) -> xr.Dataset:
    genuine = np.stack([one.genuine for one in told])
    median = np.stack(
        [
            [float(np.median(belief.value(one.z[:, i]))) for i, belief in enumerate(question.beliefs)]
            for one in told
        ]
    )
    data = _named(
        question,
        {
            "genuine": (("variant", "report"), genuine, {"long_name": "chance that the report is genuine"}),
            "median": (("variant", "belief"), median, {"long_name": "median of the belief, in its unit"}),
        },
    )
    return data.assign_coords(
        variant=[one.name for one in told],
        about=("variant", [one.doc for one in told]),
        belief=[one.name for one in question.beliefs],
    )
