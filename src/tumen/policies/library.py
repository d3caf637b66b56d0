"""Policies by name: those that come with the package, and a user's own TOML files."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from tumen.core.errors import ScenarioError, did_you_mean
from tumen.policies.forms import Closure, InstrumentEdit, Policy, PolicyChange
from tumen.scenario.schema import Form

AS_IT_HAPPENED = "as-it-happened"
"""The baseline: the scenario without any change."""

FIRST = (AS_IT_HAPPENED,)

FORMS: dict[str, type[Form]] = {"change": PolicyChange, "instrument": InstrumentEdit, "closure": Closure}
"""Entries of a policy's file, of which it may have several."""


def available() -> list[str]:
    """Names of the policies that come with the package, the baseline first."""
    names = sorted(path.stem for path in _bundled().glob("*.toml"))
    return [*FIRST, *(name for name in names if name not in FIRST)]


def load(name_or_path: str | Path) -> Policy:
    """A policy by its bundled name, or from a TOML file.

    Raises
    ------
    ScenarioError
        With one sentence naming the file, the field and what was expected.
    """
    path = Path(name_or_path)
    if str(name_or_path) in available():
        path = _bundled() / f"{name_or_path}.toml"
    elif path.suffix != ".toml" or not path.is_file():
        known = available()
        hint = did_you_mean(str(name_or_path), known) or f"; bundled are {', '.join(known)}"
        raise ScenarioError(f"No policy {str(name_or_path)!r}: neither a bundled name nor a TOML file{hint}.")
    return _read(path)


def _read(path: Path) -> Policy:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path.name}: cannot be read ({error}).") from error
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{path.name}: not valid TOML: {error}.") from error
    try:
        return Policy.model_validate(written)
    except ValidationError as error:
        raise ScenarioError(f"{path.name}{_sentence(error)}.") from error


def _sentence(error: ValidationError) -> str:
    """Where in the file, and what is wrong there; entries are counted from 1."""
    first = error.errors()[0]
    form: type[Form] = Policy
    loc, where = list(first["loc"]), ""
    if len(loc) > 1 and isinstance(loc[1], int):
        form, where = FORMS.get(str(loc[0]), Policy), f", {loc[0]} {loc[1] + 1}"
        loc = loc[2:]
    key = ".".join(str(part) for part in loc)
    if first["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in form.model_fields.items()]
        return f"{where}: unknown key {key!r}{did_you_mean(str(loc[-1]), known)}"
    if first["type"] == "missing":
        return f"{where}: {key!r} is missing"
    said = first["msg"].removeprefix("Value error, ").replace("Input should", "should").rstrip(".")
    said = f"{said[0].lower()}{said[1:]}"
    return f"{where}: {key!r} is {first['input']!r} but {said}" if key else f"{where}: {said}"


def _bundled() -> Path:
    return Path(str(resources.files("tumen.data") / "policies"))
