"""``tumen evidence graph`` and ``export``: a case in the forms of other programs."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from tumen.commands.console import say
from tumen.commands.evidence.common import opened
from tumen.core.errors import InputError
from tumen.evidence import case as cases
from tumen.evidence.case import Case

PICTURES = (".svg", ".png", ".pdf")


def write_graph(name: str | None, to: Path) -> None:
    """``tumen evidence graph``."""
    from tumen.evidence import graph

    case = opened(name)
    if to.suffix not in (*PICTURES, ".graphml"):
        raise InputError(f"{to}: a picture ends in {', '.join(PICTURES)}, a graph in .graphml.")
    try:
        if to.suffix == ".graphml":
            graph.write_graphml(case, to)
        else:
            graph.draw(case, to)
    except OSError as error:
        raise InputError(f"{to} cannot be written ({error.strerror or error}).") from error
    say(str(to))


def export_case(name: str | None, form: str, to: Path | None) -> None:
    """``tumen evidence export``."""
    text = exported(opened(name), form)
    if to is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return
    try:
        cases.write(to, text)
    except OSError as error:
        raise InputError(f"{to} cannot be written ({error.strerror or error}).") from error
    say(str(to))


def exported(case: Case, form: str) -> str:
    """A case in one of the formats."""
    from tumen.evidence.export import follow_the_money, prov, tables

    write = {
        "csv": tables.to_csv,
        "jsonl": tables.to_jsonl,
        "ftm": follow_the_money.to_jsonl,
        "prov": prov.to_json,
    }[form]
    stream = io.StringIO()
    write(case, stream)
    return stream.getvalue()
