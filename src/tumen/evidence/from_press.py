"""The press of a simulated world as a case: ways to read reports can be tried where the answer is known.

Each claim of a press becomes a document with one claim in it, each of its sources an origin. A press
says of every echo what it was copied from, so that no other repetition is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import StrictBool, StrictStr, ValidationError

from tumen.core.errors import EvidenceError
from tumen.evidence.case import Case, sentence
from tumen.evidence.claims import Claim, Form, Id, Quantity
from tumen.evidence.files import read_json, shown
from tumen.evidence.grades import Reliability
from tumen.evidence.sources import Document, Origin, Outlet

if TYPE_CHECKING:
    from tumen.press import Press
    from tumen.scenario import Scenario

NOWHERE = Path("press.json")
"""Stands for the folder of a case that was never on disk."""

KEPT_SCENARIO = "scenario"
"""Folder beside ``press.json`` in which a run keeps the scenario it simulated."""


class PressSource(Form):
    """Who speaks: an entry of ``sources``."""

    id: Id
    place: StrictStr
    beat: StrictStr
    reliability: Reliability


class PressOutlet(Form):
    """Who publishes: an entry of ``outlets``."""

    name: StrictStr
    first_hand: StrictBool = False
    reliability: Reliability


class PressClaim(Form):
    """An entry of ``claims``; the truth beside it is not looked at."""

    id: Id
    observable: StrictStr
    place: StrictStr
    commodity: StrictStr | None = None
    crossing: StrictStr | None = None
    period: StrictStr
    over_time: Literal["sum", "mean"]
    quantity: Quantity
    origin: Id
    outlet: StrictStr
    published: date
    repeats: Id | None = None
    reliability: Reliability
    truth: Any = None


class PressFile(Form):
    """What ``press.json`` holds."""

    seed: int
    of: dict[str, Any]
    parameters: dict[str, Any]
    words: dict[str, Any]
    outlets: tuple[PressOutlet, ...]
    sources: tuple[PressSource, ...]
    claims: tuple[PressClaim, ...]


def read_press(press: Press, scenario: Scenario | None = None) -> Case:
    """The reports of a simulated world as a case in memory, the truth left out.

    Parameters
    ----------
    press
        As `tumen.press.write` makes it.
    scenario
        The scenario of the run, whose places and goods the case then knows; without it the name that
        the press gives, if it is a bundled one.

    Raises
    ------
    EvidenceError
        If a claim's form is wrong.
    """
    return _case(press.to_json(truth=False), NOWHERE, str(scenario.path) if scenario else None)


def read_file(path: Path) -> Case:
    """A ``press.json`` as a case, the truth left out.

    Raises
    ------
    EvidenceError
        If it is damaged, or of another schema.
    """
    beside = path.parent / KEPT_SCENARIO
    return _case(read_json(path), path, str(beside.resolve()) if beside.is_dir() else None)


def _case(content: Any, path: Path, scenario: str | None) -> Case:
    press = _parsed(content, str(path))
    documents = {one.id: _document(one) for one in press.claims}
    if len(documents) < len(press.claims):
        raise EvidenceError(f"{path}: two claims have one id.")
    for one in press.claims:
        if one.repeats is not None and one.repeats not in documents:
            raise EvidenceError(f"{path}: '{one.id}' repeats '{one.repeats}', which is not there.")
    return Case(
        path,
        f"Press of {press.of.get('scenario', 'a simulated world')}",
        "What a simulated world would report of itself.",
        _scenarios(press, scenario),
        documents,
        {one.id: _origin(one) for one in press.sources},
        {one.name: Outlet(name=one.name, first_hand=one.first_hand) for one in press.outlets},
        _claims(press.claims, path),
        {name: name for name in documents},
        echoes_declared=True,
    )


def _parsed(content: Any, where: str) -> PressFile:
    from tumen.press.claim import SCHEMA

    schema = content.get("schema") if isinstance(content, dict) else None
    if schema != SCHEMA:
        raise EvidenceError(f"{where}: schema is {shown(schema)}; this version reads {SCHEMA}.")
    try:
        return PressFile.model_validate({key: value for key, value in content.items() if key != "schema"})
    except ValidationError as error:
        raise EvidenceError(sentence(error, PressFile, where)) from None


def _scenarios(press: PressFile, kept: str | None) -> tuple[str, ...]:
    """The scenario of the run, where it can be loaded."""
    from tumen.scenario import available

    name = str(press.of.get("scenario", ""))
    if name in available():
        return (name,)
    return (kept,) if kept else ()


def _origin(source: PressSource) -> Origin:
    from tumen.press.sources import BEATS

    return Origin(
        id=source.id,
        about=f"{source.beat} in {source.place}, of a simulated world",
        kind="resident",
        sees=BEATS.get(source.beat, ()),
        reliability=source.reliability,
        reason="letter that the press gives",
    )


def _document(claim: PressClaim) -> Document:
    return Document.model_validate(
        {"id": claim.id, "outlet": claim.outlet, "published": claim.published.isoformat()}
    )


def _claims(claims: Iterable[PressClaim], path: Path) -> dict[str, Claim]:
    found = {}
    for one in claims:
        try:
            found[one.id] = _claim(one)
        except ValidationError as error:
            raise EvidenceError(sentence(error, Claim, f"{path}, claim {one.id}")) from None
    return found


def _claim(one: PressClaim) -> Claim:
    of = one.commodity or one.crossing
    thing = f"{one.observable}/{of}" if of else one.observable
    return Claim(
        id=one.id,
        says=f"{thing} in {one.place}, {one.period}"[:400],
        observable=one.observable,
        places=(one.place,),
        commodity=one.commodity,
        crossing=one.crossing,
        period=one.period,
        quantity=one.quantity,
        over_time=one.over_time,
        origin=one.origin,
        repeats=one.repeats,
        reliability=one.reliability,
        credibility=6,
        reason="letter that the press gives; the claim itself cannot be judged",
    )
