from types import SimpleNamespace

from tests.economy.helpers import Flows, day, defaults, make_household, make_state
from tumen.economy.households import accounts, eating

PARAM = defaults(accounts, eating)


def received(border_open: float, kin: float, days: int = 90) -> int:
    flow = Flows()
    for number in range(days):
        luck, state = SimpleNamespace(kin=kin), make_state(border_open=border_open)
        accounts.receive(make_household(), state, day(number), PARAM, luck, flow)
    return flow["remittance"]


def test_few_have_kin_abroad_who_send_each_month():
    assert received(1.0, kin=0.01) == 3 * 17_000
    assert received(1.0, kin=0.5) == 0


def test_a_shut_border_stops_remittances():
    assert received(0.0, kin=0.01) == 0


def test_savings_at_the_start_are_unequal_and_farms_have_grain():
    homes = []
    for wealth in (0.1, 0.9):
        household = make_household(accounts, farm=int(wealth > 0.5))
        accounts.open_accounts(household, make_state(), PARAM, SimpleNamespace(wealth=wealth))
        homes.append(household)
    poor, rich = homes
    assert rich.won > 5 * poor.won
    assert rich.grain > 5 * poor.grain
    assert poor.equivalents == 2 + 0.7 + 0.8
    assert poor.grain_need == round(3.5 * 2_100 * 0.82 / 3.4)


def test_savings_in_yuan_do_not_follow_the_worth_of_the_won():
    then, later = make_household(accounts), make_household(accounts)
    cheap = defaults(accounts, eating, opening_savings=0.05 * PARAM.opening_savings)
    accounts.open_accounts(then, make_state(price_level=0.05), cheap, SimpleNamespace(wealth=0.5))
    accounts.open_accounts(later, make_state(), PARAM, SimpleNamespace(wealth=0.5))
    assert then.won < 0.06 * later.won
    assert then.yuan == later.yuan > 0


def test_yuan_are_changed_faster_when_cash_is_short():
    def changed(won: int) -> int:
        household = make_household(accounts, yuan=10_000, won=won, equivalents=3.0)
        flow = Flows(accounts, household=household)
        accounts.change(household, make_state(), day(3), PARAM, flow)
        assert flow["won_changed"] == round(flow["yuan_changed"] * 12.7)
        return flow["yuan_changed"]

    assert changed(won=1_000_000) == 1_000
    assert changed(won=0) > 5_000
