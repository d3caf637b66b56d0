"""``tumen policies``: what someone could decide, and what of a scenario that makes otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

if TYPE_CHECKING:
    from tumen.policies import Policy
    from tumen.scenario import Scenario

SCHEMA = 1
"""Version of what ``--json`` prints."""

BASELINE = "the baseline"
NOTHING = "nothing here for this scenario"


def policies(
    policy: str | None = None,
    /,
    *,
    scenario: Annotated[str, Parameter(help="Scenario to hold them against: a bundled name or a folder.")] = (
        "musan"
    ),
    json_: Annotated[
        bool, Parameter(name="--json", negative="", help="Print one JSON object on stdout.")
    ] = False,
) -> None:
    """List the policies that come along; with one, say what it makes of a scenario.

    POLICY is a bundled name or a TOML file of your own.

    Examples
    --------
    tumen policies
    tumen policies no-2371
    tumen policies --scenario hyesan-scrap --json
    tumen policies my-policy.toml --scenario my-scenario/
    """
    from tumen.engine.catalog import catalog
    from tumen.scenario import load

    before = load(scenario, catalog())
    if policy is None:
        _show_all(before, json_)
    else:
        _show_one(policy, before, json_)


def _show_all(before: Scenario, as_json: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from tumen.commands.console import out, print_json, talk
    from tumen.core.text import visible
    from tumen.policies import available, load

    rows = [_row(load(name), before) for name in available()]
    if as_json:
        print_json({"schema": SCHEMA, "scenario": before.name, "policies": rows})
        return
    table = Table(box=None, pad_edge=False, title=Text(f"Policies in {before.name}"), title_justify="left")
    table.add_column("policy", no_wrap=True)
    for column in ("what it is", "who could decide it", "first difference"):
        table.add_column(column, overflow="fold")
    for row in rows:
        cells = (row["policy"], row["title"], row["who"], _when(row))
        table.add_row(*(Text(visible(cell)) for cell in cells))
    out.print(table, highlight=False)
    talk.print("What one of them makes otherwise: tumen policies NAME")


def _show_one(name: str, before: Scenario, as_json: bool) -> None:
    from tumen.commands.console import print_json, say
    from tumen.policies import AS_IT_HAPPENED, load

    row = _row(load(name), before, in_full=True)
    if as_json:
        print_json({"schema": SCHEMA, "scenario": before.name} | row)
        return
    say(f"{row['title']} ({row['policy']})")
    for line in filter(None, (row["about"], row["who"] and f"Who could decide it: {row['who']}")):
        say(line)
    say("")
    if row["differences"]:
        say(f"In {before.name} the first difference is on {row['first_day']}:")
        for sentence in row["differences"]:
            say(f"  {sentence}")
    elif row["policy"] == AS_IT_HAPPENED:
        say("This is the baseline: nothing is otherwise.")
    else:
        say(f"There is {NOTHING}: in {before.name} nothing would be otherwise.")
    if row["evidence"]:
        say("")
        say(f"Sizes and dates are from: {', '.join(row['evidence'])}")


def _row(policy: Policy, before: Scenario, *, in_full: bool = False) -> dict[str, Any]:
    """A policy held against a scenario."""
    from tumen.engine.catalog import catalog
    from tumen.policies import apply, differences, first_day

    after = apply(policy, before, catalog())
    said = differences(before, after, catalog())
    day = first_day(before, after, catalog())
    row: dict[str, Any] = {"policy": policy.name, "title": policy.title, "who": policy.who}
    if in_full:
        row |= {"about": policy.about, "evidence": list(policy.evidence), "differences": said}
    return row | {"differs": bool(said), "first_day": str(day) if day else None}


def _when(row: dict[str, Any]) -> str:
    from tumen.policies import AS_IT_HAPPENED

    if row["differs"]:
        return str(row["first_day"])
    return BASELINE if row["policy"] == AS_IT_HAPPENED else NOTHING
