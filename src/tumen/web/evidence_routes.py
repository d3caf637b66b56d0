"""Addresses of the page Evidence: cases, claims, documents brought in, proposals decided upon."""

from __future__ import annotations

import re
import tempfile
import threading
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile

from tumen.core.errors import EvidenceError
from tumen.evidence import case as cases
from tumen.evidence import proposals
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.intake import register
from tumen.evidence.known import known
from tumen.evidence.proposals import Proposed
from tumen.web.beside import beside
from tumen.web.common import engine_of, inside, settings_of
from tumen.web.evidence import Reading, claim_of, day_in_words, document_of, offered, reading
from tumen.web.evidence_cases import OWN, case_folder, own_case, own_cases
from tumen.web.form_words import InFormWords
from tumen.web.problems import Problem, missing
from tumen.web.schemas import Decision, NewCase

router = APIRouter(tags=["evidence"], route_class=InFormWords)

LARGEST = 10_000_000
"""Bytes of a document."""

TYPES = (".txt", ".html", ".htm", ".pdf")

MOST_CASES = 200

_WRITING = threading.RLock()
"""Held from reading a case to having written it, so that two changes never build on one state."""


def _opened(request: Request, name: str) -> Reading:
    return reading(case_folder(settings_of(request).root, name))


def _own(request: Request, name: str) -> Path:
    folder = case_folder(settings_of(request).root, name)
    if not cases.writable(folder):
        raise Problem(409, f"The case '{name}' comes with Tumen and is read only; start a case of your own.")
    return folder


@router.get("/cases")
def all_cases(request: Request) -> list[dict[str, Any]]:
    """The cases: bundled ones and one's own."""
    rows = []
    for name in dict.fromkeys([*cases.available(), *own_cases(settings_of(request).root)]):
        try:
            found = _opened(request, name)
        except Exception as error:  # noqa: BLE001 -- one case that cannot be read must not hide the others
            rows.append({"name": name, "title": name, "claims": 0, "documents": 0, "editable": False}
                        | {"problem": str(error)[:300]})  # fmt: skip
            continue
        about = {"name": name, "title": found.case.title, "claims": len(found.case.claims)}
        about |= {"documents": len(found.case.documents), "editable": cases.writable(found.case.path)}
        rows.append(about | {"problem": ""})
    return rows


@router.post("/cases", status_code=201)
def new_case(asked: NewCase, request: Request) -> dict[str, Any]:
    """Start a case of one's own: a folder under the app's root."""
    root = settings_of(request).root
    if asked.name in cases.available():
        raise Problem(409, f"'{asked.name}' is the name of a case that comes with Tumen; choose another.")
    folder = root / OWN
    with _WRITING:
        folder.mkdir(parents=True, exist_ok=True)
        target = inside(folder, asked.name)
        if target.exists() or own_case(root, asked.name):
            raise Problem(409, f"There is already a case '{asked.name}'; choose another name.")
        if sum(1 for _ in folder.iterdir()) >= MOST_CASES:
            raise Problem(409, f"There are {MOST_CASES} cases; remove some folders under {OWN}.")
        cases.new(target, asked.title)
    return {
        "name": asked.name,
        "title": asked.title or asked.name,
        "claims": 0,
        "documents": 0,
        "editable": True,
    }


@router.get("/cases/{case}")
def one_case(case: str, request: Request) -> dict[str, Any]:
    """A case: its documents, claims, conflicts, echoes, and proposals that wait."""
    return _opened(request, case).whole(case)


@router.get("/cases/{case}/claims/{id}")
def claim(case: str, id: str, request: Request, model: bool = True) -> dict[str, Any]:
    """A claim with the words it was read from, and the model beside it."""
    found = _opened(request, case)
    one = claim_of(found, id)
    side = None
    if model:
        engine_of(request).get_ready(lambda _: None)
        side = beside(found.case, one)
    return found.claim_in_full(one) | {"beside": side}


@router.get("/cases/{case}/documents/{id}")
def document(case: str, id: str, request: Request) -> dict[str, Any]:
    """A document with its text, where it is at hand."""
    found = _opened(request, case)
    return found.document_in_full(document_of(found, id))


@router.post("/cases/{case}/documents", status_code=201)
def bring_in(
    case: str,
    request: Request,
    file: Annotated[UploadFile, File(description="Text, HTML or PDF, 10 MB at most.")],
    outlet: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    title: Annotated[str, Form(max_length=200)] = "",
) -> dict[str, Any]:
    """Take a document into a case of one's own and propose claims; nothing counts until it is accepted."""
    folder = _own(request, case)
    name = _safe_name(file.filename or "")
    about = {"outlet": outlet, "published": published, "title": title}
    with tempfile.TemporaryDirectory(prefix="tumen-") as temporary:
        path = Path(temporary) / name
        _save(file, path)
        with _WRITING:
            said = {key: text for key, text in about.items() if text.strip()}
            arrival = register(cases.read(folder), path, said)
            fresh = cases.read(folder)
            id_ = arrival.document.id
            found = proposals.read_out(fresh, id_, arrival.text, known(fresh).gazetteer)
    return {
        "document": id_,
        "published": day_in_words(arrival.document),
        "already_there": arrival.known,
        "dated": arrival.dated,
        "near_copies": [{"document": near, "share": round(share, 2)} for near, share in arrival.near],
        "proposals": offered(id_, found, arrival.text),
    }


