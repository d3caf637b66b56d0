"""A household's days in words: who lives there, what they did, ate, earned and feared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from tumen.core.declare import FIXED_ONE
from tumen.core.errors import InputError, did_you_mean
from tumen.core.roles import Attendance, Case, Livelihood, Role
from tumen.engine.simulation import Simulation
from tumen.web import bands
from tumen.web.live import Live
from tumen.web.lives import Lives, World
from tumen.web.mornings import go_on
from tumen.web.problems import Problem, missing

SHARE = 0.001
RUN = 0
"""Households of the first run are looked at; a sample is always a part of a larger one."""

ROLES = {
    Role.MINER: "miner",
    Role.WORKER: "worker",
    Role.FARMER: "farmer",
    Role.TRADER: "trader",
    Role.OFFICIAL: "official",
    Role.SECURITY: "security officer",
    Role.GUARD: "border guard",
    Role.SOLDIER: "soldier",
    Role.DEPENDANT: "without a post",
}

TIMES = {
    Livelihood.STATE_JOB: "gives the week to the state job",
    Livelihood.TRADE: "trades in the free hours",
    Livelihood.PLOT: "works the plot and the hills",
    Livelihood.COLLECT: "collects scrap",
    Livelihood.PILFER: "takes from the workplace",
    Livelihood.CARRY: "carries for smugglers",
    Livelihood.HOME: "stays at home",
}

SHEET = {
    Attendance.AT_WORK: "was at work",
    Attendance.SIGNED_IN_AND_LEFT: "signed in and left",
    Attendance.PAID_ABSENCE: "paid to be absent",
    Attendance.ABSENT: "was absent without leave",
    Attendance.DETAINED: "is held",
}

CHARGES = {
    Case.ABSENCE: "absence",
    Case.THEFT: "theft",
    Case.SMUGGLING: "smuggling",
    Case.DRUGS: "drugs",
    Case.CROPS: "taking crops",
}


def diary(
    live: Live, policy: str, household: int | None, place: str | None, start: date | None, days: int
) -> dict[str, Any]:
    """Some days of one household under one policy.

    Raises
    ------
    Problem
        If there is no such policy, household or place, or the days lie outside what is lived.
    """
    if policy != bands.BASELINE and policy not in live.changed:
        raise missing("policy", policy, [bands.BASELINE, *live.changed])
    world = live.world(SHARE, RUN)
    first = start or live.first_change or live.scenario.start
    if not live.scenario.start <= first <= live.end:
        raise Problem(422, f"'from' is {first}; expected {live.scenario.start} to {live.end}.")
    simulation = _brought_to(live, world, policy, first)
    home = _home(simulation, household, place)
    told = []
    before = _seen(simulation, home)
    for number in range(days):
        today = first + timedelta(days=number)
        if today > live.end:
            break
        simulation.run(until=simulation.day + 1)
        now = _seen(simulation, home)
        told.append({"date": str(today), "words": _words(before, now, number == 0)})
        before = now
    stage = simulation.stage
    where = stage.names["place"][int(stage.arrays["household_rows"][home]["place"])]
    return {
        "place": where,
        "household": str(int(stage.arrays["household_rows"][home]["id"])),
        "members": _members(simulation, home),
        "days": told,
        "another": str(_next(simulation, home)),
    }


def _brought_to(live: Live, world: World, policy: str, first: date) -> Simulation:
    """A simulation on the morning of a day, from a morning that was kept."""
    changed = live.changed.get(policy)
    scenario = changed.scenario if changed and changed.first else live.scenario
    stage = world.stage(RUN, scenario)
    day = (first - stage.first_day).days
    branch = (changed.first - stage.first_day).days if changed and changed.first else day
    lives = _lives()
    lived = lives.as_it_happened(world, RUN, lambda: False)
    fit = [one for one in lived.mornings if one.day <= min(day, max(branch, stage.burn_in))]
    simulation = go_on(stage, fit[-1]) if fit else Simulation(stage)
    simulation.run(until=day)
    return simulation


_KEPT: list[Lives] = []


def _lives() -> Lives:
    """Runs of which nothing but the mornings is wanted."""
    if not _KEPT:
        _KEPT.append(Lives(("energy",), memory=60_000_000))
    return _KEPT[0]


def _home(simulation: Simulation, household: int | None, place: str | None) -> int:
    """Row of the household that is meant: one's id, else the first of a place."""
    stage = simulation.stage
    rows = stage.arrays["household_rows"]
    if household is not None:
        found = np.flatnonzero(rows["id"] == household)
        if not len(found):
            raise Problem(404, f"There is no household {household}; leave it out to meet the first one.")
        return int(found[0])
    names = stage.names["place"]
    if place is not None and place not in names:
        raise InputError(f"There is no place {place[:80]!r}{did_you_mean(place, names)}.")
    return int(np.flatnonzero(rows["place"] == (names.index(place) if place else 0))[0])


