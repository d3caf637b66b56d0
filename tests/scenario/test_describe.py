"""A scenario says in words what it is and how it differs from its parent."""

from __future__ import annotations

from tumen.scenario import describe, load


def test_places_period_changes_and_sanctions_are_told(valley, names):
    text = "\n".join(describe(valley.load(names), names))
    assert "1 January 2014 to 31 December 2014 (365 days)" in text
    assert "North, county: 4,000 in 2008, 50% urban." in text
    assert "mine: pit (300 posts)." in text
    assert "A ban on ore: from 1 June 2014." in text
    assert "Smuggled goods: ore." in text
    assert "  unit (2 trucks of a unit) over bridge: everything." in text
    assert "Metal in plant that can be carried off: pit." in text
    assert "  vale, for North, space for 50, opens 1 February 2014, closes 30 November 2014." in text
    assert "levy_order = 1,000 won/household/month" in text


def test_a_child_tells_only_its_differences(valley, names):
    child = valley.child("later", "end = 2015-12-31\n", places="name,premium\nNorth,0.4\n").load(names)
    lines = describe(child, names)
    at = lines.index("It is based on valley and differs from it:")
    assert lines[at + 1 :] == [
        "  end: 2015-12-31 instead of 2014-12-31.",
        "  places: North has premium 0.4 instead of 0.1.",
    ]


def test_the_bundled_scenarios_can_be_described():
    assert len(describe(load("musan"))) > 20
