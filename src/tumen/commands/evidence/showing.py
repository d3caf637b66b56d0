"""``tumen evidence list``, ``show``, ``search`` and ``observations``: a case, read aloud."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from tumen.commands.console import print_json, say, talk
from tumen.commands.evidence.common import SCHEMA, claim_row, opened, print_table, subject
from tumen.core.errors import InputError, did_you_mean
from tumen.evidence import anchors, index
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.corroboration import Corroboration, corroborate
from tumen.evidence.grades import CREDIBILITY, RELIABILITY
from tumen.evidence.known import known
from tumen.evidence.observations import Observation, observe, row
from tumen.evidence.sources import Document, Origin
from tumen.evidence.texts import Texts
from tumen.evidence.weights import weigh
from tumen.evidence.wording import amount, number

DATED = {"quote": "read in the quote", "published": "as of publication"}
COLUMNS = ["claim", "observable", "places", "period", "amount", "noise", "genuine", "weight", "tied by"]


def list_claims(
    name: str | None,
    document: str | None,
    about: str | None,
    place: str | None,
    use: str | None,
    *,
    as_json: bool,
) -> None:
    """``tumen evidence list``."""
    case = opened(name)
    if document is not None and document not in case.documents:
        raise InputError(f"There is no document '{document}'{did_you_mean(document, case.documents)}.")
    gazetteer = known(case).gazetteer
    where = gazetteer.get(place).id if place else None
    claims = [
        claim
        for claim in case.claims.values()
        if (document is None or case.document_of[claim.id] == document)
        and (about is None or claim.subject == about)
        and (use is None or claim.use == use)
        and (where is None or any(gazetteer.holds(where, one) for one in claim.places))
    ]
    if as_json:
        print_json({"schema": SCHEMA, "case": case.title, "claims": [claim_row(case, one) for one in claims]})
        return
    rows = [
        [
            one.id,
            one.says,
            subject(one),
            ", ".join(one.places),
            one.period,
            amount(one.quantity),
            grade(one),
            _use(one),
        ]
        for one in claims
    ]
    print_table(["claim", "says", "about", "places", "period", "amount", "grade", "use"], rows)
    documents = {case.document_of[claim.id] for claim in claims}
    say(f"{len(claims)} claims in {len(documents)} documents. One in full: tumen evidence show CLAIM")


def grade(claim: Claim) -> str:
    """Admiralty letter and digit."""
    return f"{claim.reliability}{claim.credibility}"


def _use(claim: Claim) -> str:
    marks = ["echo"] * bool(claim.repeats) + ["stock phrase"] * claim.stock_phrase
    return ", ".join([claim.use, *marks])


def list_documents(name: str | None, *, as_json: bool) -> None:
    """``tumen evidence list --documents``."""
    case = opened(name)
    if as_json:
        rows = [
            one.model_dump(mode="json") | {"claims": len(case.claims_of(one.id))}
            for one in case.documents.values()
        ]
        print_json({"schema": SCHEMA, "documents": rows})
        return
    print_table(
        ["document", "published", "outlet", "title", "claims", "repeats"],
        [
            [d.id, d.published, d.outlet, d.title, str(len(case.claims_of(d.id))), d.repeats or ""]
            for d in sorted(case.documents.values(), key=lambda one: (one.published, one.id))
        ],
    )


def list_origins(name: str | None, *, as_json: bool) -> None:
    """``tumen evidence list --origins``."""
    case = opened(name)
    counts = dict.fromkeys(case.origins, 0)
    for claim in case.claims.values():
        counts[claim.origin] = counts.get(claim.origin, 0) + 1
    if as_json:
        rows = [one.model_dump(mode="json") | {"claims": counts[one.id]} for one in case.origins.values()]
        print_json({"schema": SCHEMA, "origins": rows})
        return
    print_table(
        ["origin", "grade", "kind", "claims", "who"],
        [
            [one.id, one.reliability, one.kind, str(counts[one.id]), one.about]
            for one in case.origins.values()
        ],
    )


def show_entry(name: str, case_name: str | None, texts: Path | None, *, as_json: bool) -> None:
    """``tumen evidence show``."""
    case = opened(case_name)
    if name in case.claims:
        entry = claim_entry(case, case.claims[name], Texts(case, texts))
    elif name in case.documents:
        entry = _document_entry(case, case.documents[name])
    elif name in case.origins:
        entry = _origin_entry(case, case.origins[name])
    else:
        everything = [*case.claims, *case.documents, *case.origins]
        raise InputError(f"Nothing in the case is called '{name}'{did_you_mean(name, everything)}.")
    if as_json:
        print_json({"schema": SCHEMA} | entry)
        return
    for key, value in entry.items():
        lines = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for number_, line in enumerate(line for line in lines if line):
            say(f"{key.replace('_', ' ') + ':' if not number_ else '':<16}{line}")


def claim_entry(case: Case, claim: Claim, texts: Texts) -> dict[str, Any]:
    """All that is known of a claim, in words."""
    document = case.document(claim)
    backing = corroborate(case).get(claim.id)
    heads, relays = weigh(case)
    repeated = heads[claim.id] if heads[claim.id] != claim.id else ""
    return {
        "claim": claim.id,
        "says": claim.says,
        "about": f"{claim.subject_kind} {subject(claim)}",
        "places": ", ".join(claim.places),
        "group": claim.group or "",
        "period": f"{claim.period} ({DATED[claim.dated_by]})",
        "amount": amount(claim.quantity),
        "likelihood": claim.probability or "",
        "origin": f"{claim.origin}: {case.origins[claim.origin].about}"
        if claim.origin in case.origins
        else claim.origin,
        "document": f"{document.id}: {document.outlet}, {document.published}",
        "repeats": claim.repeats or "",
        "counted_with": f"{repeated}, the first report of this origin; this one weighs nothing"
        if repeated
        else "",
        "repeated_by": relays.get(claim.id, []),
        "grade": f"{grade(claim)}: source {RELIABILITY[claim.reliability][0]}, "
        f"claim {CREDIBILITY[claim.credibility]}",
        "because": claim.reason,
        "corroboration": _backing(backing) if backing else "",
        "use": f"{claim.use}{': ' + claim.why if claim.why else ''}",
        "tied_by": claim.operator or "",
        "stock_phrase": "yes: kept, and never fitted" if claim.stock_phrase else "",
        "row": claim.locator,
        "quote": _quotes(claim, document, texts),
    }


def _backing(backing: Corroboration) -> str:
    """How many independent origins state a claim, with their grades."""
    sources = ", ".join(
        f"{name} ({mark})" for name, mark in zip(backing.origins, backing.grades, strict=True)
    )
    origins = "1 origin" if backing.count == 1 else f"{backing.count} independent origins"
    text = f"{origins}: {sources}" if sources else "none: a stock phrase"
    return f"{text}; {backing.echoes} further claims add no origin" if backing.echoes else text


def _quotes(claim: Claim, document: Document, texts: Texts) -> list[str]:
    """Each anchor, with its words where the text is at hand."""
    text, original = texts.at_hand(document.id), texts.original(document.id)
    lines = []
    for anchor in claim.anchors:
        where = f"characters {anchor.start} to {anchor.end}"
        if text is None:
            lines.append(f"{where} (the text is not at hand; name its folder with --texts)")
            continue
        place = anchors.find(text, anchor, anchors.words_at(original, anchor) if original else None)
        if place.how == "lost":
            lines.append(f"{where}: LOST, these words are not in the text at hand")
        else:
            how = "" if place.how == "exact" else f" ({place.how}, {place.score:.0f} % alike)"
            lines.append(f"{where}{how}: {text[place.start : place.end]}")
    return lines


def _document_entry(case: Case, document: Document) -> dict[str, Any]:
    values = document.model_dump(mode="json", exclude={"sketch", "id"})
    entry = {"document": document.id} | {key: value for key, value in values.items() if value}
    return entry | {"claims": [f"{one.id}  {one.says}" for one in case.claims_of(document.id)]}


def _origin_entry(case: Case, origin: Origin) -> dict[str, Any]:
    claims = [one for one in case.claims.values() if one.origin == origin.id]
    return {
        "origin": origin.id,
        "about": origin.about,
        "kind": origin.kind,
        "sees": ", ".join(origin.sees),
        "reliability": f"{origin.reliability}: {RELIABILITY[origin.reliability][0]}",
        "because": origin.reason,
        "bias_group": origin.bias_group or "",
        "outlets": ", ".join(sorted({case.document(one).outlet for one in claims})),
        "claims": [f"{one.id}  {one.says}" for one in claims],
    }


def show_hits(words: str, name: str | None, most: int, *, as_json: bool) -> None:
    """``tumen evidence search``."""
    case = opened(name)
    index.build(case.path)
    hits = index.search(case.path, words, most)
    if as_json:
        print_json({"schema": SCHEMA, "hits": [vars(hit) for hit in hits]})
        return
    print_table(
        ["id", "about", "places", "period", "says"],
        [[hit.id, hit.subject, hit.places, hit.period, hit.says] for hit in hits],
    )
    if not hits:
        say(f"Nothing in the case holds all of '{words}'.")


def show_observations(
    name: str | None, scenario_name: str, unfitted: bool, to: Path | None, *, as_json: bool
) -> None:
    """``tumen evidence observations``."""
    from tumen.engine.catalog import catalog
    from tumen.scenario import load

    case = opened(name)
    found = observe(case, load(scenario_name, catalog()))
    if to is not None:
        from tumen.commands.evidence.writing import write_observations

        write_observations(found, to)
    elif as_json:
        print_json(
            {
                "schema": SCHEMA,
                "scenario": found.scenario,
                "observations": [_json_row(one) for one in found.observations],
                "unfitted": [vars(one) for one in found.unfitted],
            }
        )
    elif unfitted:
        print_table(["claim", "why not"], [[one.claim, one.why] for one in found.unfitted])
    else:
        columns = [
            "claim",
            "observable",
            "places",
            "period",
            "amount",
            "noise",
            "genuine",
            "weight",
            "tied by",
        ]
        print_table(columns, [_line(one) for one in found.observations])
    counted = sum(one.weight for one in found.observations)
    talk.print(
        f"{len(found.observations)} observations of {found.scenario}, {counted} of them counted; "
        f"{len(found.unfitted)} claims cannot be fitted to it (--unfitted says why).",
        highlight=False,
    )


def _json_row(one: Observation) -> dict[str, Any]:
    values = row(one) | {"places": list(one.places), "relays": list(one.relays)}
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _line(one: Observation) -> list[str]:
    noise = {"log": "x/÷", "odds": "odds x/÷", "count": "x/÷", "days": "±"}[one.noise.scale]
    error = (
        f"{one.noise.error:,.0f} days" if one.noise.scale == "days" else f"{math.exp(one.noise.error):.2f}"
    )
    return [
        one.claim,
        f"{one.observable}/{one.commodity}" if one.commodity else one.observable,
        ", ".join(one.places[:2]) + (f" and {len(one.places) - 2} more" if len(one.places) > 2 else ""),
        one.period,
        _told(one) if one.kind == "date" else f"{_told(one)} {one.unit}",
        f"{noise} {error}",
        f"{one.genuine:.2f}",
        str(one.weight),
        one.operator,
    ]


def _told(one: Observation) -> str:
    if one.kind == "date":
        return f"{one.event} then"
    if one.value is not None:
        return number(one.value)
    if math.isinf(one.low):
        return f"at most {number(one.high)}"
    return (
        f"at least {number(one.low)}" if math.isinf(one.high) else f"{number(one.low)} to {number(one.high)}"
    )
