"""Policing eases where people go hungry, and tightens when they eat again."""

from tests.economy.helpers import Sends, defaults, make_household, make_place
from tumen.economy.border import policing


def after(days, place, **changed):
    for _ in range(days):
        policing.ease(place, defaults(policing, **changed))
    return place.enforcement


def test_a_fed_town_is_policed_as_ordered():
    assert abs(after(300, make_place(policing)) - 0.5) < 0.01


def test_officers_ease_off_where_livelihoods_are_at_risk():
    assert after(200, make_place(policing, hunger_seen=20_000)) < 0.2


def test_policing_tightens_again_when_the_town_eats():
    place = make_place(policing, hunger_seen=20_000)
    eased = after(200, place)
    place.hunger_seen = 0
    assert after(200, place) > 2 * eased


def test_a_town_whose_officers_never_relax_stays_strict():
    assert after(200, make_place(policing, hunger_seen=20_000), policing_relaxation=0.0) > 0.49


def test_only_hungry_households_are_seen():
    send = Sends()
    policing.show_hunger(make_household(hunger=0.0), make_place(), send)
    policing.show_hunger(make_household(hunger=0.3), make_place(), send)
    assert send["hunger_seen"] == 30
