"""Reading a scenario's files, and saying in one sentence what is wrong with them."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tumen.core.errors import ScenarioError, did_you_mean

Model = TypeVar("Model", bound=BaseModel)

PLAINLY = {"int_parsing": "should be a whole number", "float_parsing": "should be a number"}
"""What is expected, where pydantic speaks of parsing."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file, or say where it stops making sense."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{path.name}: not valid TOML: {error}.") from None
    except UnicodeDecodeError:
        raise ScenarioError(f"{path.name}: is not UTF-8 text.") from None


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV table; empty cells are left out of their row, lines starting with # skipped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ScenarioError(f"{path.name}: is not UTF-8 text.") from None
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.reader(lines)
    header = [cell.strip() for cell in next(reader, [])]
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise ScenarioError(f"{path.name}: column {twice!r} stands twice in the first line.")
    return [_row(path, number, header, cells) for number, cells in enumerate(reader, start=1)]


def _row(path: Path, number: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise ScenarioError(
            f"{path.name}, row {number}: {len(cells)} cells under {len(header)} column names; "
            "look for a missing or an unquoted comma."
        )
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}


def parse(form: type[Model], values: Mapping[str, Any], where: str, extra: Iterable[str] = ()) -> Model:
    """Check ``values`` against a form; ``extra`` are further names worth suggesting."""
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise ScenarioError(sentence(error, form, where, extra)) from None


def sentence(error: ValidationError, form: type[BaseModel], where: str, extra: Iterable[str] = ()) -> str:
    """Turn the first of pydantic's complaints into one sentence."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    known = [field.alias or name for name, field in form.model_fields.items()] + list(extra)
    if first["type"] == "extra_forbidden":
        last = str(first["loc"][-1])
        return f"{where}: unknown key {key!r}{did_you_mean(last, known)}."
    if first["type"] == "missing":
        return f"{where}: {key!r} is missing."
    expected = first["msg"].replace("Input should be", "should be").replace("Value error, ", "")
    expected = PLAINLY.get(first["type"], expected)
    return f"{where}: {key!r} is {first['input']!r} but {expected[0].lower()}{expected[1:]}."


def files_of(folder: Path) -> list[Path]:
    """The files that make up a scenario, in name order; what else lies in its folder is no part of it."""
    patterns = ("*.toml", "*.csv", "inputs/*.csv", "README.md")
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def content_hash(folder: Path, before: str = "") -> str:
    """SHA-256 over the names and bytes of a scenario's TOML and CSV files, in name order."""
    digest = hashlib.sha256(before.encode())
    for path in files_of(folder):
        if path.suffix in (".toml", ".csv"):
            body = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(body)}\0".encode())
            digest.update(body)
    return digest.hexdigest()
