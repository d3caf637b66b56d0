from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.export.made import write_case
from tumen.evidence.case import Case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """The made-up case, written and read."""
    return write_case(tmp_path / "made")
