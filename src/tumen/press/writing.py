"""From a finished run to the reports of its own world: first reports, then what others make of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tumen.press.claim import Claim, Press, Truth
from tumen.press.dating import state
from tumen.press.echoing import echoes
from tumen.press.luck import Deck, Luck
from tumen.press.outlets import OUTLETS
from tumen.press.params import Settings, values
from tumen.press.seeing import Series, choose_run, months_of, period_ending, read
from tumen.press.sources import Source, cast
from tumen.press.telling import PEOPLE, SHARE_UNITS, SHARES, tell

if TYPE_CHECKING:
    import xarray


def write(
    dataset: xarray.Dataset,
    provenance: Mapping[str, Any] | None = None,
    *,
    seed: int = 1,
    run: int | None = None,
    settings: Settings | None = None,
) -> Press:
    """Write the reports that a run's own world would give.

    Parameters
    ----------
    dataset : xarray.Dataset
        Monthly results of a run, as ``Run.to_xarray()`` or ``result.nc`` holds them.
    provenance : mapping, optional
        What ``run.json`` says; scenario, seed and digest are noted with the claims, and crossings
        tell in which place each lies.
    seed : int
        Key of all luck of the press; it does not touch the luck of the run.
    run : int, optional
        Which run of several; the first when left out.
    settings : mapping, optional
        Values in place of the defaults of `tumen.press.PARAMS`, such as ``{"false_share": 0}``.

    Returns
    -------
    Press
        The claims, each with the truth beside it.

    Raises
    ------
    InputError
        If a setting is unknown or out of range, or the dataset holds no such run.
    """
    numbers = values(settings)
    number = choose_run(dataset, run)
    town = read(dataset, number, _banks(provenance or {}))
    people = {str(p): float(n) for p, n in zip(dataset.place.values, dataset.residents.values, strict=True)}
    deck = Deck.of(seed, number)
    sources = cast(people, town, deck, numbers)
    covered = months_of(town)
    claims: list[Claim] = []
    for source in sources:
        for sight in _sights(source, town[source.place], deck, numbers):
            for first, news in _report(sight, people[source.place], covered, numbers):
                claims += [first, *echoes(first, news, covered, deck, numbers)]
    claims.sort(key=lambda claim: (claim.published, claim.id))
    return Press(tuple(claims), _about(provenance or {}, seed, number, numbers, sources))


@dataclass(frozen=True)
class Sight:
    """What a source speaks of in a month, with the luck of it and what never changes of the source."""

    source: Source
    series: Series
    month: int
    luck: Luck
    lasting: Luck


def _sights(
    source: Source, seen: Mapping[str, list[Series]], deck: Deck, numbers: Settings
) -> Iterator[Sight]:
    for series in (series for name in source.sees for series in seen.get(name, ())):
        lasting = deck.for_life(source.id, series.thing)
        for month in series.months:
            luck = deck.at(source.id, month, series.thing)
            if luck.happens(numbers["speaks"], "speaks"):
                yield Sight(source, series, month, luck, lasting)


def _report(
    sight: Sight, residents: float, covered: range, numbers: Settings
) -> Iterator[tuple[Claim, float]]:
    """The report and its news, where there is anything to tell and the source's outlet takes it.

    What has figures in few months, as a trial has its accused, is news whenever it has one.
    """
    source, series, luck = sight.source, sight.series, sight.luck
    outlet = OUTLETS[source.outlet]
    period = period_ending(sight.month, luck.uniform("period"), numbers)
    value, usual = series.over(period), series.usual(period, int(numbers["usual_months"]))
    if value is None or not (value or usual):
        return
    seen = perceive(value, series.unit, sight.lasting, luck, numbers)
    told = misstate(seen, series.unit, source.false_share(numbers), luck, numbers)
    rare = 2 * len(series.months) < len(covered)
    news = min(
        change(told, usual, unknown=float(rare)), change(told, series.over(period.shifted(-12)), unknown=1.0)
    )
    if news < outlet.threshold(numbers) and not luck.happens(numbers["routine_share"], "routine"):
        return
    wait = 1 + luck.days(numbers["source_delay"], "delay") + luck.days(outlet.delay(numbers), "print")
    published = period.end + timedelta(days=wait)
    stated, wrong = state(period, published, covered, luck, numbers)
    truth = Truth(value, seen, told, told == seen, str(period), stated.first - period.first, wrong)
    claim = Claim(
        id=luck.claim_id(outlet.name),
        observable=series.observable,
        place=source.place,
        commodity=series.commodity,
        crossing=series.crossing,
        period=str(stated),
        over_time=series.over_time,
        quantity=tell(told, series.unit, residents, luck, numbers),
        origin=source.id,
        outlet=outlet.name,
        published=published,
        repeats=None,
        reliability=source.grade,
        truth=truth,
    )
    yield claim, news


def perceive(value: float, unit: str, lasting: Luck, luck: Luck, numbers: Settings) -> float:
    """What one who sees a part of the town takes an amount for; shares err in their odds."""
    error = numbers["source_bias"] * lasting.normal("bias") + numbers["source_noise"] * luck.normal("noise")
    factor = math.exp(error)
    if unit in SHARE_UNITS and 0 <= value <= 1:
        return factor * value / (1 - value + factor * value)
    return factor * value


def misstate(seen: float, unit: str, chance: float, luck: Luck, numbers: Settings) -> float:
    """What is passed on: as seen, or, in a false report, too much or too little by the declared factor."""
    if not luck.happens(chance, "false"):
        return seen
    factor = numbers["false_factor"]
    too_high = luck.happens(0.5, "direction") and not (unit in SHARE_UNITS and seen * factor > 1)
    return seen * factor if too_high else seen / factor


def change(told: float, usual: float | None, *, unknown: float = 0.0) -> float:
    """How far an amount is from what was usual: 0 is no change, 1 is from nothing or to nothing."""
    if usual is None:
        return unknown
    if told == usual:
        return 0.0
    return min(1.0, abs(told - usual) / max(abs(told), abs(usual)))


def _banks(provenance: Mapping[str, Any]) -> dict[str, str]:
    """In which place each crossing lies."""
    rows = [row for row in provenance.get("crossings") or [] if isinstance(row, Mapping)]
    return {str(row["name"]): str(row["place"]) for row in rows if row.get("name") and row.get("place")}


def _about(
    provenance: Mapping[str, Any], seed: int, run: int, numbers: Settings, sources: list[Source]
) -> dict[str, Any]:
    kept = ("scenario", "scenario_sha256", "version", "seed", "people", "start", "end", "digest")
    words = {"share": SHARES, "share of residents": PEOPLE}
    return {
        "seed": seed,
        "of": {"run": run} | {name: provenance[name] for name in kept if name in provenance},
        "parameters": dict(numbers),
        "words": {of: {word: [low, high] for word, low, high in scale} for of, scale in words.items()},
        "outlets": [
            {"name": o.name, "first_hand": o.first_hand, "reliability": o.grade} for o in OUTLETS.values()
        ],
        "sources": [{"id": s.id, "place": s.place, "beat": s.beat, "reliability": s.grade} for s in sources],
    }
