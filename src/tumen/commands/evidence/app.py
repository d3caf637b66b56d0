"""``tumen evidence``: the commands on a case of reports; each says what it takes and hands over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from tumen.commands.examples import show_examples

app = App(
    name="evidence",
    help=(
        "Reports as graded, deduplicated, checkable observations. A case is a folder of plain files; "
        "without one named, the case in this folder is taken, else the bundled one."
    ),
    help_epilogue="Start with:  tumen evidence list    or    tumen evidence new my-case",
)

Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON on stdout.")]
CaseName = Annotated[
    str | None, Parameter(help="Folder of a case, or a bundled name (default: the case here, else 'border').")
]
CaseOption = Annotated[
    str | None,
    Parameter(
        name="--case", help="Folder of a case, or a bundled name (default: the case here, else 'border')."
    ),
]
Texts = Annotated[
    Path | None,
    Parameter(
        name="--texts", help="Folder with the documents' texts, named ID.txt or recognised by their hash."
    ),
]
Out = Annotated[Path | None, Parameter(name="--out", help="File to write (default: stdout).")]


@app.command
def new(folder: Path, /, *, title: str = "") -> None:
    """Start an empty case.

    Examples
    --------
    tumen evidence new my-case --title "Ore and rations, 2018"
    """
    from tumen.commands.evidence.working import start

    start(folder, title)


@app.command
def ingest(
    *files: Path,
    case: CaseOption = None,
    id_: Annotated[str | None, Parameter(name="--id", help="Name of the document in the case.")] = None,
    outlet: Annotated[str | None, Parameter(help="Who published it.")] = None,
    title: Annotated[str | None, Parameter(help="Its title, or a few words of it.")] = None,
    author: Annotated[str | None, Parameter(help="Its byline.")] = None,
    published: Annotated[str | None, Parameter(help="When: 2018-02-23, 2018-02 or any EDTF.")] = None,
    language: Annotated[
        str | None, Parameter(help="en, ko, zh ...; found by script where not given.")
    ] = None,
    address: Annotated[str | None, Parameter(help="Where it can be read.")] = None,
    json_: Json = False,
) -> None:
    """Take documents (text, HTML, PDF) into a case and propose claims; nothing counts until it is accepted.

    Examples
    --------
    tumen evidence ingest report.html --case my-case
    tumen evidence ingest a.txt --outlet "Daily NK" --published 2018-02-23
    """
    from tumen.commands.evidence.working import take_in

    about = {
        "id": id_,
        "outlet": outlet,
        "title": title,
        "author": author,
        "published": published,
        "language": language,
        "address": address,
    }
    take_in(files, case, {key: value for key, value in about.items() if value}, as_json=json_)


@app.command
def review(
    document: str | None = None,
    /,
    *,
    case: CaseOption = None,
    accept: Annotated[
        list[int] | None, Parameter(negative="", help="Accept these proposals and stop.")
    ] = None,
    reject: Annotated[
        list[int] | None, Parameter(negative="", help="Reject these proposals and stop.")
    ] = None,
    reopen: Annotated[
        list[int] | None, Parameter(negative="", help="Take these decisions back and stop.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        Parameter(
            name="--set", negative="", help="key=value of the claims accepted: origin, reliability, ..."
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Walk through proposed claims: accept, edit, reject. With --json, only list those that wait.

    Examples
    --------
    tumen evidence review --case my-case
    tumen evidence review daily-nk-2018-02-23 --accept 3 --set origin=nh-1 --set reliability=C
    tumen evidence review daily-nk-2018-02-23 --reopen 3
    """
    from tumen.commands.evidence.reviewing import decide, list_waiting, walk

    if accept or reject or reopen:
        decide(document, case, accept or [], reject or [], reopen or [], set_ or [])
    elif json_:
        list_waiting(document, case)
    else:
        walk(document, case)


@app.command
def schema() -> None:
    """Print the JSON schema of the claims that ``import`` takes, for people and language models.

    Examples
    --------
    tumen evidence schema > claims.schema.json
    """
    import json

    from tumen.evidence.imports import schema as write_schema

    print(json.dumps(write_schema(), ensure_ascii=False, indent=1))


@app.command(name="import")
def import_(
    file: Path,
    /,
    *,
    document: Annotated[str, Parameter(help="The document they were read from.")],
    case: CaseOption = None,
    texts: Texts = None,
    json_: Json = False,
) -> None:
    """Take in claims from JSON: only those whose quote is in the text and whose numbers are in the quote.

    Exit code 1 when some come back.

    Examples
    --------
    tumen evidence import claims.json --document daily-nk-2018-02-23 --case my-case
    """
    from tumen.commands.evidence.working import import_claims

    import_claims(file, document, case, texts, as_json=json_)


@app.command
def verify(case: CaseName = None, *, texts: Texts = None, json_: Json = False) -> None:
    """Check every claim: anchor, numbers and dates in the quoted words, unit, place, observable, period.

    Without the texts, what stands in them is not checked, and the report says so. Exit code 1 on any fault.

    Examples
    --------
    tumen evidence verify
    tumen evidence verify my-case --texts ~/articles
    """
    from tumen.commands.evidence.checking import show_verdict

    show_verdict(case, texts, as_json=json_)


