"""The archive for the EMA Workbench, as its ``load_results`` reads it."""

from __future__ import annotations

import io
import json
import tarfile

import numpy as np
import pandas as pd
import pytest

from tests.comparison.cases import both, made_up
from tumen.comparison import ema
from tumen.comparison.outcomes import CURRENCY, HUNGRY
from tumen.core.errors import InputError

NAN = float("nan")


@pytest.fixture
def compared():
    z = np.array([[0.1, -1.0], [0.2, 0.0], [1 / 3, 1.0]])
    values = both([[1.5, NAN, 3], [4, 5, 0.1 + 0.2]])
    return made_up({**values, "smuggled": np.full((2, 3), NAN)}, z=z, named=["rice", "toil"])


def read(path):
    """What `ema_workbench.util.utilities.load_results` (3.0) does, without its classes."""
    with tarfile.open(path, "r:gz", encoding="UTF8") as archive:
        metadata = json.loads(archive.extractfile("metadata.json").read().decode())
        experiments = pd.read_csv(archive.extractfile("experiments.csv"))
        for name, dtype in metadata["experiments"].items():
            experiments[name] = experiments[name].astype(np.dtype(dtype))
        outcomes = {}
        for kind, name, file in metadata["outcomes"]:
            assert kind == "ScalarOutcome"
            values = pd.read_csv(archive.extractfile(file), index_col=False, header=None).to_numpy()
            outcomes[name] = np.reshape(values, (values.shape[0],))
    return metadata, experiments, outcomes


def test_experiments_hold_beliefs_scenario_policy_and_model(compared, tmp_path):
    compared.to_ema(tmp_path / "a.tar.gz")
    metadata, experiments, outcomes = read(tmp_path / "a.tar.gz")
    assert metadata["version"] == 0.1
    assert list(experiments) == ["rice", "toil", "scenario", "policy", "model"]
    assert experiments["policy"].tolist() == ["as-it-happened"] * 3 + ["policy-1"] * 3
    assert experiments["scenario"].tolist() == [0, 1, 2, 0, 1, 2]
    values = compared.data["belief_value"].to_numpy()
    np.testing.assert_array_equal(experiments[["rice", "toil"]].to_numpy(), np.tile(values, (2, 1)))
    assert set(outcomes) == {CURRENCY, HUNGRY}
    np.testing.assert_array_equal(outcomes[HUNGRY], [1.5, NAN, 3, 4, 5, 0.1 + 0.2])


def test_worlds_held_at_their_defaults_have_no_uncertainties(tmp_path):
    made_up(both([[1, 2, 3], [4, 5, 6]])).to_ema(tmp_path / "a.tar.gz")
    assert list(read(tmp_path / "a.tar.gz")[1]) == ["scenario", "policy", "model"]


def test_the_same_numbers_give_the_same_bytes(compared):
    assert ema.archive(compared) == ema.archive(compared)
    with tarfile.open(fileobj=io.BytesIO(ema.archive(compared))) as archive:
        assert {one.mtime for one in archive.getmembers()} == {0}


def test_it_is_written_whole_or_not_at_all(compared, tmp_path, monkeypatch):
    compared.to_ema(tmp_path / "a.tar.gz")
    before = (tmp_path / "a.tar.gz").read_bytes()

    def full(self, *_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(InputError, match="No space left"):
        compared.to_ema(tmp_path / "a.tar.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar.gz"]
    assert (tmp_path / "a.tar.gz").read_bytes() == before


@pytest.mark.parametrize("name", ["nowhere/a.tar.gz", ".", "a.csv"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_run(tmp_path, name):
    with pytest.raises(InputError, match="cannot be written"):
        ema.check(tmp_path / name)


def test_the_workbench_reads_it(compared, tmp_path):
    workbench = pytest.importorskip("ema_workbench")
    compared.to_ema(tmp_path / "a.tar.gz")
    experiments, outcomes = workbench.load_results(str(tmp_path / "a.tar.gz"))
    assert len(experiments) == 6
    np.testing.assert_array_equal(outcomes[HUNGRY], [1.5, NAN, 3, 4, 5, 0.1 + 0.2])
