"""The weekly choice: returns weighed by need, against fear, shame and habit."""

import math
from types import SimpleNamespace

from tests.economy.helpers import day, defaults, make_household, make_person, make_place, make_site
from tests.economy.riverside import Luck, Riverside
from tumen.core.roles import Livelihood, Role
from tumen.economy.households import advances, livelihood
from tumen.economy.state import attendance


def test_the_choice_falls_where_the_uniform_number_does():
    weights = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
    assert livelihood.pick(0.0, *weights) == Livelihood.STATE_JOB
    assert livelihood.pick(2.5 / 28, *weights) == Livelihood.TRADE
    assert livelihood.pick(14.9 / 28, *weights) == Livelihood.PILFER
    assert livelihood.pick(0.9999, *weights) == Livelihood.HOME


def test_an_option_that_brings_nothing_is_not_considered():
    assert livelihood.sideline(0.0, 0.0) == 0.0
    assert livelihood.sideline(1.0, 0.5) > livelihood.sideline(0.5, 0.5) > 0.0


def test_odds_are_powers_of_e_and_bounded():
    for x in (-39.9, -3.2, -0.4, 0.0, 0.3, 1.0, 7.7, 25.0):
        assert abs(livelihood.odds(x) / math.exp(x) - 1.0) < 1e-5
    assert livelihood.odds(1e9) == livelihood.odds(40.0)
    assert livelihood.odds(-1e9) == livelihood.odds(-40.0)


def test_hunger_raises_the_value_of_the_next_won_and_a_paying_job_lowers_it():
    full = livelihood.value_of_won(0.0, 0.0, 3.0, 5_000, 3_000)
    assert livelihood.value_of_won(0.4, 0.0, 3.0, 5_000, 3_000) > full
    assert livelihood.value_of_won(0.0, 9_000, 3.0, 5_000, 3_000) < full


def test_everyone_chooses_once_a_week_and_is_counted():
    town = Riverside(adults=70)
    counted = 0
    for _ in range(7):
        town.live(1)
        counted += sum(town.sent[name] for name in livelihood.SIGNALS)
    assert counted == 70


def test_officers_stay_at_their_posts():
    town = Riverside(adults=7)
    for person, _, _ in town.people:
        person.role, person.livelihood = Role.GUARD, Livelihood.STATE_JOB
    town.live(21)
    assert town.doing(Livelihood.STATE_JOB) == 7


def test_little_is_stolen_where_rations_and_pay_are_full():
    town = Riverside(adults=100, miners=100, ration=500)
    town.mine.pay, town.mine.leeway = 7_000, 0.0
    town.mine.job_return = 7_000
    town.live(70)
    assert town.doing(Livelihood.PILFER) <= 3


PARAM = defaults(livelihood, advances, attendance)
WATCHED = dict(theft_risk=0.02, handed_over=0.004, believed_risk=0.03)
"""Ordinary policing: one thief in fifty loses his bag, one in 250 is handed over besides."""


def share_of_thieves(**changed):
    """Of 1,000 evenly lucky miners with a full yard and little else to turn to."""
    given = dict(hunger=0.0, fear=0.3, trust=0.4, advance=0) | changed
    hope = given.pop("hope", 1.0)
    risks = {name: given.pop(name, usual) for name, usual in WATCHED.items()}
    household = make_household(livelihood, plot=0.5, arrears=0, **given)
    place = make_place(livelihood, trade_return=1_500, plot_return=0, collect_return=800, carry_return=0)
    vars(place).update(risks)
    mine = make_site(livelihood, job_return=1_000, pilfer_return=1_500, leeway=0.2, hope=hope)
    thieves = 0
    for i in range(1_000):
        miner = make_person(livelihood, registered=1, stall_skill=10, detained=0)
        luck = SimpleNamespace(choice=(i + 0.5) / 1_000)
        livelihood.choose(miner, household, place, mine, day(0), PARAM, luck)
        thieves += miner.livelihood == Livelihood.PILFER
    return thieves / 1_000


