"""A fit is scored against reports that it has not seen, and refuses those that it has."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inference.cases import case_of, claim
from tests.inference.fits import observation
from tumen.commands.judging import show_score
from tumen.core.errors import InputError
from tumen.evidence import Case, Quantity
from tumen.inference import scoring
from tumen.inference.result import Fit
from tumen.inference.score import expected_crps, inside, last_known, ranged_crps, score, skill_margin

MEALS = {"unit": "share of people"}


def _told_by(fit: Fit, run: int, number: int, error: float = 0.2) -> Case:
    """What honest sources of grade C would say of one of the fit's own worlds, of many months and things."""
    values = fit.results(["rice_price", "two_meals"], "posterior")
    luck, told = np.random.default_rng([run, 7]), []
    for i in range(number):
        month = int(luck.integers(0, 24))
        period = f"{2013 + month // 12}-{month % 12 + 1:02d}"
        off = error * luck.normal()
        if i % 2:
            amount = float(f"{values['rice_price'][run, month, 0] * np.exp(off):.3g}")
            told.append(claim(f"P{run}-{i}", amount=amount, period=period))
        else:
            share = values["two_meals"][run, month, 0]
            odds = share / (1 - share) * np.exp(off)
            told.append(
                claim(f"P{run}-{i}", "two_meals", round(odds / (1 + odds), 3), period=period, **MEALS)
            )
    return case_of(*told)


def test_bands_hold_as_many_reports_as_they_say_and_the_fit_beats_the_prior(made_up: Fit) -> None:
    tables = [score(made_up, _told_by(made_up, run, 6)).table for run in range(30)]
    for level in (50, 90):
        held = np.concatenate([one[f"inside{level}"] for one in tables]).mean()
        assert level / 100 - 0.1 < held
    assert np.concatenate([one["inside50"] for one in tables]).mean() < 0.85
    mine, before = (np.concatenate([one[name] for one in tables]) for name in ("crps", "crps_prior"))
    assert scoring.skill(mine, before) > 0.15


def test_false_reports_are_not_foretold_as_well_as_true_ones(made_up: Fit) -> None:
    true = score(made_up, case_of(claim("N", amount=6300.0))).table.iloc[0]
    false = score(made_up, case_of(claim("N", amount=20_000.0))).table.iloc[0]
    assert true["inside50"] == 1
    assert false["inside90"] == 0
    assert false["crps"] > 4 * true["crps"]
    assert false["genuine"] < true["genuine"]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (claim("R1", amount=6400.0), "R1 is in the fit"),
        (claim("R1-echo", amount=6400.0), "R1-echo says what R1 says"),
        (claim("X", amount=6400.0, origin="origin-R1"), "X says what R1 says"),
        (claim("X", amount=6000.0, origin="origin-R1"), "X says what R1 says"),
        (claim("X", amount=6990.0, repeats="R1"), "X says what R1 says"),
        (claim("X", amount=6420.0), "X says what R2 says"),
    ],
    ids=["id", "relay", "origin", "origin, rounded otherwise", "repeats", "same number"],
)
def test_what_was_fitted_is_refused_in_whatever_guise(made_up: Fit, changed, named: str) -> None:
    fit = _with_origins(made_up)
    with pytest.raises(InputError, match="not scored against what it was fitted to") as refusal:
        score(fit, case_of(changed, claim("N")))
    assert named in str(refusal.value)
    found = score(fit, case_of(changed, claim("N")), leave_out_fitted=True)
    assert list(found.table.index) == ["N"]
    assert [one.claim for one in found.left_out] == [changed.id]
    with pytest.raises(InputError, match=r"all of it that can be used is in the fit \(1 claims\)"):
        score(fit, case_of(changed), leave_out_fitted=True)


def _with_origins(fit: Fit) -> Fit:
    """The fit with origins that a claim may name, and a number of three digits in its second report."""
    of = [replace(one, origin=f"origin-{one.claim}") for one in fit.observations]
    of[1] = replace(of[1], value=6420.0, low=6420.0, high=6420.0, first=of[0].first, last=of[0].last)
    return replace(fit, observations=tuple(of))


def test_an_echo_within_the_case_is_refused_with_what_it_echoes(made_up: Fit) -> None:
    first = claim("X1", amount=6400.0, origin="origin-R1")
    echo = claim("X2", amount=6000.0, repeats="X1", origin="origin-R1")
    found = score(_with_origins(made_up), case_of(first, echo, claim("N")), leave_out_fitted=True)
    assert [one.claim for one in found.left_out] == ["X1", "X2"]


