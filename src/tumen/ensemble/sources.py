"""What a run's results hang on, part by part: the source of the model, the content of the scenario."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

import tumen
from tumen.core.declare import Param
from tumen.engine.kernel import Model
from tumen.engine.mechanism import Mechanism
from tumen.scenario import Scenario

PACKAGES: tuple[str, ...] = ("core/", "scenario/", "world/", "engine/")
"""Parts of the package whose every file counts, save those of `WITHOUT`."""

WITHOUT = frozenset(
    {"core/text.py", "engine/dataset.py", "engine/interpret.py", "engine/snapshot.py", "scenario/describe.py"}
)
"""Files that no stored number hangs on: they print, export and save, or do the same more slowly."""

MODEL, MECHANISM, SOURCE, VERSIONS, SCENARIO = "kernel", "mechanism ", "source ", "versions", "scenario "
"""How the names of parts begin."""

NOT_LIVED = frozenset({"name", "title", "about", "path", "parent", "sha256", "events"})
"""What of a scenario no run hangs on: words, and dates that are only drawn into figures."""


def short_hash(*texts: str | bytes, size: int = 16) -> str:
    """Hash of some texts, the borders between them counted; ``size`` bytes as hexadecimal digits."""
    hasher = hashlib.blake2b(digest_size=size)
    for text in texts:
        body = text.encode() if isinstance(text, str) else text
        hasher.update(len(body).to_bytes(8, "little"))
        hasher.update(body)
    return hasher.hexdigest()


@lru_cache(maxsize=16)
def model_parts(model: Model) -> dict[str, str]:
    """Name -> hash of everything in the program that a model's results hang on.

    Comments, docstrings and the layout of the code do not count.
    """
    parts = {MODEL: model.fingerprint, VERSIONS: _versions()}
    for path in AS_LOADED:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(PACKAGES) and name not in WITHOUT:
            parts[SOURCE + name] = short_hash(_code(path))
    for mechanism in model.catalog.mechanisms:
        parts[f"{MECHANISM}{mechanism.actor}/{mechanism.name}"] = _mechanism(mechanism)
    return parts


def scenario_parts(scenario: Scenario) -> dict[str, str]:
    """Name -> hash of everything in a scenario that its runs hang on, table by table.

    It is the content that counts, not the files: a scenario changed in memory is another one, and one
    with another title is not.
    """
    content = scenario_form().dump_python(scenario, mode="json", exclude=set(NOT_LIVED))
    return {
        SCENARIO + name: short_hash(json.dumps(value, sort_keys=True))
        for name, value in sorted(content.items())
    }


@cache
def scenario_form() -> TypeAdapter[Scenario]:
    """Reads and writes scenarios as JSON."""
    return TypeAdapter(Scenario)


def _versions() -> str:
    import llvmlite
    import numba

    python = ".".join(map(str, sys.version_info[:2]))
    libraries = {"numba": numba, "llvmlite": llvmlite, "numpy": np}
    return f"python {python}, " + ", ".join(f"{name} {one.__version__}" for name, one in libraries.items())


ROOT = Path(tumen.__file__).parent

AS_LOADED = {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*/**/*.py"))}
"""The package's files as they are about when this process loads them: it does not run what they become."""


@cache
def _code(path: Path) -> str:
    """A file's syntax tree as text, without the strings that only explain."""
    tree = ast.parse(AS_LOADED.get(path) or path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _explains(one)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _explains(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _mechanism(mechanism: Mechanism) -> str:
    names = [one.name for one in fields(mechanism) if one.name not in ("rules", "doc")]
    declared = {name: getattr(mechanism, name) for name in names}
    order = [(rule.name, rule.when) for rule in mechanism.rules]
    files = {inspect.getsourcefile(rule.function) for rule in mechanism.rules}
    code = [_code(Path(file)) for file in sorted(file for file in files if file)]
    return short_hash(*_flat(declared), repr(order), *code)


def _flat(thing: Any) -> Iterator[str]:
    """A declaration as text, without the words in it."""
    if isinstance(thing, dict):
        for key, value in sorted(thing.items()):
            yield str(key)
            yield from _flat(value)
    elif is_dataclass(thing):
        words = {"doc", "source"} if isinstance(thing, Param) else {"doc"}
        names = [one.name for one in fields(thing) if one.name not in words]
        yield type(thing).__name__
        yield from _flat({name: getattr(thing, name) for name in names})
    elif isinstance(thing, Iterable) and not isinstance(thing, str):
        for one in thing:
            yield from _flat(one)
    else:
        yield repr(thing)
