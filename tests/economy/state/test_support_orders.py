"""A mine shut out of its trade for months brings an order to support it; without a ban there is none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.economy.helpers import blank, defaults, make_place, make_site
from tumen.economy.state import support_orders

PARAM = defaults(support_orders, support_levy=40_000)


def orders(barred: list[float], for_food: float = 0.0, makes: int = 1, makes_goods: int = 0) -> list[int]:
    """What is asked day by day while a company finds its trade closed to this extent."""
    state, place = blank("state", support_orders), make_place(support_orders)
    company, site = SimpleNamespace(makes_goods=makes_goods), make_site(makes=makes)
    asked = []
    for closed in barred:
        support_orders.forget(state)
        commodity = SimpleNamespace(barred=closed, for_food=for_food)
        support_orders.look(company, site, commodity, state)
        support_orders.count(state)
        support_orders.order(place, state, PARAM)
        asked.append(place.support_order)
    return asked


def test_the_order_comes_five_months_into_the_ban_holds_its_time_and_is_not_repeated():
    asked = orders([1.0] * 1_000)
    assert asked.index(40_000) == 149, "the 150th day"
    assert sum(one > 0 for one in asked) == 180
    assert asked[-1] == 0


@pytest.mark.parametrize(
    "world",
    [
        {"barred": [0.0] * 400},
        {"barred": [0.03] * 400},
        {"barred": [1.0] * 400, "for_food": 0.8},
        {"barred": [1.0] * 400, "makes": 0},
        {"barred": [1.0] * 400, "makes_goods": 1},
        {"barred": ([1.0] * 100 + [0.0]) * 4},
    ],
    ids=["no ban", "exemption", "barter", "no mine", "seafood", "short stops"],
)
def test_without_a_long_stop_of_a_mines_trade_there_is_no_order(world):
    assert sum(orders(**world)) == 0


def test_places_that_are_not_asked_pay_nothing():
    state, place = blank("state", support_orders, days_barred=200), make_place(support_orders)
    support_orders.order(place, state, defaults(support_orders))
    assert place.support_order == 0
