"""The same load is business under a licence and a crime on a private back."""

from __future__ import annotations

import pytest

from tests.economy.helpers import blank, defaults, make_place
from tumen.core.roles import Means
from tumen.economy.police import who_profits
from tumen.economy.trade import state_smuggling


def shield(means=Means.UNIT, protection=1.0, campaign=0.0, **changed):
    """Chance that a load caught tonight is let go."""
    haul = blank("haul", who_profits, means=means, protection=protection)
    who_profits.protect(
        haul, make_place(campaign=campaign), defaults(who_profits, state_smuggling, **changed)
    )
    return haul.shield


@pytest.mark.parametrize("means", [Means.BACKS, Means.TRUCKS])
def test_a_private_load_is_never_let_go_for_the_sake_of_who_profits(means):
    assert shield(means) == 0.0


@pytest.mark.parametrize("means", [Means.BACKS, Means.TRUCKS])
def test_private_smugglers_are_punished_while_the_state_smuggles(means):
    assert shield(means, state_smuggling=1.0) == 0.0


def test_an_offices_load_is_mostly_let_go():
    assert shield() == 0.8


def test_an_office_without_a_licence_is_treated_like_anyone():
    assert shield(protection=0.0, state_smuggling=1.0) == 0.0


def test_a_campaign_reaches_through_part_of_the_protection():
    assert 0.0 < shield(campaign=1.0) < shield(campaign=0.5) < shield()


def test_what_the_centre_does_itself_is_no_crime_even_under_a_campaign():
    assert shield(campaign=1.0, state_smuggling=1.0) == 1.0


def test_where_nobody_is_protected_all_are_alike():
    assert shield(licence_protection=0.0) == shield(Means.BACKS)
