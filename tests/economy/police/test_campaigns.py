"""Campaigns: ordered from above, felt at once, ever weaker."""

from tests.economy.helpers import defaults, make_place
from tumen.economy.police import campaigns

QUIET, ORDERED = defaults(campaigns), defaults(campaigns, campaign=1.0)


def felt(place, days, param):
    """Strength on each of so many days."""
    strength = []
    for _ in range(days):
        campaigns.drive(place, param)
        strength.append(place.campaign)
    return strength


def test_without_an_order_there_is_none():
    assert max(felt(make_place(campaigns), 100, QUIET)) == 0.0


def test_an_order_is_felt_on_its_first_day_and_wears_out():
    strength = felt(make_place(campaigns), 365, ORDERED)
    assert strength[0] > 0.95
    assert strength == sorted(strength, reverse=True)
    assert 1.0 - ORDERED.campaign_tires <= strength[-1] < 0.5


def test_the_campaign_ends_on_the_day_the_order_does():
    place = make_place(campaigns)
    felt(place, 124, ORDERED)
    assert felt(place, 1, QUIET) == [0.0]


def test_one_that_follows_soon_starts_tired_and_one_after_a_year_does_not():
    soon, late = make_place(campaigns), make_place(campaigns)
    felt(soon, 124, ORDERED)
    felt(late, 124, ORDERED)
    felt(soon, 14, QUIET)
    felt(late, 365, QUIET)
    assert felt(soon, 1, ORDERED)[0] < 0.7
    assert felt(late, 1, ORDERED)[0] > 0.95


def test_a_campaign_that_does_not_tire_keeps_its_strength():
    untiring = defaults(campaigns, campaign=0.8, campaign_tires=0.0)
    assert felt(make_place(campaigns), 200, untiring)[-1] == 0.8
