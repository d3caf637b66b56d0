"""Observations as a table and as a dataset, saved and read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from tests.evidence.conftest import make_claim
from tests.evidence.test_observations import amount, price, told
from tumen.evidence.long_names import LONG_NAMES
from tumen.evidence.observations import Observations
from tumen.scenario import Scenario, load


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("musan")


@pytest.fixture
def mixed(scenario: Scenario) -> Observations:
    """An observation of every kind."""
    return told(
        scenario,
        price("value"),
        price("bound", quantity={"kind": "bound", "low": 5000, "unit": "KPW/kg"}, origin="miner"),
        price("ratio", quantity={"kind": "ratio", "value": 2, "than": "2017"}, places=["Rason", "Musan"]),
        price("echo", repeats="value"),
        price("count", observable="arrests", quantity=amount(12, "people")),
        make_claim("date", event="rations_stop", quantity=None, commodity=None, period="2018-02-10"),
        price("words", group='무산 "miners", 🙂\n'),
    )


def test_a_table_has_a_row_for_each_observation_and_its_noise_in_columns(mixed: Observations) -> None:
    table = mixed.to_dataframe()
    assert list(table["claim"]) == [one.claim for one in mixed.observations]
    assert {"scale", "error", "floor", "seen", "told", "dated", "tied", "shared"} <= set(table.columns)
    assert "noise" not in table.columns
    row = table.set_index("claim").loc["ratio"]
    assert (row["places"], row["than_first"]) == ("Musan, Rason", date(2017, 1, 1))
    assert table.set_index("claim").loc["value", "relays"] == "echo"


def test_a_dataset_lies_along_reports_with_names_for_its_numbers(mixed: Observations) -> None:
    dataset = mixed.to_xarray()
    assert dict(dataset.sizes) == {"report": len(mixed.observations)}
    assert dataset.attrs["scenario"] == "musan"
    assert all(dataset[name].attrs["long_name"] == text for name, text in LONG_NAMES.items())
    assert dataset["first"].dtype.kind == "M"
    assert float(dataset["value"].sel(report="value")) == 5200
    assert np.isnan(dataset["value"].sel(report="bound"))
    assert np.isposinf(dataset["high"].sel(report="bound"))
    assert pd.isna(dataset["than_first"].sel(report="value").item())
    date_ = dataset.sel(report="date")
    assert (date_["event"].item(), date_["shows"].item(), float(date_["level"])) == (
        "rations_stop",
        "below",
        20,
    )
    assert np.isnan(dataset["level"].sel(report="value"))
    assert dataset["over_places"].sel(report="count").item() == "sum"
    assert dataset["bias_width"].dtype == "float64"
    assert dataset["counted_in"].sel(report="value").item() == ""


def test_a_dataset_is_the_same_after_it_was_saved(mixed: Observations, tmp_path: Path) -> None:
    dataset = mixed.to_xarray()
    dataset.to_netcdf(tmp_path / "observations.nc", engine="h5netcdf")
    with xr.open_dataset(tmp_path / "observations.nc", engine="h5netcdf") as saved:
        assert set(saved.data_vars) == set(dataset.data_vars)
        for name in (
            "value",
            "low",
            "high",
            "error",
            "weight",
            "unit",
            "places",
            "level",
            "shows",
            "group",
            "relays",
        ):
            assert saved[name].to_series().equals(dataset[name].to_series()), name
        assert str(saved["last"].sel(report="value").values)[:10] == "2018-02-28"
        assert saved.attrs == dataset.attrs


def test_a_date_past_what_nanoseconds_can_count_stands_in_the_dataset(scenario: Scenario) -> None:
    event = make_claim(event="rations_stop", quantity=None, commodity=None, period="2016/9999")
    dataset = told(scenario, event).to_xarray()
    assert str(dataset["last"].item())[:10] == "9999-12-31"


def test_a_case_that_says_nothing_has_an_empty_table_that_can_be_saved(
    scenario: Scenario, tmp_path: Path
) -> None:
    nothing = told(scenario)
    assert nothing.to_dataframe().empty
    nothing.to_xarray().to_netcdf(tmp_path / "nothing.nc", engine="h5netcdf")
    with xr.open_dataset(tmp_path / "nothing.nc", engine="h5netcdf") as saved:
        assert saved.sizes["report"] == 0
