from __future__ import annotations

import os
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evidence.conftest import Folder, make_claim, make_document
from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence import index
from tumen.evidence.index import build, location, search


@pytest.fixture
def indexed(folder: Folder) -> Folder:
    """A case with an index of a few claims."""
    folder.add(
        make_document("post-1", outlet="강변소식", title="쌀값이 올랐다", language="ko"),
        make_claim("rice", says="무산광산의 노동자들은 배급을 받지 못했다", observable="rice_price"),
        make_claim("town", says="Smugglers in Onsŏng paid guards", places=["Onsong"], locator="par. 3"),
    )
    assert build(folder.path) == 4
    return folder


def ids(folder: Folder, words: str) -> list[str]:
    return [hit.id for hit in search(folder.path, words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("smugglers", ["town"]),
        ("SMUGGLERS", ["town"]),
        ("guar", ["town"]),
        ("uards", []),
        ("guards smugglers", ["town"]),
        ("guards nobody", []),
        ("Onsong", ["town"]),
        ("Onsŏng", ["town"]),
        (unicodedata.normalize("NFD", "Onsŏng"), ["town"]),
        ("rice_price", ["rice"]),
        ("rice price", ["rice"]),
        ("광산", ["rice"]),
        ("산의", ["rice"]),
        ("노동자", ["rice"]),
        (unicodedata.normalize("NFD", "광산"), ["rice"]),
        ("동노", []),
        ("쌀값", ["post-1"]),
        ("강변", ["post-1"]),
        ("River", ["bulletin-1"]),
        ("3", ["town"]),
    ],
)
def test_words_find_what_has_them_all_or_begins_with_them(
    indexed: Folder, words: str, found: list[str]
) -> None:
    assert ids(indexed, words) == found


def test_a_hit_says_what_was_found_and_where(indexed: Folder) -> None:
    (hit,) = search(indexed.path, "smugglers")
    assert (hit.sort, hit.document, hit.subject, hit.places, hit.period) == (
        "claim",
        "post-1",
        "smuggled_commodity",
        "Onsong",
        "2018-02",
    )
    assert hit.says == "Smugglers in Onsŏng paid guards"
    (document,) = search(indexed.path, "쌀값")
    assert (document.sort, document.period, document.says) == ("document", "2018-03-01", "쌀값이 올랐다")


def test_the_best_hits_come_first_and_no_more_than_asked_for(empty: Folder) -> None:
    long = "ice " + "and much more that has nothing to do with it " * 8
    claims = [make_claim(f"c{n}", says=long) for n in range(30)]
    empty.add(make_document(), *claims, make_claim("z", says="ice ice ice"))
    build(empty.path)
    hits = search(empty.path, "ice", most=5)
    assert len(hits) == 5
    assert hits[0].id == "z"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "NEAR(",
            "NEAR(a b)",
            "a OR b",
            "NOT rice",
            "rice AND",
            "body:rice",
            "^rice",
            "ri*",
            '"rice',
            "rice'",
        ),
        *("-rice", "{a}: b", "rice; DROP TABLE entry", "\x00rice", "rice\x1b", "_", "__", "²", "\ufdfa"),
        *("rice " * 2000, "a" * 100_000),
    ],
)
def test_no_query_breaks_the_search(indexed: Folder, words: str) -> None:
    assert isinstance(search(indexed.path, words), list)
    assert ids(indexed, "smugglers") == ["town"]


@pytest.mark.parametrize("words", ["", "  ", '"', "*", "()", "🙂", "\x00", "\ud800"])
def test_a_query_without_a_word_is_refused(indexed: Folder, words: str) -> None:
    with pytest.raises(InputError, match="holds no word to look for"):
        search(indexed.path, words)


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_any_query_is_answered_or_holds_no_word(indexed: Folder, words: str) -> None:
    try:
        search(indexed.path, words)
    except InputError as error:
        assert "holds no word" in str(error)  # noqa: PT017


def test_nothing_is_read_again_where_nothing_changed(indexed: Folder) -> None:
    assert build(indexed.path) == 0
    assert ids(indexed, "smugglers") == ["town"]


def test_a_file_that_changed_is_read_again_and_it_alone(indexed: Folder) -> None:
    cases.replace_claim(indexed.path, "post-1", make_claim("town", says="Nobody paid anybody"))
    assert build(indexed.path) == 1
    assert ids(indexed, "smugglers") == []
    assert ids(indexed, "nobody") == ["town"]
    assert ids(indexed, "노동자") == ["rice"]


