"""Which places are carried over into a sentence: what the text was speaking of, and what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tumen.evidence.places import Gazetteer
from tumen.evidence.reading.sentences import Sentence
from tumen.evidence.reading.spots import COSTS, LOCAL, SEATS, Spot
from tumen.evidence.reading.ties import HOME

TRADE = re.compile(
    r"\b(?:imports?|imported|importing|exports?|exported|customs (?:data|figures?|statistics|records?)|"
    r"bilateral|trade (?:volume|deficit|surplus|value|with|between)|two-way|Security Council|sanctions?)\b|"
    r"수출|수입(?!이)|해관|세관 ?통계|무역액|교역|进口|出口|海关|贸易额",
    re.IGNORECASE,
)
"""What is said of a country's trade as a whole, even between sentences about one town."""

NARROW = (LOCAL | {"river"}) - {"province", "region"}
"""Kinds of place that a report can be about as a whole."""

CAPITALS = frozenset({"Pyongyang"})
"""Places named for a government or as a destination, which do not change what a local report is about."""

SUBJECT = 4
"""Characters of a sentence within which a place is what the sentence is about: in Pyongyang, ..."""

CLEAR = 0.4
"""Share of the mentions of local places beyond which one of them is what a text is about (assumption)."""

WEIGHTS = {"title": 3.0, "lead": 2.0, "beside": 0.5}
"""How much a mention says of what the document is about: in the title, the first paragraph, as a path."""


def topics(
    text: str, sentences: Sequence[Sentence], spots: Sequence[Spot], gazetteer: Gazetteer
) -> list[list[tuple[float, str]]]:
    """For each sentence the places that may be carried into it, with their costs.

    Parameters
    ----------
    text
        One line, in which the sentences and spots lie.
    """
    focus = focus_of(sentences, spots, gazetteer)
    dominant, often = _dominant(sentences, spots, gazetteer)
    starts = [spot.start for spot in spots]
    found: list[list[tuple[float, str]]] = []
    heading: tuple[float, str] | None = None
    topic, before = "", ""
    steps = further = 0
    paragraph = section = -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            further = 0 if topic else further + 1
            kept = topic if topic and not _abroad(topic, focus, gazetteer) else ""
            before, topic, steps, paragraph = kept or before, "", 0, sentence.paragraph
        if sentence.section != section:
            section, heading = sentence.section, None
            before = "" if sentence.role != "heading" else before
        carried = [(COSTS["topic"] + COSTS["step"] * steps, topic)] if topic else []
        carried += [(COSTS["paragraph"] + COSTS["further"] * further, before)] if before else []
        carried += [heading] if heading else []
        carried += [(COSTS["focus"], focus)] if focus else []
        if HOME in gazetteer.places and TRADE.search(text, sentence.start, sentence.end):
            carried.append((COSTS["trade"], HOME))
        if dominant:
            lead = often and not topic and not before and (heading is None or section <= 1)
            carried.append((COSTS["lead" if lead else "dominant"], dominant))
        found.append(carried)
        own = spots[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end - 1)]
        named = _spoken_of(
            [spot for spot in own if not _passing(spot, focus, own, sentence.start, gazetteer)]
        )
        if sentence.role == "heading":
            cost = COSTS["title" if section <= 1 else "heading"]
            if named and heading is None:
                heading = (cost + (COSTS["country heading"] if named.tie == "country" else 0.0), named.place)
        elif named and sentence.role == "body" and not (named.tie.startswith("source") and (topic or before)):
            topic, steps = named.place, 0
        else:
            steps += 1
    return found


def capitals_aside(spots: Sequence[Spot], focus: str) -> list[Spot]:
    """Mark the capital in a report about another place: it is where orders come from and goods go."""
    return [
        replace(spot, tie="capital") if focus and not spot.tie and spot.place in CAPITALS - {focus} else spot
        for spot in spots
    ]


