"""PROV-JSON: who told what, read by the package prov where it is installed."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any

import pytest

from tests.evidence.export.made import PATH, claim
from tumen.evidence.case import Case
from tumen.evidence.export import prov

RELATIONS = ("wasAttributedTo", "wasDerivedFrom", "hadMember")


def derived(made: dict[str, Any]) -> set[tuple[str, str, bool]]:
    """From what each thing is derived, and whether that is its primary source."""
    return {
        (
            one["prov:generatedEntity"].removeprefix("case:"),
            one["prov:usedEntity"].removeprefix("case:"),
            one.get("prov:type", {}).get("$") == "prov:PrimarySource",
        )
        for one in made["wasDerivedFrom"].values()
    }


def test_every_name_is_declared_and_every_prefix_known(case: Case) -> None:
    made = prov.prov_json(case)
    declared = {*made["entity"], *made["agent"]}
    ends = {
        value
        for relation in RELATIONS
        for record in made[relation].values()
        for name, value in record.items()
        if name in {"prov:entity", "prov:agent", "prov:collection", "prov:generatedEntity", "prov:usedEntity"}
    }
    assert ends <= declared
    names = [name for kind in ("entity", "agent") for record in made[kind].values() for name in record]
    assert {name.partition(":")[0] for name in [*declared, *names]} <= {"prov", *made["prefix"]}
    assert all(namespace.startswith("urn:tumen:") for namespace in made["prefix"].values())


def test_claims_come_from_documents_and_echoes_go_back_to_the_first_telling(case: Case) -> None:
    found = derived(prov.prov_json(case))
    assert ("claim-ore", "document-bulletin-1", False) in found
    assert ("claim-hill-ore", "claim-ore", True) in found
    assert ("claim-far-ore", "claim-hill-ore", False) in found
    assert ("claim-far-ore", "claim-ore", True) in found
    assert ("document-far-1", "document-bulletin-1", True) in found


def test_claims_are_their_origins_and_documents_their_outlets(case: Case) -> None:
    made = prov.prov_json(case)
    agent_of = {
        one["prov:entity"]: made["agent"][one["prov:agent"]] for one in made["wasAttributedTo"].values()
    }
    assert agent_of["case:claim-ore"]["prov:label"] == "someone at the mine"
    assert agent_of["case:document-bulletin-1"]["prov:label"] == "River Bulletin"
    assert "prov:Person" not in json.dumps(made)


def test_the_case_holds_every_document_and_claim(case: Case) -> None:
    members = {one["prov:entity"] for one in prov.prov_json(case)["hadMember"].values()}
    assert members == {
        *(f"case:document-{id_}" for id_ in case.documents),
        *(f"case:claim-{id_}" for id_ in case.claims),
    }


def test_a_ring_of_repeats_ends_and_a_missing_one_is_left_out() -> None:
    ring = {
        "a": claim("a", repeats="b"),
        "b": claim("b", repeats="a"),
        "c": claim("c", repeats="c"),
        "d": claim("d", repeats="gone"),
    }
    case = Case(PATH, "Ring", "", (), {}, {}, {}, ring, dict.fromkeys(ring, "x"))
    found = {one for one in derived(prov.prov_json(case)) if one[1].startswith("claim-")}
    assert found == {("claim-a", "claim-b", True), ("claim-b", "claim-a", True)}


def test_a_claim_may_repeat_a_document(case: Case) -> None:
    told = {"claims": {"x": claim("x", repeats="bulletin-1")}, "document_of": {"x": "undated"}}
    values = {name: getattr(case, name) for name in case.__dataclass_fields__}
    found = derived(prov.prov_json(Case(**(values | told))))
    assert ("claim-x", "document-bulletin-1", True) in found


def test_it_is_plain_json_that_steers_no_terminal(case: Case) -> None:
    stream = io.StringIO()
    prov.to_json(case, stream)
    assert json.loads(stream.getvalue()) == prov.prov_json(case)
    assert all(one.isprintable() or one == "\n" for one in stream.getvalue())


def counts(made: dict[str, Any]) -> dict[str, int]:
    return {name: len(records) for name, records in made.items() if name != "prefix"}


def test_the_package_reads_it_without_complaint_and_writes_as_much_again(case: Case) -> None:
    model = pytest.importorskip("prov.model")
    made = prov.prov_json(case)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = model.ProvDocument.deserialize(content=json.dumps(made), format="json")
        written = json.loads(read.serialize(format="json"))
    assert counts(written) == counts(made)
    assert len(read.get_records()) == sum(counts(made).values())
    assert {name: written["entity"][name]["prov:label"] for name in made["entity"]} == {
        name: record["prov:label"] for name, record in made["entity"].items()
    }
    assert model.ProvDocument.deserialize(content=json.dumps(written), format="json") == read
