"""Commands on what if: compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from tumen.commands.fits import Cluster, Json, Quiet, StorePath, Workers

Posterior = Annotated[
    str | None, Parameter(help="Fit whose draws the worlds are: a folder of `tumen fit`, or 'latest'.")
]


def compare(
    scenario: str,
    /,
    *policies: Annotated[
        str, Parameter(help="Names or TOML files of policies; `tumen policies` lists them.")
    ],
    runs: Annotated[int, Parameter(help="Worlds in which every policy is tried.")] = 40,
    people_share: Annotated[float, Parameter(help="Share of households simulated in each run.")] = 0.005,
    posterior: Posterior = None,
    beliefs: Annotated[
        Literal["prior", "defaults"],
        Parameter(help="Without a fit: beliefs over their ranges, or all at their defaults (luck alone)."),
    ] = "prior",
    seed: Annotated[int, Parameter(help="Key of all luck; the same seed gives the same comparison.")] = 1,
    to: Annotated[str | None, Parameter(help="Last day of the runs, YYYY-MM-DD.")] = None,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="Folder to write (default: comparisons/SCENARIO-KEY).")
    ] = None,
    store: StorePath = None,
    workers: Workers = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare policies in the same worlds: what differs, then what comes of it, with how sure that is.

    Every policy meets the same people, beliefs and luck as the baseline, so that a difference is the
    policy's. Stopped or killed, the same command goes on where it stood.

    Examples
    --------
    tumen compare musan no-2371
    tumen compare musan no-2371 full-ban-2016 food-aid --posterior latest
    tumen compare hyesan-scrap no-campaign small-licences --runs 100 --json
    tumen compare musan my-policy.toml --out comparisons/mine
    """
    from tumen.commands.comparing import compare_policies
    from tumen.runs.run import as_date

    compare_policies(
        scenario,
        policies,
        runs=runs,
        people_share=people_share,
        posterior=posterior,
        beliefs=beliefs,
        seed=seed,
        end=as_date(to),
        folder=out_,
        store=store,
        workers=workers,
        cluster=cluster,
        as_json=json_,
        quiet=quiet,
    )
