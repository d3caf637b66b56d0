"""Buyers beyond the border: their price follows what arrives here and how their own police press them."""

from tests.economy.helpers import blank, defaults
from tests.economy.riverside import Riverside
from tumen.economy.border import buyers


class Bank:
    """One buyer on the far bank, of whom so much arrives every night."""

    def __init__(self, far_price=200, **changed):
        self.param = defaults(buyers, **changed)
        self.crossing = blank("crossing", buyers, open=1.0)
        self.haul = blank("haul", buyers, outlet=1_000, crossed=0)
        self.commodity = blank("commodity", far_price=far_price)

    def after(self, nights, arrives):
        for _ in range(nights):
            buyers.feel_police(self.crossing, self.param)
            buyers.feel_market(self.haul, self.commodity, self.crossing, self.param)
            self.haul.crossed = min(arrives, self.haul.most)
        return self.haul.price

    @property
    def bears(self):
        return 200 * (1 - self.param.buyer_margin - self.crossing.buyer_risk)


def test_the_price_rises_to_what_the_buyer_can_bear_when_too_little_arrives():
    bank = Bank()
    assert abs(bank.after(200, arrives=100_000) - bank.bears) < 0.01


def test_a_swamped_buyer_pays_his_floor_and_takes_no_more_than_he_has_room_for():
    bank = Bank()
    assert abs(bank.after(200, arrives=10**9) - 0.5 * bank.bears) < 0.01
    assert bank.haul.crossed == bank.haul.most == 2 * bank.haul.wanted


def test_the_price_rests_when_just_what_he_wants_arrives():
    bank = Bank(buyer_policing=0.0)
    bank.after(20, arrives=0)
    before = bank.after(2, arrives=1_000_000)
    assert bank.after(50, arrives=1_000_000) == before


def test_fewer_loads_from_the_near_bank_make_those_that_come_dearer():
    bank = Bank()
    before = bank.after(300, arrives=1_500_000)
    assert bank.after(40, arrives=200_000) > 1.3 * before


def test_a_hard_police_beyond_the_border_lowers_the_price_and_the_loads_that_find_a_buyer():
    free, pressed = Bank(buyer_policing=0.0), Bank(buyer_policing=0.8)
    for arrives in (0, 10**9):
        assert pressed.after(200, arrives) < 0.7 * free.after(200, arrives)
        assert pressed.haul.most < 0.7 * free.haul.most


def test_buyers_learn_of_a_crackdown_on_them_within_months():
    bank = Bank(buyer_policing=1.0)
    bank.after(7, arrives=0)
    assert bank.crossing.buyer_risk < 0.2
    bank.after(120, arrives=0)
    assert bank.crossing.buyer_risk > 0.55


def test_when_the_crossing_is_shut_nobody_takes_anything():
    bank = Bank()
    bank.crossing.open = 0.0
    bank.after(1, arrives=0)
    assert bank.haul.most == 0


def test_what_has_no_price_beyond_finds_no_buyer():
    bank = Bank(far_price=0)
    assert bank.after(10, arrives=0) == 0
    assert bank.haul.most == 0


def test_a_pressed_buyer_makes_scrap_worth_less_to_those_who_gather_it():
    free, pressed = Riverside(), Riverside()
    free.param.buyer_policing, pressed.param.buyer_policing = 0.0, 1.0
    for town in (free, pressed):
        town.live(120)
    assert pressed.place.scrap_bid < 0.5 * free.place.scrap_bid


def test_a_crackdown_on_the_near_bank_raises_the_price_of_what_still_comes():
    town = Riverside(hunger=0.2, outside_trade=300)
    for haul in town.hauls.values():
        haul.outlet = 15
    town.live(150)
    before, came = town.hauls["scrap"].price, town.crossed["scrap"]
    town.param.private_enforcement, town.param.easing_decided = 0.97, 0
    town.live(60)
    came_after = -town.crossed["scrap"]
    town.live(60)
    came_after += town.crossed["scrap"]
    assert came_after / 60 < 0.5 * came / 150
    assert town.hauls["scrap"].price > 1.3 * before
