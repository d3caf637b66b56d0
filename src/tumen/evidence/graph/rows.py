"""What the picture of a case shows: a row an origin, marks of documents, and what is put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import networkx as nx

MOST_DOCUMENTS = 24
"""Documents that are all drawn one by one; of more, only those that repeat or are repeated (a choice)."""

MOST_CHAINED = 48
"""Documents of chains that are drawn one by one; of more, those that are repeated most (a choice)."""

MOST_ROWS = 25
"""Rows of a picture; the origins with least to show share the last (a choice)."""

NOBODY, OTHERS = "nobody", "others"
"""Rows of the documents without a claim, and of the origins that have no row of their own."""


@dataclass(frozen=True)
class Mark:
    """A document, or several put together.

    Attributes
    ----------
    rows
        Origins that speak in it, with their number of claims there.
    days
        First and last day of publication of each document, as numbers; none where it is not known.
    echoes
        Of these origins those of whom it says what another document had said.
    """

    documents: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    label: str
    outlet: str
    days: tuple[tuple[int, int], ...]
    echoes: frozenset[str] = frozenset()

    @property
    def middles(self) -> list[float]:
        """The middle of each document's days."""
        return [(first + last) / 2 for first, last in self.days]


@dataclass(frozen=True)
class Rows:
    """What is shown: row -> its name and a word on it, the marks, and what is not shown in full."""

    names: dict[str, tuple[str, str]]
    marks: tuple[Mark, ...]
    left_out: tuple[str, ...]


def rows(graph: nx.DiGraph) -> Rows:
    """Rows and marks of a graph, put together where there are many."""
    documents = [id_ for id_, told in graph.nodes(data=True) if told["kind"] == "document"]
    chained = {id_ for edge in graph.edges(data="kind") if edge[2] == "repeats" for id_ in edge[:2]}
    single = set(chained)
    marks = [_mark(graph, id_) for id_ in documents]
    left_out = []
    if len(documents) > MOST_DOCUMENTS:
        marks, number = _put_together(marks, set(documents) - chained)
        left_out.append(
            f"A bar an origin, a dot each: {number} documents that neither repeat nor are repeated."
        )
    if len(chained) > MOST_CHAINED:
        repeated = Counter(other for _, other, kind in graph.edges(data="kind") if kind == "repeats")
        single = {id_ for id_, _ in repeated.most_common(MOST_CHAINED)}
        marks, number = _put_together(marks, chained - set(repeated))
        left_out.append(f"A hollow bar an origin: {number} documents that repeat and that nobody repeats.")
        if len(repeated) > MOST_CHAINED:
            marks, number = _put_together(marks, set(repeated) - single)
            left_out.append(f"A bar an origin: {number} documents that are repeated less than those shown.")
    marks, others = _few_rows(marks, single)
    if others:
        left_out.append(f"In the last row: {others} origins with less to show.")
    marks.sort(key=_order)
    return Rows(dict(_names(graph, marks, others)), tuple(marks), tuple(left_out))


def _order(mark: Mark) -> tuple[bool, float, tuple[str, ...]]:
    return bool(mark.days), min(mark.middles, default=0.0), mark.documents


def _mark(graph: nx.DiGraph, id_: str) -> Mark:
    told = graph.nodes[id_]
    told_by = _tellers(graph, id_) or {NOBODY: (0, 0)}
    first, last = (_day(told[end]) for end in ("first_day", "last_day"))
    known = [day for day in (first, last) if day is not None]
    return Mark(
        documents=(id_,),
        rows=tuple((row, claims) for row, (claims, _) in told_by.items()),
        label=_label(id_, told),
        outlet=told["outlet"],
        days=((known[0], known[-1]),) if known else (),
        echoes=_echoes(graph, id_, told_by),
    )


def _tellers(graph: nx.DiGraph, id_: str) -> dict[str, tuple[int, int]]:
    """Origin -> claims of it in a document and how many of these are echoes.

    An origin that others have heard of through the document, and that has no claim there, has none.
    """
    told = {one: (edge["weight"], edge["echoes"]) for one, edge in _into(graph, id_, "tells")}
    heard = [
        f"origin:{one}" for _, edge in _into(graph, id_, "repeats") for one in edge["origins"].split(";")
    ]
    return dict.fromkeys((one for one in heard if one in graph), (0, 0)) | told


def _into(graph: nx.DiGraph, id_: str, kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(one, edge) for one, _, edge in graph.in_edges(id_, data=True) if edge["kind"] == kind]


