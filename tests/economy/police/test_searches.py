"""Searches: at home and on the road; goods are taken, their owner has a case."""

from types import SimpleNamespace

import pytest

from tests.economy.helpers import Flows, Sends, day, defaults, make_household, make_person, make_place
from tumen.core.roles import Case, Livelihood, Role
from tumen.economy.police import searches, who_profits


def searched(
    luck=0.0, livelihood=Livelihood.HOME, number=6, campaign=0.0, hunger=0.0, person=None, **changed
):
    param = defaults(searches, who_profits, **({"drug_cases": 0.0, "crop_thieves": 0.0} | changed))
    person = person or make_person(searches, livelihood=livelihood, detained=0)
    household = make_household(searches, scrap=40_000, hunger=hunger)
    place, send = make_place(searches, enforcement=0.5, campaign=campaign), Sends()
    searches.order_searches(place, param)
    flow, draw = Flows(), SimpleNamespace(search=luck)
    searches.search(person, household, place, day(number), param, draw, flow, send)
    return person.searched, flow["confiscated"]


def test_thieves_and_carriers_are_found_out_and_lose_what_they_have():
    assert searched(livelihood=Livelihood.PILFER) == (Case.THEFT, 40_000)
    assert searched(livelihood=Livelihood.CARRY) == (Case.SMUGGLING, 40_000)


def test_most_are_not_searched():
    assert searched(luck=0.01, livelihood=Livelihood.CARRY) == (Case.NONE, 0)


def test_who_lives_from_honest_work_has_nothing_to_find():
    for livelihood in (Livelihood.STATE_JOB, Livelihood.TRADE, Livelihood.PLOT, Livelihood.HOME):
        assert searched(livelihood=livelihood) == (Case.NONE, 0)


def test_collectors_lose_their_scrap_in_a_campaign_only():
    assert searched(livelihood=Livelihood.COLLECT) == (Case.NONE, 0)
    assert searched(livelihood=Livelihood.COLLECT, campaign=1.0) == (Case.NONE, 40_000)


def test_a_search_is_over_by_the_next_day():
    person = make_person(searches, livelihood=Livelihood.CARRY, detained=0)
    assert searched(person=person)[0] == Case.SMUGGLING
    assert searched(person=person, number=7)[0] == Case.NONE


def test_nobody_draws_on_six_days_of_the_week():
    class NoLuck:
        @property
        def search(self):
            raise AssertionError

    for number in range(6):
        person = make_person(searches, livelihood=Livelihood.CARRY, detained=0)
        place, send = make_place(searches, enforcement=0.5), Sends()
        searches.search(
            person,
            make_household(),
            place,
            day(number),
            defaults(searches, who_profits),
            NoLuck(),
            Flows(),
            send,
        )
        assert not send.sent


def test_officials_and_the_detained_are_not_searched():
    for changed in ({"role": Role.SECURITY, "detained": 0}, {"detained": 9}):
        person = make_person(searches, livelihood=Livelihood.CARRY, **changed)
        assert searched(person=person)[0] == Case.NONE


def test_the_hungry_are_caught_in_fields_before_and_during_the_harvest():
    found = {n: searched(number=n, hunger=0.5, crop_thieves=0.05)[0] for n in range(6, 366, 7)}
    months = {day(n).month for n, case in found.items() if case == Case.CROPS}
    assert months == {7, 8, 9, 10}
    assert all(searched(number=n, hunger=0.0, crop_thieves=0.05)[0] == Case.NONE for n in found)


def test_drugs_are_found_with_anybody():
    assert searched(drug_cases=0.4)[0] == Case.DRUGS
    assert searched(luck=0.001, drug_cases=0.4)[0] == Case.NONE


@pytest.mark.parametrize(("campaign", "least", "most"), [(0.0, 0.01, 0.05), (1.0, 0.06, 0.15)])
def test_a_campaign_puts_checks_on_the_road(campaign, least, most):
    place = make_place(searches, enforcement=0.5, campaign=campaign)
    searches.order_searches(place, defaults(searches, who_profits))
    assert least < place.road_check < most


def test_where_nothing_is_policed_nothing_is_searched():
    place = make_place(searches, enforcement=0.0, campaign=0.0)
    searches.order_searches(place, defaults(searches, who_profits))
    assert (place.road_check, place.search_rate) == (0.0, 0.0)
