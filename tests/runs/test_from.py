"""A run that counts from a later day has lived the days before."""

from __future__ import annotations

import numpy as np

from tumen.runs.run import simulate


def test_the_months_of_a_later_start_are_those_of_the_whole_run() -> None:
    whole = simulate("musan", people_share=0.002, end="2013-12-31").to_xarray()
    later = simulate("musan", people_share=0.002, start="2013-10-01", end="2013-12-31").to_xarray()
    assert later.sizes["time"] == 3
    for name in ("stock", "flow_out", "two_meals", "exports", "household_cash"):
        np.testing.assert_array_equal(
            later[name].values, whole[name].isel(time=slice(9, 12)).values, err_msg=name
        )
