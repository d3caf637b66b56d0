"""The graph of a case, its GraphML, and its picture: readable with eight documents and with hundreds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from tests.evidence.export.made import HOSTILE, PATH, claim, overlapping, write_case
from tumen.core.errors import InputError
from tumen.evidence import graph
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.graph import picture as graph_picture
from tumen.evidence.graph import rows as graph_rows
from tumen.evidence.sources import Document


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return write_case(tmp_path / "made")


def case_of(documents: list[dict[str, Any]], claims: dict[str, Claim], document_of: dict[str, str]) -> Case:
    made = [Document.model_validate({"outlet": "Far Post", "published": "2018"} | one) for one in documents]
    return Case(PATH, "x", "", (), {one.id: one for one in made}, {}, {}, claims, document_of)


def many(documents: int, echoes: float, origins: int, seed: int = 1) -> Case:
    """A case of so many documents, a share of which repeat an earlier one."""
    dice = random.Random(seed)
    rows: list[dict[str, Any]] = []
    claims: dict[str, Claim] = {}
    for number in range(documents):
        repeats = f"d{dice.randrange(number)}" if number and dice.random() < echoes else None
        day = f"{dice.randint(2004, 2019)}-{dice.randint(1, 12):02d}-{dice.choice((3, 19)):02d}"
        outlet = f"Outlet {dice.randrange(9)}"
        rows.append(
            {"id": f"d{number}", "published": day, "outlet": outlet, "repeats": repeats, "title": "t" * 60}
        )
        origin = claims[f"c{repeats[1:]}"].origin if repeats else f"o{dice.randrange(origins)}"
        claims[f"c{number}"] = claim(f"c{number}", origin=origin, repeats=repeats and f"c{repeats[1:]}")
    return case_of(rows, claims, {f"c{number}": f"d{number}" for number in range(documents)})


def edges(made: nx.DiGraph, kind: str) -> dict[tuple[str, str], int]:
    return {
        (one, other): told["weight"] for one, other, told in made.edges(data=True) if told["kind"] == kind
    }


# the graph -----------------------------------------------------------------------------------------------


def test_documents_and_origins_are_nodes_with_what_a_reader_asks_of_them(case: Case) -> None:
    made = graph.build(case)
    assert {one for one, kind in made.nodes(data="kind") if kind == "document"} == {
        f"document:{id_}" for id_ in case.documents
    }
    assert {one for one, kind in made.nodes(data="kind") if kind == "origin"} == {
        f"origin:{id_}" for id_ in case.origins
    }
    bulletin = made.nodes["document:bulletin-1"]
    assert bulletin["claims"] == 3
    assert bulletin["independent_origins"] == 2
    assert bulletin["first_day"] == bulletin["last_day"] == "2018-02-21"
    assert made.nodes["document:hill-1"]["outlet"] == "Hill Times"
    assert made.nodes["origin:miner"]["claims"] == 4


def test_origins_tell_and_documents_repeat(case: Case) -> None:
    made = graph.build(case)
    assert edges(made, "tells")["origin:miner", "document:bulletin-1"] == 2
    assert edges(made, "tells")["origin:trader", "document:bulletin-1"] == 1
    assert edges(made, "repeats") == {
        ("document:hill-1", "document:bulletin-1"): 1,
        ("document:far-1", "document:hill-1"): 1,
    }


def test_a_claim_may_repeat_a_claim_or_a_document_and_a_document_may_say_so_alone() -> None:
    documents = [{"id": "a"}, {"id": "b"}, {"id": "c", "repeats": "a"}]
    claims = {"one": claim("one"), "two": claim("two", repeats="one"), "three": claim("three", repeats="b")}
    made = graph.build(case_of(documents, claims, {"one": "a", "two": "b", "three": "c"}), claims=True)
    assert edges(made, "repeats") == {
        ("document:c", "document:a"): 0,
        ("document:b", "document:a"): 1,
        ("document:c", "document:b"): 1,
        ("claim:two", "claim:one"): 1,
        ("claim:three", "document:b"): 1,
    }


def test_what_repeats_itself_or_nothing_that_is_known_is_no_edge() -> None:
    claims = {
        "one": claim("one", repeats="one"),
        "two": claim("two", repeats="gone"),
        "three": claim("three", repeats="one"),
    }
    made = graph.build(
        case_of([{"id": "a", "repeats": "a"}], claims, dict.fromkeys(claims, "a")), claims=True
    )
    assert edges(made, "repeats") == {("claim:three", "claim:one"): 1}


def test_documents_that_are_named_and_missing_are_nodes(tmp_path: Path) -> None:
    case = case_of([{"id": "a", "repeats": "gone"}], {"one": claim("one")}, {"one": "elsewhere"})
    made = graph.build(case)
    assert {"document:gone", "document:elsewhere"} <= set(made)
    graph.draw(case, tmp_path / "x.svg")
    assert (tmp_path / "x.svg").stat().st_size > 1000


def test_graphml_holds_the_same_graph_and_no_control_characters(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "new" / "case.graphml"
    graph.write_graphml(case, target, claims=True)
    read, made = nx.read_graphml(target), graph.build(case, claims=True)
    assert dict(read.nodes(data=True)) == dict(made.nodes(data=True))
    assert {(one, other): told for one, other, told in read.edges(data=True)} == {
        (one, other): told for one, other, told in made.edges(data=True)
    }
    assert all(one.isprintable() or one == "\n" for one in target.read_text(encoding="utf-8"))


# rows ----------------------------------------------------------------------------------------------------


def shown(case: Case) -> graph_rows.Rows:
    return graph_rows.rows(graph.build(case))


def test_few_documents_are_shown_one_by_one(case: Case) -> None:
    found = shown(case)
    assert sorted(mark.documents for mark in found.marks) == sorted(
        (f"document:{id_}",) for id_ in case.documents
    )
    assert found.left_out == ()


def test_a_row_is_an_origin_by_its_first_document_and_last_those_without_one(case: Case) -> None:
    assert list(shown(case).names) == [
        "origin:miner",
        "origin:trader",
        "origin:rumour",
        "origin:customs",
        graph_rows.NOBODY,
    ]


def test_a_document_is_hollow_where_it_only_says_what_another_had_said(case: Case) -> None:
    echoes = {mark.documents[0]: mark.echoes for mark in shown(case).marks if mark.echoes}
    assert echoes == dict.fromkeys(["document:hill-1", "document:far-1"], frozenset({"origin:miner"}))


def test_a_document_known_through_its_echoes_stands_with_their_origin() -> None:
    case = case_of([{"id": "lost"}, {"id": "a"}], {"one": claim("one", repeats="lost")}, {"one": "a"})
    marks = {mark.documents[0]: mark for mark in shown(case).marks}
    assert marks["document:lost"].rows == (("origin:miner", 0),)
    assert not marks["document:lost"].echoes


@pytest.mark.parametrize(
    ("documents", "echoes", "origins"), [(200, 0.1, 60), (200, 0.6, 10), (300, 0.0, 400)]
)
def test_of_many_documents_none_is_lost_and_the_rest_is_put_together(
    documents: int, echoes: float, origins: int
) -> None:
    found = shown(many(documents, echoes, origins))
    assert {id_ for mark in found.marks for id_ in mark.documents} == {
        f"document:d{n}" for n in range(documents)
    }
    assert len(found.names) <= graph_rows.MOST_ROWS + 2
    assert len(found.marks) < documents
    assert found.left_out
    assert all(set(dict(mark.rows)) <= set(found.names) for mark in found.marks)


def test_a_very_large_case_still_fits_a_page() -> None:
    case = many(1000, 0.4, 200)
    found = shown(case)
    assert {id_ for mark in found.marks for id_ in mark.documents} == {f"document:d{n}" for n in range(1000)}
    assert len(found.marks) < 200
    assert graph_picture.figure(graph.build(case)).get_figheight() < 60


def test_what_was_put_together_is_said_with_its_number() -> None:
    case = many(200, 0.1, 60)
    chained = {id_ for edge in edges(graph.build(case), "repeats") for id_ in edge}
    assert f"{200 - len(chained)} documents that neither repeat nor are repeated" in shown(case).left_out[0]


# the picture ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made", [many(8, 0.4, 3), many(24, 0.3, 8), many(200, 0.1, 60)], ids=["eight", "two dozen", "two hundred"]
)
def test_no_label_covers_another_and_none_leaves_the_page(made: Case) -> None:
    assert overlapping(graph_picture.figure(graph.build(made))) == []


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_pictures_are_written_whole_and_twice_the_same(
    case: Case, tmp_path: Path, ending: str, begins: bytes
) -> None:
    one, other = tmp_path / f"one.{ending}", tmp_path / "new" / f"other.{ending}"
    graph.draw(case, one)
    graph.draw(case, other)
    assert one.read_bytes().startswith(begins)
    assert one.read_bytes() == other.read_bytes()
    assert [path.name for path in other.parent.iterdir()] == [other.name]


def test_words_of_documents_are_text_in_the_picture_and_nothing_else(case: Case, tmp_path: Path) -> None:
    graph.draw(case, tmp_path / "x.svg")
    written = (tmp_path / "x.svg").read_text(encoding="utf-8")
    tree = ET.fromstring(written)
    texts = ["".join(one.itertext()).strip() for one in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "River Bulletin: 쌀값이 올랐다" in texts
    assert any("\\x1b]0;" in text for text in texts)
    assert not list(tree.iter("{http://www.w3.org/2000/svg}script"))
    assert "\x1b" not in written
    assert "\u202e" not in written


@pytest.mark.parametrize("words", ["$\\frac{1}{0}$", "$x_{", "\\notacommand", "%s{}", "$$$", HOSTILE])
def test_mathematics_in_a_title_is_no_mathematics(tmp_path: Path, words: str) -> None:
    case = case_of([{"id": "a", "title": words, "outlet": words}], {"one": claim("one")}, {"one": "a"})
    case = Case(**({name: getattr(case, name) for name in case.__dataclass_fields__} | {"title": words}))
    graph.draw(case, tmp_path / "x.svg")
    tree = ET.fromstring((tmp_path / "x.svg").read_text(encoding="utf-8"))
    texts = ["".join(one.itertext()) for one in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.strip().startswith(words[:5]) for text in texts)


@pytest.mark.parametrize(
    "published",
    [["../.."], ["0001", "9999"], ["0001-01-01~"], ["9999-12-31"], ["2018-02-21", "2018-02-21"], ["20XX"]],
)
def test_any_date_can_be_drawn(tmp_path: Path, published: list[str]) -> None:
    documents = [{"id": f"d{n}", "published": text} for n, text in enumerate(published)]
    graph.draw(case_of(documents, {}, {}), tmp_path / "x.png")
    assert (tmp_path / "x.png").stat().st_size > 1000


def test_an_empty_case_is_an_empty_picture(tmp_path: Path) -> None:
    graph.draw(case_of([], {}, {}), tmp_path / "x.svg")
    assert "0 documents, 0 origins, 0 repeats" in (tmp_path / "x.svg").read_text(encoding="utf-8")


def test_ticks_are_few_within_the_axis_and_in_order() -> None:
    for first, last in [
        (1, 3_652_059),
        (736_000, 736_060),
        (736_000, 736_700),
        (730_000, 737_000),
        (-500, 200),
    ]:
        days = [day for day, _ in graph_picture.ticks(first, last)]
        assert days == sorted(set(days))
        assert len(days) <= graph_picture.MOST_TICKS + 2
        assert all(first <= day <= last for day in days)


def test_wide_letters_count_twice_and_labels_are_cut_by_width() -> None:
    assert graph_picture.letters("ab무산") == 6
    assert graph_picture.clipped("무산" * 20, 10) == "무산무산…"
    assert graph_picture.clipped("a" * 10, 10) == "a" * 10


def test_another_ending_or_a_place_that_cannot_be_written_is_said_in_a_sentence(
    case: Case, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"ends in \.svg, \.png, \.pdf"):
        graph.draw(case, tmp_path / "x.jpg")
    with pytest.raises(InputError, match="cannot be written"):
        graph.draw(case, tmp_path / "file" / "x.png")
    with pytest.raises(InputError, match="cannot be written"):
        graph.write_graphml(case, tmp_path / "file" / "x.graphml")
