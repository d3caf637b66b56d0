"""A case as W3C PROV: what was derived from what and whose word it is, in PROV-JSON (2013).

    document   entity; attributed to its outlet, an organisation; a near copy is derived from what it repeats
    claim      entity; derived from its document and from what it repeats; attributed to its origin
    origin     agent without a name
    case       collection of the documents and claims

What an echo goes back to in the end is its primary source.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TextIO

from tumen.evidence import periods
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.line import line
from tumen.evidence.outlets import by_spelling
from tumen.evidence.sources import Document
from tumen.evidence.wording import amount

Record = dict[str, Any]

VOCABULARY = "urn:tumen:vocabulary:"
"""Namespace of the kinds and attributes below."""

CASES = "urn:tumen:case:"
"""Before a hash of the case's title: namespace of what stands in it."""


def prov_json(case: Case) -> dict[str, Any]:
    """The case as a PROV-JSON document.

    Returns
    -------
    Plain dictionaries that ``json.dumps`` writes and the package ``prov`` reads.
    """
    return {
        "prefix": {"tumen": VOCABULARY, "case": CASES + _short(case.title, 40) + ":"},
        "entity": _entities(case),
        "agent": _agents(case),
        "wasAttributedTo": _numbered("a", _attributions(case)),
        "wasDerivedFrom": _numbered("d", _derivations(case)),
        "hadMember": _numbered("m", _members(case)),
    }