def _next(simulation: Simulation, home: int) -> int:
    """The next household of the same place, the first after the last."""
    rows = simulation.stage.arrays["household_rows"]
    same = np.flatnonzero(rows["place"] == rows[home]["place"])
    return int(rows[same[(int(np.searchsorted(same, home)) + 1) % len(same)]]["id"])


def _seen(simulation: Simulation, home: int) -> dict[str, np.ndarray]:
    arrays = simulation.stage.arrays
    first, last = arrays["household_first"][home : home + 2]
    return {
        "house": arrays["household_rows"][home].copy(),
        "adults": arrays["person_rows"][first:last].copy(),
    }


def _members(simulation: Simulation, home: int) -> list[str]:
    seen = _seen(simulation, home)
    house = seen["house"]
    said = [_who(adult).capitalize() for adult in seen["adults"]]
    for number, one, many in ((house["children"], "child", "children"), (house["elders"], "elder", "elders")):
        if number:
            said.append(f"{int(number)} {one if number == 1 else many}")
    return said


def _who(adult: np.void) -> str:
    role = ROLES[Role(int(adult["role"]))]
    return f"the {'woman' if adult['female'] else 'man'} of {int(adult['age'])}, {role}"


def _words(before: dict[str, np.ndarray], now: dict[str, np.ndarray], first: bool) -> list[str]:
    """A day in sentences: what happened, and on the first day how things stand."""
    said = _table(before["house"], now["house"], first)
    for old, new in zip(before["adults"], now["adults"], strict=True):
        said += [f"{_who(new).capitalize()}, {what}." for what in _person(old, new, first)]
    return said or ["A day like the one before."]


def _table(old: np.ndarray, new: np.ndarray, first: bool) -> list[str]:
    said = []
    meals, energy = int(new["meals"]), int(new["energy"])
    if first or meals != int(old["meals"]):
        said.append(f"{'Two' if meals == 2 else 'Three'} meals a day; {energy:,} kcal for each adult.")
    elif abs(energy - int(old["energy"])) >= 200:
        said.append(f"{'Less' if energy < int(old['energy']) else 'More'} on the table: {energy:,} kcal.")
    said += _handed_out(old, new, first)
    gained = int(new["won"]) - int(old["won"])
    if abs(gained) >= 20_000:
        said.append(f"{abs(gained):,} won {'came in' if gained > 0 else 'went out'}.")
    yuan = (int(new["yuan"]) - int(old["yuan"])) // 100
    if abs(yuan) >= 20:
        said.append(f"{abs(yuan):,} yuan {'were put by' if yuan > 0 else 'were spent'}.")
    trust = (float(new["trust"]) - float(old["trust"])) / FIXED_ONE
    fear = (float(new["fear"]) - float(old["fear"])) / FIXED_ONE
    said += [f"Trust {'grew' if trust > 0 else 'sank'}."] if abs(trust) > 0.02 else []
    said += [f"Fear {'grew' if fear > 0 else 'eased'}."] if abs(fear) > 0.02 else []
    if first:
        said.append(f"In the house: {_grams(int(new['grain']))} of grain and {int(new['won']):,} won.")
    return said


def _handed_out(old: np.ndarray, new: np.ndarray, first: bool) -> list[str]:
    """Rations, where they are not what they were the day before."""
    before, now = int(old["ration_today"]), int(new["ration_today"])
    more = int(new["favoured_today"])
    said = []
    if now and (first or abs(now - before) > before / 10):
        said.append(f"A ration of {_grams(now)} was handed out.")
    if before and not now:
        said.append("No ration today.")
    if more and (first or not old["favoured_today"]):
        said.append(f"The favoured got {_grams(more)} on top.")
    return said


def _person(old: np.void, new: np.void, first: bool) -> list[str]:
    said = []
    if new["detained"] and not old["detained"]:
        charge = CHARGES.get(Case(int(new["case"])), "a charge unknown")
        kind = {1: " in the training camp", 2: " in a correctional camp"}.get(int(new["sentenced"]), "")
        said.append(f"was taken, for {charge}: {int(new['detained'])} days{kind}")
    if old["detained"] and not new["detained"]:
        said.append("came home")
    if new["detained"]:
        return said
    said += ["carried a load over the river and came back"] if new["carried"] else []
    said += ["was caught with a load"] if new["run_caught"] else []
    said += ["got away with a bag"] if new["took"] else []
    said += ["was caught with a bag and handed over"] if new["theft_caught"] else []
    sheet = Attendance(int(new["attendance"]))
    if sheet in SHEET and (first or sheet != Attendance(int(old["attendance"]))):
        said.append(SHEET[sheet])
    if first or new["livelihood"] != old["livelihood"]:
        said.append(TIMES[Livelihood(int(new["livelihood"]))])
    return said


def _grams(grams: int) -> str:
    return f"{grams / 1000:,.1f} kg"
