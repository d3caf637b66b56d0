"""Commands on how sure one can be: fit, selftest, surprise, score, next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from tumen.commands.options import Cluster, Json, LastDay, PeopleShare, Quiet, Seed, StorePath, Workers

Evidence = Annotated[str, Parameter(help="Case of reports: a bundled name, a folder, or a press.json.")]


def fit(
    scenario: str = "musan",
    /,
    *,
    evidence: Evidence = "border",
    runs: Annotated[
        int, Parameter(help="Runs of the ensemble; the store keeps them for the next fit.")
    ] = 1500,
    people_share: PeopleShare = 0.005,
    seed: Seed = 1,
    to: LastDay = None,
    vary: Annotated[
        list[str] | None,
        Parameter(negative="", help="NAME of a belief that may vary (default: all); repeatable."),
    ] = None,
    model_error: Annotated[
        float,
        Parameter(help="How far the model itself may be off: 0.2 is 20 % on amounts, 8 points on shares."),
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


def selftest(
    scenario: str = "musan",
    /,
    *,
    truths: Annotated[int, Parameter(help="Worlds drawn from the prior, each fitted to its own press.")] = 40,
    false: Annotated[
        int | None, Parameter(help="Of these, how many again with one false report (default: 3 of 4).")
    ] = None,
    runs: Annotated[int, Parameter(help="Runs of each fit; those of the prior are shared.")] = 400,
    reports: Annotated[int, Parameter(help="First reports that each truth's press has.")] = 40,
    people_share: PeopleShare = 0.005,
    seed: Seed = 1,
    to: Annotated[str | None, Parameter(help="Last day of the runs; a short time is a quick test.")] = None,
    vary: Annotated[
        list[str] | None, Parameter(negative="", help="NAME of a belief that may vary (default: all).")
    ] = None,
    out_: Annotated[Path | None, Parameter(name="--out", help="Folder for scores and pictures.")] = None,
    store: StorePath = None,
    workers: Workers = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Is the method to be trusted here: fit worlds whose truth is known, and score what comes out.

    Each truth is a world of the scenario; a press of its own reports it, with echoes, falsehoods and wrong
    dates. Coverage says whether bands hold the truth as often as they should, skill how much closer the
    fit comes than the prior, and false reports whether they are found. No real evidence is used.

    Examples
    --------
    tumen selftest hyesan-scrap --truths 3 --runs 200 --people-share 0.004 --to 2003-12-31
    tumen selftest musan --truths 40 --json
    """
    from tumen.commands.selftesting import run_selftest
    from tumen.runs.run import as_date

    run_selftest(
        scenario,
        truths=truths,
        false_cases=false,
        runs=runs,
        reports=reports,
        people_share=people_share,
        seed=seed,
        end=as_date(to),
        only=vary,
        folder=out_,
        store=store,
        workers=workers,
        cluster=cluster,
        as_json=json_,
        quiet=quiet,
    )


def surprise(
    fit: str,
    claim_or_case: str,
    /,
    *,
    case: Annotated[str | None, Parameter(help="Case in which to look for the claim.")] = None,
    store: StorePath = None,
    json_: Json = False,
) -> None:
    """How surprising is a report: what a fit would have it say, and what would have to be true for it.

    Needs no new runs. CLAIM is a claim of the fit's own case or of --case; CASE:CLAIM names both; a CASE
    alone is asked about all its claims.

    Examples
    --------
    tumen surprise latest S0-25
    tumen surprise latest my-case:report-7
    tumen surprise fits/musan-1a2b3c4d5e my-case/ --json
    """
    from tumen.commands.judging import show_surprise

    show_surprise(fit, claim_or_case, case=case, as_json=json_, store=store)


def score(
    fit: str,
    case: str,
    /,
    *,
    use: Annotated[
        Literal["fit", "judge", "context"], Parameter(help="Which claims: those kept aside are judge.")
    ] = "fit",
    leave_out_fitted: Annotated[
        bool, Parameter(negative="", help="Score the others where some were in the fit, instead of refusing.")
    ] = False,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="Folder for the tables and the picture.")
    ] = None,
    store: StorePath = None,
    json_: Json = False,
) -> None:
    """Score a fit on reports that it has not seen: coverage, and skill against two simple forecasts.

    The forecasts are 'the last known value stays' and the prior before any report. Reports that were in the
    fit, or that repeat one, are refused.

    Examples
    --------
    tumen score latest border --use judge
    tumen score latest my-case/ --leave-out-fitted --out scores
    """
    from tumen.commands.judging import show_score

    show_score(fit, case, use=use, leave_out_fitted=leave_out_fitted, out=out_, as_json=json_, store=store)


def next_report(
    fit: str = "latest",
    /,
    *,
    outcome: Annotated[
        list[str] | None,
        Parameter(
            negative="", help="NAME[/GOOD][:PERIOD] to be narrowed; repeatable (default: some usual ones)."
        ),
    ] = None,
    policies: Annotated[
        str | None,
        Parameter(help="A comparison of the fit's worlds (folder or latest): what would help to choose."),
    ] = None,
    store: StorePath = None,
    json_: Json = False,
) -> None:
    """Which report to chase next: of which thing, place and period, to narrow an outcome or choose a policy.

    Needs no new runs.

    Examples
    --------
    tumen next latest
    tumen next latest --outcome foreign_currency_earned:2018
    tumen next latest --policies latest
    """
    from tumen.commands.judging import show_next, show_ranking
    from tumen.core.errors import InputError

    if policies is not None:
        if outcome:
            raise InputError("--outcome and --policies ask for different things; give one of them.")
        show_ranking(fit, policies, as_json=json_, store=store)
        return
    show_next(fit, outcome=outcome, as_json=json_, store=store)
