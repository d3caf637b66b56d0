"""Commands on a finished run: its books, its brief."""

from __future__ import annotations

from rich.table import Table

from tumen.commands.console import out, print_json
from tumen.core.errors import RunError
from tumen.runs import folder as folders


def show_audit(run: str, *, as_json: bool) -> None:
    """``tumen audit RUN``; raises when a book does not close."""
    from tumen.engine.dataset import audit

    dataset, _ = folders.read(folders.find(run))
    rows = audit(dataset)
    totals: dict[str, int] = {}
    for row in rows:
        totals[str(row["asset"])] = totals.get(str(row["asset"]), 0) + abs(int(str(row["imbalance"])))
    if as_json:
        print_json({"imbalance": totals, "books": rows})
    else:
        units = dict(zip(dataset.asset.values, dataset.asset_unit.values, strict=True))
        entries = [k for k in rows[0] if k not in ("run", "place", "asset")]
        table = Table(box=None, pad_edge=False, title="The books, whole units", title_justify="left")
        for column in ("asset", "unit", "place", *entries):
            table.add_column(column.replace("_", " "), justify="right" if column in entries else "left")
        for row in sorted(rows, key=lambda r: str(r["asset"])):
            if any(row[entry] for entry in entries):
                cells = [f"{row[entry]:,}" for entry in entries]
                table.add_row(str(row["asset"]), units[row["asset"]], str(row["place"]), *cells)
        out.print(table, highlight=False)
        out.print(f"Imbalance: {sum(totals.values())}", highlight=False)
    if any(totals.values()):
        raise RunError(
            f"The books of {', '.join(a for a, gap in totals.items() if gap)} do not close in {run}."
        )


def write_brief_again(run: str) -> None:
    """``tumen brief RUN``."""
    from tumen.reports.brief import write_brief
    from tumen.reports.compare_facts import compare_facts

    folder = folders.find(run)
    dataset, provenance = folders.read(folder)
    write_brief(dataset, provenance, compare_facts(dataset), folder / "brief.html")
    out.print(str((folder / "brief.html").resolve().as_uri()), highlight=False, markup=False, soft_wrap=True)
