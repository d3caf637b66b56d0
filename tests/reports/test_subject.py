"""What a brief is about: goods, bans, crackdowns, and the shadow trade it shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from tests.reports.conftest import made_up, with_shadow
from tests.reports.test_brief import Page
from tumen.reports import earnings, flows, headlines, panels, series, subject, where, yearly
from tumen.reports.brief import render
from tumen.reports.compare_facts import compare_facts
from tumen.reports.map import border_map

ZINC = [
    {"name": "2321 zinc", "commodity": "zinc", "in_force": "2016-12-24"},
    {"name": "2321 ore", "commodity": "zinc_concentrate", "in_force": "2016-12-24"},
    {"name": "2371", "commodity": "iron_concentrate", "in_force": "2017-08-15"},
    {"name": "quarantine", "commodity": "zinc", "in_force": "2020-01-22", "own": True},
]
CRACKDOWN = {"name": "order", "from": "2018-03-01", "to": "2018-08-31", "places": [], "set": {"campaign": 1}}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>$\\frac{'


@pytest.fixture
def zinc(result: xr.Dataset) -> xr.Dataset:
    """The same run, but of zinc."""
    return result.assign_coords(commodity=["zinc_concentrate", "zinc", "magnesia"])


@pytest.fixture
def shadow(result: xr.Dataset) -> xr.Dataset:
    return with_shadow(result)


def test_a_scenario_of_zinc_is_told_by_the_ban_on_zinc(zinc: xr.Dataset, provenance: dict[str, Any]) -> None:
    provenance |= {"instruments": ZINC}
    assert subject.goods(zinc, provenance) == ["zinc_concentrate", "zinc"]
    turn = subject.turn(zinc, provenance)
    assert turn is not None and turn.kind == "ban" and "24 December 2016" in turn.said_after
    assert (turn.before, turn.after) == (("2015-12", "2016-11"), ("2017-01", "2017-12"))
    assert headlines.headlines(zinc, provenance)[0].label == "Zinc concentrate and zinc exported"
    assert subject.years(zinc, provenance, range(2013, 2021)) == [2015, 2017]
    text = render(zinc, provenance, compare_facts(zinc))
    assert "Zinc concentrate and zinc exported" in text and "Iron concentrate" not in text


def test_a_scenario_without_a_ban_is_told_by_its_crackdown(
    shadow: xr.Dataset, provenance: dict[str, Any]
) -> None:
    provenance |= {"instruments": [], "changes": [CRACKDOWN]}
    turn = subject.turn(shadow, provenance)
    assert turn is not None and turn.kind == "crackdown"
    assert (turn.before, turn.after) == (("2017-03", "2017-08"), ("2018-03", "2018-08"))
    assert [title for title, _ in where.periods(shadow, provenance)] == list(turn.titles)
    found = headlines.headlines(shadow, provenance)
    assert "exported" not in found[0].label and "crackdown" in found[0].about
    assert not any("exported" in one.title for one in panels.panels(subject.goods(shadow, provenance)))


def test_a_scenario_of_neither_is_told_by_its_ends(shadow: xr.Dataset) -> None:
    turn = subject.turn(shadow, {})
    assert turn is not None and turn.kind == "course" and turn.date is None
    assert (turn.said_before, turn.said_after) == ("in 2013", "in 2020")
    assert subject.years(shadow, {}, range(2013, 2021)) == [2013, 2020]
    assert subject.turn(made_up(start="2014-01", end="2014-03"), {}) is None


def test_the_focus_is_where_most_ore_is_mined(result: xr.Dataset) -> None:
    moved = result.assign(ore_output=result.ore_output.roll(place=2, roll_coords=False))
    assert (series.focus_place(result), series.focus_place(moved)) == ("Musan", "Rason")


def test_facts_of_a_good_that_nobody_here_sells_are_not_compared(zinc: xr.Dataset) -> None:
    unsold = zinc.assign_coords(commodity=["zinc_concentrate", "zinc", "iron_concentrate"])
    unsold["exports"][..., 2] = 0.0
    iron = [fact for fact in compare_facts(unsold) if fact.observable == "exports"]
    assert iron and all(fact.model is None for fact in iron)


def test_worth_beyond_the_border_is_shared_out_whole(shadow: xr.Dataset) -> None:
    links = earnings.links(shadow, 2016)
    worth = sum(link.amount for link in links if link.source == earnings.BEYOND)
    assert worth == pytest.approx(12 * 90_000)
    kept = earnings.kept(links)
    assert sum(amount for _, amount, _ in kept) == pytest.approx(worth, rel=0.01)
    assert sum(part or 0.0 for _, _, part in kept) == pytest.approx(1.0, rel=0.01)
    names = {name for name, _, _ in kept}
    assert {"Carriers’ families", "Guards’ commanders", earnings.BUYERS} <= names
    assert f"{earnings.BROKERS}, not yet passed on" in names


def test_goods_that_are_smuggled_have_a_diagram_of_their_own(shadow: xr.Dataset) -> None:
    links = flows.links(shadow, "smuggled", 2016)
    assert {(link.source, link.to) for link in links} == {
        ("Plant", "Smuggling brokers"),
        ("Concentrate at the mine", "Smuggling brokers"),
    }


def test_tables_by_year_add_up_and_name_the_months_of_a_part_of_a_year(shadow: xr.Dataset) -> None:
    table = yearly.smuggled(shadow, {"Upper river": "Upper Tumen"})
    assert table is not None
    rows = {row.label: row.cells for part in table.parts for row in part.rows}
    assert rows["On backs"][0] == "360" and rows["Upper Tumen"][0] == "240" and rows["Scrap"][0] == "1,200"
    assert "Iron concentrate" not in rows
    assert yearly.columns(made_up(start="2014-01", end="2015-03")) == ("2014", "Jan to Mar 2015")


def test_trials_have_their_month_place_and_accused(shadow: xr.Dataset) -> None:
    (trial,) = yearly.trials(shadow)
    assert (trial.month, trial.place, trial.trials, trial.accused) == ("May 2016", "Yonsa", 1, 36)


def test_plant_metal_is_counted_from_before_the_first_loss(shadow: xr.Dataset) -> None:
    table = yearly.plant(shadow)
    assert table is not None and len(table.parts) == 5
    assert table.parts[0].rows[0].cells == ("100", "20", "20 %")


def test_a_line_of_a_chart_for_each_means_and_crossing(shadow: xr.Dataset) -> None:
    means = panels.lines(shadow, panels.panel_for("smuggled_means"))
    assert [line.label for line in means] == ["trucks", "backs", "unit"]
    assert panels.axis(shadow, panels.panel_for("bribe_load")) == (1.0, "CNY a load of 30 kg")
    shadow["smuggled_crossing"][..., 1] = 0.0
    used = panels.lines(shadow, panels.panel_for("bribe_load"))
    assert [line.label for line in used] == ["Chilsong-Nanping"]


def test_a_chart_of_which_nothing_happened_is_left_out_and_named(
    result: xr.Dataset, provenance: dict[str, Any]
) -> None:
    quiet = result.assign(leavers=result.leavers * 0)
    assert "nothing at all of it" in render(quiet, provenance, [])
    assert "Quit the books</b>" not in render(quiet, provenance, [])


def test_the_map_tells_what_was_smuggled_over_each_crossing(
    shadow: xr.Dataset, provenance: dict[str, Any]
) -> None:
    places = [{"name": "Musan", "lat": 42.2, "lon": 129.2}]
    crossings = [{"name": "Chilsong-Nanping", "title": "Chilsong - Nanping", "lat": 42.3, "lon": 129.2}]
    figure = border_map(
        shadow, provenance | {"places": places, "crossings": crossings}, "two_meals", ("2016-01", "2016-12")
    )
    assert figure is not None
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "Chilsong–Nanping 960 t" in said and "crossing, t smuggled" in said


def test_brief_shows_the_shadow_trade_and_the_courts(shadow: xr.Dataset, provenance: dict[str, Any]) -> None:
    text = render(shadow, provenance, compare_facts(shadow))
    for said in (
        "The shadow trade",
        "Gangs’ trucks",
        "Who earns from it",
        "What is left of the plants",
        "May 2016",
    ):
        assert said in text, said
    bare = render(made_up()[["two_meals"]], provenance, [])
    assert "The shadow trade" not in bare and "Police, courts" not in bare and "What does not" not in bare


def test_hostile_names_of_crossings_and_goods_are_shown_and_never_run(
    result: xr.Dataset, provenance: dict[str, Any]
) -> None:
    crossings = [{"name": HOSTILE, "title": HOSTILE, "lat": 42.3, "lon": 129.2}]
    places = [{"name": "Musan", "lat": 42.2, "lon": 129.2}]
    shadow = with_shadow(result, crossing=HOSTILE, good=HOSTILE)
    text = render(shadow, provenance | {"crossings": crossings, "places": places}, [])
    page = Page(text)
    assert "script" not in page.tags and "img" not in page.tags and "<script" not in text
    assert page.open == []


def test_rates_of_the_run_itself_turn_won_into_dollars(result: xr.Dataset) -> None:
    times = result.sizes["time"]
    rate = (("run", "time"), np.full((1, times), 2_000.0), {"units": "KPW/USD"})
    assert flows.dollars(result, 2016)["KPW"] == pytest.approx(1 / 8_100)
    assert flows.dollars(result.assign(won_per_usd=rate), 2016)["KPW"] == pytest.approx(1 / 2_000)
