"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

PeopleShare = Annotated[float, Parameter(help="Share of households simulated in each run.")]
Seed = Annotated[int, Parameter(help="Key of all luck; the same seed gives the same result.")]
LastDay = Annotated[str | None, Parameter(help="Last day of the runs, YYYY-MM-DD.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON object on stdout.")]
Quiet = Annotated[
    bool, Parameter(name="--quiet", negative="", help="No progress and no talk; results still print.")
]
StorePath = Annotated[
    Path | None, Parameter(name="--store", help="Folder of runs (default: TUMEN_STORE, or your data folder).")
]
Workers = Annotated[int | None, Parameter(help="Processes (default: one a core); results do not change.")]
Cluster = Annotated[
    str | None, Parameter(help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786 (extra: cluster).")
]