def to_json(case: Case, stream: TextIO) -> None:
    """Write the case as PROV-JSON."""
    json.dump(prov_json(case), stream, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write("\n")


def _numbered(letter: str, records: list[Record]) -> dict[str, Record]:
    """Relations under blank names, as PROV-JSON wants them."""
    return {f"_:{letter}{number}": record for number, record in enumerate(records, start=1)}


def _short(text: str, digits: int) -> str:
    return hashlib.sha1(text.encode("utf-8", "backslashreplace")).hexdigest()[:digits]


def _outlet(name: str) -> str:
    return f"case:outlet-{_short(name, 16)}"


def _kind(name: str) -> dict[str, str]:
    return {"$": name, "type": "xsd:QName"}


def _record(kind: str, label: str, told: Mapping[str, Any]) -> Record:
    """A record of a kind with what is told of it under the vocabulary's names, empty things left out."""
    values = {
        f"tumen:{name}": _value(value) for name, value in told.items() if value not in (None, "", (), [])
    }
    return {"prov:type": _kind(kind), "prov:label": line(label)} | values


def _value(value: Any) -> Any:
    """Text on one line, numbers and days with their types, lists value by value."""
    if isinstance(value, str):
        return line(value)
    if isinstance(value, bool):
        return {"$": str(value).lower(), "type": "xsd:boolean"}
    if isinstance(value, int):
        return {"$": str(value), "type": "xsd:int"}
    if isinstance(value, float):
        return {"$": repr(value), "type": "xsd:double"}
    if isinstance(value, date):
        return {"$": value.isoformat(), "type": "xsd:date"}
    return [_value(one) for one in dict.fromkeys(value)]


def _entities(case: Case) -> dict[str, Record]:
    found = {"case:case": _record("prov:Collection", case.title, {"about": case.about})}
    for document in case.documents.values():
        found[f"case:document-{document.id}"] = _document(document)
    for id_ in case.document_of.values():
        found.setdefault(f"case:document-{id_}", _record("tumen:Document", id_, {"id": id_}))
    for claim in case.claims.values():
        found[f"case:claim-{claim.id}"] = _claim(claim)
    return found


def _document(document: Document) -> Record:
    day = periods.parse(document.published)
    told = {
        "id": document.id,
        "author": document.author,
        "published": document.published,
        "publishedOn": day.first if day.first == day.last and not day.margin else None,
        "language": document.language,
        "address": document.address,
        "sha256": document.sha256,
        "about": document.about,
    }
    return _record("tumen:Document", document.title or document.id, told)


def _claim(claim: Claim) -> Record:
    when = claim.when
    told = {
        "id": claim.id,
        "subjectKind": claim.subject_kind,
        "subject": claim.subject,
        "place": claim.places,
        "commodity": claim.commodity,
        "crossing": claim.crossing,
        "group": claim.group,
        "period": claim.period,
        "firstDay": when.first,
        "lastDay": when.last,
        "amount": amount(claim.quantity) if claim.quantity else None,
        "reliability": claim.reliability,
        "credibility": claim.credibility,
        "reason": claim.reason,
        "probability": claim.probability,
        "use": claim.use,
        "why": claim.why,
        "stockPhrase": claim.stock_phrase or None,
        "corrected": claim.corrected or None,
    }
    if claim.quantity:
        told |= {name: getattr(claim.quantity, name) for name in ("value", "low", "high", "unit")}
    return _record("tumen:Claim", claim.says, told)


def _agents(case: Case) -> dict[str, Record]:
    agents: dict[str, Record] = {}
    for outlet in by_spelling(case).values():
        told = {"about": outlet.about, "otherName": outlet.names}
        agents[_outlet(outlet.name)] = _record("prov:Organization", outlet.name, told)
    for id_ in dict.fromkeys([*case.origins, *(claim.origin for claim in case.claims.values())]):
        origin = case.origins.get(id_)
        told = origin.model_dump(include={"kind", "sees", "reliability", "reason"}) if origin else {}
        agents[f"case:origin-{id_}"] = _record(
            "tumen:Origin", origin.about if origin else id_, {"id": id_} | told
        )
    return agents


def _attributions(case: Case) -> list[Record]:
    outlets = by_spelling(case)
    published = [(f"document-{one.id}", _outlet(outlets[one.outlet].name)) for one in case.documents.values()]
    told = [(f"claim-{claim.id}", f"case:origin-{claim.origin}") for claim in case.claims.values()]
    return [{"prov:entity": f"case:{entity}", "prov:agent": agent} for entity, agent in published + told]


def _derivations(case: Case) -> list[Record]:
    documents = {one.id: one.repeats for one in case.documents.values() if one.repeats in case.documents}
    claims = {claim.id: claim.repeats for claim in case.claims.values() if claim.repeats in case.claims}
    derived = _echoes("document", documents) + _echoes("claim", claims)
    for claim in case.claims.values():
        if claim.repeats in case.documents and claim.repeats not in case.claims:
            derived.append(
                _derivation(f"claim-{claim.id}", f"document-{claim.repeats}", "prov:PrimarySource")
            )
        derived.append(_derivation(f"claim-{claim.id}", f"document-{case.document_of[claim.id]}"))
        if claim.anchors:
            anchor = claim.anchors[0]
            span = {"start": anchor.start, "end": anchor.end, "sha256": anchor.sha256}
            derived[-1] |= {f"tumen:{name}": _value(value) for name, value in span.items()}
    return derived


def _echoes(kind: str, repeats: Mapping[str, str | None]) -> list[Record]:
    """What each repeats, and what it goes back to in the end; the same thing where it is heard directly."""
    derived = []
    for one, other in repeats.items():
        first = _first(one, repeats)
        if other and other not in (one, first):
            derived.append(_derivation(f"{kind}-{one}", f"{kind}-{other}"))
        if first != one:
            derived.append(_derivation(f"{kind}-{one}", f"{kind}-{first}", "prov:PrimarySource"))
    return derived


def _first(one: str, repeats: Mapping[str, str | None]) -> str:
    """Where a chain of repeats begins; in a ring, the last that was not yet passed."""
    passed = {one}
    while (other := repeats.get(one)) and other not in passed:
        passed.add(other)
        one = other
    return one


def _derivation(one: str, other: str, kind: str = "") -> Record:
    ends = {"prov:generatedEntity": f"case:{one}", "prov:usedEntity": f"case:{other}"}
    return ends | ({"prov:type": _kind(kind)} if kind else {})


def _members(case: Case) -> list[Record]:
    ids = [*(f"document-{id_}" for id_ in case.documents), *(f"claim-{id_}" for id_ in case.claims)]
    return [{"prov:collection": "case:case", "prov:entity": f"case:{id_}"} for id_ in ids]
