"""Who repeats whom: outlets that copy a report's number later, some from one another, some misdating it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tumen.press.claim import Claim
from tumen.press.dating import misdated
from tumen.press.luck import Deck, Luck
from tumen.press.outlets import OUTLETS, Outlet
from tumen.press.params import Settings
from tumen.press.period import Period


def echoes(first: Claim, news: float, covered: range, deck: Deck, numbers: Settings) -> Iterator[Claim]:
    """The claims that repeat a first report; the number is always the one that was copied."""
    earlier: list[Claim] = []
    for outlet in OUTLETS.values():
        if outlet.name == first.outlet or news < outlet.threshold(numbers):
            continue
        luck = _luck(first, outlet, deck)
        if luck.happens(numbers["echo_share"], "echo"):
            copied = _copied(first, earlier, luck, numbers)
            earlier.append(_echo(copied, outlet, covered, luck, numbers))
            yield earlier[-1]


def _luck(first: Claim, outlet: Outlet, deck: Deck) -> Luck:
    """An outlet's luck with one report: keyed by who told it, of when, and of what."""
    return deck.at(f"{outlet.name} < {first.origin}", Period.parse(first.truth.period).last, first.thing)


def _copied(first: Claim, earlier: list[Claim], luck: Luck, numbers: Settings) -> Claim:
    if earlier and luck.happens(numbers["second_hand_share"], "second hand"):
        return earlier[luck.pick(len(earlier), "which")]
    return first


def _echo(copied: Claim, outlet: Outlet, covered: range, luck: Luck, numbers: Settings) -> Claim:
    echo = replace(
        copied,
        id=luck.claim_id(outlet.name),
        outlet=outlet.name,
        published=copied.published + timedelta(days=1 + luck.days(outlet.delay(numbers), "delay")),
        repeats=copied.id,
        reliability=outlet.grade,
    )
    period = Period.parse(copied.period)
    wrong = None
    if not copied.truth.misdated:
        wrong = misdated(period, echo.published, covered, luck, numbers)
    if wrong is None:
        return echo
    off = echo.truth.months_off + wrong.first - period.first
    return replace(echo, period=str(wrong), truth=replace(echo.truth, months_off=off, misdated=True))
