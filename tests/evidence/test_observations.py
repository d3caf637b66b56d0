from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.evidence.conftest import case_of, make_claim, make_document, make_origin
from tumen.core.errors import EvidenceError
from tumen.engine.catalog import catalog
from tumen.evidence.claims import Claim
from tumen.evidence.events import EVENTS
from tumen.evidence.grades import RELIABILITY
from tumen.evidence.noise import noise
from tumen.evidence.observations import Observation, Observations, observe
from tumen.evidence.operators import OPERATORS
from tumen.scenario import Scenario, load

INSIDE = ("Musan", "Yonsa", "Hoeryong", "Rason", "Chongjin")
"""The places of the scenario, which runs from 2013 to 2020."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    loaded = load("musan")
    assert (loaded.start, loaded.end) == (date(2013, 1, 1), date(2020, 12, 31))
    assert tuple(row["name"] for row in loaded.table("places")) == INSIDE
    return loaded


def told(scenario: Scenario, *claims: Claim, published: str = "2018-03-01") -> Observations:
    """What claims in documents of their own say."""
    documents = [make_document(f"in-{claim.id}", published=published) for claim in claims]
    return observe(case_of({f"in-{claim.id}": [claim] for claim in claims}, documents), scenario)


def only(scenario: Scenario, claim: Claim, published: str = "2018-03-01") -> Observation:
    found = told(scenario, claim, published=published)
    assert found.unfitted == ()
    (one,) = found.observations
    return one


def why(scenario: Scenario, claim: Claim, published: str = "2018-03-01") -> str:
    """Why a claim is no observation."""
    found = told(scenario, claim, published=published)
    assert found.observations == ()
    (one,) = found.unfitted
    assert one.claim == claim.id
    return one.why


def price(id_: str = "rice", **changes: Any) -> Claim:
    quantity = {"kind": "value", "value": 5200, "unit": "KPW/kg"}
    return make_claim(
        id_, **({"observable": "rice_price", "commodity": None, "quantity": quantity} | changes)
    )


def amount(value: float, unit: str) -> dict[str, Any]:
    return {"kind": "value", "value": value, "unit": unit}


def total(value: float = 1000, unit: str = "t", **changes: Any) -> Claim:
    """Ore sold, which is summed over time."""
    return make_claim("sold", **({"observable": "exports", "quantity": amount(value, unit)} | changes))


def test_a_claim_becomes_an_observation_of_its_place_and_days(scenario: Scenario) -> None:
    one = only(scenario, price(reliability="C", credibility=4))
    assert (one.observable, one.places, one.unit, one.kind) == ("rice_price", ("Musan",), "KPW/kg", "value")
    assert (one.first, one.last, one.period) == (date(2018, 2, 1), date(2018, 2, 28), "2018-02")
    assert (one.value, one.low, one.high) == (5200, 5200, 5200)
    assert (one.over_time, one.operator, one.weight, one.relays) == ("mean", "direct", 1, ())
    assert (one.genuine, one.reliability, one.credibility) == (RELIABILITY["C"][1], "C", 4)
    assert (one.origin, one.outlet, one.published) == ("trader", "River Bulletin", "2018-03-01")


def test_the_noise_is_that_of_its_quantity_grade_and_period(scenario: Scenario) -> None:
    claim = total(30, "t/day", period="2018-02~", operator="other town", reliability="D")
    assert claim.quantity is not None
    found = only(scenario, claim)
    assert found.noise == noise(claim.quantity, "D", claim.when, "t", operator=OPERATORS["other town"])
    assert found.slip == (1, 1)


def test_doubt_about_a_date_is_in_its_noise_and_moves_no_months(scenario: Scenario) -> None:
    stopped = make_claim(event="rations_stop", quantity=None, commodity=None, period="2014-02~")
    found = only(scenario, stopped)
    assert found.slip == (0, 0)
    assert found.noise.dated == stopped.when.margin


def test_credibility_is_kept_and_changes_nothing(scenario: Scenario) -> None:
    one, other = (only(scenario, price(credibility=digit)) for digit in (1, 6))
    assert (one.credibility, other.credibility) == (1, 6)
    assert (one.noise, one.genuine) == (other.noise, other.genuine)


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (["Musan"], ("Musan",)),
        (["Chilsong-ri"], ("Musan",)),
        (["Hoeryong", "Musan"], ("Musan", "Hoeryong")),
        (["Musan", "Hyesan"], ("Musan",)),
        (["North Hamgyong"], ("Musan", "Yonsa", "Hoeryong", "Chongjin")),
        (["North Korea"], INSIDE),
        (["North Hamgyong", "Musan"], ("Musan",)),
    ],
)
def test_a_claim_speaks_of_the_places_that_it_names_lies_in_or_holds(
    scenario: Scenario, places: list[str], found: tuple[str, ...]
) -> None:
    assert only(scenario, price(places=places)).places == found


@pytest.mark.parametrize("operator", [None, *OPERATORS])
def test_a_price_of_the_country_is_of_all_its_places_whatever_the_operator(
    scenario: Scenario, operator: str | None
) -> None:
    if operator is None or not OPERATORS[operator].commodities:
        assert only(scenario, price(places=["North Korea"], operator=operator)).places == INSIDE


@pytest.mark.parametrize("operator", [None, *OPERATORS])
def test_a_total_of_the_country_needs_an_operator_that_says_how_large_a_part(
    scenario: Scenario, operator: str | None
) -> None:
    claim = total(places=["North Korea"], operator=operator)
    if operator is None or not OPERATORS[operator].beyond:
        assert why(scenario, claim) == (
            "a total that counts all of North Korea, of which the scenario holds a part only; "
            "an operator would say how large a part"
        )
    elif OPERATORS[operator].commodities in ((), ("iron_concentrate",)):
        assert only(scenario, claim).places == INSIDE


@pytest.mark.parametrize(
    ("places", "too_large"),
    [
        (["North Hamgyong"], "North Hamgyong"),
        (["Musan", "Hyesan"], "Hyesan"),
        (["Musan", "North Korea"], "North Korea"),
    ],
)
@pytest.mark.parametrize("quantity", [amount(1000, "t"), {"kind": "ratio", "value": 2, "than": "2017"}])
def test_a_total_of_more_than_the_scenario_holds_is_not_that_of_its_places(
    scenario: Scenario, places: list[str], too_large: str, quantity: dict[str, Any]
) -> None:
    said = why(scenario, total(places=places, quantity=quantity))
    assert said.startswith(f"a total that counts all of {too_large}, of which the scenario holds a part only")


def test_a_total_of_places_that_the_scenario_holds_whole_is_theirs(scenario: Scenario) -> None:
    assert only(scenario, total(places=["Hoeryong", "Chilsong-ri"])).places == ("Musan", "Hoeryong")


def test_a_total_of_the_nation_where_a_run_measures_the_nation_needs_no_operator(scenario: Scenario) -> None:
    earned = price(
        observable="foreign_currency_earned", places=["North Korea"], quantity=amount(9, "USD million")
    )
    assert only(scenario, earned).places == ()


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (price(observable="smuggled_means", quantity=amount(9, "t")), "apart by means, which no observation"),
        (
            price(observable="camp_inmates", quantity=amount(9, "people")),
            "apart by camp, which no observation",
        ),
        (price(commodity="iron_concentrate"), "does not tell 'rice_price' apart by goods, such as iron_conc"),
        (price(crossing="Yonsa river"), "does not tell 'rice_price' apart by crossings, such as Yonsa river"),
        (
            price(observable="export_price", quantity=amount(9, "USD/t")),
            "tells 'export_price' apart by goods, and the claim names none",
        ),
        (
            make_claim(event="camp_closes", quantity=None, commodity=None),
            "tells 'camp_inmates' apart by camp, which no observation can name",
        ),
    ],
)
def test_a_part_that_an_observation_cannot_name_or_a_run_does_not_tell_apart_is_a_reason(
    scenario: Scenario, claim: Claim, said: str
) -> None:
    assert said in why(scenario, claim)


def test_a_total_of_all_goods_or_of_one_crossing_can_be_said(scenario: Scenario) -> None:
    assert only(scenario, total(commodity=None)).commodity == ""
    fee = price(observable="crossing_fee", crossing="Yonsa river", quantity=amount(9, "CNY/person"))
    assert only(scenario, fee).crossing == "Yonsa river"


@pytest.mark.parametrize(
    ("claim", "over_places"),
    [(price(), "mean"), (total(), "sum"), (price(observable="arrests", quantity=amount(3, "people")), "sum")],
)
def test_an_observation_says_how_its_places_are_put_together(
    scenario: Scenario, claim: Claim, over_places: str
) -> None:
    assert only(scenario, claim).over_places == over_places


@pytest.mark.parametrize(("places", "named"), [(["Hyesan", "Jilin"], "Hyesan, Jilin"), ([], "its places")])
def test_a_place_outside_needs_an_operator_that_carries_it_over(
    scenario: Scenario, places: list[str], named: str
) -> None:
    claim = price(places=places)
    assert why(scenario, claim) == f"none of {named} lies in the scenario"
    carried = price(places=places, operator="other town")
    assert only(scenario, carried).places == INSIDE
    assert only(scenario, carried).operator == "other town"


def test_an_operator_multiplies_amounts_by_the_middle_of_its_range(scenario: Scenario) -> None:
    middle = math.sqrt(0.2 * 0.6)
    national = total(operator="national iron", places=["North Korea"])
    one = only(scenario, national)
    assert (one.value, one.low, one.high) == pytest.approx((1000 * middle,) * 3)
    assert one.noise.shared == "musan_share"
    assert one.places == INSIDE


def test_an_operator_of_one_good_is_for_no_other(scenario: Scenario) -> None:
    coal = total(operator="national iron", commodity="coal", places=["North Korea"])
    assert "coal" in why(scenario, coal)


def test_an_operator_that_is_not_known_is_no_direct_one(scenario: Scenario) -> None:
    said = why(scenario, total(operator="national irn"))
    assert said == "no operator 'national irn' is known; did you mean 'national iron'?"


def test_a_good_that_the_scenario_lacks_is_named(scenario: Scenario) -> None:
    assert why(scenario, total(commodity="rice")) == "the scenario has no rice"


@pytest.mark.parametrize("period", ["2012", "../2012", "2021-01", "2021/..", "1994/1996"])
def test_a_period_outside_the_scenario_is_refused(scenario: Scenario, period: str) -> None:
    assert why(scenario, price(period=period)) == f"{period} lies outside 2013 to 2020"


@pytest.mark.parametrize(
    ("period", "published", "first", "last"),
    [
        ("2018-01/..", "2018-03-01", "2018-01-01", "2018-03-01"),
        ("2018-01/..", "2018", "2018-01-01", "2018-12-31"),
        ("2018-01/..", "2025", "2018-01-01", "2020-12-31"),
        ("2018-01/..", "2017-12-31", "2018-01-01", "2018-01-01"),
        ("../2013-06", "2018", "2013-01-01", "2013-06-30"),
        ("2012/2013-06", "2018", "2013-01-01", "2013-06-30"),
        ("2020-06/2021", "2022", "2020-06-01", "2020-12-31"),
        ("../..", "2018-03-01", "2013-01-01", "2018-03-01"),
    ],
)
def test_a_mean_is_held_inside_the_scenario_and_ends_on_the_day_it_was_published(
    scenario: Scenario, period: str, published: str, first: str, last: str
) -> None:
    one = only(scenario, price(period=period), published)
    assert (one.first.isoformat(), one.last.isoformat()) == (first, last)


@pytest.mark.parametrize("over_time", [None, "sum"])
@pytest.mark.parametrize(
    ("period", "published"),
    [("2012/2013", "2018"), ("2020/2021", "2022"), ("../2013", "2018-01-01/.."), ("2018/..", "2022")],
)
def test_a_total_over_more_than_the_scenario_says_nothing_of_a_part(
    scenario: Scenario, period: str, published: str, over_time: str | None
) -> None:
    claim = total(period=period, over_time=over_time)
    if period.startswith(".."):
        assert only(scenario, claim, published).first == scenario.start
    else:
        said = f"a sum over {period}, of which the scenario covers a part only"
        assert why(scenario, claim, published) == said


@pytest.mark.parametrize(
    ("quantity", "period", "published", "tonnes"),
    [
        (amount(30, "t/day"), "2018-02", "2018-03-01", 30 * 28),
        (amount(30, "t/day"), "2018-02/2018-03", "2018-05", 30 * 59),
        (amount(30, "t/day"), "2018-02/..", "2018-03-01", 30 * 29),
        (amount(30, "t/day"), "2020-12/..", "2025", 30 * 31),
        (amount(30, "t/day"), "2012-12/2013-01", "2018", 30 * 31),
        (amount(304.375, "t/month"), "2018-02", "2018-03-01", 10 * 28),
        (amount(365_250, "kg/year"), "2018-02", "2018-03-01", 28),
        (amount(840, "t"), "2018-02", "2018-03-01", 840),
        (amount(0.84, "kt"), "2018-02", "2018-03-01", 840),
    ],
)
def test_a_rate_is_multiplied_by_its_days_where_amounts_are_summed(
    scenario: Scenario, quantity: dict[str, Any], period: str, published: str, tonnes: float
) -> None:
    one = only(scenario, total(quantity=quantity, period=period), published)
    assert (one.value, one.unit, one.over_time) == (pytest.approx(tonnes), "t", "sum")


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        (price(quantity=amount(5.2, "KPW/g")), 5200),
        (price(quantity=amount(5200, "won/kg")), 5200),
        (price(observable="two_meals", quantity=amount(40, "percent")), 0.4),
        (price(observable="foreign_currency", quantity=amount(3e6, "USD")), 3),
        (price(observable="energy", quantity=amount(2100, "kcal/person/day")), 2100),
    ],
)
def test_amounts_are_turned_into_the_unit_of_the_observable(
    scenario: Scenario, claim: Claim, value: float
) -> None:
    one = only(scenario, claim)
    assert one.value == pytest.approx(value)


@pytest.mark.parametrize("unit", ["CNY/kg", "t", "", "sackfuls"])
def test_a_unit_that_does_not_convert_is_a_reason(scenario: Scenario, unit: str) -> None:
    assert unit in why(scenario, price(quantity=amount(5200, unit)))


@pytest.mark.parametrize(
    ("quantity", "kind", "value", "low", "high"),
    [
        ({"kind": "interval", "low": 5, "high": 6}, "interval", None, 5000, 6000),
        ({"kind": "bound", "low": 5}, "lower", None, 5000, math.inf),
        ({"kind": "bound", "high": 6}, "upper", None, -math.inf, 6000),
        ({"kind": "worded", "word": "dear", "low": 5, "high": 9}, "worded", None, 5000, 9000),
        ({"kind": "value", "value": 5}, "value", 5000, 5000, 5000),
    ],
)
def test_a_range_keeps_its_ends(
    scenario: Scenario, quantity: dict[str, Any], kind: str, value: float | None, low: float, high: float
) -> None:
    one = only(scenario, price(quantity=quantity | {"unit": "KPW/g"}))
    assert (one.kind, one.value, one.low, one.high) == (kind, value, low, high)


def test_a_number_of_people_is_a_count(scenario: Scenario) -> None:
    one = only(scenario, price(observable="arrests", quantity=amount(12, "people")))
    assert (one.kind, one.value, one.noise.scale) == ("count", 12, "count")


def test_a_ratio_keeps_its_number_and_the_days_it_compares_with(scenario: Scenario) -> None:
    quantity = {"kind": "ratio", "value": 2, "than": "2017-02"}
    one = only(scenario, price(quantity=quantity, operator="moves as the country", places=["North Korea"]))
    assert (one.kind, one.value, one.unit) == ("ratio", 2, "times (KPW/kg)")
    assert (one.than_first, one.than_last) == (date(2017, 2, 1), date(2017, 2, 28))


def test_a_ratio_to_a_time_before_the_scenario_is_refused(scenario: Scenario) -> None:
    quantity = {"kind": "ratio", "value": 2, "than": "2012/2013"}
    said = "compares with 2012/2013, which the scenario does not cover"
    assert why(scenario, price(quantity=quantity)) == said


@pytest.mark.parametrize(
    ("period", "first", "last", "days"),
    [
        ("2018-02-10", "2018-02-10", "2018-02-10", (17572, 17572)),
        ("2018-02", "2018-02-01", "2018-02-28", (17563, 17590)),
        ("2018-02-10/..", "2018-02-10", "2018-02-10", (17572, 17572)),
        ("../2018-02-10", "2018-02-10", "2018-02-10", (17572, 17572)),
        ("2018-02/..", "2018-02-01", "2018-02-28", (17563, 17590)),
    ],
)
def test_the_date_of_an_event_is_told_in_days(
    scenario: Scenario, period: str, first: str, last: str, days: tuple[int, int]
) -> None:
    one = only(scenario, make_claim(event="rations_stop", quantity=None, commodity=None, period=period))
    assert (one.kind, one.event, one.observable) == ("date", "rations_stop", "ration")
    assert (one.first.isoformat(), one.last.isoformat(), one.low, one.high) == (first, last, *days)
    assert (one.value, one.noise.scale, one.unit) == (None, "days", "days since 1970-01-01")


@pytest.mark.parametrize("event", [name for name, one in EVENTS.items() if one.observable])
def test_an_event_says_which_level_of_its_observable_shows_it(scenario: Scenario, event: str) -> None:
    declared, observable = EVENTS[event], catalog().observables[str(EVENTS[event].observable)]
    if observable.by == "camp":
        return
    good = "iron_concentrate" if observable.by == "commodity" else None
    one = only(scenario, make_claim(event=event, quantity=None, commodity=good))
    assert (one.observable, one.shows, one.level) == (declared.observable, declared.shows, declared.level)
    assert one.over_places == observable.over_places
    assert one.places == (() if observable.by == "nation" else ("Musan",))


def test_an_amount_shows_no_event(scenario: Scenario) -> None:
    assert (only(scenario, price()).shows, only(scenario, price()).level) == ("", None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"event": "flood"}, "nothing that a run measures shows 'flood'"),
        ({"event": "picnic"}, "nothing that a run measures shows 'picnic'"),
        ({"event": "rations_stop", "period": "../.."}, "../.. says no day"),
    ],
)
def test_an_event_that_cannot_be_dated_by_a_run_is_a_reason(
    scenario: Scenario, changes: dict[str, Any], said: str
) -> None:
    assert why(scenario, make_claim(**({"quantity": None, "commodity": None} | changes))) == said


def test_what_a_run_does_not_measure_is_a_reason(scenario: Scenario) -> None:
    assert why(scenario, price(observable="happiness")) == "a run does not measure 'happiness'"


def test_what_is_kept_aside_is_listed_with_its_reason(scenario: Scenario) -> None:
    assert (
        why(scenario, price(use="context", why="of another decade")) == "kept as context: of another decade"
    )
    assert why(scenario, price(stock_phrase=True)) == "a stock phrase, copied from year to year"


def test_a_claim_of_a_document_that_is_not_there_is_an_error_in_one_sentence(scenario: Scenario) -> None:
    case = case_of({"d": [price()]})
    with pytest.raises(EvidenceError, match=r"claims/d\.toml has no documents/d\.toml"):
        observe(replace(case, documents={}), scenario)


def test_no_claim_is_lost_and_none_is_counted_twice(scenario: Scenario) -> None:
    claims = [price("a"), price("b", origin="miner"), price("c", period="2030"), price("d", repeats="a")]
    found = told(scenario, *claims)
    named = [one.claim for one in found.observations] + [one.claim for one in found.unfitted]
    assert sorted(named) == ["a", "b", "c", "d"]
    assert {one.claim: one.weight for one in found.observations} == {"a": 1, "b": 1, "d": 0}
    assert {one.claim: one.relays for one in found.observations} == {"a": ("d",), "b": (), "d": ()}


def test_an_echo_counts_where_what_it_repeats_cannot_be_fitted(scenario: Scenario) -> None:
    found = told(scenario, price("a", use="context", why="seen in a copy"), price("b", repeats="a"))
    assert [(one.claim, one.weight) for one in found.observations] == [("b", 1)]


def test_sources_with_one_bias_share_a_group(scenario: Scenario) -> None:
    customs = make_origin("customs", bias_group="mirror")
    case = case_of({"d": [price("a", origin="customs"), price("b", origin="customs", bias_group="own")]})
    case = replace(case, origins={"customs": customs})
    groups = {one.claim: one.bias_group for one in observe(case, scenario).observations}
    assert groups == {"a": "mirror", "b": "own"}


def test_the_order_of_the_files_does_not_matter(scenario: Scenario) -> None:
    claims = [price("b"), price("a"), price("c", period="2017"), total()]
    forwards, backwards = told(scenario, *claims), told(scenario, *claims[::-1])
    assert forwards.observations == backwards.observations
