"""A town of households over some years: does money go round, and who feels what when it does not."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.economy.town import Town
from tumen.economy.households import accounts, eating, trust
from tumen.economy.market import grain, spending
from tumen.economy.state import farm_share, levies, rations

HOMES = 30
MECHANISMS = (accounts, eating, trust, rations, levies, farm_share, grain, spending)
TRADE_MARGIN = 0.4


class MarketTown(Town):
    """Every household trades: it shares in what the town and outside customers spend."""

    def __init__(self, outside: int, miners: int = 0) -> None:
        place = dict(households=HOMES, residents=4 * HOMES, harvest=1.0, flood_loss=0.0)
        place |= dict(since_trial=999, since_warning=999)
        super().__init__(
            *MECHANISMS,
            households=HOMES,
            place=place
            | dict(
                support_order=0,
                donated_ration=0,
                punished_today=0,
                hunger_seen=0,
                scrap_price=0,
                since_trial=10_000,
                since_warning=10_000,
            ),
            state=dict(won_per_yuan=1_270, won_per_usd=8_100, price_level=1.0, import_cover=1.0),
            crossing=dict(open=1.0),
            commodity=dict(other_exports=0, barred=0.0),
            company=dict(earned=0),
            household=dict(scrap=0),
        )
        self.param.central_relief, self.param.goods_worth = 0, 0.45
        self.outside, self.miners, self.earned = outside, miners, 0

    def _run(self, module: ModuleType, name: str) -> None:
        if name == "queue":
            self.read_registers()
        super()._run(module, name)

    def read_registers(self) -> None:
        for home in self.households:
            home.state_workers = 1
            home.company_mouths = 4 if home.id < self.miners else 0

    def share_takings(self) -> None:
        """Traders of unequal skill share the pot, less what their stock cost, and outside custom."""
        place = self.actors["place"]
        takings = int(place.trade_pot * TRADE_MARGIN) + self.outside * HOMES // 30
        place.trade_pot = 0
        for home in self.households:
            share = (0.3 + 1.4 * (home.id * 37 % HOMES + 0.5) / HOMES) / HOMES
            home.won += int(takings * share)
            self.earned += int(takings * share)

    def month(self) -> dict[str, int]:
        self.earned = 0
        moved: dict[str, int] = {}
        for _ in range(30):
            for name, amount in self.live(1).items():
                moved[name] = moved.get(name, 0) + amount
            self.share_takings()
        return moved

    def months(self, number: int) -> dict[str, int]:
        """Live so many months; returns the last one's flows."""
        return [self.month() for _ in range(number)][-1]

    @property
    def cash(self) -> float:
        return sum(home.won for home in self.households) / HOMES

    @property
    def maize(self) -> float:
        return sum(home.maize for home in self.households) / HOMES

    @property
    def two_meals(self) -> float:
        return sum(home.meals == 2 for home in self.households) / HOMES


def test_in_a_normal_year_money_neither_drains_nor_piles_up():
    town = MarketTown(outside=260_000)
    town.months(10)
    before = town.cash
    last = town.months(12)
    income = town.earned / HOMES
    assert town.cash == pytest.approx(before, rel=0.1)
    assert 250_000 < income < 400_000
    assert 0.3 < last["grain_paid"] / HOMES / income < 0.6
    assert town.two_meals < 0.35


def test_grain_won_and_arrears_balance_to_the_last_unit():
    town = MarketTown(outside=260_000, miners=10)
    opening = {asset: town.books(asset) for asset in ("grain", "yuan", "levy_arrears", "goods")}
    town.months(4)
    assert {asset: town.books(asset) for asset in opening} == opening


def test_a_town_that_loses_half_its_income_cuts_meals_though_grain_costs_the_same():
    town = MarketTown(outside=260_000)
    town.months(9)
    before, price = town.two_meals, town.actors["place"].grain_price
    town.outside = 130_000
    town.months(12)
    assert town.two_meals > before + 0.2
    assert town.actors["place"].grain_price == pytest.approx(price, rel=0.05)


def test_a_town_that_loses_income_eats_maize_before_it_cuts_meals():
    town = MarketTown(outside=260_000)
    town.months(9)
    maize, meals = town.maize, town.two_meals
    town.outside = 180_000
    town.months(6)
    assert town.maize > maize + 0.05
    assert town.two_meals - meals < town.maize - maize + 0.1


def test_miners_families_whose_trucks_stop_lose_rations_first_and_meals_after():
    town = MarketTown(outside=110_000, miners=15)
    place = town.actors["place"]
    miners = town.households[:15]
    for _ in range(9):
        place.granary += 4 * 15 * 500 * 30
        town.month()
    fed = sum(home.meals == 2 for home in miners)
    assert place.ration > 300
    town.months(8)
    assert place.suspended == 1
    assert place.days_without_ration > 30
    assert sum(home.meals == 2 for home in miners) > fed + 3


def test_a_closed_border_makes_grain_dearer_than_lost_income_does():
    town = MarketTown(outside=260_000)
    town.months(12)
    price = town.actors["place"].grain_price
    town.actors["crossing"].open = 0.0
    town.months(12)
    assert town.actors["place"].grain_price > 1.25 * price


def test_a_new_levy_is_paid_in_part_and_costs_trust():
    town = MarketTown(outside=230_000)
    town.months(12)
    trusted = sum(home.trust for home in town.households)
    town.param.levy_order = 40_000
    moved = town.months(6)
    assert 0.1 < moved["levy_settled"] / moved["levy_asked"] < 0.9
    assert moved["levy_pocketed"] > 0
    assert sum(home.trust for home in town.households) < trusted