def _safe_name(given: str) -> str:
    """A name of our own with the ending of the one that was given.

    Raises
    ------
    Problem
        If the ending is none of those that are read.
    """
    stem, dot, ending = given.rpartition(".")
    ending = f"{dot}{ending}".lower()
    if ending not in TYPES:
        raise Problem(422, f"Bring a report as {', '.join(TYPES)}; this file is called {given[-60:]!r}.")
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", stem.replace("\\", "/").rpartition("/")[2])[:60].strip("-")
    return f"{plain or 'document'}{ending}"


def _save(file: UploadFile, path: Path) -> None:
    """Write what was uploaded, up to the limit."""
    left = LARGEST
    with path.open("wb") as to:
        while chunk := file.file.read(1 << 16):
            left -= len(chunk)
            if left < 0:
                raise Problem(413, f"A report may have {LARGEST // 1_000_000} MB; cut out the article.")
            to.write(chunk)


@router.post("/cases/{case}/proposals/{id}")
def decide(case: str, id: str, decision: Decision, request: Request) -> dict[str, Any]:
    """Accept a proposal, which makes a claim of it, or put it aside."""
    folder = _own(request, case)
    with _WRITING:
        made = _decided(folder, id, decision)
    return {"claim": _opened(request, case).claim(made)} if made else {}


@router.post("/cases/{case}/proposals/{id}/reopen")
def reopen(case: str, id: str, request: Request) -> dict[str, Any]:
    """Take a decision back: the claim that was made of it is removed, and the proposal waits again."""
    folder = _own(request, case)
    with _WRITING:
        opened = cases.read(folder)
        name, number = _numbered(opened, id)
        if number not in {one.number for one in proposals.of(opened, name) if one.state != "open"}:
            raise Problem(409, "This proposal waits for a decision; reload the case.")
        proposals.reopen(opened, name, number)
    return {}


def _numbered(opened: Case, id_: str) -> tuple[str, int]:
    """Document and number of a proposal."""
    name, _, number = id_.rpartition("~")
    if name not in opened.documents or not number.isdigit() or len(number) > 6:
        raise missing("proposal", id_, ())
    return name, int(number)


def _decided(folder: Path, id_: str, decision: Decision) -> Claim | None:
    """The claim that a decision makes, if any."""
    opened = cases.read(folder)
    name, number = _numbered(opened, id_)
    waiting = {one.number: one for one in proposals.of(opened, name) if one.state == "open"}
    if number not in waiting:
        raise Problem(409, "This proposal was decided upon already; reload the case.")
    if not decision.accept:
        proposals.reject(opened, name, number)
        return None
    changes = _rather(opened, waiting[number], decision)
    if decision.grade:
        changes |= {"reliability": decision.grade[0], "credibility": int(decision.grade[1])}
        changes["reason"] = "Graded in the app by the analyst."
    if decision.origin:
        changes["origin"] = decision.origin
    departs = proposals.departs(opened, name, waiting[number], changes)
    why = decision.corrected or decision.reason
    if departs and not why:
        raise Problem(422, f"Reason: {departs}.")
    if departs:
        changes["corrected"] = why
    elif decision.reason:
        changes["reason"] = decision.reason
    return proposals.accept(opened, name, number, changes)


def _rather(opened: Case, one: Proposed, decision: Decision) -> dict[str, Any]:
    """What a claim is to say other than was proposed.

    Raises
    ------
    Problem
        If a part of it makes no sense, or nobody says when it held.
    """
    changes: dict[str, Any] = {}
    if decision.says is not None and decision.says != one.says:
        changes["says"] = decision.says
    if decision.place is not None:
        places = _places(opened, decision.place)
        changes |= {"places": places} if tuple(places) != one.places else {}
    period = (decision.period or "").strip() or one.period
    if _is_open(period):
        raise Problem(422, f"Period: say when it held, such as {proposals.EXAMPLE}.")
    if period != one.period:
        changes |= {"period": period, "dated_by": "published"}
    return changes | _amount(one, decision)


def _is_open(period: str) -> bool:
    try:
        return proposals.is_open(period)
    except EvidenceError as error:
        raise Problem(422, f"Period: {error}") from None


def _places(opened: Case, text: str) -> list[str]:
    """The ids of the places that a reader names."""
    gazetteer = known(opened).gazetteer
    try:
        return [gazetteer.get(part.strip()).id for part in text.split(",") if part.strip()]
    except EvidenceError as error:
        raise Problem(422, f"Place: {error}.") from None


def _amount(one: Proposed, decision: Decision) -> dict[str, Any]:
    """The amount or range, where it is another than was proposed."""
    value, low, high = decision.value, decision.low, decision.high
    if value is None and low is None and high is None:
        return {}
    if one.quantity is None:
        raise Problem(422, "Amount: this claim dates an event and has none; leave it empty.")
    ranged = low is not None and high is not None and low < high
    if ranged == (value is not None):
        raise Problem(422, "Amount: give one number, or a lower and a higher end of a range.")
    said = {"low": low, "high": high} if ranged else {"value": value}
    if all(getattr(one.quantity, name) == number for name, number in said.items()):
        return {}
    kept = one.quantity.model_dump(exclude_defaults=True)
    kept = {key: kept[key] for key in ("unit", "about", "than") if key in kept}
    kind = "ratio" if "than" in kept else "interval" if ranged else "value"
    return {"quantity": kept | {"kind": kind} | said}
