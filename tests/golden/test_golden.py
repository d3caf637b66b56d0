"""Small runs whose results are kept: a change that moves them must say so (``pytest --update``)."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tumen.commands.run import yearly_observables
from tumen.engine.catalog import catalog
from tumen.runs.run import simulate

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/case.toml"))


def check(path: Path, found: dict, update: bool) -> None:
    if update:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(path.read_text(encoding="utf-8"))
    moved = [f"{key}: was {expected.get(key)}, is {found.get(key)}" for key in {**expected, **found}
             if expected.get(key) != found.get(key)]  # fmt: skip
    assert not moved, f"{path.parent.name} moved; if meant to, pytest --update:\n" + "\n".join(moved)


@pytest.mark.parametrize("case", CASES)
def test_results_are_those_kept(case: str, update: bool) -> None:
    asked = tomllib.loads((HERE / case / "case.toml").read_text(encoding="utf-8"))
    run = simulate(asked.pop("scenario"), **asked)
    found: dict = {"digest": run.digest}
    for name, values in sorted(yearly_observables(run.to_xarray()).items()):
        found[f"{name} ({values['unit']})"] = values["yearly"]
    check(HERE / case / "expected.json", found, update)


def test_the_order_of_the_day_is_that_kept(update: bool) -> None:
    day = {str(i): f"{rule.when} {rule.mechanism}.{rule.name}" for i, rule in enumerate(catalog().rules)}
    check(HERE / "order_of_the_day.json", day, update)
