from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.conftest import ARTICLE, Folder, case_of, make_document
from tumen.core.errors import EvidenceError
from tumen.evidence.intake import free_id, language_of, register
from tumen.evidence.sources import Document
from tumen.evidence.text import sha256
from tumen.evidence.texts import Texts

LONG = " ".join(f"Cart {n} crossed the ice with ore for {n * 7} yuan." for n in range(60))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "Some Report.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def test_a_file_becomes_a_document_whose_text_stays_beside_the_case(empty: Folder, report: Path) -> None:
    arrival = register(empty.read(), report, {"outlet": "River Bulletin", "published": "2018-02-23"})
    assert not arrival.known
    assert arrival.near == ()
    assert arrival.document.id == "river-bulletin-2018-02-23"
    case = empty.read()
    assert case.documents == {arrival.document.id: arrival.document}
    assert Texts(case).original(arrival.document.id) == ARTICLE == arrival.text
    assert (arrival.document.sha256, arrival.document.length) == (sha256(ARTICLE), len(ARTICLE))


def test_no_word_of_the_text_is_in_the_metadata(empty: Folder, report: Path) -> None:
    document = register(empty.read(), report, {"published": "2018"}).document
    written = empty.text(f"documents/{document.id}.toml")
    assert not [word for word in ("Carts", "thirty", "tonnes", "Rice") if word in written]


def test_what_nobody_says_is_left_open(empty: Folder, report: Path) -> None:
    document = register(empty.read(), report, {}).document
    assert document.id == "some-report"
    assert document.outlet == "unknown outlet"
    assert document.published == "../.."
    assert document.language == "en"


def test_the_user_knows_better_than_the_file(empty: Folder, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>Theirs</title></head><body><article><p>{LONG}</p></article></body></html>",
        encoding="utf-8",
    )
    about = {
        "id": "mine",
        "outlet": "Post",
        "title": "Mine",
        "author": "Kim",
        "published": "2018-02~",
        "language": "ko",
        "address": "https://post.invalid/1",
    }
    document = register(empty.read(), page, about).document
    assert {key: getattr(document, key) for key in about} == about


def test_a_day_that_nobody_gave_can_be_given_later(empty: Folder, report: Path) -> None:
    arrival = register(empty.read(), report, {"outlet": "Post"})
    assert not arrival.dated
    again = register(empty.read(), report, {"published": "2018-03-01", "outlet": "Another"})
    assert (again.document.published, again.document.outlet) == ("2018-03-01", "Post")
    assert empty.read().documents == {again.document.id: again.document}


def test_the_day_at_the_head_of_a_text_is_taken_for_that_of_publication_in_doubt(
    empty: Folder, tmp_path: Path
) -> None:
    file = tmp_path / "dated.txt"
    file.write_text(f"Carts on the ice\nMarch 14, 2019\n{LONG}", encoding="utf-8")
    arrival = register(empty.read(), file, {})
    assert arrival.dated
    assert arrival.document.published == "2019-03-14?"
    again = register(empty.read(), file, {"published": "2019-03-15"})
    assert again.document.published == "2019-03-15"


def test_a_day_yet_to_come_is_refused(empty: Folder, report: Path) -> None:
    with pytest.raises(EvidenceError, match="yet to come"):
        register(empty.read(), report, {"published": "2999-01-01"})


def test_the_same_text_is_recognised_in_another_file(empty: Folder, report: Path, tmp_path: Path) -> None:
    first = register(empty.read(), report, {"published": "2018"})
    again = tmp_path / "again.txt"
    again.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace(" ", " \t ").encode() + b"\r\n\r\n")
    second = register(empty.read(), again, {"published": "2019", "outlet": "Post"})
    assert second.known
    assert second.document == first.document.model_copy(update={"outlet": "Post"})
    assert len(empty.read().documents) == 1


def test_a_text_that_got_lost_is_kept_again_when_it_comes_back(empty: Folder, report: Path) -> None:
    document = register(empty.read(), report, {}).document
    (empty.path / "texts" / f"{document.id}.txt").unlink()
    register(empty.read(), report, {})
    assert Texts(empty.read()).original(document.id) == ARTICLE


