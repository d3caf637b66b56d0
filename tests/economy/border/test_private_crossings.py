"""Private crossings: what goes over at night, what is caught, and what people believe."""

from tests.economy.helpers import Flows, blank, defaults, make_place
from tests.economy.riverside import Riverside
from tumen.core.roles import Means
from tumen.economy.border import private_crossings as river
from tumen.economy.police import who_profits

LOAD = river.LOAD


class Night:
    """One bank and one stretch of river; a way on backs for each good, named by its price."""

    def __init__(self, held, runs=100, caught=0, private_ways=10_000, most=10**9, campaign=0.0, **changed):
        given = dict(runs_through=runs - caught, runs_caught=caught, looked_away=1.0, campaign=campaign)
        self.place = make_place(river, **given)
        crossing = dict(private_ways=private_ways, open=1.0, frozen=0, watch=0.4) | changed
        self.crossing = blank("crossing", river, **crossing)
        self.wares = {price: blank("ware", held=kg * 1_000) for price, kg in held.items()}
        self.hauls = {price: self._way(price, Means.BACKS, most) for price in held}
        self.moved = Flows()

    def _way(self, price, means, most):
        return blank("haul", river, price=float(price), most=most, means=means, stopped=0)

    def fall(self, **changed):
        param = defaults(river, who_profits, **changed)
        river.count(self.place)
        river.open_ways(self.crossing, self.place, param)
        river.muster(self.crossing, self.place, param)
        for price, haul in self.hauls.items():
            river.ask(haul, self.wares[price], self.crossing, self.place)
        for price, haul in self.hauls.items():
            flow = Flows(river, ware=self.wares[price], haul=haul)
            river.load(haul, self.wares[price], self.crossing, flow)
            river.deliver(haul, self.place, flow)
        river.judge(self.place, param)
        return self

    def crossed(self, price):
        return self.hauls[price].crossed // 1_000


def test_strict_guards_narrow_the_ways():
    assert Night({}, watch=0.2).fall().place.ways > Night({}, watch=0.8).fall().place.ways


def test_ice_eases_the_crossing_and_a_shut_border_ends_it():
    assert Night({}, frozen=1).fall().place.ways > Night({}).fall().place.ways > 0
    assert Night({}, open=0.0).fall().place.ways == 0


def test_the_dearest_goods_go_first_and_concentrate_fills_backs_with_nothing_better():
    held = {3_000: 400, 150: 900, 30: 50_000}
    few, more, many = Night(held, runs=10).fall(), Night(held, runs=30).fall(), Night(held, runs=60).fall()
    assert [few.crossed(price) for price in held] == [300, 0, 0]
    assert [more.crossed(price) for price in held] == [400, 500, 0]
    assert [many.crossed(price) for price in held] == [400, 900, 500]


def test_goods_of_one_class_share_backs_in_proportion_to_what_waits():
    night = Night({4_000: 900, 1_200: 300}, runs=20).fall()
    assert (night.crossed(4_000), night.crossed(1_200)) == (450, 150)


def test_loads_never_exceed_backs_ways_or_what_brokers_hold():
    night = Night({2_000: 200, 30: 50}, runs=1_000).fall()
    assert (night.crossed(2_000), night.crossed(30)) == (200, 50)
    narrow = Night({2_000: 10**6}, runs=1_000, private_ways=1_000).fall()
    assert narrow.crossed(2_000) == narrow.place.ways == 600


def test_a_load_without_a_buyer_stays_where_it_is():
    assert Night({2_000: 900}, most=60_000).fall().crossed(2_000) == 60
    assert Night({2_000: 900}, most=0).fall().crossed(2_000) == 0


def test_nobody_carries_from_the_bank_of_another_place():
    night = Night({2_000: 900})
    night.fall()
    night.place.id = 1
    river.ask(night.hauls[2_000], night.wares[2_000], night.crossing, night.place)
    assert night.hauls[2_000].asked == 0


def test_what_carriers_lose_when_caught_is_seized():
    night = Night({150: 10_000}, runs=4, caught=1).fall()
    assert night.hauls[150].seized == LOAD
    assert night.hauls[150].crossed == 3 * LOAD


def test_a_stopped_truck_is_seized_and_the_others_get_through():
    haul = blank("haul", river, means=Means.TRUCKS, load=18_000_000, stopped=6_000_000)
    river.deliver(haul, make_place(river), Flows(river, haul=haul))
    assert (haul.crossed, haul.seized, haul.load) == (12_000_000, 6_000_000, 0)


def test_guards_who_are_paid_look_away():
    paid, unpaid = Night({}), Night({})
    unpaid.place.looked_away = 0.0
    assert paid.fall().place.detection < 0.15 * unpaid.fall().place.detection


def test_where_every_paid_guard_looks_away_nobody_is_caught():
    assert Night({}).fall(look_away=1.0).place.detection == 0


def test_a_campaign_is_a_risk_to_those_who_carry_as_far_as_the_guards_keep_watch():
    usual, campaign, bought = (
        Night({}).fall(),
        Night({}, campaign=1.0).fall(),
        Night({}, campaign=1.0, watch=0.1).fall(),
    )
    assert campaign.place.detection > 2 * usual.place.detection
    assert bought.place.detection < 0.5 * campaign.place.detection


def test_a_crowd_on_the_bank_is_seen_more_easily():
    assert Night({}, runs=200).fall().place.detection > 1.5 * Night({}, runs=10).fall().place.detection


def test_a_carrier_whose_guards_are_paid_is_caught_less_than_once_a_year():
    assert Night({}, runs=200).fall().place.detection * 365 / 3 < 0.7


def test_belief_follows_what_is_seen_with_its_half_life():
    night = Night({}, runs=100, caught=20)
    night.place.believed_risk = 0.0
    for _ in range(60):
        night.fall()
    assert 0.09 < night.place.believed_risk < 0.11


def test_without_a_border_there_is_no_smuggling():
    town = Riverside()
    town.crossing.private_ways = 0
    town.live(60)
    assert not any(town.crossed.values())


def test_smuggling_rises_with_hunger_and_relaxed_policing():
    fed, hungry = Riverside(outside_trade=300), Riverside(outside_trade=300, hunger=0.3)
    fed.live(120)
    hungry.live(120)
    assert hungry.place.enforcement < 0.6 * fed.place.enforcement
    assert hungry.crossed["scrap"] > 1.3 * fed.crossed["scrap"]


def test_shutting_the_border_ends_a_running_trade():
    town = Riverside(hunger=0.2)
    town.live(60)
    before = sum(town.crossed.values())
    town.crossing.open = 0.0
    town.live(30)
    assert before > 0
    assert sum(town.crossed.values()) == before
    assert town.place.scrap_bid == 0
