from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.conftest import ARTICLE, Folder, make_document
from tumen.core.errors import InputError
from tumen.evidence import texts as texts_module
from tumen.evidence.text import sha256
from tumen.evidence.texts import Texts, keep_text

OTHER = ARTICLE.replace("thirty", "forty")


@pytest.fixture
def held(folder: Folder) -> Folder:
    """A case that knows the hash of its document's text, which is not at hand."""
    folder.add(make_document(sha256=sha256(ARTICLE), length=len(ARTICLE)))
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    path = tmp_path / "texts of mine"
    path.mkdir()
    return path


def test_a_text_that_nobody_has_is_none(held: Folder, elsewhere: Path) -> None:
    for texts in (Texts(held.read()), Texts(held.read(), elsewhere)):
        assert texts.original("bulletin-1") is None
        assert texts.at_hand("bulletin-1") is None
        assert texts.edition("bulletin-1") is None


def test_a_text_kept_beside_the_case_is_found(held: Folder) -> None:
    keep_text(held.path, held.read().documents["bulletin-1"], ARTICLE)
    texts = Texts(held.read())
    assert texts.original("bulletin-1") == ARTICLE
    assert texts.at_hand("bulletin-1") == ARTICLE
    assert texts.edition("bulletin-1") is None


def test_keeping_a_text_keeps_it_from_git_whatever_the_case_ignores(held: Folder) -> None:
    held.write(".gitignore", "*.bak\n")
    keep_text(held.path, make_document(), ARTICLE)
    assert held.text("texts/.gitignore") == "*\n"
    assert held.text(".gitignore") == "*.bak\n"


@pytest.mark.parametrize("suffix", ["", ".txt", ".text", ".md"])
def test_a_text_is_found_by_the_name_of_its_document(held: Folder, elsewhere: Path, suffix: str) -> None:
    (elsewhere / f"bulletin-1{suffix}").write_text(ARTICLE, encoding="utf-8")
    assert Texts(held.read(), elsewhere).original("bulletin-1") == ARTICLE


def test_a_text_is_found_by_its_hash_whatever_its_name(held: Folder, elsewhere: Path) -> None:
    (elsewhere / "a.txt").write_text("something else", encoding="utf-8")
    (elsewhere / "b.txt").write_text(ARTICLE, encoding="utf-8")
    (elsewhere / "sub.txt").mkdir()
    texts = Texts(held.read(), elsewhere)
    assert texts.original("bulletin-1") == ARTICLE
    assert texts.edition("bulletin-1") is None


def test_line_ends_marks_and_blanks_do_not_make_another_text(held: Folder, elsewhere: Path) -> None:
    raw = "\ufeff" + ARTICLE.replace(". ", ".  ").replace("ice", "i\u200bce") + "\r\n"
    (elsewhere / "bulletin-1.txt").write_text(raw, encoding="utf-8")
    assert Texts(held.read(), elsewhere).original("bulletin-1") == ARTICLE


def test_a_text_of_the_name_with_other_words_is_at_hand_but_not_the_original(
    held: Folder, elsewhere: Path
) -> None:
    (elsewhere / "bulletin-1.txt").write_text(OTHER, encoding="utf-8")
    texts = Texts(held.read(), elsewhere)
    assert texts.original("bulletin-1") is None
    assert texts.at_hand("bulletin-1") == OTHER
    assert texts.edition("bulletin-1") == OTHER


def test_the_edition_that_the_user_points_to_is_looked_at_first(held: Folder, elsewhere: Path) -> None:
    (elsewhere / "bulletin-1.txt").write_text(OTHER, encoding="utf-8")
    (elsewhere / "first print.txt").write_text(ARTICLE, encoding="utf-8")
    texts = Texts(held.read(), elsewhere)
    assert texts.at_hand("bulletin-1") == OTHER
    assert texts.original("bulletin-1") == ARTICLE


def test_the_original_beside_the_case_is_found_under_another_edition_of_its_name(
    held: Folder, elsewhere: Path
) -> None:
    (elsewhere / "bulletin-1.txt").write_text(OTHER, encoding="utf-8")
    keep_text(held.path, make_document(), ARTICLE)
    texts = Texts(held.read(), elsewhere)
    assert texts.original("bulletin-1") == ARTICLE
    assert texts.at_hand("bulletin-1") == OTHER


def test_a_document_without_a_hash_has_no_original(folder: Folder) -> None:
    keep_text(folder.path, make_document(), ARTICLE)
    texts = Texts(folder.read())
    assert texts.original("bulletin-1") is None
    assert texts.at_hand("bulletin-1") == ARTICLE


def test_what_is_no_utf8_is_read_with_marks_where_it_cannot_be(held: Folder, elsewhere: Path) -> None:
    (elsewhere / "bulletin-1.txt").write_bytes("쌀값".encode("cp949") + b" rice")
    assert (Texts(held.read(), elsewhere).at_hand("bulletin-1") or "").endswith(" rice")


def test_a_file_too_large_is_passed_over(
    held: Folder, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts_module, "LARGEST", 10)
    (elsewhere / "bulletin-1.txt").write_text(ARTICLE, encoding="utf-8")
    assert Texts(held.read(), elsewhere).at_hand("bulletin-1") is None


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_of_texts_that_is_none_is_refused(held: Folder, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is no folder; --texts names the one"):
        Texts(held.read(), tmp_path / name)
