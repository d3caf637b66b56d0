"""A fit on disk is the fit, whole; what is not one, or is damaged, is said to be so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from tumen.core.errors import InputError, RunError, TumenError
from tumen.ensemble.store import default_path
from tumen.inference import keeping, result
from tumen.inference.result import PAGE, PROVENANCE, RESULT, SCENARIO, SCHEMA, Fit


@pytest.fixture(scope="module")
def folder(made_up: Fit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fit's folder; not to be changed."""
    path = tmp_path_factory.mktemp("fits") / "one"
    keeping.write(replace(made_up), path)
    return path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_fit_is_read_as_it_was_written(made_up: Fit, folder: Path) -> None:
    found = Fit.open(folder, made_up.store)
    xr.testing.assert_identical(found.tree, made_up.tree)
    assert found.observations == made_up.observations
    assert found.beliefs == made_up.beliefs
    assert found.provenance == json.loads(json.dumps(made_up.provenance))
    assert found.scenario.sha256 == made_up.scenario.sha256
    assert found.path == folder


def test_what_is_endless_or_missing_stays_so(made_up: Fit, folder: Path) -> None:
    found = {one.claim: one for one in Fit.open(folder, made_up.store).observations}
    assert found["R7"].high == np.inf
    assert found["R7"].value is None
    assert np.isnan(Fit.open(folder, made_up.store).reports.loc["R8", "genuine"])
    json.loads((folder / PROVENANCE).read_text(encoding="utf-8"), parse_constant=pytest.fail)


def test_its_runs_are_those_of_the_fit(made_up: Fit, folder: Path) -> None:
    found = Fit.open(folder, made_up.store)
    for which, count in (("prior", 68), ("posterior", 30), ("all", 180)):
        assert found.plan(which).members == made_up.plan(which).members
        assert len(found.plan(which).members) == count
    ours, theirs = (one.results(["rice_price"])["rice_price"] for one in (found, made_up))
    np.testing.assert_array_equal(ours, theirs)


def test_tables_and_page_lie_beside_it(folder: Path, made_up: Fit) -> None:
    assert (folder / PAGE).stat().st_size > 10_000
    rows = (folder / "reports.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(made_up.observations)
    there = {path.name for path in folder.parent.iterdir()}
    assert there == {folder.name, result.folders.LATEST}, "no half-made folder is left"


def test_a_former_fit_makes_way_and_an_empty_folder_is_filled(
    made_up: Fit, copy: Path, tmp_path: Path
) -> None:
    (copy / "stray.txt").write_text("of the former one", encoding="utf-8")
    keeping.write(replace(made_up), copy)
    assert not (copy / "stray.txt").exists()
    (tmp_path / "empty").mkdir()
    keeping.write(replace(made_up), tmp_path / "empty")
    assert result.is_fit(tmp_path / "empty")


def test_a_folder_or_file_of_something_else_is_refused_and_left_alone(made_up: Fit, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    for name in ("mine", "file"):
        with pytest.raises(InputError, match="is not a Tumen fit; name another folder with --out"):
            keeping.write(replace(made_up), tmp_path / name)
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "mine"]


def test_where_nothing_can_be_written_it_is_said(made_up: Fit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="name another"):
        keeping.write(replace(made_up), tmp_path / "file" / "fit")


def test_a_fit_that_cannot_be_written_whole_leaves_the_former_one(
    made_up: Fit, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (copy / RESULT).read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.folders, "keep_scenario", full)
    with pytest.raises(InputError, match="No space left on device"):
        keeping.write(replace(made_up), copy)
    assert (copy / RESULT).read_bytes() == before


def _json(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        content = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        (folder / PROVENANCE).write_text(json.dumps(change(content)), encoding="utf-8")

    return damage


def _half(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])

    return damage


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_json(lambda of: of | {"schema": SCHEMA + 1}), f"schema {SCHEMA + 1}, this version reads {SCHEMA}"),
        (_json(lambda of: {}), "has schema None"),
        (_json(lambda of: {key: of[key] for key in of if key != "observations"}), "cannot be read as a fit"),
        (_json(lambda of: of | {"observations": [*of["observations"][:1], {}]}), "cannot be read as a fit"),
        (_json(lambda of: of | {"belief_ranges": "none"}), "cannot be read as a fit"),
        (_half(PROVENANCE), "fit again"),
        (_half(RESULT), "fit again: tumen fit musan --evidence border"),
        (lambda folder: (folder / RESULT).write_bytes(b""), "fit again: tumen fit musan"),
        (lambda folder: (folder / PROVENANCE).write_text("[]", encoding="utf-8"), "fit again"),
    ],
)
def test_a_damaged_fit_is_said_to_be_damaged(
    copy: Path, damage: Callable[[Path], None], message: str
) -> None:
    damage(copy)
    with pytest.raises(RunError, match=message):
        Fit.open(copy)


def test_a_fit_without_its_scenario_is_said_to_be_damaged(copy: Path) -> None:
    shutil.rmtree(copy / SCENARIO)
    with pytest.raises(TumenError):
        Fit.open(copy)


def test_a_fit_from_elsewhere_is_read_with_the_store_of_this_machine(
    copy: Path, made_up: Fit, tmp_path: Path
) -> None:
    assert Fit.open(copy).store.path == made_up.store.path
    _json(lambda of: of | {"store": str(tmp_path / "not here")})(copy)
    assert Fit.open(copy).store.path == default_path().absolute()
    assert not (tmp_path / "not here").exists()


def test_a_fit_is_found_by_path_by_name_and_as_the_latest(folder: Path, tmp_path: Path) -> None:
    assert result.find(folder) == folder
    assert result.find("one", folder.parent) == folder
    (tmp_path / "fits").mkdir()
    with pytest.raises(InputError, match="make one with: tumen fit musan --evidence border"):
        result.find("latest", tmp_path / "fits")
    (tmp_path / "fits" / result.folders.LATEST).write_text("one\n", encoding="utf-8")
    with pytest.raises(InputError, match="one is not a finished Tumen fit"):
        result.find("latest", tmp_path / "fits")
    with pytest.raises(InputError, match="there are: one"):
        result.find("two", folder.parent)
