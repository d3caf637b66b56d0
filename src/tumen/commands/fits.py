"""Commands on how sure one can be: fit, selftest, surprise, score, next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON object on stdout.")]
Quiet = Annotated[
    bool, Parameter(name="--quiet", negative="", help="No progress and no talk; results still print.")
]
Evidence = Annotated[str, Parameter(help="Case of reports: a bundled name, a folder, or a press.json.")]
StorePath = Annotated[
    Path | None, Parameter(name="--store", help="Folder of runs (default: TUMEN_STORE, or your data folder).")
]
Workers = Annotated[int | None, Parameter(help="Processes (default: one a core); results do not change.")]
Cluster = Annotated[
    str | None, Parameter(help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786 (extra: cluster).")
]


def fit(
    scenario: str = "musan",
    /,
    *,
    evidence: Evidence = "border",
    runs: Annotated[int, Parameter(help="Runs of the ensemble; the store keeps them for the next fit.")] = 1500,
    people_share: Annotated[float, Parameter(help="Share of households simulated in each run.")] = 0.005,
    seed: Annotated[int, Parameter(help="Key of all luck; the same seed gives the same fit.")] = 1,
    to: Annotated[str | None, Parameter(help="Last day of the runs, YYYY-MM-DD.")] = None,
    vary: Annotated[
        list[str] | None,
        Parameter(negative="", help="NAME of a belief that may vary (default: all); repeatable."),
    ] = None,
    model_error: Annotated[
        float, Parameter(help="How far the model itself may be off: 0.2 is 20 % on amounts, 8 points on shares.")
    ] = 0.2,
    fresh: Annotated[bool, Parameter(negative="", help="Steer new runs by this evidence.")] = False,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="Folder to write (default: fits/SCENARIO-KEY).")
    ] = None,
    store: StorePath = None,
    workers: Workers = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fit a scenario to a case of reports: which worlds agree with it, and which reports hold.

    Ends with a table here and a page in the fit's folder; what the model cannot reproduce comes first.
    Stopped or killed, the same command goes on where it stood: runs that are stored are not run again.
    A fit to other reports takes the same runs and is done in a minute or two.

    Examples
    --------
    tumen fit musan --evidence border
    tumen fit musan --evidence my-case/ --out fits/mine
    tumen fit hyesan-scrap --runs 400 --json
    tumen fit musan --vary reservation_patience --vary demand_elasticity
    """
    from tumen.commands.fitting import fit_scenario
    from tumen.runs.run import as_date

    fit_scenario(
        scenario,
        evidence,
        runs=runs,
        seed=seed,
        people_share=people_share,
        end=as_date(to),
        only=vary,
        model_error=model_error,
        fresh=fresh,
        folder=out_,
        store=store,
        workers=workers,
        cluster=cluster,
        as_json=json_,
        quiet=quiet,
    )
