"""Bad input: one sentence on stderr that names the thing, exit code 2, nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.commands import ESCAPE, files, tumen
from tumen.scenario import copy

RUN = ("run", "musan", "--out", "out")

ARGUMENTS: dict[str, tuple[tuple[str, ...], str]] = {
    "no such command": (("rnu",), "rnu"),
    "no such option": ((*RUN, "--sead", "2"), "--sead"),
    "no such scenario": (("run", "msan"), "did you mean 'musan'"),
    "a word too many": ((*RUN, "again"), "again"),
    "a seed in letters": ((*RUN, "--seed", "one"), "--seed"),
    "a negative seed": ((*RUN, "--seed", "-1"), "--seed is -1"),
    "no runs": ((*RUN, "--runs", "0"), "--runs is 0"),
    "no threads": ((*RUN, "--threads", "0"), "--threads is 0"),
    "no people": ((*RUN, "--people-share", "0"), "--people-share is 0"),
    "more people than there are": ((*RUN, "--people-share", "1.5"), "--people-share is 1.5"),
    "people that are no number": ((*RUN, "--people-share", "nan"), "--people-share is nan"),
    "a date in words": ((*RUN, "--from", "soon"), "'soon' is not a date"),
    "a date that is not in the calendar": ((*RUN, "--to", "2018-02-30"), "'2018-02-30' is not a date"),
    "from after to": (
        (*RUN, "--from", "2018-06-01", "--to", "2018-03-31"),
        "--from 2018-06-01 is later than --to 2018-03-31",
    ),
    "an option twice": ((*RUN, "--seed", "1", "--seed", "2"), "--seed"),
    "from before the scenario": ((*RUN, "--from", "1999-01-01"), "1999-01-01"),
    "to after the scenario": ((*RUN, "--to", "2030-01-01"), "2030-01-01"),
    "a setting without a value": ((*RUN, "--set", "levy_order"), "--set levy_order"),
    "a setting in words": ((*RUN, "--set", "levy_order=much"), "--set levy_order=much"),
    "a setting that is no number": ((*RUN, "--set", "levy_order=nan"), "--set levy_order=nan"),
    "a setting nobody knows": ((*RUN, "--set", "levy_ordr=1"), "did you mean 'levy_order'"),
    "a setting out of range": ((*RUN, "--set", "levy_pocketed=2"), "'levy_pocketed' is 2"),
    "an infinite setting": ((*RUN, "--set", "levy_order=inf"), "'levy_order' is inf"),
    "a setting twice": ((*RUN, "--set", "levy_order=1", "--set", "levy_order=2"), "'levy_order' twice"),
    "a folder that is something else": ((*RUN[:-1], "full"), "full exists and is not a Tumen run"),
    "a file for a folder": ((*RUN[:-1], "full/note.txt"), "note.txt exists and is not a Tumen run"),
    "a folder below a file": ((*RUN[:-1], "full/note.txt/run"), "note.txt cannot be written"),
    "a new scenario on top of something": (("new", "full"), "full exists and is not an empty folder"),
    "a new scenario below a file": (("new", "full/note.txt/mine"), "cannot be written"),
    "a copy of no scenario": (("new", "mine", "--scenario", "msan"), "did you mean 'musan'"),
    "a folder without a scenario": (("check", "full"), "holds no scenario.toml"),
    "an audit of nothing": (("audit",), "There is no run under runs"),
    "an audit of something else": (("audit", "full"), "full is not a finished Tumen run"),
    "a brief of nothing": (("brief", "nowhere"), "nowhere is not a finished Tumen run"),
    "a name nobody knows": (("explain", "levy_pocketd"), "did you mean 'levy_pocketed'"),
    "a cache command nobody knows": (("cache", "clears"), "did you mean 'clear'"),
}


def assert_refused(done, said: str) -> None:
    """One sentence that names the thing, exit code 2, nothing on stdout."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not ESCAPE.search(done.stderr)


