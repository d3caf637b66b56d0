"""The parameter table of a brief: what is assumed is said, wherever a fact stands beside it or not."""

from __future__ import annotations

import pytest

from tumen.reports import settings


def row(**given: object) -> dict[str, object]:
    """The one row of a table of one parameter."""
    return settings.parameters({"parameters": {"x": {"value": 1.0} | given}})[0]


@pytest.mark.parametrize(
    ("source", "assumed"),
    [
        ("assumption", True),
        ("Assumption", True),
        ("", True),
        ("S4; assumption", True),
        ("F0069; size: assumption", True),
        ("F0103", False),
        ("S3", False),
    ],
)
def test_an_assumption_is_flagged_even_where_a_fact_stands_beside_it(source: str, assumed: bool) -> None:
    assert row(source=source)["assumption"] is assumed


def test_a_value_without_a_source_is_an_assumption() -> None:
    assert row()["assumption"]
    assert settings.parameters({"parameters": {"x": 1.0}})[0]["assumption"]


def test_only_what_differs_from_the_default_is_changed() -> None:
    assert row(default=2.0)["changed"]
    assert not row(default=1.0)["changed"]
    assert not row()["changed"]
