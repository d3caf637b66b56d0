"""The press of a simulated world, read as a case: one observation a first report, the truth left out."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.press.conftest import CERTAIN, made_up
from tumen import evidence
from tumen.core.errors import EvidenceError
from tumen.evidence.case import Case
from tumen.evidence.from_press import NOWHERE, read_press
from tumen.evidence.observations import Observation, Observations, observe
from tumen.press import Claim, Press, write
from tumen.scenario import Scenario, load

DATASET = made_up().assign_coords(place=["Musan", "Hoeryong"])
"""The made-up result, in places of a scenario."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("musan")


@pytest.fixture(scope="module")
def press() -> Press:
    return write(
        DATASET, {"scenario": "musan"}, settings=CERTAIN | {"echo_share": 0.6, "misdated_share": 0.2}
    )


@pytest.fixture(scope="module")
def case(press: Press, scenario: Scenario) -> Case:
    return read_press(press, scenario)


@pytest.fixture(scope="module")
def found(case: Case, scenario: Scenario) -> Observations:
    return observe(case, scenario)


def saved(press: Press, folder: Path, change: Callable[[dict[str, Any]], Any] = lambda content: None) -> Path:
    """A ``press.json``, perhaps spoilt."""
    content = press.to_json()
    change(content)
    path = folder / "press.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def refusal(press: Press, folder: Path, change: Callable[[dict[str, Any]], Any]) -> str:
    path = saved(press, folder, change)
    with pytest.raises(EvidenceError) as refused:
        evidence.read(path)
    return str(refused.value)


def test_each_claim_is_a_document_with_one_claim(press: Press, case: Case) -> None:
    assert list(case.claims) == list(case.documents) == [one.id for one in press.claims]
    for told in press.claims:
        claim, document = case.claims[told.id], case.document(case.claims[told.id])
        assert (claim.observable, claim.places, claim.period) == (told.observable, (told.place,), told.period)
        assert (claim.commodity, claim.crossing) == (told.commodity, told.crossing)
        assert (claim.over_time, claim.repeats) == (told.over_time, told.repeats)
        assert (claim.origin, claim.reliability, claim.credibility) == (told.origin, told.reliability, 6)
        assert (document.outlet, document.published) == (told.outlet, told.published.isoformat())


def test_an_amount_is_as_it_was_told(press: Press, case: Case) -> None:
    assert {"value", "interval", "bound", "worded"} == {one.quantity.kind for one in press.claims}
    for told in press.claims:
        read = case.claims[told.id].quantity
        assert read is not None
        for name in ("kind", "unit", "value", "low", "high", "word"):
            assert getattr(read, name) == getattr(told.quantity, name)


def test_about_a_month_has_the_margin_of_a_month(press: Press, case: Case) -> None:
    vague = [case.claims[one.id] for one in press.claims if one.period.endswith("~")]
    assert vague
    assert {claim.when.margin for claim in vague} == {31}
    assert not any(claim.quantity.about for claim in vague if claim.quantity)


def test_sources_and_outlets_of_the_press_are_those_of_the_case(press: Press, case: Case) -> None:
    graded = {one["id"]: one["reliability"] for one in press.about["sources"]}
    assert {one.id: one.reliability for one in case.origins.values()} == graded
    assert {one.kind for one in case.origins.values()} == {"resident"}
    assert "rice_price" in case.origins["musan-trader-1"].sees
    assert set(case.outlets) == {one["name"] for one in press.about["outlets"]}


def test_nothing_of_the_truth_is_in_the_case(press: Press, scenario: Scenario, tmp_path: Path) -> None:
    lie = replace(press.claims[0].truth, value=-1.0, seen=-1.0, told=-1.0, genuine=False)
    lying = replace(press, claims=tuple(replace(one, truth=lie) for one in press.claims))
    assert read_press(press, scenario) == read_press(lying, scenario)
    blind = saved(press, tmp_path, lambda content: content.update(press.to_json(truth=False)))
    assert evidence.read(blind).claims == read_press(press).claims


def test_each_first_report_counts_once_and_its_echoes_not_at_all(press: Press, found: Observations) -> None:
    first = {one.id for one in press.claims if one.repeats is None}
    echoes = {one.id for one in press.claims if one.repeats is not None}
    assert first
    assert echoes
    assert found.unfitted == ()
    assert {one.claim for one in found.observations if one.weight} == first
    relays = Counter(relay for one in found.observations if one.weight for relay in one.relays)
    assert relays == dict.fromkeys(echoes, 1)


def test_what_a_source_says_twice_of_one_month_stays_two_reports(press: Press, found: Observations) -> None:
    """A slip or a dating error may give two reports of one source the same month."""
    firsts = [one for one in press.claims if one.repeats is None]
    said = Counter((one.origin, one.thing, one.period) for one in firsts)
    assert max(said.values()) > 1
    assert sum(one.weight for one in found.observations) == len(firsts)


