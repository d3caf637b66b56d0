"""The press (40): what the reports of the simulated Musan tell of it, and what they get wrong."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.behaviour.worlds import run, shows
from tumen.press import Claim, write
from tumen.press.period import Period

SEEDS = range(3)


@cache
def claims(**settings: float) -> list[Claim]:
    """Reports of several presses on one world."""
    dataset = run("usual").to_xarray()
    return [c for seed in SEEDS for c in write(dataset, seed=seed, settings=settings).claims]


def about(observable: str, first: str, last: str) -> list[Claim]:
    """First reports from Musan with a number, said to be of these months."""
    months = range(Period.parse(first).first, Period.parse(last).last + 1)
    return [
        c
        for c in claims(speaks=0.5)
        if (c.observable, c.place, c.repeats) == (observable, "Musan", None)
        and Period.parse(c.period).first in months
        and c.quantity.value is not None
    ]


@shows(40)
def test_the_press_tells_of_workers_who_sign_in_and_leave_after_the_ban():
    before = [c.quantity.value for c in about("sign_in_and_leave", "2016-01", "2017-06")]
    after = [c.quantity.value for c in about("sign_in_and_leave", "2018-01", "2018-12")]
    assert len(after) > 5
    assert np.median(after) > 2 * np.median(before or [0.0])


@shows(40)
def test_genuine_reports_err_on_both_sides_of_the_truth_and_by_as_much_as_declared():
    truths = [c.truth for c in claims(speaks=0.5, routine_share=1) if not c.repeats and c.truth.genuine]
    errors = [np.log(t.seen / t.value) for t in truths if t.value > 1]
    assert abs(np.median(errors)) < 0.05
    assert 0.12 < np.std(errors) < 0.25


@shows(40)
def test_false_reports_are_commoner_in_print_than_among_what_is_told():
    printed, all_told = (
        np.mean([not c.truth.genuine for c in claims(speaks=0.5, routine_share=share) if not c.repeats])
        for share in (0, 1)
    )
    assert printed > 1.5 * all_told


@shows(40)
def test_echoes_come_later_than_first_reports():
    waits = {
        repeated: np.mean(
            [
                (c.published - Period.parse(c.truth.period).end).days
                for c in claims(speaks=0.5)
                if bool(c.repeats) is repeated
            ]
        )
        for repeated in (False, True)
    }
    assert waits[True] > waits[False] + 5
