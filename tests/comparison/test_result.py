"""A comparison kept in a folder: whole or not at all, and read back as it was."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

from tests.comparison.cases import both, made_up
from tumen.comparison import page, result
from tumen.comparison.outcomes import HUNGRY
from tumen.core.errors import InputError, RunError

HUNGER = np.array([[10.0, 20, 30, 40, 50, 60], [9, 21, 27, 36, 45, 54]])


@pytest.fixture
def compared():
    z = np.random.default_rng(1).normal(size=(6, 2))
    return made_up(both(HUNGER), z=z, weights={"without A": np.full(6, 1 / 6)})


def test_what_is_written_is_read_back(compared, tmp_path):
    result.write(compared, tmp_path / "first")
    again = result.read(tmp_path / "first")
    assert again.provenance == compared.provenance
    assert set(again.data.variables) == set(compared.data.variables)
    for name, values in compared.data.variables.items():
        np.testing.assert_array_equal(again.data[name].to_numpy(), values.to_numpy(), err_msg=str(name))
    assert again.to_json() == compared.to_json()
    assert sorted(path.name for path in (tmp_path / "first").iterdir()) == [
        "compare.html", "compare.json", "compare.nc", "outcomes.csv", "policies",
    ]  # fmt: skip


def test_a_policy_of_ones_own_is_kept_beside_it(compared, tmp_path):
    result.write(compared, tmp_path / "own")
    own = {one["name"]: one["file"] for one in compared.provenance["policies"] if one["file"]}
    kept = {path.stem: path.read_text() for path in (tmp_path / "own" / "policies").iterdir()}
    assert kept == own
    assert own


def test_a_former_comparison_makes_way(compared, tmp_path):
    result.write(compared, tmp_path / "one")
    result.write(made_up(both(HUNGER * 2)), tmp_path / "one")
    assert result.read(tmp_path / "one").numbers[0, 0, 1] == 20.0
    assert {path.name for path in tmp_path.iterdir()} == {"one", "latest.txt"}


def test_something_else_is_never_overwritten(compared, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("dear")
    for name in ("mine", "file"):
        with pytest.raises(InputError, match="not a Tumen comparison"):
            result.write(compared, tmp_path / name)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    (tmp_path / "empty").mkdir()
    result.write(compared, tmp_path / "empty")


def test_what_fails_half_way_leaves_the_former_one(compared, tmp_path, monkeypatch):
    result.write(compared, tmp_path / "one")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page, "write_page", full)
    with pytest.raises(RunError, match="No space left"):
        result.write(made_up(both(HUNGER * 2)), tmp_path / "one")
    assert result.read(tmp_path / "one").numbers[0, 0, 1] == 10.0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("compare.json", b"{"),
        ("compare.json", b"[]"),
        ("compare.json", b"\xff\xfe"),
        ("compare.nc", b""),
        ("compare.nc", b"\x89HDF\r\n\x1a\n and then nothing"),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(compared, tmp_path, name, content):
    result.write(compared, tmp_path / "one")
    (tmp_path / "one" / name).write_bytes(content)
    with pytest.raises(RunError, match="damaged"):
        result.read(tmp_path / "one")


def test_a_policy_that_leaves_a_rounding_error_alone_is_idle():
    values = [[3e9, 2e9, 1e9], [3e9 + 8, 2e9, 1e9], [4e9, 2e9, 1e9]]
    compared = made_up({"smuggled": values})
    assert compared.idle == ["policy-1"]


def test_another_version_is_refused(compared, tmp_path):
    result.write(compared, tmp_path / "one")
    told = compared.provenance | {"schema": 99}
    (tmp_path / "one" / "compare.json").write_text(json.dumps(told))
    with pytest.raises(RunError, match="another version"):
        result.read(tmp_path / "one")


def test_the_latest_is_the_one_made_last(compared, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="tumen compare SCENARIO POLICY"):
        result.find("latest")
    for age, name in enumerate(("newest", "older", "oldest")):
        result.write(compared, result.COMPARISONS / name)
        os.utime(result.COMPARISONS / name / "compare.json", (1e9 - age, 1e9 - age))
    assert result.find("latest").name == "newest"
    assert result.find("older") == result.COMPARISONS / "older"
    with pytest.raises(InputError, match="no comparison"):
        result.find("elsewhere")


def test_points_are_those_of_the_runs_and_differences_are_world_by_world(compared):
    said = compared.to_json()["outcomes"][HUNGRY]
    assert said["unit"] == "person-days"
    mine = said["policies"]["policy-1"]
    assert mine["value"]["median"] == pytest.approx((27 + 36) / 2)
    assert mine["difference"]["median"] == pytest.approx(-3.5)
    assert mine["difference"]["90"] == [pytest.approx(-6.0), pytest.approx(1.0)]
    assert said["policies"]["as-it-happened"]["difference"] == {"median": 0, "50": [0, 0], "90": [0, 0]}


def test_what_is_measured_nowhere_is_null_and_warns_of_nothing(recwarn):
    compared = made_up({**both(HUNGER), "smuggled": np.full((2, 6), np.nan)})
    told = compared.to_json()["outcomes"]["smuggled"]["policies"]["policy-1"]
    assert told["value"] == {"median": None, "50": [None, None], "90": [None, None]}
    assert not compared.measured(compared.of("smuggled"))
    json.dumps(compared.to_json(), allow_nan=False)
    assert not recwarn.list


def test_what_rounding_leaves_is_no_difference():
    compared = made_up({"smuggled": [[3e9, 3e9, 0.0], [3e9 + 8, 3e9 + 8e6, 1e-9]]})
    assert compared.differences[1, :, 0].tolist() == [0.0, 8e6, 1e-9]


def test_runs_that_pairing_spares_by_hand():
    """Baseline 10, 20, 30; the policy 1 more, 2 more, 3 more: variances 100 and 121 against 1."""
    compared = made_up({"smuggled": [[10, 20, 30], [11, 22, 33]]})
    assert compared.saved[1, 0] == pytest.approx(3 * (221 - 1))
    assert compared.runs_saved == 660


@pytest.mark.parametrize("values", [[[1, 2, 3], [1, 2, 3]], [[1, 2, 3], [2, 3, 4]]])
def test_where_no_difference_varies_nothing_is_said_to_be_spared(values):
    assert made_up({"smuggled": values}).runs_saved == 0


def test_what_pairing_makes_worse_spares_nothing():
    assert made_up({"smuggled": [[1, 2, 3], [3, 2, 1]]}).runs_saved == 0


def test_an_unknown_outcome_has_a_hint(compared):
    with pytest.raises(InputError, match="did you mean 'person_days_below_1800'"):
        compared.of("person_days_below_180")


def test_a_policy_that_touches_nothing_that_goes_on_is_idle():
    compared = made_up(both([[1, 2, 3], [1, 2, 3], [1, 2, 4]]))
    assert compared.idle == ["policy-1"]


def test_figures_for_a_paper_are_asked_for_by_name(compared):
    frontier = compared.plot()
    assert "denied" in frontier.axes[0].get_xlabel()
    assert {text.get_text() for text in frontier.axes[0].texts} == set(compared.policies)
    name = str(compared.data["course"].to_numpy()[0])
    lines = [line for line in compared.plot(name).axes[0].lines if len(line.get_xdata()) > 2]
    assert len(lines) == len(compared.policies)
    with pytest.raises(InputError, match=r"There is no figure 'no-such'; there are frontier, "):
        compared.plot("no-such")
