"""A fit: what was believed before and after, what each report is worth, and the runs behind it.

``Fit.tree`` is an `xarray.DataTree` with the groups that ArviZ reads, in one netCDF file:

prior, posterior
    ``value`` and ``probit`` (chain, draw, belief); ``common`` (chain, draw, shared) in the posterior.
prior_predictive, posterior_predictive
    ``shown`` (chain, draw, report): what real runs show, in the report's unit.
log_likelihood
    ``shown`` (chain, draw, report): of each report if genuine, at the posterior's draws.
observed_data
    ``value``, ``low``, ``high`` (report).
reports, beliefs, shared
    One row a report, belief and error in common, with everything said of it.
runs
    ``setting`` (run, belief), ``round`` and ``luck`` (run): what was run.
variants
    Chances and medians under other grades and errors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tumen.core.errors import InputError, RunError
from tumen.engine.kernel import Model, default_model
from tumen.ensemble.frame import Frame
from tumen.ensemble.plan import Member, Plan, World
from tumen.ensemble.store import Store
from tumen.inference.prior import Belief
from tumen.runs import folder as folders
from tumen.scenario import Scenario, load

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from tumen.evidence import Observation

SCHEMA = 1
"""Version of the layout of ``fit.nc`` and ``fit.json``; files of another version are refused."""

RESULT, PROVENANCE, PAGE, SCENARIO = "fit.nc", "fit.json", "fit.html", "scenario"
FITS = Path("fits")

STOPPED = 0.02
"""Part of a plan's runs that may stop for a fault of the model without ending a fit; they show nothing."""

PRIOR, POSTERIOR = 0, -1
"""Rounds of runs: drawn from the prior; 1, 2, … steered; drawn from the posterior."""


@dataclass
class Fit:
    """A finished fit.

    Attributes
    ----------
    tree
        All its numbers.
    provenance
        What was fitted to what, with which runs; the content of ``fit.json``.
    observations
        The reports that count, in the order of the dimension ``report``.
    beliefs
        In the order of the dimension ``belief``.
    path
        Its folder, where it was written to one.
    """

    tree: xr.DataTree
    provenance: dict[str, Any]
    observations: tuple[Observation, ...]
    beliefs: tuple[Belief, ...]
    scenario: Scenario
    store: Store
    path: Path | None = None

    @classmethod
    def open(cls, fit: str | Path = "latest", store: Store | None = None) -> Fit:
        """Read a finished fit: a folder, a name under ``fits/``, or ``latest``.

        Raises
        ------
        InputError
            If there is none.
        RunError
            If a file is damaged or of another version.
        """
        from tumen.inference.keeping import read

        return read(find(fit), store)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a report: what it says, prior and posterior chance to be genuine, how it fits."""
        return self.tree["reports"].to_dataset().to_dataframe()

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a belief: unit, prior and posterior median and 90 % band, contraction."""
        return self.tree["beliefs"].to_dataset().to_dataframe()

    @property
    def model(self) -> Model:
        """The mechanisms it was run with.

        Raises
        ------
        RunError
            If they have changed since.
        """
        model = default_model()
        if model.fingerprint != self.provenance["kernel"]:
            raise RunError(
                "The model has changed since this fit was made, so its runs cannot be told from new ones; "
                f"fit again: {self.provenance['command']}"
            )
        return model

    @cached_property
    def world(self) -> World:
        """What its runs share."""
        return World(self.scenario, float(self.provenance["people_share"]), self.scenario.start, self._end)

    @property
    def _end(self) -> Any:
        from datetime import date

        return date.fromisoformat(self.provenance["end"])

    @cached_property
    def frame(self) -> Frame:
        """Labels of its runs' results."""
        return self.store.frame(self.world, self.model)

    def plan(self, which: str = "posterior") -> Plan:
        """Its runs: those at the ``prior``'s draws, the ``posterior``'s, or ``all``."""
        runs = self.tree["runs"].to_dataset()
        rounds = runs["round"].to_numpy()
        among = {"prior": rounds == PRIOR, "posterior": rounds == POSTERIOR, "all": rounds >= POSTERIOR}
        wanted = among[which]
        names = [str(name) for name in runs["belief"].to_numpy()]
        held, luck = runs["setting"].to_numpy()[wanted], runs["luck"].to_numpy()[wanted]
        seed = int(self.provenance["seed"])
        members = tuple(
            Member.of(dict(zip(names, map(float, row), strict=True)), seed, int(number))
            for row, number in zip(held, luck, strict=True)
        )
        return Plan(self.world, members, f"fit {self.scenario.name}")

    def results(self, names: Sequence[str], which: str = "posterior") -> Mapping[str, np.ndarray]:
        """Monthly results of its runs: observable -> (run, month, and its own dimensions).

        Runs that stopped show nothing (NaN).

        Raises
        ------
        RunError
            If the store no longer holds them.
        """
        plan = self.plan(which)
        if not self.store.held(plan, self.model):
            raise RunError(
                f"The store at {self.store.path} holds no run of this fit; name the one that it was made "
                f"with (--store), or fit again: {self.provenance['command']}"
            )
        return read_there(self.store, plan, names, self.model)

    def __repr__(self) -> str:
        reports, runs = len(self.observations), self.tree["runs"].sizes["run"]
        return f"<tumen.Fit {self.scenario.name}: {reports} reports, {runs} runs, at {self.path or 'memory'}>"


