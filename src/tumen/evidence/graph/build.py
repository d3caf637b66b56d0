"""Who told whom: documents, the origins behind them and what repeats what, as a graph and a picture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx

from tumen.core.errors import InputError
from tumen.evidence import files, periods
from tumen.evidence.case import Case
from tumen.evidence.line import line
from tumen.evidence.outlets import by_spelling

LABEL = 160
"""Characters of a label."""


def build(case: Case, claims: bool = False) -> nx.DiGraph:
    """The graph of a case.

    Parameters
    ----------
    case
        The case.
    claims
        Whether claims are nodes too.

    Returns
    -------
    Nodes ``document:ID`` and ``origin:ID`` (and ``claim:ID``) with ``kind``, ``label``, ``claims`` (how
    many) and ``independent_origins``; documents also with ``outlet``, ``published`` and the days that it
    covers, origins with ``origin_kind`` and ``reliability``. Edges by ``kind``: ``tells`` from an origin to a
    document, with the number of claims as ``weight`` and how many are ``echoes``; ``repeats`` from a
    document to the one that it passes on, with the number of claims that say so (0 where only the
    document does) and their ``origins``; ``states`` and ``repeats`` of claims.
    """
    graph = nx.DiGraph(title=line(case.title))
    outlets = {spelling: outlet.name for spelling, outlet in by_spelling(case).items()}
    for id_ in dict.fromkeys([*case.documents, *case.document_of.values(), *_repeated(case)]):
        graph.add_node(f"document:{id_}", **_document(id_, case, outlets))
    told = Counter(claim.origin for claim in case.claims.values())
    for id_ in dict.fromkeys([*case.origins, *told]):
        graph.add_node(f"origin:{id_}", **_origin(case, id_, told[id_]))
    _add_tellings(graph, case)
    _add_repeats(graph, case)
    if claims:
        _add_claims(graph, case)
    return graph


def _repeated(case: Case) -> list[str]:
    return [document.repeats for document in case.documents.values() if document.repeats]


def _document(id_: str, case: Case, outlets: dict[str, str]) -> dict[str, str | int]:
    document, claims = case.documents.get(id_), case.claims_of(id_)
    when = periods.parse(document.published) if document else None
    return {
        "kind": "document",
        "label": line((document and document.title) or id_, LABEL),
        "outlet": line(outlets[document.outlet], LABEL) if document else "",
        "published": document.published if document else "",
        "first_day": when.first.isoformat() if when and when.first else "",
        "last_day": when.last.isoformat() if when and when.last else "",
        "claims": len(claims),
        "independent_origins": len({claim.origin for claim in claims}),
    }


def _origin(case: Case, id_: str, claims: int) -> dict[str, str | int]:
    origin = case.origins.get(id_)
    return {
        "kind": "origin",
        "label": line(origin.about if origin else id_, LABEL),
        "origin_kind": origin.kind if origin else "",
        "reliability": origin.reliability if origin else "",
        "claims": claims,
        "independent_origins": 1,
    }


def _add_tellings(graph: nx.DiGraph, case: Case) -> None:
    told: Counter[tuple[str, str]] = Counter()
    echoes: Counter[tuple[str, str]] = Counter()
    for claim in case.claims.values():
        edge = f"origin:{claim.origin}", f"document:{case.document_of[claim.id]}"
        told[edge] += 1
        echoes[edge] += claim.repeats is not None
    for edge, weight in told.items():
        graph.add_edge(*edge, kind="tells", weight=weight, echoes=echoes[edge])


def _add_repeats(graph: nx.DiGraph, case: Case) -> None:
    found: dict[tuple[str, str], list[str]] = {
        (document.id, document.repeats): [] for document in case.documents.values() if document.repeats
    }
    for claim in case.claims.values():
        source = case.document_of.get(claim.repeats or "", claim.repeats)
        if source and (claim.repeats in case.claims or source in case.documents):
            found.setdefault((case.document_of[claim.id], source), []).append(claim.origin)
    for (one, other), origins in found.items():
        if one != other:
            told = {"kind": "repeats", "weight": len(origins), "origins": ";".join(dict.fromkeys(origins))}
            graph.add_edge(f"document:{one}", f"document:{other}", **told)


def _add_claims(graph: nx.DiGraph, case: Case) -> None:
    for claim in case.claims.values():
        told = {"kind": "claim", "label": line(claim.says, LABEL), "claims": 1, "independent_origins": 1}
        told |= {"subject": line(claim.subject, LABEL), "period": claim.period}
        told |= {"reliability": claim.reliability, "credibility": claim.credibility}
        graph.add_node(f"claim:{claim.id}", **told)
    for claim in case.claims.values():
        document = f"document:{case.document_of[claim.id]}"
        graph.add_edge(document, f"claim:{claim.id}", kind="states", weight=1)
        source = f"claim:{claim.repeats}" if claim.repeats in case.claims else f"document:{claim.repeats}"
        if source in graph and claim.repeats != claim.id:
            graph.add_edge(f"claim:{claim.id}", source, kind="repeats", weight=1)


def write_graphml(case: Case, path: str | Path, claims: bool = False) -> None:
    """Write the graph as GraphML, for Gephi, yEd, Cytoscape or networkx.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    target = Path(path)
    text = "\n".join(nx.generate_graphml(build(case, claims)))
    try:
        files.write(target, f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n")
    except OSError as error:
        raise InputError(f"{target} cannot be written ({error.strerror}); choose another place.") from None


def draw(case: Case, path: str | Path) -> None:
    """Draw the graph: a row an origin, documents by date, dashed arrows from echoes to what they repeat.

    Parameters
    ----------
    case
        The case.
    path
        A file ending in ``.svg``, ``.png`` or ``.pdf``.

    Raises
    ------
    InputError
        If the ending is another or the file cannot be written.
    """
    from tumen.evidence.graph.picture import save

    save(build(case), Path(path))