def test_a_change_that_leaves_size_and_time_as_they_were_is_seen(indexed: Folder) -> None:
    path = indexed.path / "claims" / "post-1.toml"
    before = path.stat()
    cases.replace_claim(indexed.path, "post-1", make_claim("rice", says="x" * 3))
    text = indexed.text("claims/post-1.toml")
    cases.write(path, text.replace("xxx", "yyy"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    build(indexed.path)
    assert ids(indexed, "yyy") == ["rice"]


def test_a_new_file_is_added(indexed: Folder) -> None:
    indexed.add(make_document("late", title="Late news"))
    assert build(indexed.path) == 1
    assert ids(indexed, "late") == ["late"]


def test_what_was_deleted_is_not_found_any_more(indexed: Folder) -> None:
    (indexed.path / "claims" / "post-1.toml").unlink()
    (indexed.path / "documents" / "post-1.toml").unlink()
    assert build(indexed.path) == 0
    for words in ("smugglers", "노동자", "쌀값"):
        assert ids(indexed, words) == []
    assert ids(indexed, "ore") == ["ore"]


def test_a_claims_file_that_makes_no_sense_is_named_and_the_index_stays(indexed: Folder) -> None:
    indexed.write("claims/post-1.toml", "[[claim]]\nid = ")
    with pytest.raises(EvidenceError, match=r"claims/post-1\.toml: not valid TOML"):
        build(indexed.path)
    assert ids(indexed, "smugglers") == ["town"]


def spoiled(path: Path, how: str) -> None:
    """Damage an index in one of several ways."""
    content = path.read_bytes()
    if how == "other words":
        path.write_bytes(b"no database at all " * 100)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif how == "overwritten":
        path.write_bytes(content[:1024] + b"\xff" * (len(content) - 1024))
    elif how == "other version":
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA user_version = 99")
        base.close()
    elif how == "tables gone":
        with sqlite3.connect(path) as base:
            base.execute("DROP TABLE words")
            base.execute("DROP TABLE entry")
        base.close()


@pytest.mark.parametrize(
    "how", ["other words", "empty", "cut off", "overwritten", "other version", "tables gone", "gone"]
)
def test_a_damaged_index_is_made_anew(indexed: Folder, how: str) -> None:
    path = location(indexed.path)
    spoiled(path, how)
    if how == "gone":
        path.unlink()
    indexed.write("claims/bulletin-1.toml", indexed.text("claims/bulletin-1.toml") + "# touched\n")
    build(indexed.path)
    assert ids(indexed, "smugglers") == ["town"]
    assert ids(indexed, "ore") == ["ore"]


def test_an_index_that_another_is_writing_is_left_alone(
    indexed: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(index.sqlite3, "connect", lambda path: connect(path, timeout=0.01))
    other = connect(location(indexed.path))
    other.execute("BEGIN EXCLUSIVE")
    indexed.add(make_document("late", title="Late news"))
    with pytest.raises(EvidenceError, match="cannot be written"):
        build(indexed.path)
    with pytest.raises(EvidenceError, match="cannot be searched"):
        search(indexed.path, "ore")
    other.rollback()
    other.close()
    assert build(indexed.path) == 1
    assert ids(indexed, "smugglers") == ["town"]


def test_a_folder_in_the_place_of_the_index_is_an_error_in_one_sentence(folder: Folder) -> None:
    location(folder.path).mkdir()
    with pytest.raises(EvidenceError, match=r"The index .*index\.sqlite cannot be written"):
        build(folder.path)
    with pytest.raises(EvidenceError, match="cannot be searched"):
        search(folder.path, "ore")


def test_the_index_of_a_bundled_case_lies_among_the_caches() -> None:
    bundled = cases.find(cases.BUNDLED)
    assert bundled not in location(bundled).parents
    assert location(bundled) == location(bundled)


def test_an_index_with_a_strangers_view_in_it_is_thrown_away(folder: Folder) -> None:
    build(folder.path)
    with sqlite3.connect(location(folder.path)) as base:
        base.executescript("ALTER TABLE file RENAME TO other; CREATE VIEW file AS SELECT * FROM other;")
    base.close()
    assert build(folder.path) == 2
    assert ids(folder, "ice") == ["ore"]