def test_a_near_copy_is_shown_and_taken_in(empty: Folder, tmp_path: Path) -> None:
    first, copy, other = (tmp_path / f"{name}.txt" for name in ("first", "copy", "other"))
    first.write_text(LONG, encoding="utf-8")
    copy.write_text(LONG.replace("Cart 5 crossed", "A sledge crossed"), encoding="utf-8")
    other.write_text(ARTICLE, encoding="utf-8")
    register(empty.read(), first, {})
    assert register(empty.read(), other, {}).near == ()
    arrival = register(empty.read(), copy, {})
    assert not arrival.known
    assert [name for name, _ in arrival.near] == ["first"]
    assert arrival.near[0][1] > 0.8


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "last week"),
        ("published", "2018-13"),
        ("language", "Korean!"),
        ("id", "../../up"),
        ("id", "a b"),
        ("outlet", "x"),
    ],
)
def test_metadata_that_make_no_sense_are_refused_and_nothing_is_written(
    empty: Folder, report: Path, key: str, value: str
) -> None:
    with pytest.raises(EvidenceError, match=rf"'{key}' is '.*', which makes no sense; give it with --{key}"):
        register(empty.read(), report, {key: value})
    assert empty.read().documents == {}
    assert list((empty.path / "texts").iterdir()) == []


def test_an_id_that_is_taken_is_refused(empty: Folder, report: Path, tmp_path: Path) -> None:
    register(empty.read(), report, {"id": "one"})
    other = tmp_path / "other.txt"
    other.write_text(LONG, encoding="utf-8")
    with pytest.raises(EvidenceError, match="already a document 'one'; choose another --id"):
        register(empty.read(), other, {"id": "one"})


def test_a_file_that_cannot_be_read_leaves_the_case_as_it_was(empty: Folder, tmp_path: Path) -> None:
    file = tmp_path / "report.zip"
    file.write_bytes(b"PK\x03\x04" + bytes(50))
    with pytest.raises(EvidenceError, match="archive"):
        register(empty.read(), file, {})
    assert empty.read().documents == {}


def test_hostile_metadata_are_written_on_one_plain_line(empty: Folder, report: Path) -> None:
    hostile = 'A "title"\n[[claim]]\r\n\x1b]0;owned\x07\u202e' + "x" * 1000
    about = dict.fromkeys(("title", "outlet", "author", "address"), hostile)
    document = register(empty.read(), report, about).document
    for written in (document.title, document.outlet, document.author, document.address):
        assert written.startswith('A "title" [[claim]] ')
        assert len(written) <= (2000 if written == document.address else 200)
        assert not set(written) & set("\n\r\x1b\x07\u202e")
    assert empty.read().documents == {document.id: document}


@pytest.mark.parametrize(
    ("outlet", "published", "file", "wanted"),
    [
        ("River Bulletin", "2018-02-23", "x.txt", "river-bulletin-2018-02-23"),
        ("Río Post!", "2018~", "x.txt", "rio-post-2018"),
        ("강 소식", "2018-02", "x.txt", "2018-02"),
        ("unknown outlet", "2018", "My File (2).txt", "my-file-2"),
        ("unknown outlet", "2018", "보고.txt", "document"),
        ("unknown outlet", "2018", "...", "document"),
    ],
)
def test_an_id_is_made_of_outlet_and_date_or_of_the_file(
    outlet: str, published: str, file: str, wanted: str
) -> None:
    assert free_id(case_of({}), outlet, published, Path(file)) == wanted


def test_an_id_that_is_taken_is_numbered() -> None:
    case = case_of({}, [make_document("post-2018"), make_document("post-2018-2")])
    assert free_id(case, "Post", "2018", Path("x")) == "post-2018-3"


@given(st.text(min_size=1), st.sampled_from(["2018", "2018-02~", "../2018"]))
def test_whatever_an_outlet_is_called_its_id_is_one(outlet: str, published: str) -> None:
    made = free_id(case_of({}), outlet, published, Path("a b.txt"))
    assert Document(id=made, outlet="Post", published=published).id == made


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARTICLE, "en"),
        ("쌀값이 올랐다 (rice)", "ko"),
        ("大米价格上涨", "zh"),
        ("", "en"),
        ("12 345", "en"),
        ("Rice in 무산 rose by a third over the whole of the winter", "en"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_script(text: str, language: str) -> None:
    assert language_of(text) == language
