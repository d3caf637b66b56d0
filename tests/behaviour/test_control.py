"""Campaigns, searches, trials, camps, who profits, fear, the favoured, hope (32 to 39)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import xarray as xr

from tests.behaviour.worlds import HALF_LIVES, during, opened, results, shows

BOOM = ("2007-07", "2008-02")
ORDER = ("2008-03", "2008-08")
AFTER = ("2008-09", "2008-12")
HARD = ("2018-01", "2018-12")


# ---------------------------------------------------------------- 32 campaigns and easing


@shows(32)
def test_a_campaign_has_dates_and_tires():
    crackdown, usual = results("crackdown", "no crackdown")
    assert during(usual, "campaign", "2008-01", "2008-12") == 0
    assert during(crackdown, "campaign", *BOOM) == during(crackdown, "campaign", *AFTER) == 0
    first, last = (during(crackdown, "campaign", month, month) for month in ("2008-03", "2008-08"))
    assert first > 0.85
    assert 0.4 < last < 0.8 * first, f"zeal in its first month {first:.2f}, in its sixth {last:.2f}"


@shows(32, 33)
def test_a_campaign_fills_the_cells_and_frightens():
    crackdown, usual = results("crackdown", "no crackdown")
    for name, least in (("arrests", 5), ("found_on_search", 1.2), ("seized_on_road", 2), ("fear", 1.5)):
        with_it, without = (during(one, name, *ORDER) for one in (crackdown, usual))
        assert with_it > least * without, f"{name} in the crackdown {with_it:.2f}, without {without:.2f}"


@shows(32)
def test_officers_ease_off_by_themselves_where_livelihoods_are_at_risk():
    local, central = results("usual", "central easing")
    felt = [during(one, "private_enforcement_felt", *HARD) for one in (local, central)]
    assert felt[1] == pytest.approx(0.5, abs=0.01), "where only the centre eases it has not"
    assert felt[0] < 0.8 * felt[1]
    easy = [during(one, "private_enforcement_felt", "2016-06", "2017-06") for one in (local, central)]
    assert easy[0] > 0.9 * easy[1], "officers ease before anybody goes hungry"
    smuggled = [during(one, "smuggled", *HARD) for one in (local, central)]
    assert smuggled[0] > 1.05 * smuggled[1]


@shows(20, 29, 30, 32)
def test_a_crackdown_raises_the_price_and_cuts_the_number_of_carriers():
    crackdown, usual = results("crackdown", "no crackdown")
    price = [during(one, "buyer_price", *ORDER, commodity="scrap") for one in (crackdown, usual)]
    runs = [during(one, "carrier_runs", *ORDER) for one in (crackdown, usual)]
    assert price[0] > 1.05 * price[1]
    assert runs[0] < 0.8 * runs[1], f"runs a month in the crackdown {runs[0]:.0f}, without {runs[1]:.0f}"


@shows(25, 27, 32)
def test_a_crackdown_spares_the_organised_and_the_licensed():
    crackdown, usual = results("crackdown", "no crackdown")
    kept = {
        name: during(crackdown, name, *ORDER, **where) / during(usual, name, *ORDER, **where)
        for name, where in (("adults_carry", {}), ("truck_loads", {}), ("unit_loads", {"place": "Hyesan"}))
    }
    assert kept["truck_loads"] > kept["adults_carry"], kept
    assert kept["unit_loads"] > kept["adults_carry"], kept


# ---------------------------------------------------------------- 33 searches and arrests


@shows(33)
def test_a_campaign_makes_release_dearer():
    crackdown, usual = results("crackdown", "no crackdown")
    price = [during(one, "release_price", *ORDER) for one in (crackdown, usual)]
    assert price[0] > 2 * price[1]


@shows(33)
def test_the_dearer_release_is_the_fewer_buy_it_and_the_more_are_held():
    dear, usual = results("dear release", "usual")
    free_again = [during(one, "bought_off", "2016-03", "2018-12") for one in (dear, usual)]
    arrested = [during(one, "arrests", "2016-03", "2018-12") for one in (dear, usual)]
    assert free_again[0] < 0.7 * free_again[1], (
        f"bought off: dear {free_again[0]:.0f}, usual {free_again[1]:.0f}"
    )
    assert arrested[0] > 1.05 * arrested[1], f"arrests: dear {arrested[0]:.0f}, usual {arrested[1]:.0f}"


@shows(33)
def test_what_is_caught_at_crossings_and_on_the_road_is_lost_to_those_who_sent_it():
    (crackdown,) = results("crackdown")
    assert during(crackdown, "seized", *ORDER) > during(crackdown, "seized", *BOOM)
    by_place = {at: during(crackdown, "seized_on_road", *ORDER, place=at) for at in ("Kapsan", "Pochon")}
    assert by_place["Kapsan"] > 0 == by_place["Pochon"], "nothing goes by truck from Pochon"


# ---------------------------------------------------------------- 34 trials


@shows(34)
def test_warnings_come_before_a_trial_and_sentences_are_of_6_to_24_months():
    (held,) = results("many held")
    tried = [at for at in held.place.values if float(held.trials.sel(place=at).sum()) > 0]
    assert tried, "nobody is tried anywhere though one in seven is held"
    for at in tried:
        late = held.sel(place=at, time=slice("2017-01", None))
        assert float(late.warnings.sum()) >= float(late.trials.sum()) - 1, (
            f"a trial without a warning in {at}"
        )
    months = held.sentence_months.values
    months = months[months > 0]
    assert months.min() >= 6
    assert months.max() <= 24
    accused = held.accused_per_trial.values
    assert accused[accused > 0].min() >= 20


def first_trial(dataset: xr.Dataset) -> tuple[str, np.datetime64]:
    """Place and month of the first trial that has two quiet months before it and three after."""
    trials = dataset.trials
    for month in trials.time.values[2:-3]:
        for at in trials.place.values:
            if float(trials.sel(place=at, time=month)) > 0:
                return at, month
    raise AssertionError("no trial is held")


@shows(34, 37)
@pytest.mark.parametrize("memory", HALF_LIVES)
def test_the_deterrence_of_a_trial_fades_with_its_declared_half_life(memory):
    harsh, mild = results(f"harsh trials, {memory} memory", f"mild trials, {memory} memory")
    at, when = first_trial(harsh)
    gap = (harsh.fear - mild.fear).sel(place=at)
    after = gap.sel(time=gap.time > when).values[:3]
    assert after[0] > 0.03, f"a trial leaves fear of {after[0]:.3f} only"
    expected = 0.5 ** (61 / HALF_LIVES[memory])
    assert after[2] / after[0] == pytest.approx(expected, abs=0.1), (
        f"two months later {after[2] / after[0]:.0%} of it is left, where {expected:.0%} should be"
    )


@shows(34, 37)
def test_a_trial_frightens_the_town_that_saw_it_and_no_other():
    harsh, mild = results("harsh trials, short memory", "mild trials, short memory")
    at, when = first_trial(harsh)
    gap = harsh.fear - mild.fear
    rise = gap.sel(time=gap.time > when).isel(time=0) - gap.sel(time=gap.time < when).isel(time=-1)
    assert float(rise.sel(place=at)) > 0.03
    around = slice(when - np.timedelta64(32, "D"), when + np.timedelta64(32, "D"))
    quiet = harsh.trials.sel(time=around).sum("time") == 0
    assert quiet.any(), "every town holds a trial at the same time"
    for elsewhere in harsh.place.values[quiet.values]:
        assert float(rise.sel(place=elsewhere)) < 0.01, f"{elsewhere} fears a trial it did not see"


# ---------------------------------------------------------------- 35 camps


@shows(35)
def test_when_a_camp_closes_its_inmates_are_moved_and_none_is_lost():
    simulation = opened("many held")
    camps, names = simulation.stage.arrays["camp_rows"], simulation.stage.names["camp"]
    oro, huiyang = names.index("Oro"), names.index("Huiyang-ri")
    simulation.run((date(2017, 12, 31) - simulation.stage.first_day).days)
    before = camps["inmates"].copy()
    simulation.run(simulation.day + 1)
    assert before[oro] > 0, "the camp was empty before it closed"
    assert camps["inmates"][oro] == 0
    assert camps["moved"][oro] == before[oro]
    room = min(int(camps["space"][huiyang]), before[huiyang] + before[oro])
    assert camps["inmates"][huiyang] >= room - 50, "fewer arrive than were in the camp and find room"


@shows(35)
def test_inmates_are_released_when_their_time_is_up():
    going_on, ended = results("many held", "many held, then nobody")
    full = during(ended, "inmates", "2017-12", "2017-12")
    late = [during(one, "inmates", "2018-12", "2018-12") for one in (going_on, ended)]
    assert full > 200
    assert late[1] < 0.3 * full, "a year and a half after the last arrest the camps are still full"
    assert late[0] > 2 * late[1]
    assert during(ended, "freed", "2018-01", "2018-12") > 0


# ---------------------------------------------------------------- 36 who profits


@shows(36)
def test_who_profits_decides_what_is_a_crime():
    holds, does_not = results("licence that holds", "licence that does not")
    for one in (holds, does_not):
        assert (
            during(one, "shield", *ORDER, means="backs") == 0 == during(one, "shield", *ORDER, means="trucks")
        )
    shield = [during(one, "shield", *ORDER, means="unit") for one in (holds, does_not)]
    wanted = [
        during(one, "soldiers_wanted", *ORDER) / during(one, "unit_loads", *ORDER)
        for one in (holds, does_not)
    ]
    assert shield[0] > 2 * shield[1]
    assert wanted[0] < 0.9 * wanted[1], "a licence does not keep those who hold it out of prison"


@shows(28, 36)
def test_the_state_smuggles_unpunished_while_private_smugglers_are_caught():
    off, on = results("usual", "state smuggling")
    assert during(on, "smuggled_by_state", *HARD, place="Musan", commodity="iron_concentrate") > 100
    shields = [during(one, "shield", *HARD, means="unit") for one in (off, on)]
    assert shields[1] > shields[0], "a licence is worth no more while the centre itself smuggles"
    caught = [during(one, "carriers_caught", *HARD) / during(one, "carrier_runs", *HARD) for one in (off, on)]
    assert caught[1] == pytest.approx(caught[0], rel=0.3), "private smugglers are treated differently"
    assert caught[1] > 0
    taken = [during(one, "seized", *HARD) for one in (off, on)]
    assert taken[1] == pytest.approx(taken[0], rel=0.15), "what the state moves is seized"


# ---------------------------------------------------------------- 38 the favoured


@shows(38)
def test_officials_are_hit_last_but_hit():
    usual, free = results("usual", "no sanctions")
    late = ("2018-10", "2018-12")
    for name in ("army_ration", "favoured_ration"):
        assert during(usual, name, *late) < 0.97 * during(free, name, *late), f"{name} is never cut"

    def first_cut(name: str) -> int:
        values = usual[name].values
        return int((values < 0.95 * values[0]).argmax())

    assert first_cut("import_cover") < first_cut("army_ration") < first_cut("favoured_ration")
    lost = {
        group: during(free, f"energy_{group}", *HARD) - during(usual, f"energy_{group}", *HARD)
        for group in ("officials", "soldiers", "miners")
    }
    assert 0 < lost["officials"] < lost["soldiers"], lost
    assert lost["officials"] < lost["miners"], lost


# ---------------------------------------------------------------- 39 talks and hope


@shows(39)
def test_hope_runs_down_when_trade_ends_and_talks_feed_it():
    usual, without, free = results("usual", "no talks", "no sanctions")
    late = ("2018-09", "2018-12")
    hope = [during(one, "hope", *late, place="Musan") for one in (usual, without, free)]
    assert hope[2] == pytest.approx(1, abs=0.02)
    assert hope[0] < 0.75, f"a year after the last truck miners still hope: {hope[0]:.2f}"
    assert hope[1] < hope[0] - 0.15, f"talks change nothing: {hope[0]:.2f} with, {hope[1]:.2f} without"


@shows(39)
def test_an_emptying_reserve_brings_talks_only_if_the_claim_is_switched_on():
    off, on = results("no talks, poor", "no talks, poor, pressed to talk")
    assert float(off.talks.max()) == 0
    assert during(on, "talks", "2018-07", "2018-12") > 0.3
    assert during(on, "talks", "2016-01", "2017-06") < 0.1
    hope = [during(one, "hope", "2018-09", "2018-12", place="Musan") for one in (off, on)]
    assert hope[1] > hope[0] + 0.1