def _passing(spot: Spot, focus: str, own: Sequence[Spot], begin: int, gazetteer: Gazetteer) -> bool:
    """Whether a mention leaves the topic as it is: a capital, a country, the province of a town beside it."""
    place = spot.place
    subject = spot.start - begin <= SUBJECT
    if not focus or place == focus:
        return False
    return (
        (place in CAPITALS and not subject)
        or (place == HOME and not subject)
        or (place != HOME and gazetteer.holds(place, focus) and (spot.tie != "" or len(own) > 1))
        or (place != HOME and gazetteer.places[place].kind == "country" and _abroad(place, focus, gazetteer))
    )


def _abroad(place: str, focus: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is foreign to what the document is about, so that only its own paragraph is of it."""
    if place in CAPITALS or gazetteer.places[place].kind == "country":
        return bool(focus)
    return bool(focus) and gazetteer.places[place].country not in ("KP", "", gazetteer.places[focus].country)


def _spoken_of(spots: Sequence[Spot]) -> Spot | None:
    """The place that the next sentence most likely still speaks of: the last plain mention."""
    for ties in (("", "back", "capital"), ("country",), ("to",), ("source", "source beyond")):
        fitting = [spot for spot in spots if spot.tie in ties]
        if fitting:
            return fitting[-1]
    return None


def focus_of(sentences: Sequence[Sentence], spots: Sequence[Spot], gazetteer: Gazetteer) -> str:
    """The local place that a document is clearly about; empty where there is none.

    A mine or works counts for its town. Of both the one named more often is the focus.
    """
    first = next((sentence for sentence in sentences if sentence.role == "body"), None)
    body, lead = (first.start, first.paragraph) if first else (0, -1)
    starts = [sentence.start for sentence in sentences]
    counts: dict[str, float] = {}
    for spot in spots:
        place = gazetteer.places[spot.place]
        abroad = place.country not in ("KP", "") or spot.tie in ("abroad", "weak")
        if abroad or place.kind not in NARROW or spot.place in CAPITALS:
            continue
        sentence = sentences[max(0, bisect_right(starts, spot.start) - 1)]
        weight = 1.0
        if sentence.role == "heading" and sentence.start < body:
            weight = WEIGHTS["title"]
        elif sentence.paragraph == lead:
            weight = WEIGHTS["lead"]
        beside = spot.tie in ("to", "path", "source", "source beyond")
        weight *= WEIGHTS["beside"] if beside else 1.0
        counts[spot.place] = counts.get(spot.place, 0.0) + weight
    towns: dict[str, float] = {}
    for name, count in counts.items():
        towns[_town(name, gazetteer)] = towns.get(_town(name, gazetteer), 0.0) + count
    if not towns:
        return ""
    town, most = max(towns.items(), key=lambda pair: pair[1])
    if most < CLEAR * sum(towns.values()):
        return ""
    own = [name for name in counts if _town(name, gazetteer) == town]
    return max(own, key=lambda name: (counts[name], gazetteer.places[name].kind in SEATS))


def _town(name: str, gazetteer: Gazetteer) -> str:
    place = gazetteer.places[name]
    return name if place.kind in SEATS else place.within or name


def _dominant(sentences: Sequence[Sentence], spots: Sequence[Spot], gazetteer: Gazetteer) -> tuple[str, bool]:
    """The place named most often, a heading's names counting three times, and whether it leads clearly."""
    headings = [(sentence.start, sentence.end) for sentence in sentences if sentence.role == "heading"]
    counts: Counter[str] = Counter()
    for spot in spots:
        if spot.tie in ("abroad", "weak", "source", "source beyond"):
            continue
        weight = 3 if any(start <= spot.start < end for start, end in headings[:12]) else 1
        counts[spot.place] += weight
    if not counts:
        weak = [spot.place for spot in spots if spot.place == HOME]
        return (weak[0] if weak else ""), False
    most = max(counts, key=lambda place: (counts[place], gazetteer.places[place].kind in LOCAL))
    return most, counts[most] >= 3 and gazetteer.places[most].kind in LOCAL