@app.command(name="list")
def list_(
    case: CaseName = None,
    *,
    documents: Annotated[bool, Parameter(negative="", help="List documents instead of claims.")] = False,
    origins: Annotated[
        bool, Parameter(negative="", help="List anonymous origins instead of claims.")
    ] = False,
    document: Annotated[str | None, Parameter(help="Claims of this document only.")] = None,
    observable: Annotated[str | None, Parameter(help="Claims on this subject only.")] = None,
    place: Annotated[str | None, Parameter(help="Claims on this place, or on places in it, only.")] = None,
    use: Annotated[
        Literal["fit", "input", "judge", "context"] | None, Parameter(help="Of this use only.")
    ] = None,
    json_: Json = False,
) -> None:
    """List the claims of a case: what is said, when, how much, by whom, how sure.

    Examples
    --------
    tumen evidence list
    tumen evidence list border --place Musan --use fit
    tumen evidence list border --documents
    """
    from tumen.commands.evidence.showing import list_claims, list_documents, list_origins

    if documents:
        list_documents(case, as_json=json_)
    elif origins:
        list_origins(case, as_json=json_)
    else:
        list_claims(case, document, observable, place, use, as_json=json_)


@app.command
def show(name: str, /, *, case: CaseOption = None, texts: Texts = None, json_: Json = False) -> None:
    """Show a claim, document or origin with all that hangs on it; the quoted words where the text is at hand.

    Examples
    --------
    tumen evidence show S2-05
    tumen evidence show S0 --texts ~/articles
    """
    from tumen.commands.evidence.showing import show_entry

    show_entry(name, case, texts, as_json=json_)


@app.command
def search(
    *words: Annotated[str, Parameter(required=True)],
    case: CaseOption = None,
    most: Annotated[int, Parameter(help="Hits to show, 1 or more.")] = 20,
    json_: Json = False,
) -> None:
    """Find claims and documents that hold all the words, or words that begin so.

    Examples
    --------
    tumen evidence search rations Musan
    """
    from tumen.commands.evidence.showing import show_hits

    show_hits(" ".join(words), case, most, as_json=json_)


@app.command
def conflicts(case: CaseName = None, *, json_: Json = False) -> None:
    """List claims side by side that cannot all be true.

    Examples
    --------
    tumen evidence conflicts
    """
    from tumen.commands.evidence.checking import show_conflicts

    show_conflicts(case, as_json=json_)


@app.command
def echoes(
    case: CaseName = None,
    *,
    confirm: Annotated[
        tuple[str, str] | None,
        Parameter(negative="", help="LATER EARLIER: two claims or documents; the first repeats the second."),
    ] = None,
    stock: Annotated[
        list[str] | None, Parameter(negative="", help="Mark this claim as a stock phrase; repeatable.")
    ] = None,
    json_: Json = False,
) -> None:
    """Show who seems to repeat whom, for confirmation; an echo counts once with what it repeats.

    Examples
    --------
    tumen evidence echoes my-case
    tumen evidence echoes my-case --confirm upi-2018-02-21 daily-nk-2018-02-21
    """
    from tumen.commands.evidence.checking import confirm_echo, mark_stock, show_echoes

    if confirm:
        confirm_echo(case, *confirm)
    elif stock:
        mark_stock(case, stock)
    else:
        show_echoes(case, as_json=json_)


@app.command
def observations(
    case: CaseName = None,
    *,
    scenario: Annotated[
        str | None, Parameter(help="Scenario that they are tied to (default: the case's first, else musan).")
    ] = None,
    unfitted: Annotated[bool, Parameter(negative="", help="List what cannot be fitted, and why.")] = False,
    out_: Out = None,
    json_: Json = False,
) -> None:
    """What a case says about a scenario: one observation a claim, with its noise and its weight.

    --out writes a table (.csv) or an xarray Dataset (.nc).

    Examples
    --------
    tumen evidence observations
    tumen evidence observations border --scenario tanchon-zinc --unfitted
    tumen evidence observations my-case --out observations.nc
    """
    from tumen.commands.evidence.observing import show_observations

    show_observations(case, scenario, unfitted, out_, as_json=json_)


@app.command
def graph(
    case: CaseName = None,
    *,
    out_: Annotated[
        Path, Parameter(name="--out", help="Picture (.svg, .png, .pdf) or .graphml to write.")
    ] = Path("evidence.svg"),
) -> None:
    """Draw documents, origins and who repeats whom.

    Examples
    --------
    tumen evidence graph --out evidence.svg
    tumen evidence graph my-case --out evidence.graphml
    """
    from tumen.commands.evidence.writing import write_graph

    write_graph(case, out_)


@app.command
def export(
    case: CaseName = None,
    *,
    format_: Annotated[
        Literal["csv", "jsonl", "ftm", "prov"],
        Parameter(name="--format", help="Table, JSON Lines, FollowTheMoney entities, or W3C PROV-JSON."),
    ] = "csv",
    out_: Out = None,
) -> None:
    """Write a case for other programs: spreadsheets, Aleph and OpenSanctions, provenance tools.

    Examples
    --------
    tumen evidence export --format csv > claims.csv
    tumen evidence export my-case --format ftm --out entities.ftm.json
    """
    from tumen.commands.evidence.writing import export_case

    export_case(case, format_, out_)


@app.command
def score(
    reader: Path, /, *, texts: Annotated[Path, Parameter(help="Folder with the texts.")], json_: Json = False
) -> None:
    """Set proposals beside a careful reader's list of quantities: how many are found, how many are false.

    The list is a CSV table: document, kind, low, high, unit, place, what.

    Examples
    --------
    tumen evidence score tests/evidence/reading/articles.csv --texts tests/evidence/reading/articles
    """
    from tumen.commands.evidence.checking import show_score

    show_score(reader, texts, as_json=json_)


show_examples(app)
