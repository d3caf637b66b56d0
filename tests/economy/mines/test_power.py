from types import SimpleNamespace

import pytest

from tests.economy.helpers import day, defaults, make_site, make_state
from tests.economy.mines.pit import Pit
from tumen.economy.mines import power

SPRING, AUTUMN, JANUARY = day(120), day(320), day(15)


def supplied(hydro: float, today: SimpleNamespace, cut: float = 0.99, **site: float) -> float:
    mine = make_site(power, **site)
    power.distribute(mine, make_state(hydro=hydro), today, defaults(power), SimpleNamespace(line_cut=cut))
    return mine.power


def test_a_normal_river_runs_the_mine() -> None:
    assert supplied(1.0, SPRING) == 1.0


def test_threshing_takes_power_from_the_mine_in_autumn() -> None:
    assert 0.0 < supplied(0.8, AUTUMN) < supplied(0.8, SPRING)


@pytest.mark.parametrize("today", [AUTUMN, JANUARY])
def test_under_half_of_the_usual_water_the_mine_stops_through_autumn_and_january(
    today: SimpleNamespace,
) -> None:
    assert supplied(0.45, today) == 0.0


def test_a_trickle_is_as_good_as_nothing() -> None:
    assert supplied(0.45, SPRING) == 0.0
    assert supplied(0.55, SPRING) > 0.0


def test_the_better_ranked_user_gets_more() -> None:
    assert supplied(0.7, SPRING, power_rank=0.9) > supplied(0.7, SPRING, power_rank=0.1)


def test_a_cut_line_costs_half_a_day() -> None:
    assert supplied(1.0, SPRING, cut=0.0) == 0.5


def test_no_power_no_pits() -> None:
    pit = Pit()
    pit.live(5)
    pit.state.hydro = 0.4
    pit.live(1)
    assert pit.made[0] > 1_000
    assert pit.made[-1] == 0
    assert pit.site.idle == pytest.approx(1.0 - pit.param.upkeep_hands)
