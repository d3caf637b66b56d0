from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.conftest import Folder
from tumen.core.errors import EvidenceError
from tumen.evidence import files
from tumen.evidence.files import read_json, read_toml, shown, toml, write

plain = (
    st.text()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)
keys = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
tables = st.dictionaries(keys, plain, max_size=4)
values = plain | st.lists(plain, max_size=4) | tables | st.lists(tables, max_size=3)


@given(st.dictionaries(keys, values, max_size=6))
def test_what_is_written_as_toml_is_read_as_it_was(content: dict[str, Any]) -> None:
    assert tomllib.loads(toml(content)) == content


@pytest.mark.parametrize(
    "letter", ['"', "\\", "\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "🙂", "'''"]
)
def test_no_letter_breaks_a_string(letter: str) -> None:
    text = f"a{letter}b{letter}{letter}"
    assert tomllib.loads(toml({"says": text})) == {"says": text}


def test_a_list_of_tables_has_an_entry_a_line() -> None:
    assert toml({"anchors": [{"start": 1}, {"start": 2}]}).splitlines() == [
        "anchors = [",
        "  { start = 1 },",
        "  { start = 2 },",
        "]",
    ]


def test_a_file_is_written_as_utf8_and_its_folder_made(tmp_path: Path) -> None:
    write(tmp_path / "new" / "file.toml", "무산\n")
    assert (tmp_path / "new" / "file.toml").read_bytes() == "무산\n".encode()


def test_a_file_is_put_in_the_place_of_the_old_one_when_it_is_whole(tmp_path: Path) -> None:
    file, other_name = tmp_path / "file.toml", tmp_path / "other"
    write(file, "old\n")
    other_name.hardlink_to(file)
    write(file, "new\n")
    assert (file.read_text(encoding="utf-8"), other_name.read_text(encoding="utf-8")) == ("new\n", "old\n")


def test_a_write_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file.toml"
    write(file, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write(file, "new\n" * 100_000 + "\ud800")
    assert file.read_text(encoding="utf-8") == "old\n"


def test_a_write_that_is_interrupted_leaves_the_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file.toml"
    write(file, "old\n")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(file, "new\n")
    assert file.read_text(encoding="utf-8") == "old\n"
    monkeypatch.undo()
    write(file, "new\n")
    assert file.read_text(encoding="utf-8") == "new\n"


DEEP = 100_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = ", "not valid TOML"),
        (b"a = 1\na = 2\n", "not valid TOML"),
        (b"a = 2018-13-40\n", "not valid TOML"),
        (b"a = '\x00'\n", "not valid TOML"),
        (b'a = "\x1b[31m"\n', "not valid TOML"),
        (b"\x00" * 100, "not valid TOML"),
        (b"\xff\xfea", "is not UTF-8 text"),
        ("a = '쌀'".encode("cp949"), "is not UTF-8 text"),
        (b"a = " + b"[" * DEEP, "nested too deeply"),
        (b"a = " + b"{a=" * DEEP, "nested too deeply"),
        (b"a = " + b"9" * 5000, "holds a number of too many digits"),
        (b"#" * (files.LARGEST_FILE + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_makes_no_sense_is_named_with_what_is_wrong(
    empty: Folder, content: bytes, said: str
) -> None:
    with pytest.raises(EvidenceError, match=rf"^documents/x\.toml: .*{said}"):
        read_toml(empty.write("documents/x.toml", content))


def test_json_is_read_with_the_same_care(empty: Folder) -> None:
    assert read_json(empty.write("x.json", b'{"a": [1, null]}')) == {"a": [1, None]}
    with pytest.raises(EvidenceError, match=r"x\.json: not valid JSON"):
        read_json(empty.write("x.json", b'{"a": '))
    with pytest.raises(EvidenceError, match=r"x\.json: nested too deeply"):
        read_json(empty.write("x.json", b"[" * 100_000))


def test_what_is_no_file_is_not_read(empty: Folder) -> None:
    (empty.path / "documents" / "x.toml").mkdir()
    with pytest.raises(EvidenceError, match=r"documents/x\.toml: is no file"):
        read_toml(empty.path / "documents" / "x.toml")
    endless = empty.path / "documents" / "y.toml"
    endless.symlink_to("/dev/zero")
    with pytest.raises(EvidenceError, match=r"documents/y\.toml: is no file"):
        read_toml(endless)


def test_a_file_that_is_not_there_is_named(empty: Folder) -> None:
    with pytest.raises(EvidenceError, match=r"x\.toml: cannot be read \(No such file or directory\)"):
        read_toml(empty.path / "x.toml")


def test_a_value_is_shown_on_one_short_line() -> None:
    assert shown("a\nb\x1b[31m") == r"'a\nb\x1b[31m'"
    assert len(shown("a" * 1000)) == 82


def test_a_value_that_python_cannot_print_is_shown_by_its_type() -> None:
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"a": deep}
    assert shown(deep) == "too large a dict"
    assert shown(16**10_000) == "too large a int"
