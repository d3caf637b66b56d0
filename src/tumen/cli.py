"""The command line: a thin shell over the Python interface. Results on stdout, talk on stderr."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter

from tumen.commands import app as web_app
from tumen.commands import compares, fits, policies
from tumen.commands.console import print_json, say, talk
from tumen.commands.examples import show_examples
from tumen.core.errors import RunError, TumenError, did_you_mean
from tumen.core.text import visible

app = App(
    name="tumen",
    help="Simulate a sanctioned mining economy person by person; every gram and every won is accounted for.",
    help_epilogue="Start with:  tumen run musan --people-share 0.05",
    version=lambda: __import__("tumen").__version__,
    print_error=False,
    exit_on_error=False,
    suppress_keyboard_interrupt=False,
)

app.command(
    "tumen.commands.evidence.app:app",
    name="evidence",
    help="Reports as graded, deduplicated, checkable observations: tumen evidence --help.",
)
app.command("tumen.commands.runs:app", name="runs", help="Many runs, kept by content: tumen runs --help.")

Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON object on stdout.")]
Quiet = Annotated[
    bool, Parameter(name="--quiet", negative="", help="No progress and no talk; results still print.")
]


@app.command
def run(
    scenario: str | None = None,
    /,
    *,
    seed: Annotated[int, Parameter(help="Key of all luck; the same seed gives the same bits.")] = 1,
    runs: Annotated[
        int, Parameter(help="Runs with different luck; results then carry median and 90 % band.")
    ] = 1,
    people_share: Annotated[
        float, Parameter(help="Share of households simulated; results are scaled up.")
    ] = 1.0,
    from_: Annotated[
        str | None,
        Parameter(
            name="--from",
            help="First day that counts, YYYY-MM-DD; the scenario's days before it are lived, not shown.",
        ),
    ] = None,
    to: Annotated[str | None, Parameter(help="Last day, YYYY-MM-DD.")] = None,
    set_: Annotated[
        list[str] | None,
        Parameter(name="--set", negative="", help="name=value: hold a parameter; repeatable."),
    ] = None,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="Folder to write (default: runs/SCENARIO-KEY).")
    ] = None,
    threads: Annotated[
        int | None, Parameter(help="Threads (default: the number of cores); results do not change.")
    ] = None,
    daily: Annotated[bool, Parameter(negative="", help="Also write every day (result_daily.nc).")] = False,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a scenario; without one, list what there is.

    Ends with a table here and a one-file brief in the run's folder. A run stopped with Ctrl-C (or
    killed) goes on where it stood when the same command is given again.

    Examples
    --------
    tumen run musan --people-share 0.05
    tumen run musan --from 2017-01-01 --to 2018-12-31 --set levy_order=0
    tumen run musan --runs 10 --people-share 0.02 --json
    tumen run my-scenario/ --out results/first
    """
    from tumen.commands.run import run_scenario

    if scenario is None:
        _list_scenarios(json_)
        return
    run_scenario(
        scenario,
        seed=seed,
        runs=runs,
        people_share=people_share,
        start=from_,
        end=to,
        settings=_settings(set_ or []),
        folder=out_,
        threads=threads,
        daily=daily,
        as_json=json_,
        quiet=quiet,
    )


def _settings(pairs: list[str], example: str = "levy_order=0") -> dict[str, float]:
    from tumen.core.errors import InputError

    settings: dict[str, float] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not equals or number != number:
            raise InputError(f"--set {pair}: expected name=value with a number, such as {example}.")
        if name.strip() in settings:
            raise InputError(f"--set names '{name.strip()}' twice.")
        settings[name.strip()] = number
    return settings


def _list_scenarios(as_json: bool) -> None:
    from tumen.scenario import available, load

    rows = []
    for name in available():
        scenario = load(name)
        rows.append(
            {"name": name, "title": scenario.title, "from": str(scenario.start), "to": str(scenario.end)}
        )
    if as_json:
        print_json({"scenarios": rows})
        return
    for row in rows:
        say(f"{row['name']}  {row['from']} to {row['to']}  {row['title']}")
    talk.print("Run one with: tumen run NAME --people-share 0.05")


@app.command
def new(folder: Path, /, *, scenario: str = "musan") -> None:
    """Copy a bundled scenario into a folder to edit.

    Examples
    --------
    tumen new my-scenario
    tumen check my-scenario
    """
    from tumen.scenario import copy

    copy(scenario, folder)
    say(f"{folder} holds a copy of '{scenario}'. Edit it, then: tumen check {folder}")


@app.command
def check(scenario: str, /, *, json_: Json = False) -> None:
    """Validate a scenario and say in words what it is.

    Examples
    --------
    tumen check musan
    tumen check my-scenario/
    """
    from tumen.engine.catalog import catalog
    from tumen.scenario import describe, load

    loaded = load(scenario, catalog())
    words = describe(loaded, catalog())
    if json_:
        print_json({"scenario": loaded.name, "valid": True, "words": words})
        return
    for line in words:
        say(line)


