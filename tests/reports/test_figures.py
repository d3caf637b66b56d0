"""Figures, Sankey diagrams, dates and words."""

from __future__ import annotations

import math
import re
from typing import Any

import matplotlib as mpl
import pytest
import xarray as xr
from matplotlib.figure import Figure

from tumen.reports import flows, headlines, sankey, style, timeline, words
from tumen.reports.compare_facts import compare_facts
from tumen.reports.figures import figure
from tumen.reports.flows import Link
from tumen.reports.summary import summary


def test_figure_marks_inputs_solid_and_outcomes_dashed(
    result: xr.Dataset, provenance: dict[str, Any]
) -> None:
    marks = timeline.marks(provenance)
    axes = figure(result, "exports", marks).axes[0]
    drawn = {str(lines.get_label()): lines for lines in axes.collections}
    for kind, dashed in (("input", False), ("outcome", True)):
        lines = drawn[f"_{kind}"]
        assert len(lines.get_paths()) == sum(mark.kind == kind for mark in marks)
        assert (lines.get_linestyle()[0][1] is not None) is dashed


def test_figure_lays_published_figures_over_the_model(result: xr.Dataset) -> None:
    plain, overlaid = figure(result, "exports"), figure(result, "exports", facts=compare_facts(result))
    assert len(overlaid.axes[0].get_lines()) > len(plain.axes[0].get_lines())


def test_figure_of_an_unknown_observable_names_it(result: xr.Dataset) -> None:
    with pytest.raises(KeyError, match="nothing"):
        figure(result, "nothing")


def test_drawing_leaves_the_callers_settings_alone(result: xr.Dataset) -> None:
    before = dict(mpl.rcParams)
    figure(result, "trust")
    assert dict(mpl.rcParams) == before


def test_instruments_of_other_goods_are_not_marked_and_near_dates_share_a_number(
    provenance: dict[str, Any],
) -> None:
    marks = timeline.marks(provenance, ["iron_concentrate"])
    assert all("2375" not in mark.name for mark in marks)
    assert any(mark.names == ("UNSCR 2371", "China 40/2017") for mark in marks)
    assert [mark.number for mark in marks] == [str(number) for number in range(1, len(marks) + 1)]


def test_unreadable_dates_are_left_out() -> None:
    assert timeline.marks({"events": [{"date": "soon", "name": "x"}, {"name": "y"}, "z"]}) == []


def test_ore_links_balance_at_the_concentrator(result: xr.Dataset) -> None:
    links = flows.links(result, "ore", 2016)
    given = sum(link.amount for link in links if link.to == flows.CONCENTRATOR)
    made = sum(link.amount for link in links if link.source == flows.CONCENTRATOR)
    assert given == pytest.approx(made, rel=0.05)
    grams = result.flow_in.sel(flow="mining", time="2016").sum()
    assert given == pytest.approx(float(grams) / 1e6)


def test_money_is_drawn_in_dollars(result: xr.Dataset) -> None:
    paid = next(link for link in flows.links(result, "money", 2016) if link.source == "China and beyond")
    cents = float(result.flow_out.sel(flow="export_dollars", time="2016").sum())
    assert paid.amount == pytest.approx(cents / 100, rel=0.1)


def test_cycles_are_opened_at_their_smallest_link() -> None:
    opened = sankey.without_cycles([Link("a", "b", 5), Link("b", "c", 4), Link("c", "a", 1)])
    assert Link("c", "a (back)", 1) in opened and len(opened) == 3


def test_columns_follow_the_longest_way() -> None:
    assert sankey.columns([Link("a", "b", 1), Link("b", "c", 1), Link("a", "c", 1)]) == {
        "a": 0,
        "b": 1,
        "c": 2,
    }


def test_two_years_share_one_scale() -> None:
    large, small = [Link("a", "b", 100)], [Link("a", "b", 10)]
    scale = sankey.common_scale([large, small])
    heights = [sankey.sankey(links, "t", scale=scale).get_figheight() for links in (large, small)]
    margin = 2 * sankey.MARGIN
    assert (heights[0] - margin) == pytest.approx(10 * (heights[1] - margin))


def test_headlines_compare_the_year_after_the_ban_with_the_year_before(
    result: xr.Dataset, provenance: dict[str, Any]
) -> None:
    first = headlines.headlines(result, provenance)[0]
    assert first.label == "Iron concentrate exported"
    assert first.about.endswith("15 August 2017") and "in the year before" in first.before


def test_summary_has_a_column_a_year_and_says_that_books_close(
    result: xr.Dataset, provenance: dict[str, Any]
) -> None:
    text = summary(result, provenance, compare_facts(result))
    assert "2013" in text and "2020" in text and "Books close for all 5 assets." in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_summary_names_the_asset_whose_books_do_not_close(result: xr.Dataset) -> None:
    assert "grain" in summary(result, {"imbalance": {"grain": 3}}).splitlines()[-1]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (712_345, "t", "712,000 t"),
        (0.384, "share", "38 %"),
        (0.0456, "share", "4.6 %"),
        (1_250_000, "KPW", "1.25 million KPW"),
        (-6, "months", "−6 months"),
        (0, "t", "0 t"),
        (math.nan, "t", "not measured"),
    ],
)
def test_numbers_read_aloud(value: float, unit: str, said: str) -> None:
    assert words.number(value, unit) == said


def test_periods_read_aloud() -> None:
    assert words.months("2018-03", "2018-08") == "Mar to Aug 2018"
    assert words.months("2014-11", "2015-01") == "Nov 2014 to Jan 2015"
    assert words.months("2016", "2016") == "2016"
    assert words.day("2017-09-05") == "5 September 2017"


def test_coordinates_are_shortened_and_labels_are_not() -> None:
    drawn = Figure(figsize=(2, 2))
    axes = drawn.add_axes((0.2, 0.2, 0.7, 0.7))
    axes.plot([0, 1 / 3], [0, 0.00123])
    axes.set_title("0.00123 USD million")
    svg = style.to_svg(drawn, "a", "b")
    assert "0.00123 USD million" in svg
    assert not re.search(r"\d\.\d{3}", re.sub(r">[^<]*<", "><", svg))
