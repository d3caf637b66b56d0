"""The case that comes with Tumen goes out whole in every format, and its picture can be read."""

from __future__ import annotations

import pytest

from tests.evidence.export.made import overlapping
from tumen.evidence import case as cases
from tumen.evidence import graph
from tumen.evidence.case import Case
from tumen.evidence.corroboration import corroborate
from tumen.evidence.export import follow_the_money, prov, tables
from tumen.evidence.graph import picture as graph_picture


@pytest.fixture(scope="module")
def border() -> Case:
    return cases.read(cases.BUNDLED)


def test_every_claim_is_a_row_an_event_and_an_entity_of_prov(border: Case) -> None:
    assert [row["claim"] for row in tables.rows(border)] == list(border.claims)
    events = [one for one in follow_the_money.entities(border) if one["schema"] == "Event"]
    assert [one["properties"]["recordId"] for one in events] == [[id_] for id_ in border.claims]
    assert {f"case:claim-{id_}" for id_ in border.claims} <= set(prov.prov_json(border)["entity"])


def test_every_place_is_in_the_gazetteer(border: Case) -> None:
    places = [one["properties"] for one in follow_the_money.entities(border) if one["schema"] == "Address"]
    assert places
    assert [one["full"] for one in places if "keywords" not in one] == []


def test_every_claim_has_its_own_origin_among_those_that_state_it(border: Case) -> None:
    found = corroborate(border)
    assert set(found) == set(border.claims)
    alone = [id_ for id_, told in found.items() if not told.origins and not border.claims[id_].stock_phrase]
    assert alone == []


def test_no_label_of_its_picture_covers_another(border: Case) -> None:
    assert overlapping(graph_picture.figure(graph.build(border))) == []


def test_the_library_keeps_every_value_of_it(border: Case) -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in follow_the_money.entities(border):
        model[entity["schema"]].validate(entity)
        assert model.get_proxy(entity, cleaned=False).to_dict()["properties"] == entity["properties"]