def test_the_case_knows_its_scenario_where_it_can_be_loaded(press: Press, scenario: Scenario) -> None:
    assert read_press(press).scenarios == ("musan",)
    renamed = replace(press, about=press.about | {"of": {"scenario": "elsewhere"}})
    assert read_press(renamed).scenarios == ()
    assert read_press(renamed, scenario).scenarios == (str(scenario.path),)
    assert evidence.verify(read_press(renamed, scenario)).holds


def test_a_case_in_memory_has_no_folder_and_cannot_be_written_to(case: Case) -> None:
    assert case.path == NOWHERE
    assert not evidence.case.writable(case.path)


def test_a_press_is_read_from_its_file_as_from_memory(press: Press, tmp_path: Path) -> None:
    path = saved(press, tmp_path)
    read, held = evidence.read(path), read_press(press)
    assert read == replace(held, path=path)
    assert evidence.read(str(path)) == read
    assert not evidence.case.writable(path)


def test_a_run_knows_its_own_scenario(press: Press, scenario: Scenario, tmp_path: Path) -> None:
    kept = tmp_path / "scenario"
    kept.symlink_to(scenario.path, target_is_directory=True)
    path = saved(press, tmp_path, lambda content: content["of"].update(scenario="mine"))
    assert evidence.read(path).scenarios == (str(kept.resolve()),)


@pytest.mark.parametrize("schema", [1, 3, "2", None])
def test_another_schema_is_refused(press: Press, tmp_path: Path, schema: object) -> None:
    said = refusal(press, tmp_path, lambda content: content.update(schema=schema))
    assert said.endswith(f"schema is '{schema}'; this version reads 2.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one.pop("origin"), "'claims.0.origin' is missing"),
        (lambda one: one.update(period="soon"), "'soon' is no period"),
        (lambda one: one.update(reliability="Z"), "'claims.0.reliability' is 'Z'"),
        (lambda one: one.update(published="2018-40"), "'claims.0.published' is '2018-40'"),
        (lambda one: one.update(mood="grim"), "unknown key 'claims.0.mood'"),
        (lambda one: one.update(quantity={"kind": "value", "unit": "t"}), "needs 'value' alone"),
        (lambda one: one["quantity"].update(value=math.nan, kind="value"), "finite"),
        (lambda one: one.update(observable=""), "exactly one of"),
        (lambda one: one.update(repeats="nobody"), "repeats 'nobody', which is not there"),
    ],
)
def test_a_damaged_claim_is_named_with_what_is_wrong(
    press: Press, tmp_path: Path, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    assert said in refusal(press, tmp_path, lambda content: change(content["claims"][0]))


def test_two_claims_of_one_id_are_refused(press: Press, tmp_path: Path) -> None:
    said = refusal(press, tmp_path, lambda content: content["claims"].append(content["claims"][0]))
    assert "two claims have one id" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not valid JSON"),
        (b"[1, 2]", "schema is 'None'"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b'{"schema": ' + b"9" * 5000 + b"}", "holds a number of too many digits"),
        (b'{"schema": 2}', "'seed' is missing"),
    ],
)
def test_a_file_that_is_no_press_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "press.json"
    path.write_bytes(content)
    with pytest.raises(EvidenceError, match=rf"press\.json.*{said}"):
        evidence.read(path)


def test_a_press_that_is_not_there_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="neither a folder nor a bundled name"):
        evidence.read(tmp_path / "press.json")


def test_what_an_observation_has_no_name_for_is_listed_with_the_reason(
    press: Press, scenario: Scenario
) -> None:
    by_means = replace(press.claims[0], observable="smuggled_means", commodity=None, repeats=None)
    found = observe(read_press(replace(press, claims=(by_means,)), scenario), scenario)
    (left_out,) = found.unfitted
    assert left_out.why == "a run tells 'smuggled_means' apart by means, which no observation can name"


def off(one: Observation, told: Claim) -> float:
    """How far a number lies from the truth, in errors of the observation."""
    assert one.value is not None

    def scale(amount: float) -> float:
        return math.log(amount / (1 - amount)) if one.noise.scale == "odds" else math.log(amount)

    return (scale(one.value) - scale(told.truth.value)) / one.noise.error


def test_genuine_numbers_err_about_as_much_as_the_noise_says() -> None:
    """The press errs by 0.18 whatever the letter: more than a B is taken to err, less than a D."""
    scenario = load("musan")
    offs: dict[str, list[float]] = {"B": [], "C": [], "D": []}
    for seed in range(12):
        press = write(DATASET, seed=seed, settings=CERTAIN)
        told = {one.id: one for one in press.claims}
        for one in observe(read_press(press, scenario), scenario).observations:
            truth = told[one.claim].truth
            dated = truth.genuine and not truth.months_off and truth.period == told[one.claim].period
            if one.weight and one.kind in ("value", "count") and dated and truth.value > 0:
                offs[one.reliability].append(off(one, told[one.claim]))
    spread = {letter: float(np.std(some)) for letter, some in offs.items()}
    assert min(len(some) for some in offs.values()) > 100
    assert 0.7 < np.std([one for some in offs.values() for one in some]) < 1.5
    assert 1.3 < spread["B"] < 2.1
    assert 0.7 < spread["C"] < 1.2
    assert 0.4 < spread["D"] < 0.8
