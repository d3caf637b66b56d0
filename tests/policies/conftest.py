"""A policy's file that a test may spoil, and the bundled scenarios."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.policies.worlds import bundled
from tumen.engine.catalog import Catalog
from tumen.engine.catalog import catalog as declared
from tumen.scenario import Scenario

FILE = """\
name = "mine"
title = "Of my own"
about = "What a test decides."
who = "The test."

[[change]]
from = 2016-04-01
to = 2016-12-31
places = ["Musan"]
set.support_levy = 1_000

[[instrument]]
match = "2270 *"
exemption = 0.5

[[closure]]
match = "*Sanhe"
from = 2016-01-01
to = 2016-01-31
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the file, with one piece of its text put for another."""

    def write_with(old: str = "", new: str = "", text: str = FILE) -> Path:
        assert old in text
        path = tmp_path / "mine.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return write_with


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return declared()


@pytest.fixture(scope="session")
def musan() -> Scenario:
    return bundled("musan")