def read_there(
    store: Store, plan: Plan, names: Sequence[str], model: Model, allowed: float = STOPPED
) -> Mapping[str, np.ndarray]:
    """Results of a plan's runs; NaN for those that stopped and are not there.

    Raises
    ------
    RunError
        If a larger share of them than ``allowed`` is missing, or not a single one is there.
    """
    held, keys = store.held(plan, model), plan.keys(model)
    there = np.array([key in held for key in keys], bool)
    if not there.any():
        raise RunError("Not a single run ends; `tumen runs list` says why they stop.")
    if there.all() or (~there).mean() > allowed:
        return store.read(plan, names, model)
    members = tuple(one for one, is_there in zip(plan.members, there, strict=True) if is_there)
    found = store.read(replace(plan, members=members), names, model)
    full = {
        name: np.full((len(keys), *values.shape[1:]), np.nan, np.float32) for name, values in found.items()
    }
    for name, values in found.items():
        full[name][there] = values
    return full


def is_fit(folder: Path) -> bool:
    """Whether ``folder`` holds a finished fit."""
    return (folder / PROVENANCE).is_file() and (folder / RESULT).is_file()


def find(fit: str | Path, fits: Path = FITS) -> Path:
    """The folder a FIT argument means: a path, a name under ``fits``, or ``latest``.

    Where nothing says which is the latest, the only one there is it.

    Raises
    ------
    InputError
        If there is no such finished fit.
    """
    known = sorted(path.name for path in fits.glob("*") if is_fit(path)) if fits.is_dir() else []
    if str(fit) == "latest":
        pointer = fits / folders.LATEST
        if not pointer.is_file() and len(known) > 1:
            raise InputError(f"{pointer} is not there to say which fit is the latest of {', '.join(known)}.")
        if not pointer.is_file() and not known:
            raise InputError(
                f"There is no fit under {fits}/ yet; make one with: tumen fit musan --evidence border"
            )
        fit = fits / (pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else known[0])
    for folder in (Path(fit), fits / str(fit)):
        if is_fit(folder):
            return folder
    there = f"; under {fits}/ there are: {', '.join(known)}" if known else ""
    raise InputError(f"{fit} is not a finished Tumen fit{there}.")


def load_scenario(folder: Path, model: Model) -> Scenario:
    """The scenario kept in a fit's folder."""
    return load(folder / SCENARIO, model.catalog)


def read_json(path: Path) -> dict[str, Any]:
    """The content of ``fit.json``.

    Raises
    ------
    RunError
        If it is damaged or of another version.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        schema = content.get("schema")
    except (OSError, ValueError, AttributeError) as error:
        raise RunError(f"{path} cannot be read ({error}); fit again.") from error
    if schema != SCHEMA:
        raise RunError(f"{path} has schema {schema!r}, this version reads {SCHEMA}; fit again.")
    return dict(content)
