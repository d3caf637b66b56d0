"""Fixtures that tests of fits share."""

from __future__ import annotations

import pytest

from tests.inference.fits import made_up_fit
from tumen.inference.result import Fit


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Fit:
    """A finished fit of made-up runs; not to be changed."""
    return made_up_fit(tmp_path_factory.mktemp("made-up"))
