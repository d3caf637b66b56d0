"""The books close, or the run stops and says which asset, where and when."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.toy import toy_stage
from tests.engine.trials import AMOUNTS, trials_stage
from tumen.core.errors import RunError
from tumen.engine.dataset import audit, to_dataset
from tumen.engine.simulation import Simulation

BOTH = pytest.mark.parametrize("interpreted", [False, True], ids=["compiled", "interpreted"])


@BOTH
def test_a_stock_that_changes_without_a_flow_stops_the_run(interpreted: bool) -> None:
    simulation = Simulation(toy_stage(households=60), interpreted=interpreted)
    simulation.run(10)
    simulation.stage.arrays["place_rows"]["store"][1] += 5
    with pytest.raises(
        RunError, match="On 2015-05-23 in West, the books of grain do not close \\(\\+5 units\\)"
    ):
        simulation.run()


@BOTH
def test_a_household_robbed_without_a_flow_stops_the_run(interpreted: bool) -> None:
    simulation = Simulation(toy_stage(households=60), interpreted=interpreted)
    simulation.run(25)
    purse = simulation.stage.arrays["household_rows"]["purse"]
    purse[0] -= 1
    with pytest.raises(RunError, match="On 2015-06-07 in East, the books of won do not close \\(-1 units\\)"):
        simulation.run()


def moves(**amounts: int) -> dict[tuple[str, str], np.ndarray]:
    """Amounts of day 3 in the second place; nothing moves otherwise."""
    return {(column, "P1"): np.array([0, 0, 0, amount, 0, 0]) for column, amount in amounts.items()}


OVERDRAWN = {
    "a place that gives what it has not": moves(put=10, take=11),
    "households that take more than there is": moves(put=10, each=1),
    "a transfer that runs backwards": moves(put=-1),
    "a household that outgrows its column": moves(gift=2**31),
}


@pytest.mark.parametrize("case", OVERDRAWN)
def test_the_compiled_run_stops_on(case: str) -> None:
    simulation = Simulation(trials_stage(OVERDRAWN[case], days=6))
    with pytest.raises(
        RunError, match="On 2015-01-04 in P1, a stock of grain fell below zero or grew too large"
    ):
        simulation.run()
    assert simulation.day == 3


@pytest.mark.parametrize("case", OVERDRAWN)
def test_the_interpreted_run_stops_on(case: str) -> None:
    simulation = Simulation(trials_stage(OVERDRAWN[case], days=6), interpreted=True)
    with pytest.raises(RunError, match=r"trials.py, line \d+, rule|On 2015-01-04 in P1, a stock of grain"):
        simulation.run()


DAYS = 4
AMOUNT = st.lists(st.integers(0, 3_000), min_size=DAYS, max_size=DAYS)


@settings(max_examples=60)
@given(st.fixed_dictionaries({(column, place): AMOUNT for column in AMOUNTS for place in ("P0", "P1")}))
def test_random_transfers_close_or_stop(amounts: dict[tuple[str, str], list[int]]) -> None:
    stage = trials_stage({key: np.array(values) for key, values in amounts.items()}, days=DAYS, households=10)
    pots, stop = _by_hand(stage.arrays["household_rows"], amounts)
    simulation = Simulation(stage)
    if stop is None:
        simulation.run()
        assert stage.arrays["place_rows"]["pot"].tolist() == pots
    else:
        with pytest.raises(
            RunError, match=f"On 2015-01-0{stop[0] + 1} in P{stop[1]}, a stock of grain fell below zero"
        ):
            simulation.run()
    assert simulation.imbalance["grain"] == 0 or stop is not None


def _by_hand(
    households: np.ndarray, amounts: dict[tuple[str, str], list[int]]
) -> tuple[list[int], tuple[int, int] | None]:
    """What the pots hold in the end, and the first (day, place) on which one is overdrawn."""
    pots, tins = [0, 0], [0] * len(households)
    for day in range(DAYS):
        short = []
        today = {place: {c: amounts[c, f"P{place}"][day] for c in AMOUNTS} for place in (0, 1)}
        for place in (0, 1):
            pots[place] += today[place]["put"] - today[place]["take"]
            if pots[place] < 0:
                short.append(place)
        for h, (place, weight) in enumerate(zip(households["place"], households["weight"], strict=True)):
            now = today[int(place)]
            back = min(now["back"], tins[h] + now["each"])
            tins[h] += now["each"] - back + now["gift"]
            pots[place] += (back - now["each"]) * int(weight)
        short += [place for place in (0, 1) if pots[place] < 0]
        if short:
            return pots, (day, min(short))
    return pots, None


def test_the_audit_of_a_whole_run_finds_no_gap() -> None:
    simulation = Simulation(toy_stage(households=200))
    simulation.run()
    rows = audit(to_dataset(simulation))
    assert {(row["place"], row["asset"]) for row in rows} == {
        (place, asset)
        for place in ("East", "West", "centre")
        for asset in ("copper", "grain", "scrap", "won")
    }
    assert all(row["imbalance"] == 0 for row in rows)
    assert all(row["opening"] > 0 for row in rows if row["asset"] == "grain" and row["place"] != "centre")


def test_the_audit_notices_what_is_missing_from_the_file() -> None:
    simulation = Simulation(toy_stage(households=200))
    simulation.run()
    dataset = to_dataset(simulation)
    dataset["stock"][0, -1, 1, 0] += 7
    assert {
        row["imbalance"] for row in audit(dataset) if row["place"] == "West" and row["asset"] == "grain"
    } == {7}
