"""What is closed is partly made up for by what is open."""

from tests.economy.helpers import Sends, blank, defaults, make_state

from tumen.economy.trade import substitution


def pushed(coal_barred: float, **changed: float) -> float:
    send = Sends()
    coal = blank("commodity", substitution, other_exports=300_000_000, barred=coal_barred)
    ore = blank("commodity", substitution, other_exports=100_000_000, barred=0.0)
    for commodity in (coal, ore):
        substitution.count(commodity, make_state(), send)
    state = make_state(closed_trade=send["closed_trade"], usual_trade=send["usual_trade"])
    company = blank("company", substitution)
    substitution.push_commodity(ore, state, defaults(substitution, **changed))
    substitution.push_company(company, ore)
    return company.push


def test_nothing_is_pushed_while_every_door_is_open():
    assert pushed(0.0) == 0.0


def test_ore_is_pushed_when_coal_is_closed():
    assert 0.1 < pushed(1.0) < 0.4


def test_a_barred_commodity_cannot_be_pushed():
    commodity = blank("commodity", substitution, other_exports=1, barred=1.0)
    state = make_state(closed_trade=1, usual_trade=1)
    substitution.push_commodity(commodity, state, defaults(substitution))
    assert commodity.push == 0.0


def test_the_belief_can_switch_it_off():
    assert pushed(1.0, substitution=0.0) == 0.0


def test_a_nation_without_trade_divides_by_nothing():
    commodity = blank("commodity", substitution, other_exports=0, barred=0.0)
    substitution.push_commodity(commodity, make_state(closed_trade=0, usual_trade=0), defaults(substitution))
    assert commodity.push == 0.0