@pytest.mark.parametrize(
    "other",
    [
        claim("X", amount=6000.0),
        claim("X", amount=6400.0),
        claim("X", amount=6420.0, period="2013"),
        claim("X", amount=6420.0, places=("Hoeryong",)),
        claim("X", "maize_price", 6420.0),
        claim("X", amount=6400.0, origin="unknown"),
        claim("R1", "two_meals", 0.4, **MEALS),
    ],
    ids=["amount", "round number", "period", "place", "thing", "nobody", "id of another case"],
)
def test_what_is_new_is_scored(made_up: Fit, other) -> None:
    assert list(score(_with_origins(made_up), case_of(other)).table.index) == [other.id]


def test_sources_of_a_press_that_declares_its_echoes_may_speak_twice(made_up: Fit) -> None:
    again = claim("X", amount=6000.0, origin="origin-R1")
    assert list(score(_with_origins(made_up), case_of(again, declared=True)).table.index) == ["X"]
    same = claim("X", amount=6400.0, origin="origin-R1")
    with pytest.raises(InputError, match="X says what R1 says"):
        score(_with_origins(made_up), case_of(same, declared=True))


def test_a_statistics_office_that_counts_the_same_days_is_refused(made_up: Fit) -> None:
    iron = {"commodity": "iron_concentrate", "operator": "national iron", "unit": "t"}
    june = claim("X", "exports", 50_000.0, period="2014-06", origin="origin-R5", **iron)
    with pytest.raises(InputError, match="X says what R5 says"):
        score(_with_origins(made_up), case_of(june, kind="statistics"))
    assert len(score(_with_origins(made_up), case_of(june, kind="resident")).table) == 1


def test_claims_kept_aside_are_scored_when_they_are_asked_for(made_up: Fit) -> None:
    aside = claim("N1", use="judge", why="kept aside")
    case = case_of(aside, claim("N2"))
    assert list(score(made_up, case).table.index) == ["N2"]
    assert list(score(made_up, case, use="judge").table.index) == ["N1"]
    assert case.claims["N1"].use == "judge"
    with pytest.raises(InputError, match="--use is 'apart'; expected fit, judge, context"):
        score(made_up, case, use="apart")
    with pytest.raises(InputError, match="no claims of use 'context'"):
        score(made_up, case, use="context")
    refitted = claim("R1", amount=6400.0)
    with pytest.raises(InputError, match="--use judge takes those kept aside"):
        score(made_up, case_of(refitted, aside))


def test_what_cannot_be_scored_says_why(made_up: Fit) -> None:
    far, late = claim("X", places=("Tanchon",)), claim("Y", period="2016")
    found = score(made_up, case_of(claim("N"), far, late))
    assert {one.claim for one in found.unscored} == {"X", "Y"}
    with pytest.raises(InputError, match="none of Tanchon lies in the scenario"):
        score(made_up, case_of(far))
    with pytest.raises(InputError, match="no claims of use 'fit'"):
        score(made_up, case_of())


def test_the_last_known_value_is_the_latest_earlier_one_of_the_same_thing() -> None:
    june = observation("N", "rice_price", value=1.0, first=date(2014, 6, 1), last=date(2014, 6, 30))
    months = {
        name: observation(name, "rice_price", value=1.0, first=first, last=last)
        for name, first, last in [
            ("A", date(2014, 2, 1), date(2014, 2, 28)),
            ("B", date(2014, 4, 1), date(2014, 4, 30)),
            ("C", date(2014, 7, 1), date(2014, 7, 31)),
        ]
    }
    elsewhere = replace(months["B"], claim="D", places=("Rason",), last=date(2014, 5, 31))
    ratio = replace(months["B"], claim="E", kind="ratio", last=date(2014, 5, 31))
    bound = replace(months["B"], claim="F", value=None, high=np.inf, last=date(2014, 5, 31))
    found = last_known(june, [*months.values(), elsewhere, ratio, bound])
    assert found is not None
    assert (found[0].claim, found[1]) == ("B", 1.0)
    assert last_known(june, [months["C"], elsewhere]) is None
    assert last_known(replace(june, kind="ratio"), [months["A"]]) is None


def test_a_price_of_more_places_stays_where_there_is_none_of_the_same() -> None:
    june = observation("N", "rice_price", value=1.0, first=date(2014, 6, 1), last=date(2014, 6, 30))
    april = replace(june, claim="A", first=date(2014, 4, 1), last=date(2014, 4, 30))
    region = replace(april, claim="B", places=(*june.places, "Rason"), last=date(2014, 5, 31))
    assert last_known(june, [region]) == (region, 1.0)
    assert last_known(june, [region, april]) == (april, 1.0)
    summed = replace(june, over_places="sum")
    assert last_known(summed, [replace(region, over_places="sum")]) is None


