"""What ``tumen explain`` finds: names as every other command prints them."""

from __future__ import annotations

import json

import pytest

from tumen.commands.model import explanations, show_parameters
from tumen.core.errors import InputError
from tumen.engine.catalog import catalog


@pytest.mark.parametrize("name", ["levies", "state/levies", "state/levies.answer", "levies.answer"])
def test_a_mechanism_is_found_by_folder_and_rule(name):
    assert explanations(catalog(), name)[0]["mechanism"] == "levies"


def test_every_asset_of_the_books_is_explained_with_its_unit_and_flows():
    (grain,) = (entry for entry in explanations(catalog(), "grain") if "held_in" in entry)
    assert grain["unit"] == "g"
    assert "household.grain" in grain["held_in"]
    assert "ration" in grain["moved_by"]


def test_a_name_nobody_knows_is_repeated_as_it_was_asked():
    with pytest.raises(InputError, match="Nothing is called 'state/levees'"):
        explanations(catalog(), "state/levees")


def test_without_a_name_every_parameter_is_listed(capsys):
    show_parameters(as_json=True)
    listed = json.loads(capsys.readouterr().out)
    assert [entry["parameter"] for entry in listed] == sorted(catalog().params)
