"""Every mistake is answered by one sentence that names the file, the row, the key and the remedy."""

from __future__ import annotations

import pytest

from tumen.core.errors import ScenarioError

TOML, PLACES, SITES = "scenario.toml", "places.csv", "sites.csv"
ROUTES, FITTINGS, CAMPS = "routes.csv", "fittings.csv", "camps.csv"

MISTAKES = {
    "an unknown key": (TOML, "start =", "begin = 2014-01-01\nstart =", "unknown key 'begin'"),
    "a misspelt key": (TOML, "title =", 'tittle = "x"\ntitle =', "did you mean 'title'"),
    "broken toml": (TOML, 'name = "valley"', "name = valley", "scenario.toml: not valid TOML"),
    "an end before the start": (TOML, "end = 2014-12-31", "end = 2013-12-31", "before 'start'"),
    "a missing title": (TOML, 'title = "A valley"', "", "'title' is missing"),
    "text for a date": (TOML, "start = 2014-01-01", 'start = "soon"', "'start' is 'soon'"),
    "an unknown parameter": (TOML, "ration_norm", "ration_nrom", r"did you mean 'ration_norm'\?"),
    "a value out of range": (TOML, "= 450", "= 45", "must be between 300 and 700 g/person/day"),
    "text for a number": (TOML, "= 450", '= "450"', "'settings.ration_norm' is '450'"),
    "true for a number": (TOML, "= 450", "= true", "should be a number"),
    "infinity": (TOML, "= 450", "= inf", "finite number"),
    "a place that is not there": (
        TOML,
        '["North"]',
        '["Nort"]',
        r"no place is named 'Nort'; did you mean 'North'\?",
    ),
    "a place's own value of what the country shares": (
        TOML,
        "set.levy_order = 1_000",
        "set.enforcement = 0.5",
        "'enforcement' holds for the whole country; leave out 'places'",
    ),
    "a change that ends before it begins": (TOML, "to = 2014-05-31", "to = 2014-02-01", "before 'from'"),
    "a change outside the period": (TOML, "to = 2014-05-31", "to = 2019-01-01", None),
    "a change after the period": (
        TOML,
        "from = 2014-03-01\nto = 2014-05-31",
        "from = 2016-03-01",
        "outside the period",
    ),
    "an event after the period": (
        TOML,
        "date = 2014-06-01",
        "date = 2016-06-01",
        "event 'ban': 2016-06-01 is outside",
    ),
    "an event that is neither": (TOML, 'kind = "input"', 'kind = "maybe"', "'input' or 'outcome'"),
    "a policy that sets a belief": (
        TOML,
        "set.levy_order = 1_000",
        'kind = "policy"\nset.half_life = 20',
        "is a belief, which no policy can set",
    ),
    "a negative population": (
        PLACES,
        "4000",
        "-4000",
        "row 'North': 'population' is '-4000' but should be greater than 0",
    ),
    "text for a population": (PLACES, "4000", "many", "row 'North': 'population' is 'many'"),
    "not a number": (PLACES, "0.1", "nan", "finite number"),
    "a share above one": (
        PLACES,
        "0.5",
        "1.5",
        "'urban_share' is '1.5' but should be less than or equal to 1",
    ),
    "an unknown column": (PLACES, "premium", "premum", r"unknown column 'premum'; did you mean 'premium'\?"),
    "two rows of one name": (PLACES, "South", "north", "two rows are named 'north'"),
    "a cell too few": (PLACES, ",0.1", "", "row 1: 4 cells under 5 column names"),
    "a column twice": (PLACES, "premium", "urban_share", "column 'urban_share' stands twice"),
    "a site of an unknown kind": (SITES, "mine", "mien", "'kind' is 'mien'"),
    "a site at an unknown place": (
        SITES,
        "shop,North",
        "shop,Norht",
        r"no row of places.csv; did you mean 'North'\?",
    ),
    "a series nobody reads": (
        "inputs/prices.csv",
        "world_price",
        "word_price",
        r"did you mean 'commodity.world_price'\?",
    ),
    "a series of an unknown row": (
        "inputs/prices.csv",
        ",ore,",
        ",oar,",
        "names row 'oar', not in commodities.csv",
    ),
    "a series in another unit": (
        "inputs/prices.csv",
        "USD/t",
        "won/t",
        "is in 'won/t' but must be in 'cents/t'",
    ),
    "a series without a source": ("inputs/prices.csv", "F0001", "", "'source' is missing"),
    "a series that runs backwards": ("inputs/prices.csv", "2014-12-31", "2013-12-31", "before it begins"),
    "metal of an unknown good": (FITTINGS, "ore", "oar", r"no row of commodities.csv; did you mean 'ore'\?"),
    "metal without a shadow market": (FITTINGS, "ore", "coal", "does not mark as smuggled"),
    "metal at an unknown site": (FITTINGS, "pit", "pot", r"no row of sites.csv; did you mean 'pit'\?"),
    "less than no metal": (FITTINGS, "5e6", "-5e6", "'fitted' is '-5e6' but should be 0 g or more"),
    "a way for an unknown good": (ROUTES, "trucks,ore", "trucks,ire", "'commodities' names 'ire'"),
    "a way for a good without a shadow market": (ROUTES, "trucks,ore", "trucks,coal", "mark as smuggled"),
    "a way over an unknown crossing": (ROUTES, "North,bridge", "North,ford", "no row of crossings.csv"),
    "a way by other means": (ROUTES, "trucks", "mules", "should be 'backs', 'trucks' or 'unit'"),
    "a way of negative length": (
        ROUTES,
        "ore,40",
        "ore,-40",
        "'road_km' is '-40' but should be 0 km or more",
    ),
    "on foot from elsewhere": (ROUTES, "foot,North", "foot,South", "'bridge' is at 'North'"),
    "hired trucks with a fleet": (ROUTES, "ore,40,", "ore,40,3", "only a unit has one; leave it empty"),
    "a unit without trucks": (ROUTES, "40,2,", "40,,", "'fleet' should be the number of trucks"),
    "more than full protection": (ROUTES, "0.5", "1.5", "should be a share from 0 to 1"),
    "a camp at an unknown place": (CAMPS, "North", "Nort", r"did you mean 'North'\?"),
    "less than no space": (CAMPS, "50", "-50", "'space' is '-50' but should be 0 persons or more"),
    "a camp that closes first": (CAMPS, "2014-11-30", "2014-01-30", "should be later than 'opens_day'"),
    "text for a day": (CAMPS, "2014-11-30", "autumn", "should be a date like 2017-08-15"),
    "neither yes nor no": ("commodities.csv", "ore,1", "ore,maybe", "should be a whole number"),
    "a margin outside its range": (
        "population.csv",
        "lone_female,0.60",
        "lone_female,0.99",
        "outside its own range",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_answered_by_a_sentence(valley, names, mistake):
    file, old, new, expected = MISTAKES[mistake]
    valley.change(file, old, new)
    if expected is None:
        valley.load(names)
        return
    with pytest.raises(ScenarioError, match=expected) as caught:
        valley.load(names)
    message = str(caught.value)
    assert message.endswith((".", "?"))
    assert "\n" not in message


def test_a_missing_table_is_named(valley):
    (valley.path / "sites.csv").unlink()
    with pytest.raises(ScenarioError, match=r"sites.csv: the file is missing\."):
        valley.load()


def test_a_misspelt_table_is_not_silently_ignored(valley):
    valley.write("place.csv", "name\nNorth\n")
    with pytest.raises(ScenarioError, match=r"did you mean 'places.csv'\?"):
        valley.load()


def test_two_changes_of_one_parameter_at_one_place_and_day_are_refused(valley):
    both = '[[change]]\nname = "more"\nfrom = 2014-05-31\nset.levy_order = 5\n'
    with pytest.raises(ScenarioError, match="both set 'levy_order' at the same place from 2014-05-31"):
        valley.child("double", both).load()


def test_the_same_parameter_may_change_at_another_place(valley):
    other = '[[change]]\nname = "more"\nfrom = 2014-05-31\nplaces = ["South"]\nset.levy_order = 5\n'
    assert len(valley.child("both", other).load().changes) == 2