def test_the_last_known_sum_stays_as_so_much_a_day() -> None:
    trials = {"value": 4.0, "over_time": "sum", "unit": "trials"}
    year = observation("A", "trials", first=date(2013, 1, 1), last=date(2013, 12, 31), **trials)
    june = observation("N", "trials", first=date(2014, 6, 1), last=date(2014, 6, 30), **trials)
    found = last_known(june, [year])
    assert found is not None
    assert found[1] == pytest.approx(30 / 365)


def test_a_fit_is_held_against_the_last_known_value_where_there_is_one(made_up: Fit) -> None:
    later = claim("N", amount=6400.0, period="2014-09")
    never = claim("M", "two_meals", 0.4, period="2013-02", **MEALS)
    table = score(made_up, case_of(later, never)).table
    assert table.loc["N", "last_known"] == "R2"
    assert table.loc["N", "median_last"] == pytest.approx(6300, rel=0.02)
    assert 0 < table.loc["N", "crps_last"] < 1
    assert table.loc["M", "last_known"] == ""
    assert np.isnan(table.loc["M", "crps_last"])
    of = score(made_up, case_of(later, never)).figures
    assert of["with_last"] == 1
    assert of["reports"] == 2


def test_figures_by_observable_add_up(made_up: Fit) -> None:
    found = score(made_up, _told_by(made_up, 3, 8))
    rows = found.by_observable
    assert list(rows.index) == ["rice_price", "two_meals", "all"]
    assert rows["reports"].tolist() == [4, 4, 8]
    assert rows["crps"]["all"] == pytest.approx(rows["crps"][["rice_price", "two_meals"]].mean())
    assert rows["skill_prior"]["all"] == pytest.approx(
        1 - found.table["crps"].sum() / found.table["crps_prior"].sum()
    )
    hits = found.table["inside90"].sum()
    assert rows["margin90"]["all"] == scoring.binomial_margin(float(hits), 8)


def test_a_skill_says_where_it_lies_and_is_not_stated_against_few_last_values(made_up: Fit, capsys) -> None:
    show_score(made_up, _told_by(made_up, 3, 8), out=None, as_json=False)
    told = capsys.readouterr().out
    assert re.search(r"before any evidence: −?\d\.\d\d \(−?\d+\.\d to −?\d+\.\d\)\.", told)
    of = score(made_up, _told_by(made_up, 3, 8)).figures
    low, high = of["margin_skill_prior"]
    assert low < of["skill_prior"] < high
    few = case_of(claim("N", amount=6400.0, period="2014-09"))
    assert np.isnan(score(made_up, few).figures["skill_last"])
    show_score(made_up, few, out=None, as_json=False)
    told = capsys.readouterr().out
    assert "1 report with an earlier one in the fit cannot state a skill" in told
    assert "1 report cannot say how sure that is" in told


def test_the_margin_of_a_skill_holds_it_and_narrows_with_more_reports() -> None:
    luck = np.random.default_rng(2)
    theirs = luck.uniform(0.5, 1.5, 400)
    mine = theirs * luck.uniform(0.4, 1.0, 400)
    low, high = skill_margin(mine, theirs)
    assert low < 0.3 < high
    assert high - low < 0.3 * np.ptp(skill_margin(mine[:20], theirs[:20]))
    assert np.isnan(skill_margin(mine[:4], theirs[:4])).all()
    assert skill_margin(mine, theirs) == (low, high)


NUMBERS = st.floats(-50, 50)


@given(st.lists(NUMBERS, min_size=2, max_size=15), NUMBERS, st.floats(0, 40))
def test_a_range_is_scored_outside_itself_only(draws: list[float], low: float, width: float) -> None:
    x, high = np.array(draws), low + width
    edges = np.unique([*x, low, high, x.min() - 1, x.max() + 1])
    middles = (edges[:-1] + edges[1:]) / 2
    below = (x[:, None] <= middles).mean(axis=0)
    outside = (middles < low) | (middles > high)
    plain = float((np.square(below - (middles >= low)) * np.diff(edges) * outside).sum())
    folded = np.where(x > high, x - width, np.minimum(x, low))
    fairer = np.abs(folded[:, None] - folded).sum() / 2 * (1 / len(x) / (len(x) - 1) - 1 / len(x) ** 2)
    assert ranged_crps(x, low, high) == pytest.approx(plain - fairer, abs=1e-9)


