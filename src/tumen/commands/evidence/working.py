"""``tumen evidence new``, ``ingest`` and ``import``: what brings documents and claims into a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tumen.commands.console import print_json, say
from tumen.commands.evidence.common import SCHEMA, to_be_changed
from tumen.core.errors import EvidenceError, InputError, RunError, did_you_mean
from tumen.evidence import case as cases
from tumen.evidence import proposals
from tumen.evidence.imports import take_in as import_file
from tumen.evidence.intake import Arrival, register
from tumen.evidence.known import known
from tumen.evidence.texts import Texts


def start(folder: Path, title: str) -> None:
    """``tumen evidence new``."""
    cases.new(folder, title)
    say(f"{folder} is an empty case. Bring a report in with: tumen evidence ingest FILE --case {folder}")


def take_in(files: Sequence[Path], name: str | None, about: Mapping[str, str], *, as_json: bool) -> None:
    """``tumen evidence ingest``.

    Raises
    ------
    RunError
        If some files could not be taken in (the others are).
    """
    if not files:
        raise InputError("Which file? Such as: tumen evidence ingest report.html --case my-case")
    if len(files) > 1 and "id" in about:
        raise InputError("--id names one document; give the files one by one.")
    case = to_be_changed(name)
    entries, failed = [], []
    for file in files:
        try:
            entry = _one(case, file, about)
        except EvidenceError as error:
            failed.append(str(error))
            continue
        entries.append(entry)
        if not as_json:
            _tell(entry, name)
        case = cases.read(case.path)
    if as_json:
        print_json({"schema": SCHEMA, "documents": entries, "failed": failed})
    if failed:
        raise RunError("\n".join(failed))


def _one(case: cases.Case, file: Path, about: Mapping[str, str]) -> dict[str, Any]:
    arrival = register(case, file, about)
    case = cases.read(case.path)
    found = proposals.read_out(case, arrival.document.id, arrival.text, known(case).gazetteer)
    return _entry(arrival, sum(one.state == "open" for one in found))


def _entry(arrival: Arrival, open_: int) -> dict[str, Any]:
    document = arrival.document
    return {
        "document": document.id,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published,
        "language": document.language,
        "characters": document.length,
        "already_there": arrival.known,
        "dated": arrival.dated,
        "near_copies": [{"document": name, "share": round(share, 2)} for name, share in arrival.near],
        "proposals": open_,
    }


def _tell(entry: Mapping[str, Any], name: str | None) -> None:
    known_ = "already in the case, word for word" if entry["already_there"] else "taken in"
    dated = entry["published"] if entry["dated"] else "undated"
    say(f"{entry['document']}: {known_}; {entry['outlet']}, {dated}, {entry['language']}, "
        f"{entry['characters']:,} characters; {entry['proposals']} proposals wait.")  # fmt: skip
    option = f" --case {name}" if name else ""
    if not entry["dated"]:
        say("  NO DATE OF PUBLICATION was found, so that 'now' and 'last month' in the text have no date and")
        say(f"  their period is unknown. Give the file again with --published 2018-02-23{option}")
    for near in entry["near_copies"]:
        pair = f"{entry['document']} {near['document']}"
        say(f"  a near copy of {near['document']} ({near['share']:.0%} of its word runs)")
        say(f"  if it repeats it: tumen evidence echoes --confirm {pair}{option}")
    if entry["outlet"] == "unknown outlet":
        say("  its outlet is not known: set it in its file under documents/")
    if entry["proposals"]:
        say(f"  look at them with: tumen evidence review {entry['document']}{option}")


def import_claims(file: Path, document: str, name: str | None, texts: Path | None, *, as_json: bool) -> None:
    """``tumen evidence import``.

    Raises
    ------
    RunError
        If some entries come back (exit code 1).
    """
    case = to_be_changed(name)
    if document not in case.documents:
        raise InputError(
            f"There is no document '{document}' in {case.path}{did_you_mean(document, case.documents)}; "
            "bring it in first: tumen evidence ingest FILE."
        )
    text = Texts(case, texts).original(document)
    if text is None:
        raise InputError(
            f"The text of '{document}' is not at hand, so that no quote can be looked up; "
            "name its folder with --texts, or ingest the document again."
        )
    result = import_file(case, document, file, text)
    if as_json:
        print_json(
            {
                "schema": SCHEMA,
                "taken": [claim.id for claim in result.taken],
                "refused": [vars(one) for one in result.refused],
            }
        )
    else:
        for one in result.refused:
            say(f"{one.number}  {one.says}: {one.why}")
        say(f"{len(result.taken)} claims taken in, {len(result.refused)} sent back.")
    if result.refused:
        raise RunError(f"{len(result.refused)} of {file.name} were sent back; the reasons stand above.")