@pytest.mark.parametrize("mistake", ARGUMENTS)
def test_a_wrong_argument_is_named_and_nothing_is_written(mistake, tmp_path):
    arguments, said = ARGUMENTS[mistake]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine", encoding="utf-8")
    assert_refused(tumen(*arguments, cwd=tmp_path), said)
    assert files(tmp_path) == ["full", "full/note.txt"]


TOML, PLACES, SITES, PRICES = "scenario.toml", "places.csv", "sites.csv", "inputs/world_prices.csv"

SCENARIOS: dict[str, tuple[str, str, str, str]] = {
    "broken toml": (TOML, 'name = "mine"', "name = mine", "scenario.toml: not valid TOML"),
    "an unknown key": (TOML, "burn_in_days", "burnin_days", "did you mean 'burn_in_days'"),
    "a name that climbs out": (TOML, 'name = "mine"', 'name = "../../mine"', "'name' is '../../mine'"),
    "a wrong type": (TOML, "burn_in_days = 184", 'burn_in_days = "long"', "'burn_in_days' is 'long'"),
    "a wrong range": (TOML, "burn_in_days = 184", "burn_in_days = -1", "'burn_in_days' is -1"),
    "dates in the wrong order": (TOML, "end = 2020-12-31", "end = 2012-12-31", "is before 'start'"),
    "an unknown parameter": (TOML, "set.support_levy", "set.suport_levy", "did you mean 'support_levy'"),
    "an unknown place": (TOML, '["Musan", "Yonsa"', '["Musn", "Yonsa"', "did you mean 'Musan'"),
    "a negative population": (PLACES, "123721", "-5", "row 'Musan': 'population' is '-5'"),
    "a duplicate row": (PLACES, "\nYonsa,", "\nMusan,", "two rows are named"),
    "an unknown column": (PLACES, "river_scrap", "river_scrp", "did you mean 'river_scrap'"),
    "a workplace nowhere": (SITES, "Mining Complex,Musan,", "Mining Complex,Mosan,", "did you mean 'Musan'"),
    "a wrong unit": (PRICES, "USD/t", "won/t", "world_prices.csv"),
    "a figure that ends before it begins": (
        PRICES,
        "2012-01-01,2012-12-31",
        "2012-12-31,2012-01-01",
        "before it begins",
    ),
    "a series of nothing": (PRICES, "commodity.world_price", "commodity.word_price", "did you mean"),
    "a number in words": (PRICES, "131.83", "cheap", "'value' is 'cheap'"),
}


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def mine(tmp_path):
    """A copy of musan to spoil."""
    return copy("musan", tmp_path / "mine")


@pytest.mark.parametrize("mistake", SCENARIOS)
def test_a_mistake_in_a_scenario_is_named_and_nothing_is_written(mistake, mine, tmp_path):
    file, old, new, said = SCENARIOS[mistake]
    spoil(mine, file, old, new)
    before = files(tmp_path)
    assert_refused(tumen("run", "mine", "--out", "out", cwd=tmp_path), said)
    assert files(tmp_path) == before


def test_check_refuses_what_run_refuses(mine, tmp_path):
    spoil(mine, *SCENARIOS["an unknown place"][:3])
    assert_refused(tumen("check", "mine", cwd=tmp_path), "did you mean 'Musan'")


@pytest.mark.parametrize("file", [PLACES, SITES, "population.csv", "instruments.csv"])
def test_a_missing_file_is_named(mine, tmp_path, file):
    (mine / file).unlink()
    assert_refused(tumen("check", "mine", cwd=tmp_path), f"{file}: the file is missing")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write_is_named(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert_refused(tumen(*RUN[:-1], "locked/run", cwd=tmp_path), "locked cannot be written")
    assert_refused(tumen("new", "locked/mine", cwd=tmp_path), "cannot be written")
    assert files(locked) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody may write to")
def test_a_place_where_nobody_may_write_is_named(tmp_path):
    assert_refused(tumen(*RUN[:-1], "/proc/tumen/run", cwd=tmp_path), "/proc/tumen cannot be written")
    assert_refused(tumen("new", "/proc/mine", cwd=tmp_path), "/proc/mine cannot be written")
