"""A scenario is read from its folder, over its parent, with declared defaults filled in."""

from __future__ import annotations

from datetime import date

import pytest

from tumen.core.errors import InputError, ScenarioError
from tumen.core.roles import SiteKind
from tumen.scenario import available, copy, load


def test_a_folder_becomes_rows_in_file_order(valley, names):
    scenario = valley.load(names)
    assert [row["name"] for row in scenario.places] == ["North", "South"]
    assert scenario.sites[0]["kind"] == SiteKind.MINE
    assert scenario.companies[0]["site"] == "pit"
    assert (scenario.start, scenario.end, scenario.n_days) == (date(2014, 1, 1), date(2014, 12, 31), 365)


def test_a_path_to_the_toml_file_will_do(valley):
    assert load(valley.path / "scenario.toml").name == "valley"


def test_absent_given_columns_and_empty_cells_take_the_declared_default(valley, names):
    scenario = valley.load(names)
    assert [row["premium"] for row in scenario.places] == [0.1, 0.02]
    assert scenario.instruments[0]["ends_day"] == 99_999


def test_a_date_in_a_day_column_becomes_a_day_number(valley, names):
    assert valley.load(names).instruments[0]["in_force_day"] == (date(2014, 6, 1) - date(1970, 1, 1)).days


def test_series_are_turned_into_the_declared_unit(valley, names):
    (price,) = valley.load(names).series
    assert price.daily(date(2014, 1, 1), 365).mean() == pytest.approx(9000)


def test_a_series_of_row_star_stands_for_every_other_row(valley, names):
    valley.write(
        "inputs/nature.csv",
        "column,row,from,to,value,unit,source,how\n"
        "place.harvest,*,2014-01-01,2014-06-30,0.9,share of normal,x,step\n"
        "place.harvest,South,2014-01-01,2014-06-30,0.7,share of normal,x,step\n",
    )
    harvest = {
        s.row: s.daily(date(2014, 6, 30), 2).tolist() for s in valley.load(names).series if s.row != "ore"
    }
    assert harvest == {"North": [0.9, 1.0], "South": [0.7, 1.0]}


def test_a_child_lays_its_cells_over_the_parents(valley, names):
    child = valley.child("dearer", "", places="name,premium\nNorth,0.4\n").load(names)
    parent = valley.load(names)
    assert [row["premium"] for row in child.places] == [0.4, 0.02]
    assert child.places[0]["population"] == parent.places[0]["population"]
    assert child.parent is not None
    assert child.sha256 != parent.sha256


def test_a_childs_change_replaces_the_parents_of_the_same_name(valley):
    child = valley.child(
        "milder", '[[change]]\nname = "levy"\nfrom = 2014-03-01\nset.levy_order = 10\n'
    ).load()
    assert [dict(change.set) for change in child.changes] == [{"levy_order": 10.0}]


def test_a_child_can_strike_out_what_its_parent_has(valley):
    child = valley.child("free", '[without]\nchanges = ["levy"]\ninstruments = ["ban"]\n').load()
    assert child.changes == []
    assert child.instruments == []


def test_striking_out_what_is_not_there_is_an_error(valley):
    with pytest.raises(ScenarioError, match=r"no changes 'levi'; did you mean 'levy'\?"):
        valley.child("free", '[without]\nchanges = ["levi"]\n').load()


def test_a_scenario_cannot_be_its_own_grandparent(valley):
    valley.change("scenario.toml", 'name = "valley"', 'name = "valley"\nbased_on = "../loop"')
    with pytest.raises(ScenarioError, match="leads back"):
        valley.child("loop", "").load()


def test_the_hash_follows_the_content_and_not_the_place(valley, tmp_path):
    before = valley.load().sha256
    assert load(copy(valley.path, tmp_path / "valley-2" / "valley")).sha256 == before
    valley.change("places.csv", "8000", "8001")
    assert valley.load().sha256 != before


def test_a_copy_carries_its_folders_name(tmp_path):
    copied = load(copy("musan", tmp_path / "my-mine"))
    assert copied.name == "my-mine"
    assert copied.places == load("musan").places


def test_a_copy_never_lands_on_something_else(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="not an empty folder"):
        copy("musan", tmp_path)


def test_an_unknown_name_suggests_a_bundled_one():
    assert "musan" in available()
    with pytest.raises(ScenarioError, match=r"did you mean 'musan'\?"):
        load("musam")


def test_a_shorter_child_leaves_out_what_lies_outside_its_period(valley, names):
    child = valley.child("short", "end = 2014-02-28\n").load(names)
    assert not child.changes and not child.events
    longer = valley.child("spring", "end = 2014-04-30\n").load(names)
    assert [change.name for change in longer.changes] == ["levy"]
    assert not longer.events