def test_the_hungrier_the_more_thieves_where_there_is_little_else():
    shares = [share_of_thieves(hunger=hunger) for hunger in (0.0, 0.05, 0.1, 0.2, 0.4)]
    assert shares == sorted(shares)
    assert shares[2] > 1.6 * shares[0]
    assert shares[3] > 3 * shares[0]


def test_qualms_are_worn_away_by_hunger():
    assert livelihood.qualms(1.9, 0.0, 0.2) == 1.9
    assert abs(livelihood.qualms(1.9, 0.1, 0.2) - 0.95) < 1e-9
    assert livelihood.qualms(1.9, 0.3, 0.2) == 0.0


def test_fear_and_trust_hold_thieves_back():
    assert share_of_thieves(fear=1.0) < share_of_thieves()
    assert share_of_thieves(trust=1.0) < share_of_thieves()


def test_what_frightens_is_the_police_and_not_the_watchman():
    assert share_of_thieves(handed_over=0.02) < 0.7 * share_of_thieves()
    assert share_of_thieves(theft_risk=0.04) > 0.9 * share_of_thieves()
    assert share_of_thieves(fear=1.0, handed_over=0.0) == share_of_thieves(fear=0.0, handed_over=0.0)


def test_a_bag_that_is_always_taken_back_is_not_worth_going_for():
    assert share_of_thieves(theft_risk=1.0, handed_over=0.0) == 0.0
    half, all_of_it = (share_of_thieves(theft_risk=risk, hunger=0.2) for risk in (0.5, 0.0))
    assert half < 0.6 * all_of_it


def test_an_advance_binds_the_thief():
    assert share_of_thieves(advance=10_000) > 2 * share_of_thieves()


def test_prisoners_choose_nothing_and_are_not_counted():
    town = Riverside(adults=14)
    for person, _, _ in town.people:
        person.detained, person.livelihood = 90, Livelihood.TRADE
    for _ in range(7):
        town.live(1)
        assert sum(town.sent[name] for name in livelihood.SIGNALS) == 0
    assert town.doing(Livelihood.TRADE) == 14


def test_who_gives_up_hope_of_trade_leaves_the_workplace_for_himself():
    def share_at_work(hope):
        household = make_household(
            livelihood, plot=0.5, arrears=0, hunger=0.0, fear=0.3, trust=0.4, advance=0
        )
        place = make_place(livelihood, trade_return=2_500, plot_return=0, collect_return=0, carry_return=0)
        vars(place).update(WATCHED)
        mine = make_site(livelihood, job_return=500, pilfer_return=0, leeway=0.5, hope=hope)
        stay = 0
        for i in range(1_000):
            miner = make_person(livelihood, registered=1, stall_skill=10, detained=0)
            livelihood.choose(
                miner, household, place, mine, day(0), PARAM, SimpleNamespace(choice=(i + 0.5) / 1_000)
            )
            stay += miner.livelihood == Livelihood.STATE_JOB
        return stay

    assert share_at_work(0.0) < share_at_work(1.0)


def test_hunger_leaves_fewer_adults_at_home():
    fed, hungry = Riverside(outside_trade=500), Riverside(outside_trade=500, hunger=0.3)
    fed.live(60)
    hungry.live(60)
    assert hungry.doing(Livelihood.HOME) < 0.8 * fed.doing(Livelihood.HOME)


def test_a_fearful_town_carries_less():
    bold, fearful = Riverside(outside_trade=300), Riverside(outside_trade=300)
    for _, household, _ in fearful.people:
        household.fear = 1.0
    for town in (bold, fearful):
        town.param.penalty = 600_000
        town.live(60)
    assert fearful.total["carried_over"] < bold.total["carried_over"]


def test_luck_of_the_tests_is_even():
    draws = [Luck(i, d).choice for i in range(100) for d in range(20)]
    assert 0.47 < sum(draws) / len(draws) < 0.53
