"""The source of the app's pages passes its own checks: types, and tests of its logic."""

from __future__ import annotations

import shutil

import pytest

from tumen.web.build import LEFT_OUT, SOURCE, _node, _npm


@pytest.fixture(scope="module")
def ui(tmp_path_factory):
    """The source with what it is built from, installed."""
    folder = tmp_path_factory.mktemp("ui") / "ui"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    _npm(_node(), folder, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {})
    return folder


@pytest.mark.parametrize("script", ["check", "test"])
def test_its_own_checks_pass(ui, script):
    _npm(_node(), ui, ["run", script], {})
