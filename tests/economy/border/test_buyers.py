"""Buyers beyond the border: their price follows what arrives here and how their own police press them."""

from tests.economy.helpers import blank, defaults
from tests.economy.riverside import Riverside
from tumen.economy.border import buyers


class Bank:
    """One buyer on the far bank, of whom so much arrives every night."""

    def __init__(self, far_price=200, **changed):
        self.param = defaults(buyers, **changed)
        self.crossing = blank("crossing", buyers, open=1.0)
        self.haul = blank("haul", buyers, outlet=4_000, crossed=0)
        self.commodity = blank("commodity", far_price=far_price)

    def after(self, nights, arrives):
        for _ in range(nights):
            buyers.feel_police(self.crossing, self.param)
            buyers.remember(self.haul, self.param)
            buyers.feel_market(self.haul, self.commodity, self.crossing, self.param)
            self.haul.crossed = min(arrives, self.haul.most)
        return self.haul.price

    @property
    def part_paid(self):
        """What he pays, of what he could bear."""
        return self.haul.price / (200 * (1 - self.param.buyer_margin - self.crossing.buyer_risk))


def test_a_buyer_pays_the_usual_part_of_what_he_bears_for_what_he_is_used_to():
    for arrives in (0, 50_000, 1_000_000):
        bank = Bank()
        bank.after(600, arrives)
        assert abs(bank.part_paid - 0.75) < 0.01


def test_a_crackdown_on_the_near_bank_drives_the_price_to_what_the_buyer_can_bear():
    bank = Bank()
    bank.after(600, arrives=1_000_000)
    bank.after(60, arrives=200_000)
    assert bank.part_paid == 1.0


def test_buyers_get_used_to_less_in_the_end():
    bank = Bank()
    bank.after(600, arrives=1_000_000)
    bank.after(1_500, arrives=200_000)
    assert bank.part_paid < 0.8


def test_a_swamped_buyer_pays_less_until_he_is_used_to_it():
    bank = Bank()
    bank.after(600, arrives=200_000)
    bank.after(40, arrives=3_000_000)
    assert 0.4 <= bank.part_paid < 0.6
    bank.after(300, arrives=3_000_000)
    assert bank.part_paid > 0.7


def test_trucks_that_come_now_and_then_do_not_shake_the_price():
    bank = Bank()
    paid = []
    for night in range(720):
        bank.after(1, arrives=3_000_000 if night % 7 == 0 else 0)
        if night >= 700:
            paid.append(bank.part_paid)
    assert max(paid) < 1.15 * min(paid)


def test_a_buyer_takes_no_more_than_he_has_room_for():
    bank = Bank(buyer_policing=0.0)
    bank.after(10, arrives=10**9)
    assert bank.haul.crossed == 4_000_000


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


def nightly_runs(town, nights):
    """Runs attempted a night, while so many pass."""
    runs = 0
    for _ in range(nights):
        town.live(1)
        runs += town.sent["runs_through"] + town.sent["runs_caught"]
    return runs / nights


def test_a_crackdown_raises_the_price_of_what_still_comes_and_fewer_carry():
    town = Riverside(hunger=0.2, outside_trade=300)
    town.live(120)
    runs, price, came = nightly_runs(town, 60), town.hauls["scrap"].price, town.hauls["scrap"].arriving
    town.param.private_enforcement, town.param.easing_decided = 0.97, 0
    town.live(90)
    assert town.hauls["scrap"].arriving < 0.5 * came
    assert town.hauls["scrap"].price > 1.1 * price
    assert nightly_runs(town, 60) < 0.8 * runs
