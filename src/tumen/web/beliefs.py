"""What is believed in each run: values the user holds, over draws of a fit where one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from tumen.core.errors import RunError
from tumen.engine.kernel import default_model
from tumen.engine.stage import checked_settings
from tumen.inference.result import RESULT
from tumen.scenario import Scenario
from tumen.web.problems import Problem

ORDER = 1
"""Key of the order in which a fit's draws are taken."""


@dataclass(frozen=True)
class Beliefs:
    """Settings of every run.

    Attributes
    ----------
    held
        Parameter -> value, the same in every run.
    draws
        One dictionary a draw of a fit; empty where no fit is chosen.
    """

    held: Mapping[str, float]
    draws: tuple[Mapping[str, float], ...] = field(default=(), repr=False)

    def of(self, run: int) -> tuple[tuple[str, float], ...]:
        """The settings of a run, sorted by name."""
        drawn = self.draws[run % len(self.draws)] if self.draws else {}
        return tuple(sorted({**drawn, **self.held}.items()))


def beliefs_of(held: Mapping[str, float], fit: Path | None, scenario: Scenario) -> Beliefs:
    """What a question believes.

    Raises
    ------
    InputError
        If a parameter is unknown or its value out of range.
    RunError
        If the fit cannot be read.
    """
    model = default_model()
    checked = checked_settings(model, dict(held))
    levers = [name for name in checked if model.catalog.params[name].lever]
    if levers:
        raise Problem(422, f"'{levers[0]}' is a lever, which someone decides: put it into a policy.")
    plain = {
        name: value
        for name, value in checked.items()
        if value != scenario.settings.get(name, model.catalog.params[name].default)
        or any(name in change.set for change in scenario.changes)
    }
    return Beliefs(plain, _draws(fit, (fit / RESULT).stat().st_mtime_ns) if fit else ())


@lru_cache(maxsize=4)
def _draws(fit: Path, made: int) -> tuple[Mapping[str, float], ...]:
    """The posterior of a fit, in an order of its own, as far as the model still knows the names."""
    import xarray as xr

    del made
    params = default_model().catalog.params
    try:
        with xr.open_dataset(fit / RESULT, engine="h5netcdf", group="posterior") as posterior:
            names = [str(name) for name in posterior["belief"].values]
            values = np.asarray(posterior["value"].transpose("chain", "draw", "belief").values, float)
    except (OSError, ValueError, KeyError) as error:
        raise RunError(f"The fit '{fit.name}' cannot be read ({type(error).__name__}); fit again.") from error
    flat = values.reshape(-1, len(names))
    order = np.random.default_rng(ORDER).permutation(len(flat))[:200]
    return tuple(
        {
            name: float(np.clip(value, params[name].low, params[name].high))
            for name, value in zip(names, flat[row], strict=True)
            if name in params
        }
        for row in order
    )
