"""What holds in every world, and that every mechanism is shown at work."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.behaviour.worlds import WORLDS, results, run
from tumen.engine.dataset import audit

MECHANISMS = set(range(1, 41))
EITHER_SIGN = {"unit_profit"}
"""Observables that are below zero in a month of outlays."""


@pytest.mark.parametrize("name", WORLDS)
def test_the_books_close(name):
    assert set(run(name).imbalance.values()) == {0}
    assert [row for row in audit(run(name).to_xarray()) if row["imbalance"]] == []


@pytest.mark.parametrize("name", WORLDS)
def test_shares_stay_shares_and_amounts_are_not_negative(name):
    (dataset,) = results(name)
    for observable, values in dataset.data_vars.items():
        if "over_time" not in values.attrs or observable in EITHER_SIGN:
            continue
        assert not (values < 0).any(), observable
        if values.attrs["units"] in ("share", "share of people"):
            assert not (values > 1 + 1e-9).any(), observable


def test_every_mechanism_is_shown_at_work():
    shown = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        module = importlib.import_module(f"tests.behaviour.{path.stem}")
        for test in vars(module).values():
            shown.update(getattr(test, "shows", ()))
    assert sorted(MECHANISMS - shown) == []
