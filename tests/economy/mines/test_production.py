import pytest

from tests.economy.helpers import make_site
from tests.economy.mines.pit import TONNE, Pit
from tumen.economy.mines import production


def test_a_gram_of_ore_is_a_gram_of_concentrate_and_tailings() -> None:
    pit = Pit()
    ground = pit.site.ore_in_ground
    pit.site.work = 1.0
    flow = pit.flow(production)
    production.work_shift(pit.site, pit.param, flow)
    assert flow["ore_milled"] == flow["concentrate_made"] + flow["tailings_made"] > 0
    assert pit.site.ore_in_ground == ground - flow["ore_milled"]


def test_iron_is_kept_as_grade_and_recovery_say() -> None:
    pit = Pit()
    iron_in = 0.24 * 0.75
    assert abs(pit.site.recipe * 0.63 - iron_in) < 1e-4


def test_half_worn_out_the_mine_moves_what_was_reported_in_2011() -> None:
    pit = Pit()
    pit.live(1)
    assert 10_000 <= pit.site.ore_today / TONNE <= 12_000


def test_missing_hands_cut_output_once_they_are_fewer_than_needed() -> None:
    output = []
    for hands in (9_000, 6_500, 3_000):
        pit = Pit(attended=hands)
        pit.live(1)
        output.append(pit.made[0])
    assert output[0] == output[1]
    assert 0.4 < output[2] / output[1] < 0.6


def test_the_mine_cannot_dig_what_is_not_there() -> None:
    pit = Pit(reserve=5)
    pit.live(2)
    assert pit.site.ore_in_ground == 0


def test_unsold_ore_piles_up_until_the_yard_is_full_and_then_hands_are_idle() -> None:
    pit = Pit()
    pit.live(90, sold=2_700, barter_fuel=True)
    stock, busy = pit.site.concentrate, pit.site.idle
    pit.live(150)
    assert busy < 0.1
    assert stock + 100_000 * TONNE < pit.site.concentrate <= pit.site.yard
    assert pit.site.concentrate > 0.8 * pit.site.yard
    assert pit.site.idle > 0.6
    assert pit.made[-1] < 0.35 * pit.made[0]


def test_after_the_ban_a_small_amount_is_still_mined_for_the_mills() -> None:
    pit = Pit()
    pit.live(400)
    assert 0 < pit.made[-1] < 0.4 * pit.made[0]


def test_wind_and_rain_take_a_little_of_the_open_heap() -> None:
    pit = Pit()
    pit.state.hydro = 0.0
    pit.mill.attended = 0
    before = pit.site.concentrate
    pit.live(30)
    assert 0.99 * before < pit.site.concentrate < before


@pytest.mark.parametrize(
    ("grade", "recovery", "product_grade"), [(0.24, 0.75, 0.63), (0.05, 0.85, 0.50), (0.009, 0.80, 0.20)]
)
def test_metal_is_kept_whatever_is_mined(grade: float, recovery: float, product_grade: float) -> None:
    mine = make_site(production, grade=grade, recovery=recovery, product_grade=product_grade)
    production.survey(mine)
    assert mine.recipe * product_grade == pytest.approx(grade * recovery)


def test_a_mine_without_a_product_makes_none() -> None:
    pit = Pit(makes=0)
    pit.live(3)
    assert pit.site.concentrate == pit.site.ore_today == 0
