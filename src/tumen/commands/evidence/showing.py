"""``tumen evidence list``, ``show`` and ``search``: a case, read aloud."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tumen.commands.console import print_json, say
from tumen.commands.evidence.common import SCHEMA, claim_row, opened, subject
from tumen.core.errors import InputError, did_you_mean
from tumen.evidence import anchors, index
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.corroboration import Corroboration, corroborate
from tumen.evidence.grades import CREDIBILITY, RELIABILITY
from tumen.evidence.known import known
from tumen.evidence.sources import Document, Origin
from tumen.evidence.texts import Texts
from tumen.evidence.weights import weigh
from tumen.evidence.wording import amount

DATED = {"quote": "read in the quote", "published": "as of publication"}


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
    subjects = {claim.subject for claim in case.claims.values()}
    if about is not None and about not in subjects:
        raise InputError(f"No claim is about '{about}'{did_you_mean(about, subjects)}.")
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
    document_before = ""
    for one in claims:
        document_of = case.document(one)
        if document_of.id != document_before:
            say(f"\n{document_of.id}: {document_of.outlet}, {document_of.published}")
            document_before = document_of.id
        facts = [subject(one), ", ".join(one.places), one.period, amount(one.quantity), grade(one), _use(one)]
        say(f"  {one.id:<10}  {'  '.join(fact for fact in facts if fact)}")
        say(f"  {'':<10}  {one.says}")
    documents = {case.document_of[claim.id] for claim in claims}
    say(f"\n{len(claims)} claims in {len(documents)} documents. One in full: tumen evidence show CLAIM")


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
    for one in sorted(case.documents.values(), key=lambda one: (one.published, one.id)):
        told = "1 claim" if len(case.claims_of(one.id)) == 1 else f"{len(case.claims_of(one.id))} claims"
        echo = f"repeats {one.repeats}" if one.repeats else ""
        facts = [one.published, one.outlet, one.title, told, echo]
        say(f"{one.id:<28}  {'  '.join(fact for fact in facts if fact)}")


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
    for one in case.origins.values():
        told = "1 claim" if counts[one.id] == 1 else f"{counts[one.id]} claims"
        say(f"{one.id:<24}  {one.reliability}  {told}  {one.kind}: {one.about}")


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
    heads, relays = weigh(case, [one.id for one in case.claims.values() if one.use == claim.use])
    repeated = heads[claim.id] if heads[claim.id] != claim.id else ""
    return {
        "claim": claim.id,
        "says": claim.says,
        "about": f"{claim.subject_kind} {subject(claim)}",
        "places": ", ".join(claim.places),
        "group": claim.group or "",
        "period": f"{claim.period} ({DATED[claim.dated_by] if claim.anchors else 'as the table gives it'})",
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
        "corrected": claim.corrected,
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
    if len(backing.origins) > backing.count:
        origins = f"{len(backing.origins)} origins that share a bias, counted as {backing.count}"
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
    if most < 1:
        raise InputError(f"--most is {most}; expected 1 or more.")
    case = opened(name)
    index.build(case.path)
    hits = index.search(case.path, words, most)
    if as_json:
        print_json({"schema": SCHEMA, "hits": [vars(hit) for hit in hits]})
        return
    for hit in hits:
        facts = "  ".join(fact for fact in (hit.subject, hit.places, hit.period) if fact)
        say(f"{hit.id:<12}  {facts}")
        say(f"{'':<12}  {hit.says}")
    if not hits:
        say(f"Nothing in the case holds all of '{words}'.")
