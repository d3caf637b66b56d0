"""A comparison: numbers by policy, run and outcome, what they say, and a folder to keep them in."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tumen.comparison.again import keep_policies
from tumen.core.errors import InputError, RunError
from tumen.runs import folder as folders
from tumen.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

SCHEMA = 2
RESULT, PROVENANCE, PAGE, SCENARIO, TABLE = (
    "compare.nc",
    "compare.json",
    "compare.html",
    "scenario",
    "outcomes.csv",
)
COMPARISONS = Path("comparisons")
RESIDUE = 1e-6
"""Part of an outcome below which a difference is one of rounding: months are stored in single precision."""

POINTS = (5, 25, 50, 75, 95)
"""Per cent points told of every number: nine tenths, the middle half and the middle of the runs."""

SAME = 1e-12


def apart(under: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    """Numbers less those of the baseline; what rounding leaves is no difference."""
    return np.where(np.abs(under - baseline) <= RESIDUE * np.abs(baseline), 0.0, under - baseline)


@dataclass
class Comparison:
    """Policies compared.

    Attributes
    ----------
    data
        ``outcome_value`` (policy, run, outcome) and ``course_value`` (policy, run, course, time), the
        baseline first; ``belief_value`` (run, belief) in the beliefs' units.
    provenance
        What was compared and how; the content of ``compare.json``.
    scenario
        The baseline's.
    path
        Its folder, where it was written to one.
    """

    data: xr.Dataset
    provenance: dict[str, Any]
    scenario: Scenario | None = None
    path: Path | None = None

    @property
    def policies(self) -> list[str]:
        """Names, the baseline first."""
        return [str(name) for name in self.data["policy"].to_numpy()]

    @property
    def runs(self) -> int:
        """Worlds in which every policy was tried."""
        return int(self.data.sizes["run"])

    @property
    def differs(self) -> list[str]:
        """What every policy changes, a sentence each, or that it changes nothing here."""
        told = []
        for one in self.provenance["policies"][1:]:
            lines = one["differs"] or [
                "Nothing is otherwise in this scenario, so that nothing can come of it."
            ]
            told += [f"{one['name']}: {line}" for line in lines]
        return told

    @cached_property
    def idle(self) -> list[str]:
        """Policies that change something, and make no difference to any outcome of any run."""
        known = np.isfinite(self.numbers)
        return [
            one["name"]
            for number, one in enumerate(self.provenance["policies"])
            if one["differs"]
            and np.array_equal(known[number], known[0])
            and not np.nan_to_num(self.differences[number]).any()
        ]

    @property
    def numbers(self) -> np.ndarray:
        """Outcomes, shape (policies, runs, outcomes)."""
        return np.asarray(self.data["outcome_value"].to_numpy(), float)

    @property
    def differences(self) -> np.ndarray:
        """Each policy less the baseline in the same world, shape (policies, runs, outcomes).

        What single precision leaves of adding up the same numbers is no difference.
        """
        return apart(self.numbers, self.numbers[0])

    def of(self, outcome: str) -> int:
        """Position of an outcome.

        Raises
        ------
        InputError
            If there is none of that name.
        """
        from tumen.core.errors import did_you_mean

        names = [str(name) for name in self.data["outcome"].to_numpy()]
        if outcome not in names:
            raise InputError(f"There is no outcome '{outcome}'{did_you_mean(outcome, names)}.")
        return names.index(outcome)

    def points(self, values: np.ndarray) -> np.ndarray:
        """Per cent points over runs: (policies, runs, outcomes) to (points, policies, outcomes)."""
        by_outcome = values.transpose(0, 2, 1)
        found = np.full((len(POINTS), *by_outcome.shape[:2]), np.nan)
        known = np.isfinite(by_outcome).any(axis=2)
        if known.any():
            found[:, known] = np.nanpercentile(by_outcome[known], POINTS, axis=1, method="weibull")
        return found

    def measured(self, outcome: int) -> bool:
        """Whether an outcome by position is measured in any world as it happened."""
        return bool(np.isfinite(self.numbers[0, :, outcome]).any())

    @cached_property
    def saved(self) -> np.ndarray:
        """Runs that pairing spares for differences as sure (policies, outcomes); NaN where nothing differs.

        Without common luck the variance of a difference is that of both policies together; as many more runs
        would be needed for the same error.
        """
        spread, paired = self.numbers.var(axis=1, ddof=1), self.differences.var(axis=1, ddof=1)
        apart = spread + spread[0]
        some = paired > SAME * np.maximum(apart, SAME)
        ratio = np.divide(apart, paired, out=np.full(paired.shape, np.nan), where=some)
        return np.asarray(self.runs * (ratio - 1))

    @property
    def runs_saved(self) -> int:
        """Runs of each policy that pairing spares, in the middle of policies and outcomes."""
        told = self.saved[1:][np.isfinite(self.saved[1:])]
        return max(0, round(float(np.median(told)))) if told.size else 0

    def table(self) -> pd.DataFrame:
        """One row a policy and outcome: unit, median, 50 and 90 % intervals of value and difference."""
        import pandas as pd

        points, apart = self.points(self.numbers), self.points(self.differences)
        rows = []
        for i, policy in enumerate(self.policies):
            for j, name in enumerate(self.data["outcome"].to_numpy()):
                row: dict[str, Any] = {"policy": policy, "outcome": str(name), "unit": self.unit(j)}
                row |= {f"value_{p:02d}": points[k, i, j] for k, p in enumerate(POINTS)}
                row |= {f"difference_{p:02d}": apart[k, i, j] for k, p in enumerate(POINTS)}
                rows.append(row)
        return pd.DataFrame(rows)

    def unit(self, outcome: int) -> str:
        """Unit of an outcome by position."""
        return str(self.data["outcome_unit"].to_numpy()[outcome])

    def to_xarray(self) -> xr.Dataset:
        """All numbers."""
        return self.data

    def to_ema(self, path: str | Path) -> None:
        """Write an archive that the EMA Workbench's ``load_results`` reads.

        Raises
        ------
        InputError
            If it cannot be written.
        """
        from tumen.comparison.ema import write_ema

        write_ema(self, Path(path))

    def to_json(self) -> dict[str, Any]:
        """What is printed with ``--json``."""
        points, apart = self.points(self.numbers), self.points(self.differences)
        outcomes = {
            str(name): {
                "title": str(self.data["outcome_title"].to_numpy()[j]),
                "unit": self.unit(j),
                "policies": {
                    policy: {"value": _told(points[:, i, j]), "difference": _told(apart[:, i, j])}
                    for i, policy in enumerate(self.policies)
                },
            }
            for j, name in enumerate(self.data["outcome"].to_numpy())
        }
        return {
            "schema": SCHEMA,
            "scenario": self.provenance["scenario"],
            "beliefs": self.provenance["beliefs"],
            "from": self.provenance["first"],
            "to": self.provenance["end"],
            "differs": self.differs,
            "idle": self.idle,
            "outcomes": outcomes,
            "runs": self.runs,
            "runs_saved": self.runs_saved,
            "path": str(self.path) if self.path else None,
        }

    def plot(self, what: str = "frontier") -> Figure:
        """A matplotlib figure for a paper: ``frontier``, or an observable of ``course`` month by month.

        Raises
        ------
        InputError
            If there is no such figure.
        """
        from tumen.comparison import figures

        shown = [str(name) for name in self.data["course"].to_numpy()]
        if what == "frontier":
            return figures.frontier(self)
        if what not in shown:
            raise InputError(f"There is no figure '{what}'; there are frontier, {', '.join(shown)}.")
        return figures.course(self, what, list(range(len(self.policies))))

    def __repr__(self) -> str:
        names = ", ".join(self.policies[1:])
        where = f"{self.runs} runs, at {self.path or 'memory'}"
        return f"<tumen.Comparison {self.provenance['scenario']}: {names}; {where}>"


def _told(points: np.ndarray) -> dict[str, Any]:
    low, quarter, middle, three_quarters, high = (_finite(number) for number in points)
    return {"median": middle, "50": [quarter, three_quarters], "90": [low, high]}


def _finite(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


def write(comparison: Comparison, folder: Path) -> None:
    """Write a comparison into a folder that is there whole or not at all; a former one makes way.

    Raises
    ------
    InputError
        If the folder holds something else.
    RunError
        If it cannot be written; runs are stored, and the same command goes on.
    """
    from tumen.comparison.page import write_page

    if folder.exists() and not is_comparison(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} exists and is not a Tumen comparison; name another folder with --out.")
    part = folders.workshop(folder)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        packed = {"zlib": True, "complevel": 4}
        encoding = dict.fromkeys(("outcome_value", "course_value"), packed)
        comparison.data.to_netcdf(part / RESULT, engine="h5netcdf", encoding=encoding)
        folders.write_json(part / PROVENANCE, comparison.provenance)
        comparison.table().to_csv(part / TABLE, index=False)
        if comparison.scenario is not None:
            folders.keep_scenario(comparison.scenario, part / SCENARIO)
        keep_policies(comparison.provenance["policies"], part)
        write_page(comparison, part / PAGE)
        folders.finish(part, folder)
    except OSError as error:
        raise RunError(
            f"{folder} cannot be written ({error.strerror or error}); name another with --out."
        ) from error
    comparison.path = folder


def is_comparison(folder: Path) -> bool:
    """Whether ``folder`` holds a finished comparison."""
    return (folder / PROVENANCE).is_file() and (folder / RESULT).is_file()


def find(name: str | Path, among: Path = COMPARISONS) -> Path:
    """The folder of a comparison: a path, a name under ``comparisons/``, or ``latest``.

    Raises
    ------
    InputError
        If there is none.
    """
    if str(name) == "latest":
        made = [path for path in among.iterdir() if is_comparison(path)] if among.is_dir() else []
        if not made:
            raise InputError(
                f"There is no comparison in {among}; make one with `tumen compare SCENARIO POLICY`."
            )
        return max(made, key=lambda path: (path / PROVENANCE).stat().st_mtime)
    for folder in (Path(name), among / str(name)):
        if is_comparison(folder):
            return folder
    raise InputError(f"{name} is no comparison; name a folder that `tumen compare` wrote, or 'latest'.")


def read(name: str | Path = "latest") -> Comparison:
    """Read a finished comparison.

    Raises
    ------
    InputError
        If there is none.
    RunError
        If a file is damaged or of another version.
    """
    import xarray as xr

    folder = find(name)
    try:
        provenance = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        data = xr.load_dataset(folder / RESULT, engine="h5netcdf")
        schema = provenance.get("schema")
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise RunError(f"{folder}: the comparison is damaged ({error}); compare again.") from error
    if schema != SCHEMA:
        raise RunError(f"{folder} is of another version of Tumen; compare again.")
    return Comparison(data, provenance, None, folder)
