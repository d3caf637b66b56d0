"""Guards ask more the more they risk, and the better the river pays the less of an order they carry out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.economy.helpers import Flows, Sends, blank, defaults, make_household, make_person, make_place
from tumen.core.roles import Role
from tumen.economy.border import guards

MONTH = 30
YEAR = 365


class Post:
    """One crossing with its guards, night after night; what brokers put in the purse is given."""

    def __init__(self, complicity: float = 0.2, guards_on_post: int = 100, **changed: float) -> None:
        self.param = defaults(guards, **(dict(complicity_start=complicity) | changed))
        self.place = make_place(guards, guards_on_post=guards_on_post, enforcement=0.5, campaign=0.0)
        self.crossing = blank("crossing", guards)
        guards.man(self.crossing, self.place, self.param)

    def live(self, nights: int, bribes: int = 0, caught: int = 0) -> Post:
        """So many nights with ``bribes`` (CNY) in the purse each."""
        for _ in range(nights):
            guards.stand_guard(self.crossing, self.place, self.param)
            guards.ask(self.crossing, self.param)
            self.crossing.guard_purse += 100 * bribes
            self.crossing.caught_here, self.crossing.passed_here = caught, 1_000 - caught
            flow = Flows(guards, crossing=self.crossing, place=self.place)
            guards.share_out(self.crossing, self.place, self.param, flow)
            guards.believe(self.crossing, self.place, self.param)
            guards.join(self.crossing, self.param)
        return self

    @property
    def fee(self) -> float:
        return self.crossing.crossing_fee / 100


def test_bribes_rise_with_the_risk_of_punishment():
    post = Post(complicity=0.0).live(MONTH)
    quiet = (post.crossing.bribe, post.crossing.truck_bribe, post.crossing.crossing_fee)
    post.place.campaign = 1.0
    post.live(6 * MONTH)
    hard = (post.crossing.bribe, post.crossing.truck_bribe, post.crossing.crossing_fee)
    assert all(after > 1.5 * before for before, after in zip(quiet, hard, strict=True))


def test_a_persons_price_rises_about_twentyfold_as_it_did_from_2006_to_2009():
    """F0638: 500 CNY; F0637 and F0639: 10,000 CNY, half a year into a campaign."""
    post = Post(complicity=0.0).live(3 * MONTH)
    assert 400 < post.fee < 600
    post.place.campaign = 1.0
    post.place.enforcement = 0.9
    assert 8_000 < post.live(6 * MONTH).fee < 14_000


def test_on_the_way_there_the_price_is_between_the_two():
    """F0636: 5,500 CNY in January 2009, five months before it was 10,000."""
    post = Post(complicity=0.0).live(3 * MONTH)
    post.place.campaign = 1.0
    assert 1_000 < post.live(15).fee < 8_000


def test_a_persons_price_never_prices_goods():
    mild, harsh = Post(crossing_penalty=5_000).live(MONTH), Post(crossing_penalty=150_000).live(MONTH)
    assert harsh.fee > 10 * mild.fee
    assert harsh.crossing.bribe == mild.crossing.bribe
    assert harsh.crossing.truck_bribe == mild.crossing.truck_bribe


def test_where_nothing_can_happen_a_favour_costs_what_is_wanted_anyway():
    crossing = blank("crossing", guards, guard_risk=0.0)
    guards.ask(crossing, defaults(guards))
    assert crossing.bribe == 300
    assert crossing.truck_bribe == 20_000


def test_loads_caught_here_make_the_next_favour_dearer():
    quiet, noisy = Post().live(3 * MONTH), Post().live(3 * MONTH, caught=200)
    assert noisy.crossing.bribe > quiet.crossing.bribe


def test_comrades_in_the_trade_make_it_less_risky():
    alone, together = Post(complicity=0.0, guard_habit=10**9), Post(complicity=0.7, guard_habit=10**9)
    assert together.live(MONTH).crossing.guard_risk < alone.live(MONTH).crossing.guard_risk


def test_the_better_the_river_pays_the_more_guards_are_in_it():
    poor, rich = Post().live(2 * YEAR, bribes=10), Post().live(2 * YEAR, bribes=1_000)
    assert poor.crossing.complicity < 0.1
    assert rich.crossing.complicity > 0.6


def test_without_bribes_guards_leave_the_trade():
    assert Post(complicity=0.6).live(3 * YEAR).crossing.complicity < 0.01


def test_a_crackdown_that_relies_on_complicit_guards_falls_short():
    honest = Post(complicity=0.0).live(YEAR)
    bought = Post(complicity=0.8).live(YEAR, bribes=1_000)
    for post in (honest, bought):
        post.place.enforcement = 0.9
        post.live(MONTH, bribes=0 if post is honest else 1_000)
    assert honest.crossing.watch > 0.75
    assert bought.crossing.watch < 0.6 * honest.crossing.watch


def test_nobody_watches_more_strictly_than_ordered():
    for complicity in (0.0, 0.3, 1.0):
        post = Post(complicity=complicity).live(1)
        assert 0.0 <= post.crossing.watch <= post.place.enforcement


def test_a_purge_resets_complicity():
    post = Post(complicity=0.7).live(YEAR, bribes=1_000)
    before = post.crossing.complicity
    post.param.guard_rotation = 12.0
    assert post.live(2 * MONTH, bribes=1_000).crossing.complicity < 0.3 * before


def test_a_purge_costs_watchfulness_until_the_new_guards_know_their_stretch():
    kept, purged = Post(complicity=0.0).live(2 * MONTH), Post(complicity=0.0, guard_rotation=12.0)
    assert purged.live(2 * MONTH).crossing.watch < 0.8 * kept.crossing.watch


def test_a_purge_of_bought_guards_pays_in_the_end():
    post = Post(complicity=0.7).live(YEAR, bribes=400)
    before = post.crossing.watch
    post.param.guard_rotation = 12.0
    post.live(2 * MONTH, bribes=400)
    post.param.guard_rotation = 0.3
    assert post.live(2 * MONTH, bribes=400).crossing.watch > 1.1 * before


def test_after_a_purge_a_river_that_pays_draws_the_new_guards_in_too():
    post = Post(complicity=0.0).live(2 * YEAR, bribes=1_000)
    assert post.crossing.complicity > 0.5


def test_half_of_the_takings_goes_up_and_every_fen_goes_somewhere():
    post = Post(guards_on_post=7)
    post.crossing.guard_purse = 100_001
    flow = Flows(guards, crossing=post.crossing, place=post.place)
    guards.share_out(post.crossing, post.place, post.param, flow)
    assert abs(flow["takings_up"] - flow["takings_shared"]) <= 1
    assert post.crossing.guard_purse == 0
    assert post.place.guard_pot == flow["takings_shared"]


def test_the_post_never_promises_more_than_its_pot():
    place = make_place(guards, guards_on_post=7, guard_pot=1_000)
    guards.pay_post(place)
    assert place.guard_pay == 142
    assert place.guard_pay * 7 <= place.guard_pot


def test_a_place_without_guards_pays_none():
    post = Post(guards_on_post=0).live(1, bribes=50)
    guards.pay_post(post.place)
    assert post.place.guard_pot == post.place.guard_pay == 0


@pytest.mark.parametrize(("role", "paid"), [(Role.GUARD, 142), (Role.OFFICIAL, 0), (Role.TRADER, 0)])
def test_only_guards_share_in_it(role: Role, paid: int):
    flow, send = Flows(), Sends()
    guards.take_part(make_person(role=role), make_household(), make_place(guards, guard_pay=142), flow, send)
    assert flow["guards_paid"] == paid
    assert send["guards_on_post"] == (role == Role.GUARD)


def test_catches_are_told_where_they_happened():
    for at_bank, here in ((1.0, 30_000), (0.25, 7_500), (0.0, 0)):
        send = Sends()
        haul = SimpleNamespace(seized=30_000, crossed=120_000, at_bank=at_bank)
        guards.report(haul, SimpleNamespace(), send)
        assert send.sent == {"caught_here": here, "passed_here": 120_000}


def test_what_is_caught_on_a_road_inland_makes_no_favour_at_the_bank_dearer():
    asked = []
    for at_bank in (0.0, 1.0):
        post = Post().live(3 * MONTH)
        send = Sends()
        guards.report(SimpleNamespace(seized=200, crossed=800, at_bank=at_bank), post.crossing, send)
        asked.append(post.live(3 * MONTH, caught=send["caught_here"]).crossing.bribe)
    assert asked[0] == Post().live(6 * MONTH).crossing.bribe < asked[1]