@app.command
def mechanisms(*, json_: Json = False) -> None:
    """Print the order of the day, and who reads and writes what.

    Examples
    --------
    tumen mechanisms
    tumen mechanisms --json
    """
    from tumen.commands.model import show_mechanisms

    show_mechanisms(as_json=json_)


@app.command
def explain(name: str | None = None, /, *, json_: Json = False) -> None:
    """Show the text, unit, range and source of a mechanism, parameter, column, flow or observable.

    Without a name, list every parameter.

    Examples
    --------
    tumen explain levies
    tumen explain levy_pocketed
    """
    from tumen.commands.model import explain_name, show_parameters

    if name is None:
        show_parameters(as_json=json_)
    else:
        explain_name(name, as_json=json_)


@app.command
def observables(*, json_: Json = False) -> None:
    """List everything a report could speak of: name, unit, dimensions, meaning.

    Examples
    --------
    tumen observables
    """
    from tumen.commands.model import show_observables

    show_observables(as_json=json_)


@app.command
def audit(run: str = "latest", /, *, json_: Json = False) -> None:
    """Recompute the books of a finished run from its file: opening + in = out + closing.

    Examples
    --------
    tumen audit
    tumen audit runs/musan-1a2b3c4d5e
    """
    from tumen.commands.finished import show_audit

    show_audit(run, as_json=json_)


@app.command
def brief(run: str = "latest", /) -> None:
    """Write the one-file brief of a finished run anew and say where it is.

    Examples
    --------
    tumen brief latest
    """
    from tumen.commands.finished import write_brief_again

    write_brief_again(run)


@app.command
def press(
    run: str = "latest",
    /,
    *,
    seed: Annotated[int, Parameter(help="Key of the press's luck; the run keeps its own.")] = 1,
    set_: Annotated[
        list[str] | None,
        Parameter(name="--set", negative="", help="name=value: a number of the press; repeatable."),
    ] = None,
    out_: Annotated[
        Path | None, Parameter(name="--out", help="FILE.json or folder (default: the run's folder).")
    ] = None,
    no_truth: Annotated[
        bool, Parameter(negative="", help="Leave out what really was, as for someone who must find out.")
    ] = False,
    json_: Json = False,
) -> None:
    """Write the reports a run's own world would give (press.json), with the truth beside them.

    Sources see their own town, late and in part; outlets publish what is news; others repeat it.
    Some reports are false and some misdated. The same run and seed give the same press.

    Examples
    --------
    tumen press latest
    tumen press latest --seed 2 --no-truth --out blind.json
    tumen press latest --set false_share=0 --set misdated_share=0 --json
    """
    from tumen.commands.press import write_press

    settings = _settings(set_ or [], "false_share=0")
    write_press(run, seed=seed, settings=settings, to=out_, truth=not no_truth, as_json=json_)


@app.command
def odd() -> None:
    """Print the ODD protocol of the model (markdown), written from its declarations.

    Examples
    --------
    tumen odd > odd.md
    """
    from tumen.engine.catalog import catalog
    from tumen.reports.odd import odd as write_odd

    sys.stdout.write(write_odd(catalog()))


@app.command
def cache(action: str = "show", /) -> None:
    """Show where compiled kernels are kept, or remove them with ``clear``.

    Examples
    --------
    tumen cache clear
    """
    from tumen.core.errors import InputError
    from tumen.engine.kernel import cache_folder, clear_cache

    if action not in ("show", "clear"):
        raise InputError(
            f"'tumen cache {action}': expected show or clear{did_you_mean(action, ['show', 'clear'])}."
        )
    folder = clear_cache() if action == "clear" else cache_folder()
    say(f"{folder}{' cleared' if action == 'clear' else ''}")


for command in (fits.fit, fits.selftest, fits.surprise, fits.score):
    app.command(command)
app.command(fits.next_report, name="next")
app.command(policies.policies)
app.command(compares.compare)
app.command(compares.drivers)
app.command(web_app.app)

show_examples(app, without=("evidence", "runs"))


def fail(message: str, code: int = 2) -> int:
    """Say what went wrong on stderr; the exit code."""
    talk.print("[bold red]error[/]:", end=" ")
    talk.print(visible(message), highlight=False, markup=False, soft_wrap=True)
    return code


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0, 1 (stopped or found wrong) or 2 (bad input)."""
    for name in ("SIGTERM", "SIGBREAK"):  # the second is how Windows asks a process to stop
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app(sys.argv[1:] if arguments is None else arguments)
    except CycloptsError as error:
        return fail(" ".join(str(error).split()) + "  (tumen --help lists commands and options)")
    except RunError as error:
        return fail(str(error), code=1)
    except TumenError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        talk.print("Stopped. What was done is kept; the same command goes on from there.")
        return 1
    except SystemExit as exit_:
        return int(exit_.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
