"""``tumen runs``: the plans and runs of a store; what is missing is run, what nobody needs may go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from tumen.commands.console import print_json, say, talk
from tumen.commands.examples import show_examples
from tumen.commands.fitting import Doing
from tumen.core.errors import InputError
from tumen.core.text import visible

if TYPE_CHECKING:
    from tumen.engine.kernel import Model
    from tumen.ensemble.perform import Performed
    from tumen.ensemble.plan import Plan
    from tumen.ensemble.records import Recorded
    from tumen.ensemble.store import Store

SCHEMA = 1
"""Version of what ``--json`` prints."""

MB = 1e6

app = App(
    name="runs",
    help=(
        "Plans of many runs and the store that keeps them. A run is stored by its content and never done "
        "twice; a plan that was stopped or killed goes on where it stood."
    ),
    help_epilogue="Start with:  tumen runs list",
)

Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON object on stdout.")]
Where = Annotated[
    Path | None,
    Parameter(name="--store", help="Folder of the store (default: TUMEN_STORE, else among the user's data)."),
]
DryRun = Annotated[bool, Parameter(negative="", help="Say what would be done and do nothing.")]


@app.command(name="list")
def list_(*, store: Where = None, json_: Json = False) -> None:
    """List plans, with how many of their runs are there, and the worlds that hold them.

    Examples
    --------
    tumen runs list
    tumen runs list --store results/store --json
    """
    from tumen.engine.kernel import default_model
    from tumen.ensemble.records import about, recorded
    from tumen.ensemble.sweeping import size

    opened, model = _opened(store), default_model()
    plans = [_plan_row(opened, one, model) for one in recorded(opened)]
    needed = {row["world"] for row in plans}
    worlds: list[dict[str, Any]] = [
        {
            "world": key,
            "about": about(opened, key),
            "runs": len(opened.keys(key)),
            "bytes": size(opened.folder(key)),
            "needed": key in needed,
        }
        for key in opened.worlds()
    ]
    if json_:
        print_json({"schema": SCHEMA, "store": str(opened.path), "plans": plans, "worlds": worlds})
        return
    for row in plans:
        say(
            f"{row['plan']}  {row['held']:>6,} of {row['asked']:,}  {row['when'][:10]}  {row['about']}"
            f"{'  ' + row['label'] if row['label'] else ''}"
        )
    for world in worlds:
        what = "" if world["needed"] else "  (no plan needs it now; see tumen runs gc)"
        say(
            f"world {world['world'][:12]}  {world['runs']:>6,} runs  {world['bytes'] / MB:,.1f} MB  "
            f"{world['about']}{what}"
        )
    if not plans and not worlds:
        talk.print(f"Nothing is stored in {visible(str(opened.path))} yet.", highlight=False, markup=False)


@app.command
def show(plan: str | None = None, /, *, store: Where = None, json_: Json = False) -> None:
    """Show a plan: its world, what its runs differ in, how many are there.

    Parameters
    ----------
    plan
        Its name, the beginning of it, or its label (default: the latest).

    Examples
    --------
    tumen runs show
    tumen runs show 5f9076 --json
    """
    from tumen.engine.kernel import default_model
    from tumen.ensemble.records import find

    opened, model = _opened(store), default_model()
    one = find(opened, plan)
    row = _plan_row(opened, one, model)
    if json_:
        held = opened.held(one.plan, model)
        members = [
            {"key": key, "seed": m.seed, "run": m.run, "settings": dict(m.settings), "held": key in held}
            for key, m in zip(one.plan.keys(model), one.plan.members, strict=True)
        ]
        print_json({"schema": SCHEMA, **row, "members": members})
        return
    say(f"Plan {row['plan']}{', ' + row['label'] if row['label'] else ''}: {row['about']}")
    say(f"{row['held']:,} of {row['asked']:,} runs are there; last begun {row['when']}")
    for line in _differing(one.plan, model):
        say(line)
    say(f"World {row['world']} in {opened.folder(row['world'])}")


@app.command
def resume(
    plan: str | None = None,
    /,
    *,
    cluster: Annotated[
        str | None, Parameter(help="Address of a Dask scheduler, or its file; its workers do the runs.")
    ] = None,
    workers: Annotated[int | None, Parameter(help="Runs at once (default: one a core).")] = None,
    why: Annotated[bool, Parameter(negative="", help="Say why runs have to be done.")] = False,
    dry_run: DryRun = False,
    store: Where = None,
    json_: Json = False,
) -> None:
    """Do the runs of a plan that are missing; those that are stored are not done again.

    Parameters
    ----------
    plan
        Its name, the beginning of it, or its label (default: the latest that is not finished).

    Examples
    --------
    tumen runs resume
    tumen runs resume 5f9076 --why --dry-run
    tumen runs resume --cluster tcp://10.0.0.5:8786
    """
    from tumen.engine.kernel import default_model
    from tumen.ensemble.pool import check_workers
    from tumen.ensemble.why import reasons

    check_workers(workers)
    opened, model = _opened(store), default_model()
    one = _to_resume(opened, plan, model)
    sentences = reasons(opened, one.plan, model)
    if why:
        for sentence in sentences or ["Every run is there."]:
            (talk.print if json_ else say)(sentence)
    missing = len(set(one.plan.keys(model))) - len(opened.held(one.plan, model))
    row = {"schema": SCHEMA, "plan": one.plan.name, "missing": missing, "why": sentences}
    if dry_run:
        print_json(row) if json_ else say(f"{missing:,} runs of plan {one.plan.name} would be done.")
        return
    done = _carried_out(one.plan, opened, model, cluster, workers, quiet=json_)
    if json_:
        print_json({**row, "done": done.done, "reused": done.reused, "seconds": round(done.seconds, 3)})
    else:
        rate = f" in {done.seconds:,.1f} s, {done.done / done.seconds:.2f} a second" if done.done else ""
        say(f"Plan {one.plan.name}: {done.done:,} runs done{rate}; {done.reused:,} were there.")


@app.command
def gc(
    *,
    keep_days: Annotated[
        float, Parameter(help="Worlds written to in the last so many days stay, whoever needs them.")
    ] = 7.0,
    yes: Annotated[bool, Parameter(negative="", help="Remove what is listed.")] = False,
    dry_run: DryRun = False,
    store: Where = None,
    json_: Json = False,
) -> None:
    """Remove worlds that no plan needs with today's model, damaged shards, and files never finished.

    Lists them first; nothing goes without --yes.

    Examples
    --------
    tumen runs gc --dry-run
    tumen runs gc --keep-days 30 --yes
    """
    from tumen.engine.kernel import default_model
    from tumen.ensemble.sweeping import remove, waste

    if keep_days < 0:
        raise InputError(f"--keep-days is {keep_days:g}; expected 0 or more.")
    if yes and dry_run:
        raise InputError("--yes and --dry-run contradict each other; give one.")
    opened = _opened(store)
    found = waste(opened, default_model(), keep_days)
    total = sum(one.size for one in found)
    if yes:
        remove(found)
    if json_:
        rows = [{"path": str(one.path), "what": one.what, "bytes": one.size} for one in found]
        print_json({"schema": SCHEMA, "removed": yes, "bytes": total, "waste": rows})
    else:
        for one in found:
            say(f"{one.size / MB:>9,.1f} MB  {one.path.relative_to(opened.path)}  {one.what}")
        say(f"{total / MB:,.1f} MB {'removed' if yes else 'could go'} from {opened.path}")
    if found and not yes and not dry_run:
        raise InputError("Nothing was removed; give --yes to remove this, or --dry-run only to look.")


def _opened(path: Path | None) -> Store:
    """The store, saying on stderr what it finds damaged; a folder of something else is refused."""
    from tumen.ensemble.store import Store

    def note(sentence: str) -> None:
        talk.print(visible(sentence), highlight=False, markup=False, soft_wrap=True)

    store = Store(path, note)
    store.identity.check()
    return store


def _plan_row(store: Store, one: Recorded, model: Model) -> dict[str, Any]:
    """What is said of a plan: as this model would run it."""
    world, plan = one.plan.world, one.plan
    start, end = world.start or world.scenario.start, world.end or world.scenario.end
    return {
        "plan": plan.name,
        "label": plan.label,
        "about": f"{world.scenario.name}, {start} to {end}, share {world.people_share:g}",
        "scenario": world.scenario.name,
        "start": str(start),
        "end": str(end),
        "people_share": world.people_share,
        "asked": len(set(plan.keys(model))),
        "held": len(store.held(plan, model)),
        "world": world.key(model),
        "run_before_as": one.world_key,
        "when": one.when.isoformat(),
    }


def _differing(plan: Plan, model: Model) -> Iterator[str]:
    """The luck and the settings of a plan's members, each with its unit, a line each."""
    units = {name: f" {one.unit}" for name, one in model.catalog.params.items() if one.unit != "1"}
    seeds = sorted({member.seed for member in plan.members})
    yield f"  seed: {_range([float(seed) for seed in seeds])}"
    values: dict[str, list[float]] = {}
    for member in plan.members:
        for name, value in member.settings:
            values.setdefault(name, []).append(value)
    for name, held in sorted(values.items()):
        part = f" in {len(held):,} runs" if len(held) < len(plan.members) else ""
        yield f"  {name}: {_range(sorted(set(held)))}{units.get(name, '')}{part}"


def _range(values: list[float]) -> str:
    if not values:
        return "none"
    if len(values) <= 3:
        return ", ".join(f"{value:g}" for value in values)
    return f"{len(values):,} values from {values[0]:g} to {values[-1]:g}"


def _to_resume(store: Store, name: str | None, model: Model) -> Recorded:
    from tumen.ensemble.records import find, recorded

    if name is None:
        for one in recorded(store):
            if len(store.held(one.plan, model)) < len(set(one.plan.keys(model))):
                return one
    return find(store, name)


def _carried_out(
    plan: Plan, store: Store, model: Model, address: str | None, workers: int | None, *, quiet: bool
) -> Performed:
    from tumen.ensemble.cluster import connection
    from tumen.ensemble.perform import run_many

    try:
        with connection(address) as executor, Doing(quiet) as doing:
            doing.step(visible(plan.label or plan.world.scenario.name))
            return run_many(
                plan,
                store,
                model=model,
                executor=executor,
                workers=workers,
                progress=doing.runs,
                compiling=doing.compiling,
            )
    except KeyboardInterrupt as stopped:
        talk.print(visible(str(stopped)), highlight=False, markup=False, soft_wrap=True)
        raise


show_examples(app)