def _echoes(graph: nx.DiGraph, id_: str, told_by: dict[str, tuple[int, int]]) -> frozenset[str]:
    """Origins whose claims in a document are all echoes.

    Where only the document says that it repeats another: those that speak in both, or else all.
    """
    found = {row for row, (claims, echoes) in told_by.items() if claims and claims == echoes}
    for _, other, edge in graph.out_edges(id_, data=True):
        if edge["kind"] == "repeats" and not edge["weight"] and not found:
            found = set(told_by).intersection(_tellers(graph, other)) or set(told_by)
    return frozenset(found)


def _label(id_: str, told: dict[str, Any]) -> str:
    """Outlet and title; of a document without a title, the day of publication."""
    if not told["outlet"]:
        return str(told["label"])
    untitled = id_ == f"document:{told['label']}"
    return f"{told['outlet']}, {told['published']}" if untitled else f"{told['outlet']}: {told['label']}"


def _day(text: str) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def _put_together(marks: list[Mark], documents: set[str]) -> tuple[list[Mark], int]:
    """The marks with those of some documents put together by row, and how many these are."""
    found = [mark for mark in marks if mark.documents[0] in documents]
    return [mark for mark in marks if mark.documents[0] not in documents] + _by_row(found), len(found)


def _by_row(marks: Iterable[Mark]) -> list[Mark]:
    """One mark a row, and one for what has no date."""
    groups: dict[tuple[str, bool], list[Mark]] = {}
    for mark in marks:
        for row, claims in mark.rows:
            alone = replace(mark, rows=((row, claims),), echoes=mark.echoes & {row})
            groups.setdefault((row, bool(mark.days)), []).append(alone)
    return [_joined(group) for group in groups.values()]


def _joined(marks: list[Mark]) -> Mark:
    """Marks of one row as one; a mark alone stays as it is."""
    documents = dict.fromkeys(id_ for mark in marks for id_ in mark.documents)
    if len(documents) == 1:
        return marks[0]
    outlets = {mark.outlet for mark in marks}
    outlet = marks[0].outlet if len(outlets) == 1 else ""
    row, echo = marks[0].rows[0][0], all(mark.echoes for mark in marks)
    number = f"{len(documents)} {'echoes' if echo else 'documents'}"
    return Mark(
        documents=tuple(documents),
        rows=((row, sum(claims for mark in marks for _, claims in mark.rows)),),
        label=f"{outlet}: {number}" if outlet else f"{number}, {len(outlets)} outlets",
        outlet=outlet,
        days=tuple(dict.fromkeys(days for mark in marks for days in mark.days)),
        echoes=frozenset({row} if echo else ()),
    )


def _few_rows(marks: list[Mark], single: set[str]) -> tuple[list[Mark], int]:
    """The marks in as few rows as are drawn, and how many origins have no row of their own."""
    weight: Counter[str] = Counter()
    for mark in marks:
        for row, claims in mark.rows:
            weight[row] += claims + 1000 * len(single.intersection(mark.documents))
    if len(weight) <= MOST_ROWS:
        return marks, 0
    kept = {row for row, _ in weight.most_common(MOST_ROWS - 1)} | {NOBODY}
    shown: list[Mark] = []
    rest: list[Mark] = []
    for mark in marks:
        own = tuple((row, claims) for row, claims in mark.rows if row in kept)
        if own:
            shown.append(replace(mark, rows=own))
        else:
            echoes = frozenset({OTHERS} if mark.echoes else ())
            rest.append(
                replace(mark, rows=((OTHERS, sum(claims for _, claims in mark.rows)),), echoes=echoes)
            )
    drawn = [mark for mark in rest if single.intersection(mark.documents)]
    others = _by_row(mark for mark in rest if not single.intersection(mark.documents))
    return [*shown, *drawn, *others], len(weight.keys() - kept)


def _names(graph: nx.DiGraph, marks: list[Mark], others: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """Rows in order: by their first mark, then what has no origin, then the others."""
    found = dict.fromkeys(row for mark in marks for row, _ in mark.rows)
    last = {NOBODY: ("without claims", ""), OTHERS: (f"{others} other origins", "")}
    for row in found:
        if row not in last:
            told = graph.nodes[row]
            about = ", ".join(part for part in (told["origin_kind"], told["reliability"]) if part)
            yield row, (told["label"], about)
    yield from ((row, name) for row, name in last.items() if row in found)