@given(st.lists(NUMBERS, min_size=2, max_size=15), NUMBERS)
def test_a_bound_is_a_range_without_end_and_an_amount_one_without_width(
    draws: list[float], at: float
) -> None:
    x = np.array(draws)
    assert ranged_crps(x, at, np.inf) == pytest.approx(ranged_crps(x, at, 1e6), abs=1e-8)
    assert ranged_crps(x, -np.inf, at) == pytest.approx(ranged_crps(x, -1e6, at), abs=1e-6)
    assert ranged_crps(x, at, at) == pytest.approx(float(scoring.crps(x, at)), abs=1e-9)
    assert ranged_crps(x, -np.inf, np.inf) == 0


def test_what_draws_expect_to_score_is_what_they_score_if_they_are_right() -> None:
    luck = np.random.default_rng(9)
    draws = luck.normal(size=3_000)
    scored = [ranged_crps(draws, at, at) for at in luck.normal(size=2_000)]
    assert expected_crps(draws) == pytest.approx(1 / np.sqrt(np.pi), rel=0.03)
    assert np.mean(scored) == pytest.approx(expected_crps(draws), rel=0.05)
    assert expected_crps(np.ones(5)) > 0


@pytest.mark.parametrize("level", [0.5, 0.9])
@pytest.mark.parametrize("width", [0.01, 0.5, 3.0])
def test_bands_hold_ranges_as_often_as_they_say_however_wide(level: float, width: float) -> None:
    luck = np.random.default_rng(8)
    draws, truths = luck.normal(size=2_000), luck.normal(size=2_000)
    low = np.floor(truths / width) * width
    held = [inside(draws, at, at + width, level) for at in low]
    assert np.mean(held) == pytest.approx(level, abs=0.03)


def test_a_band_holds_an_amount_or_not_and_a_range_in_part() -> None:
    draws = np.linspace(0, 1, 1001)
    assert inside(draws, 0.5, 0.5, 0.5) == 1
    assert inside(draws, 0.1, 0.1, 0.5) == 0
    assert inside(draws, 0.0, 0.5, 0.5) == pytest.approx(0.5, abs=0.01)
    assert inside(draws, 0.5, np.inf, 0.5) == pytest.approx(0.5, abs=0.01)
    assert inside(draws, 3.0, 4.0, 0.9) == 0


def test_every_kind_of_report_is_scored(made_up: Fit) -> None:
    interval = Quantity(kind="interval", low=5000.0, high=7000.0, unit="KPW/kg")
    bound = Quantity(kind="bound", low=5000.0, unit="KPW/kg")
    ratio = Quantity(kind="ratio", value=1.2, than="2013")
    case = case_of(
        claim("V"),
        claim("I", amount=interval),
        claim("B", amount=bound),
        claim("Q", amount=ratio),
        claim("T", "trials", 3.0, unit="trials"),
        claim("D", observable=None, event="rations_stop", quantity=None, period="2014-06"),
    )
    table = score(made_up, case).table
    assert set(table["kind"]) == {"value", "interval", "lower", "ratio", "count", "date"}
    assert table[["crps", "crps_prior", "inside50", "inside90", "median"]].notna().all().all()
    assert table["inside90"].between(0, 1).all()


def test_tables_and_a_picture_are_written_whole_and_harmless(made_up: Fit, tmp_path, capsys) -> None:
    hostile = claim("N", says="=cmd|' /C calc'!A0")
    case = case_of(hostile, claim("M", "two_meals", 0.4, **MEALS))
    show_score(made_up, case, out=tmp_path / "out", as_json=False)
    told = capsys.readouterr().out
    with (tmp_path / "out" / "score.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["claim"] for row in rows} == {"N", "M"}
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    assert (tmp_path / "out" / "score.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "out" / "score-by-observable.csv").read_text().startswith("observable,reports,")
    assert re.search(r"^all +2 ", told, flags=re.M)
    assert "The 90 % band holds" in told
    assert "nan" not in told
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        show_score(made_up, case, out=tmp_path / "file" / "out", as_json=False)


def test_json_holds_the_figures_and_no_nan(made_up: Fit, capsys) -> None:
    show_score(made_up, case_of(claim("N"), claim("X", places=("Tanchon",))), out=None, as_json=True)
    content = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert content["schema"] == 1
    assert content["files"] == []
    assert content["figures"]["reports"] == 1
    assert content["reports"][0]["claim"] == "N"
    assert content["unscored"][0]["why"].startswith("none of Tanchon")
