"""A mine on plain objects: the rules of a day in the order of the day, for tests of behaviour."""

from __future__ import annotations

from types import SimpleNamespace

from tests.economy.helpers import Flows, Sends, blank, day, defaults, make_site, make_state
from tumen.core.roles import SiteKind
from tumen.economy.mines import domestic_use, equipment, fuel, power, production, workload
from tumen.economy.state import attendance

MODULES = (power, equipment, fuel, workload, production, domestic_use, attendance)
TONNE = 1_000_000


class Pit:
    """A mine of 10,000 posts and 22,200 t of ore a day by design, half worn out."""

    def __init__(self, **changed: float) -> None:
        given = dict(
            posts=10_000,
            capacity=22_200 * TONNE,
            yard=250_000 * TONNE,
            reserve=1_300_000_000 * TONNE,
            stock_start=60_000 * TONNE,
            grade=0.24,
            recovery=0.75,
            product_grade=0.63,
            investor=0.5,
            exported=0,
            attended=8_000,
        )
        self.site = make_site(*MODULES, **(given | changed))
        self.mill = make_site(
            *MODULES,
            id=2,
            kind=SiteKind.MILL,
            posts=8_000,
            attended=6_000,
            capacity=1_800 * TONNE,
            condition=0.4,
        )
        self.iron = blank("commodity", domestic_use)
        self.state = make_state(hydro=1.0, fuel_supply=1.0, import_cover=1.0)
        self.param = defaults(*MODULES)
        self.today = 0
        self.made: list[float] = []
        equipment.inherit(self.site)
        fuel.fill(self.site, self.param)
        production.survey(self.site)

    def flow(self, module: object, site: SimpleNamespace | None = None) -> Flows:
        return Flows(module, site=site or self.site, state=self.state, commodity=self.iron)  # type: ignore[arg-type]

    def live(self, days: int, sold: float = 0.0, barter_fuel: bool = False) -> None:
        """Days with ``sold`` tonnes exported each, as far as the yard holds them."""
        for _ in range(days):
            self._day(int(sold * TONNE), barter_fuel)
            self.today += 1

    def _day(self, sold: int, barter_fuel: bool) -> None:
        site, state, param, today = self.site, self.state, self.param, day(self.today)
        equipment.rate(site)
        for place_of_work in (site, self.mill):
            power.distribute(place_of_work, state, today, param, SimpleNamespace(line_cut=0.9))
        fuel.allot(site, state, param, self.flow(fuel))
        for place_of_work in (site, self.mill):
            workload.plan(place_of_work, state, today, param)
        attendance.look_aside(site, param)
        production.work_shift(site, param, self.flow(production))
        fuel.burn(site, param, self.flow(fuel))
        self._supply_mills([site])
        site.exported = min(sold, site.concentrate)
        site.concentrate -= site.exported
        if barter_fuel and site.exported > 0:
            site.fuel += site.fuel_want
        equipment.maintain(site, today, param)
        self.made.append(site.ore_today * site.recipe / TONNE)

    def _supply_mills(self, mines: list[SimpleNamespace]) -> None:
        iron, param, send = self.iron, self.param, Sends()
        domestic_use.order(self.mill, iron, param, send)
        for mine in mines:
            domestic_use.offer_yard(mine, iron, send)
        iron.mill_orders, iron.mine_yards = send["mill_orders"], send["mine_yards"]
        domestic_use.share_orders(iron, param)
        for mine in mines:
            domestic_use.send_off(mine, iron, self.flow(domestic_use, mine))
        domestic_use.share_arrivals(iron)
        domestic_use.smelt(self.mill, iron, param, self.flow(domestic_use, self.mill))
        domestic_use.smelt_elsewhere(iron, self.flow(domestic_use))
