"""A saved run is taken up where it was, or refused in a sentence; never misread."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.toy import toy_stage
from tumen.core.errors import RunError
from tumen.engine import snapshot
from tumen.engine.simulation import Simulation
from tumen.engine.snapshot import restore, save
from tumen.engine.stage import Stage

SAVED_ON = 20


def stage(**changes: object) -> Stage:
    return toy_stage(households=40, **{"sha256": "toy", **changes})


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A snapshot and the digest of the run it holds."""
    simulation = Simulation(stage(), daily=True)
    simulation.run(SAVED_ON)
    path = tmp_path_factory.mktemp("saved") / "state"
    save(simulation, path)
    return path, simulation.digest()


def test_what_was_remembered_comes_back(saved: tuple[Path, str]) -> None:
    simulation = restore(saved[0], stage())
    assert (simulation.day, simulation.digest()) == (SAVED_ON, saved[1])
    assert simulation.recorder.daily
    assert len(simulation.recorder.every_day) == SAVED_ON - simulation.stage.burn_in
    assert simulation.recorder.opening is not None
    assert set(simulation.imbalance.values()) == {0}


def test_a_run_saved_in_its_burn_in_remembers_nothing_yet(tmp_path: Path) -> None:
    simulation = Simulation(stage())
    simulation.run(3)
    save(simulation, tmp_path / "state")
    again = restore(tmp_path / "state", stage())
    assert again.recorder.months == []
    assert again.recorder.opening is None


OTHERS = {
    "seed": (dict(seed=2), "luck"),
    "scenario": (dict(sha256="other"), "scenario"),
    "burn-in": (dict(burn_in_days=8), "first_day"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_snapshot_of_another_run_is_refused(saved: tuple[Path, str], what: str) -> None:
    changes, named = OTHERS[what]
    with pytest.raises(
        RunError, match=f"was saved with another {named} and cannot be continued here; run again"
    ):
        restore(saved[0], stage(**changes))


def test_a_snapshot_of_other_people_is_refused(saved: tuple[Path, str]) -> None:
    with pytest.raises(RunError, match="was saved with another households"):
        restore(saved[0], toy_stage(households=41, sha256="toy"))


def test_a_snapshot_of_another_version_is_refused(
    saved: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "VERSION", snapshot.VERSION + 1)
    with pytest.raises(RunError, match="was saved with another version"):
        restore(saved[0], stage())


def test_a_missing_snapshot_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is not a whole snapshot of a run"):
        restore(tmp_path / "none", stage())


@pytest.fixture(scope="module")
def fresh() -> Stage:
    return stage()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_snapshot_is_refused(
    saved: tuple[Path, str], tmp_path: Path, fresh: Stage, data: st.DataObject
) -> None:
    content = bytearray(saved[0].read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    damaged = tmp_path / "damaged"
    damaged.write_bytes(content)
    with pytest.raises(
        RunError, match=r"damaged is not a whole snapshot of a run .*; run it again from the start"
    ):
        restore(damaged, fresh)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_truncated_snapshot_is_refused(
    saved: tuple[Path, str], tmp_path: Path, fresh: Stage, data: st.DataObject
) -> None:
    content = saved[0].read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(RunError, match="is not a whole snapshot of a run"):
        restore(cut, fresh)


def broken_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_save_that_is_broken_off_leaves_the_old_file(
    saved: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state"
    path.write_bytes(saved[0].read_bytes())
    simulation = Simulation(stage())
    simulation.run(30)

    monkeypatch.setattr(snapshot.Path, "replace", broken_off)
    with pytest.raises(KeyboardInterrupt):
        save(simulation, path)
    assert [file.name for file in tmp_path.iterdir()] == ["state"]
    assert path.read_bytes() == saved[0].read_bytes()
