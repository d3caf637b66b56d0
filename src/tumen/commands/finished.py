"""Commands on a finished run: its books, its brief."""

from __future__ import annotations

from tumen.commands.console import print_json, say
from tumen.core.errors import RunError
from tumen.engine.dataset import audit
from tumen.runs import folder as folders

SCALES = {
    "g": (1e6, "t"),
    "KPW": (1e6, "million KPW"),
    "fen": (1e8, "million yuan"),
    "US cent": (1e8, "million USD"),
}
"""How whole units are printed for people."""


def show_audit(run: str, *, as_json: bool) -> None:
    """``tumen audit RUN``: the books from the run's file; whole units with ``--json``.

    Raises
    ------
    RunError
        If a book does not close.
    """
    dataset, _ = folders.read(folders.find(run))
    rows = audit(dataset)
    totals: dict[str, int] = {}
    for row in rows:
        totals[str(row["asset"])] = totals.get(str(row["asset"]), 0) + abs(int(str(row["imbalance"])))
    if as_json:
        print_json({"imbalance": totals, "books": rows})
    else:
        units = dict(zip(dataset.asset.values, dataset.asset_unit.values, strict=True))
        _print_books(rows, units)
        say(f"Imbalance: {sum(totals.values())} units over {len(rows)} books (exact; see --json)")
    if any(totals.values()):
        raise RunError(
            f"The books of {', '.join(a for a, gap in totals.items() if gap)} do not close in {run}."
        )


def _print_books(rows: list[dict[str, object]], units: dict[str, str]) -> None:
    entries = [key for key in rows[0] if key not in ("run", "place", "asset", "imbalance")]
    several = len({row["run"] for row in rows}) > 1
    heads = "".join(f"{entry.replace('_', ' '):>11}" for entry in entries)
    for asset in sorted(units):
        scale, unit = SCALES[units[asset]]
        mine = [row for row in rows if row["asset"] == asset and any(row[entry] for entry in entries)]
        if not mine:
            continue
        say(f"{asset}, {unit}")
        say(f"  {'':<16}{heads}{'gap':>5}")
        for row in mine:
            name = f"{row['place']} ({row['run']})" if several else str(row["place"])
            cells = "".join(f"{_amount(int(str(row[entry])) / scale):>11}" for entry in entries)
            say(f"  {name:<16}{cells}{row['imbalance']!s:>5}")


def _amount(value: float) -> str:
    if abs(value) >= 1e9:
        return f"{value / 1e6:,.0f} M"
    return "0" if value == 0 else f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write_brief_again(run: str) -> None:
    """``tumen brief RUN``."""
    from tumen.reports.brief import write_brief
    from tumen.reports.compare_facts import compare_facts

    folder = folders.find(run)
    dataset, provenance = folders.read(folder)
    try:
        write_brief(dataset, provenance, compare_facts(dataset), folder / "brief.html")
    except OSError as error:
        raise RunError(f"{folder / 'brief.html'} cannot be written ({error.strerror or error}).") from error
    say((folder / "brief.html").resolve().as_uri())
