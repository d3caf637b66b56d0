"""Policing eases where people go hungry, tightens when they eat again, and more in a campaign."""

from tests.economy.helpers import Sends, defaults, make_household, make_place
from tumen.economy.police import policing


def town(**changed):
    return make_place(policing, **({"campaign": 0.0} | changed))


def after(days, place, **changed):
    for _ in range(days):
        policing.ease(place, defaults(policing, **changed))
    return place.enforcement


def test_a_fed_town_is_policed_as_ordered():
    assert abs(after(300, town()) - 0.5) < 0.01


def test_officers_ease_off_where_livelihoods_are_at_risk():
    assert after(200, town(hunger_seen=20_000)) < 0.2


def test_policing_tightens_again_when_the_town_eats():
    place = town(hunger_seen=20_000)
    eased = after(200, place)
    place.hunger_seen = 0
    assert after(200, place) > 2 * eased


def test_a_town_whose_officers_never_relax_stays_strict():
    assert after(200, town(hunger_seen=20_000), policing_relaxation=0.0) > 0.49


def test_where_only_the_centre_eases_hunger_changes_nothing_and_its_order_does():
    assert after(200, town(hunger_seen=20_000), easing_decided=0) > 0.49
    assert after(200, town(), easing_decided=0, private_enforcement=0.1) < 0.15


def test_a_campaign_tightens_at_once_and_leaves_no_trace():
    place = town()
    after(100, place)
    place.campaign = 0.8
    assert after(1, place) > 0.85
    place.campaign = 0.0
    assert abs(after(1, place) - 0.5) < 0.01


def test_only_hungry_households_are_seen():
    send = Sends()
    policing.show_hunger(make_household(hunger=0.0), make_place(), send)
    policing.show_hunger(make_household(hunger=0.3), make_place(), send)
    assert send["hunger_seen"] == 30
