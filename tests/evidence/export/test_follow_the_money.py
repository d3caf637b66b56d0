"""FollowTheMoney entities: shaped as its schema has them, nothing that its own cleaning would drop."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.export.made import PATH, PLACES, claim
from tumen.evidence import periods
from tumen.evidence.case import Case
from tumen.evidence.export import codes, follow_the_money
from tumen.evidence.sources import Document

ALLOWED: dict[str, frozenset[str]] = {
    schema: frozenset(names.split())
    for schema, names in {
        "Organization": "name alias description",
        "Address": "full name alias region country latitude longitude keywords",
        "Article": "title name fileName author publisher publishedAt language sourceUrl description notes",
        "Document": "title name fileName author publisher publishedAt language sourceUrl description notes",
        "Documentation": "document entity role date",
        "Mention": "document name detectedSchema contextCountry resolved",
        "Event": "name summary startDate endDate location addressEntity country proof publisher sourceUrl "
        "recordId keywords notes",
        "UnknownLink": "subject object role",
    }.items()
}
"""Schema -> names of properties that followthemoney 4.11.2 gives it (those used here)."""

REQUIRED = {
    "Organization": {"name"},
    "Address": {"name"},
    "Article": {"fileName"},
    "Document": {"fileName"},
    "Documentation": {"document", "entity"},
    "Mention": {"document", "name"},
    "Event": {"name"},
    "UnknownLink": {"subject", "object"},
}
LINKS = {"document", "entity", "proof", "addressEntity", "resolved", "subject", "object"}


@pytest.fixture
def made(case: Case) -> list[dict[str, Any]]:
    return list(follow_the_money.entities(case, PLACES))


def of(made: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [entity["properties"] for entity in made if entity["schema"] == schema]


def test_every_property_is_one_of_its_schema_and_holds_texts(made: list[dict[str, Any]]) -> None:
    assert {entity["schema"] for entity in made} == set(ALLOWED)
    for entity in made:
        properties = entity["properties"]
        assert set(entity) == {"id", "schema", "properties"}
        assert set(properties) <= ALLOWED[entity["schema"]]
        assert set(properties) >= REQUIRED[entity["schema"]]
        assert all(
            values and all(isinstance(value, str) and value for value in values)
            for values in properties.values()
        )


def test_ids_are_unique_and_every_link_leads_somewhere(made: list[dict[str, Any]]) -> None:
    ids = [entity["id"] for entity in made]
    assert len(set(ids)) == len(ids)
    linked = {value for one in made for name in LINKS for value in one["properties"].get(name, ())}
    assert linked
    assert linked <= set(ids)


def test_what_is_referred_to_comes_first(made: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for entity in made:
        assert {value for name in LINKS for value in entity["properties"].get(name, ())} <= seen
        seen.add(entity["id"])


def test_ids_hold_still_and_tell_cases_apart(case: Case) -> None:
    first, again = (list(follow_the_money.entities(case, PLACES)) for _ in range(2))
    other = Case(**{**vars_of(case), "title": "Another"})
    assert first == again
    assert not {one["id"] for one in first} & {one["id"] for one in follow_the_money.entities(other, PLACES)}


def vars_of(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in case.__dataclass_fields__}


def test_a_claim_is_an_event_with_its_days_place_and_proof(case: Case, made: list[dict[str, Any]]) -> None:
    event = next(one for one in of(made, "Event") if one["recordId"] == ["ore"])
    assert event["startDate"] == ["2018-02-01"]
    assert event["endDate"] == ["2018-02-28"]
    assert event["location"] == ["Musan"]
    assert event["country"] == ["kp"]
    assert event["proof"] == [follow_the_money.entity_id(case, "document", "bulletin-1")]
    assert "Amount: about 30 t/day" in event["notes"]
    assert "Grade: B2 (source usually reliable, information probably true): was there" in event["notes"]


def test_origins_are_words_and_nobody_is_a_person(made: list[dict[str, Any]]) -> None:
    assert not {"Person", "LegalEntity", "Company"} & {entity["schema"] for entity in made}
    about = "someone at the mine"
    held = {entity["schema"] for entity in made if about in json.dumps(entity)}
    assert held == {"Event"}


def test_an_outlet_cited_by_another_spelling_is_one_organization(made: list[dict[str, Any]]) -> None:
    names = [one["name"] for one in of(made, "Organization")]
    assert ["Hill Times"] in names
    assert ["The Hill Times"] not in names
    assert ["강 소식"] not in names


def test_echoes_are_linked_to_what_they_repeat(case: Case, made: list[dict[str, Any]]) -> None:
    def id_(kind: str, name: str) -> str:
        return follow_the_money.entity_id(case, kind, name)

    links = {(one["subject"][0], one["object"][0]) for one in of(made, "UnknownLink")}
    assert links == {
        (id_("document", "hill-1"), id_("document", "bulletin-1")),
        (id_("document", "far-1"), id_("document", "hill-1")),
        (id_("claim", "hill-ore"), id_("claim", "ore")),
        (id_("claim", "far-ore"), id_("claim", "hill-ore")),
    }


def test_the_outlet_that_is_repeated_is_mentioned(case: Case, made: list[dict[str, Any]]) -> None:
    mentions = [one for one in of(made, "Mention") if one["detectedSchema"] == ["Organization"]]
    told = {(one["document"][0], one["name"][0]) for one in mentions}
    hill, far = (follow_the_money.entity_id(case, "document", id_) for id_ in ("hill-1", "far-1"))
    assert told == {(hill, "River Bulletin"), (far, "Hill Times")}


def test_a_cited_outlet_is_mentioned_and_resolved_where_it_is_known() -> None:
    told = {"outlet": "Far Post", "published": "2018"}
    document = Document.model_validate({"id": "a", "cites": ["Far Post", "Unheard-of Gazette"]} | told)
    case = Case(PATH, "x", "", (), {"a": document}, {}, {}, {}, {})
    mentions = of(list(follow_the_money.entities(case, PLACES)), "Mention")
    resolved = {one["name"][0]: one.get("resolved") for one in mentions}
    far = follow_the_money.entity_id(case, "outlet", "Far Post")
    assert resolved == {"Far Post": [far], "Unheard-of Gazette": None}


def test_a_claim_may_repeat_a_document(case: Case) -> None:
    one = claim("x", repeats="bulletin-1")
    changed = Case(**{**vars_of(case), "claims": {"x": one}, "document_of": {"x": "undated"}})
    links = of(list(follow_the_money.entities(changed, PLACES)), "UnknownLink")
    id_ = follow_the_money.entity_id
    ends = [[id_(case, "claim", "x")], [id_(case, "document", "bulletin-1")]]
    assert ends in [[one["subject"], one["object"]] for one in links]


def test_figures_are_documents_and_reports_are_articles(made: list[dict[str, Any]]) -> None:
    assert [one["title"] for one in of(made, "Document")] == [["Table 3"]]
    assert len(of(made, "Article")) == 6


def test_a_document_that_is_named_and_missing_stands_in_its_place(case: Case) -> None:
    lone = Case(case.path, "Lone", "", (), {}, {}, {}, {"x": claim("x", repeats="gone")}, {"x": "not-there"})
    made = list(follow_the_money.entities(lone, PLACES))
    assert [one["fileName"] for one in of(made, "Document")] == [["not-there.txt"]]
    assert of(made, "UnknownLink") == []
    assert "Repeats: gone" in of(made, "Event")[0]["notes"]


def test_json_lines_hold_the_same_entities(case: Case, made: list[dict[str, Any]]) -> None:
    stream = io.StringIO()
    follow_the_money.to_jsonl(case, stream, PLACES)
    assert [json.loads(row) for row in stream.getvalue().splitlines()] == made


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.invalid/x?y#z", "https://a.invalid/x?y#z"),
        ("http://a.invalid", "http://a.invalid/"),
        ("HTTPS://a.invalid/x", None),
        ("javascript:alert(1)", None),
        ("box 3, shelf 2", None),
        ("https://a.invalid/x y", None),
        ("https://a.invalid/\x1b[2J", None),
        ("https://3.4/x", None),
        ("https://a..invalid/", None),
        ("https://user@a.invalid/", None),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str, kept: str | None) -> None:
    assert codes.link(address) == kept


@pytest.mark.parametrize(
    ("period", "prefixes"),
    [
        ("2018-02-21", ["2018-02-21"]),
        ("2018-02~", ["2018-02"]),
        ("2018-33", ["2018"]),
        ("2017-11/2018-02", ["2017", "2018"]),
        ("2018-03/..", ["2018-03-01"]),
        ("../..", []),
    ],
)
def test_a_period_becomes_the_shortest_date_that_holds_it(period: str, prefixes: list[str]) -> None:
    assert codes.dates(periods.parse(period)) == prefixes


def test_languages_are_told_in_three_letters() -> None:
    assert [codes.language(tag) for tag in ("en", "ko-KR", "zh-Hans", "kor", "qqq")] == [
        "eng",
        "kor",
        "zho",
        "kor",
        None,
    ]


# with the library, where it is installed -----------------------------------------------------------------


def kept_by_the_library(entity: dict[str, Any]) -> dict[str, list[str]]:
    from followthemoney import model

    schema = model.get(entity["schema"])
    assert schema is not None
    assert not schema.abstract
    schema.validate(entity)
    for name, values in entity["properties"].items():
        found = schema.properties[name]
        assert not found.stub
        assert all(len(value) <= found.max_length for value in values)
    return dict(model.get_proxy(entity, cleaned=False).to_dict()["properties"])


def test_the_library_keeps_every_value(made: list[dict[str, Any]]) -> None:
    pytest.importorskip("followthemoney")
    for entity in made:
        assert kept_by_the_library(entity) == entity["properties"]


def test_links_point_to_what_the_library_allows_there(made: list[dict[str, Any]]) -> None:
    model = pytest.importorskip("followthemoney").model
    schema_of = {entity["id"]: model[entity["schema"]] for entity in made}
    for entity in made:
        for name in LINKS & set(entity["properties"]):
            allowed = model[entity["schema"]].properties[name].range
            assert all(schema_of[value].is_a(allowed) for value in entity["properties"][name])


def test_its_codes_are_the_librarys() -> None:
    registry = pytest.importorskip("followthemoney.types").registry
    assert {registry.language.clean(code) for code in codes.LANGUAGES} == set(codes.LANGUAGES.values())
    assert {registry.country.clean(code) for code in codes.COUNTRIES} == set(codes.COUNTRIES)


@given(text=st.text(min_size=3, max_size=300), quoted=st.sampled_from(["", '"', "'"]))
def test_no_words_are_changed_by_the_library(text: str, quoted: str) -> None:
    pytest.importorskip("followthemoney")
    words = quoted + text + quoted
    document = Document(id="d", outlet=words, title=words, author=words, published="2018", address=words)
    case = Case(
        path=PATH,
        title="x",
        about="",
        scenarios=(),
        documents={"d": document},
        origins={},
        outlets={},
        claims={"c": claim("c", says=words[:400], places=[words], commodity=words, reason=words)},
        document_of={"c": "d"},
    )
    for entity in follow_the_money.entities(case, PLACES):
        assert kept_by_the_library(entity) == entity["properties"]
