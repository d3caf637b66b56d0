from __future__ import annotations

import pytest

from tests.evidence.conftest import Folder
from tumen.core.errors import EvidenceError, TumenError
from tumen.engine.catalog import catalog
from tumen.evidence.events import EVENTS
from tumen.evidence.known import GENERAL_GOODS, known
from tumen.evidence.operators import OPERATORS
from tumen.scenario import available, load

COLUMNS = "id,kind,country,within,lat,lon,names,source\n"


def test_the_names_of_the_model_and_the_bundled_scenarios_are_known(empty: Folder) -> None:
    names = known(empty.read())
    assert set(names.observables) == set(catalog().observables)
    assert set(names.parameters) == set(catalog().params)
    for scenario in map(load, available()):
        assert {row["name"] for row in scenario.table("commodities")} <= names.goods
        assert {row["name"] for row in scenario.table("crossings")} <= names.crossings
        assert all(names.gazetteer.find(row["name"]) for row in scenario.table("places"))
    assert set(GENERAL_GOODS) <= names.goods


def test_what_is_spoken_of_has_its_unit(empty: Folder) -> None:
    names = known(empty.read())
    name = next(iter(catalog().params))
    assert names.unit("observable", "rice_price") == "KPW/kg"
    assert names.unit("parameter", name) == catalog().params[name].unit
    assert names.unit("input", "place.population") == "persons"
    assert names.unit("input", "no such column") is None
    assert names.unit("event", "arrest") is None
    assert names.unit("other", "anything") is None


def test_a_case_has_places_of_its_own(empty: Folder) -> None:
    empty.write("places.csv", f"{COLUMNS}Ore Town,city,KP,Musan,42.2,129.2,광석촌;Erzstadt,mine\n")
    gazetteer = known(empty.read()).gazetteer
    assert gazetteer.get("광석촌").id == "Ore Town"
    assert gazetteer.holds("Musan", "Ore Town")
    assert gazetteer.find("Hyesan") is not None


def test_a_place_of_the_case_goes_before_one_of_the_gazetteer(empty: Folder) -> None:
    empty.write("places.csv", f"{COLUMNS}My Hyesan,city,KP,,,,Hyesan City,mine\n")
    assert known(empty.read()).gazetteer.get("Hyesan City").id == "My Hyesan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{COLUMNS},city,,,,,,\n", r"places\.csv, row 1: id is missing"),
        (f"{COLUMNS}A,city,,,north,,,\n", r"places\.csv, row 1: 'lat' and 'lon' should be degrees"),
        (f"{COLUMNS}A,city,,,,,,,,,\n", r"places\.csv, row 1: too many cells"),
        (b"\xff\xfe", r"places\.csv: cannot be read"),
    ],
)
def test_places_that_make_no_sense_are_named(empty: Folder, text: str | bytes, said: str) -> None:
    empty.write("places.csv", text)
    with pytest.raises(EvidenceError, match=said):
        known(empty.read())


def test_a_scenario_that_a_case_speaks_of_must_be_there(empty: Folder) -> None:
    empty.write("case.toml", "schema = 1\ntitle = 'x'\nscenarios = ['nowhere']\n")
    with pytest.raises(TumenError, match="nowhere"):
        known(empty.read())


def test_events_are_shown_by_observables_that_exist() -> None:
    shown = {event.observable for event in EVENTS.values() if event.observable}
    assert shown <= set(catalog().observables)


def test_operators_are_for_goods_that_exist_and_have_a_range(empty: Folder) -> None:
    goods = known(empty.read()).goods
    for operator in OPERATORS.values():
        assert set(operator.commodities) <= goods
        assert 0 < operator.low <= operator.high
        assert operator.lag_months[0] <= operator.lag_months[1]
        assert operator.doc.endswith(".")
        assert operator.source
