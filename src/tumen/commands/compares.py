"""Commands on what if: compare, drivers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from tumen.commands.options import Cluster, Json, LastDay, PeopleShare, Quiet, Seed, StorePath, Workers

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
    people_share: PeopleShare = 0.005,
    posterior: Posterior = None,
    beliefs: Annotated[
        Literal["prior", "defaults"] | None,
        Parameter(
            help="Without a fit: beliefs over their ranges (prior), or all at their defaults (luck alone)."
        ),
    ] = None,
    seed: Seed = 1,
    to: LastDay = None,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="Folder to write (default: comparisons/SCENARIO-KEY).")
    ] = None,
    ema: Annotated[
        Path | None, Parameter(help="FILE.tar.gz to write besides, for the EMA Workbench's load_results.")
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
    tumen compare musan my-policy.toml --out comparisons/mine --ema mine.tar.gz
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
        archive=ema,
    )


def drivers(
    scenario: str,
    policy: str,
    /,
    *,
    outcome: Annotated[
        str, Parameter(help="Outcome whose change is looked at; `tumen compare --json` names them.")
    ] = "person_days_below_1800",
    method: Annotated[
        Literal["morris", "sobol"], Parameter(help="Screening (morris), or parts of the variance (sobol).")
    ] = "morris",
    by: Annotated[
        Literal["mechanism", "belief"],
        Parameter(help="Move the beliefs of a mechanism together, or each by itself."),
    ] = "mechanism",
    beliefs: Annotated[
        list[str] | None,
        Parameter(negative="", help="NAME of a belief to move by itself, and no others; repeatable."),
    ] = None,
    trajectories: Annotated[
        int | None, Parameter(help="Trajectories of morris (8), or points of sobol (64, a power of two).")
    ] = None,
    people_share: PeopleShare = 0.005,
    seed: Seed = 1,
    to: LastDay = None,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="Folder to write (default: drivers/SCENARIO-KEY).")
    ] = None,
    store: StorePath = None,
    workers: Workers = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say which beliefs decide what a policy does: its difference from the baseline in an outcome.

    Every world is run with and without the policy, with the same luck. With G mechanisms (or beliefs)
    and N trajectories that is 2 N (G + 2) runs for morris, 2 N (G + 3) for sobol; other luck is one of
    the factors. Stopped or killed, the same command goes on where it stood.

    Examples
    --------
    tumen drivers musan no-2371
    tumen drivers musan no-2371 --outcome smuggled --by belief --trajectories 12
    tumen drivers musan food-aid --method sobol --beliefs rice_ratio --beliefs public_share
    """
    from tumen.commands.driving import find_drivers
    from tumen.runs.run import as_date

    find_drivers(
        scenario,
        policy,
        outcome=outcome,
        method=method,
        by=by,
        only=beliefs,
        trajectories=trajectories,
        people_share=people_share,
        seed=seed,
        end=as_date(to),
        folder=out_,
        store=store,
        workers=workers,
        cluster=cluster,
        as_json=json_,
        quiet=quiet,
    )
