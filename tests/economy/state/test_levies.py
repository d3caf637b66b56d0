from types import SimpleNamespace
from typing import Any

import pytest

from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_place
from tumen.economy.households import eating, trust
from tumen.economy.state import levies

COLLECTED = day(17)


def asked(order: float = 0, stubborn: float = 0.5, scrap_price: int = 0, **changed: Any) -> Flows:
    household = make_household(
        levies, **(dict(won=500_000, scrap=0, trust=0.45, fear=0.3, hunger=0.0, equivalents=3.2) | changed)
    )
    place = make_place(levies, grain_price=3_400, scrap_price=scrap_price)
    flow = Flows(levies, household=household, place=place)
    param, draw = defaults(levies, eating, levy_order=order), SimpleNamespace(stubborn=stubborn)
    levies.answer(household, place, COLLECTED, param, draw, flow, Sends())
    return flow


def test_a_willing_household_settles_in_full_and_a_stubborn_one_refuses():
    assert asked(stubborn=0.1)["levy_paid"] == 35_000
    assert asked(stubborn=0.99, trust=0.2)["levy_paid"] == 0


def test_what_is_not_settled_stays_as_arrears():
    flow = asked(stubborn=0.99, trust=0.2)
    assert flow["levy_asked"] == 35_000
    assert flow["levy_settled"] == 0


def test_nobody_gives_the_last_days_food():
    assert asked(stubborn=0.0, won=40_000)["levy_paid"] == 0


def test_scrap_counts_as_payment_in_kind():
    flow = asked(stubborn=0.1, scrap=10_000, scrap_price=300)
    assert flow["levy_scrap"] == 10_000
    assert flow["levy_paid"] == 32_000
    assert flow["levy_settled"] == 35_000


def test_an_order_from_above_is_asked_besides_the_usual():
    assert asked(order=40_000)["levy_asked"] == 75_000


@pytest.mark.parametrize(
    ("lower", "higher"), [({"trust": 0.1}, {"trust": 0.9}), ({"hunger": 0.3}, {"hunger": 0.0})]
)
def test_distrust_and_hunger_lower_compliance(lower: dict[str, float], higher: dict[str, float]):
    assert asked(stubborn=0.6, **lower)["levy_paid"] < asked(stubborn=0.6, **higher)["levy_paid"]


def passed_on(pocketed: float) -> tuple[Flows, SimpleNamespace]:
    place = make_place(levies, office_won=1_200_000, levy_taken=1_000_000)
    state = SimpleNamespace(levy_won=0)
    flow = Flows(levies, place=place, state=state)
    levies.pass_on(place, state, defaults(levies, levy_pocketed=pocketed), flow)
    return flow, place


def test_the_pocketed_share_never_reaches_the_centre():
    flow, place = passed_on(0.6)
    assert (flow["levy_pocketed"], flow["levy_remitted"]) == (600_000, 400_000)
    assert (flow["office_costs"], place.office_won) == (200_000, 0)
    assert place.pocketed_today == 600_000


def trust_after(pocketed: float, years: int = 2) -> float:
    """Trust of a household in a town where everyone gives 30,000 won a month."""
    param = defaults(levies, trust, levy_pocketed=pocketed)
    place = make_place(levies, trust, punished_today=0, since_trial=999, since_warning=999)
    household = make_household(trust, arrears=0, ration_due=0, ration_today=0)
    household.trust = param.trust_base
    for number in range(365 * years):
        place.levy_taken = place.office_won = 1_000_000
        levies.pass_on(place, SimpleNamespace(levy_won=0), param, Flows())
        trust.notice(place, param)
        trust.weigh_up(household, place, day(number), param, None, Sends())
    return household.trust


def test_pocketing_lowers_trust_and_so_the_next_compliance():
    honest, corrupt = trust_after(0.0), trust_after(0.6)
    assert corrupt < honest - 0.1
    assert asked(trust=corrupt, stubborn=0.6)["levy_paid"] < asked(trust=honest, stubborn=0.6)["levy_paid"]


def test_without_pocketing_levies_cost_no_trust():
    assert trust_after(0.0) == pytest.approx(0.6)


def test_a_support_order_is_asked_like_any_other_and_a_ban_on_levies_stops_both():
    place = make_place(levies, grain_price=3_400, scrap_price=0, support_order=40_000)
    for forbidden, expected in ((0.0, 75_000), (1.0, 0)):
        household = make_household(levies, won=500_000, scrap=0, trust=0.45, fear=0.3, equivalents=3.2)
        flow = Flows(levies, household=household, place=place)
        param = defaults(levies, eating, levies_forbidden=forbidden)
        levies.answer(household, place, COLLECTED, param, SimpleNamespace(stubborn=0.1), flow, Sends())
        assert flow["levy_asked"] == expected
        assert (flow["levy_paid"] > 0) == (expected > 0)
