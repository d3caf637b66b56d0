"""People drawn from published margins: household by household, adult by adult.

No real person is modelled. Everything about household ``k`` of a place follows from its id and the
scenario's population seed, so a sample of the people is a part of the whole, never another draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tumen.core.errors import InputError, ScenarioError
from tumen.core.roles import Role, SiteKind
from tumen.scenario.schema import Row, Scenario
from tumen.world import luck
from tumen.world.margins import MAX_HOUSEHOLDS, Margins, household_types, households_at_start, read_margins

REFERENCE = 65_536
"""Households of a place from which its number of assigned adults is counted."""

HOUSEHOLD_COLUMNS = {
    "id": np.int64,
    "place": np.int16,
    "weight": np.int32,
    "adults": np.int8,
    "children": np.int8,
    "elders": np.int8,
    "farm": np.int8,
    "urban": np.int8,
    "first_person": np.int32,
}
PERSON_COLUMNS = {
    "id": np.int64,
    "household": np.int32,
    "site": np.int16,
    "role": np.int8,
    "female": np.int8,
    "age": np.int8,
}

TYPE, HEAD_AGE, GAP, SEX, AGE, ASSIGNED, OFFICE, TRADER, SAMPLE = range(1, 10)
"""Purposes of the hashed numbers."""


@dataclass(frozen=True)
class Population:
    """Households in order of place and id, their adults side by side in the same order.

    Attributes
    ----------
    households
        Columns of `HOUSEHOLD_COLUMNS`; a household stands for ``weight`` households.
    persons
        Columns of `PERSON_COLUMNS`; ``site`` is 0 for none, else 1 + the row in ``sites.csv``.
    share
        Share of the households that was drawn.
    """

    households: dict[str, np.ndarray]
    persons: dict[str, np.ndarray]
    share: float

    @property
    def n_households(self) -> int:
        """Households in the arrays."""
        return len(self.households["id"])

    @property
    def n_persons(self) -> int:
        """Adults in the arrays."""
        return len(self.persons["id"])

    def households_of(self, n_places: int) -> np.ndarray:
        """Households that those of each place stand for: exact at any share."""
        return _weighted(self.households["place"], self.households["weight"], n_places)

    def residents_of(self, n_places: int) -> np.ndarray:
        """Residents of all ages that the households of each place stand for."""
        h = self.households
        size = h["adults"].astype(np.int64) + h["children"] + h["elders"]
        return _weighted(h["place"], h["weight"] * size, n_places)

    def assigned_to(self, n_sites: int) -> np.ndarray:
        """Adults that those assigned to each site stand for; row 0 counts those assigned nowhere."""
        weight = self.households["weight"][self.persons["household"]]
        return _weighted(self.persons["site"], weight, n_sites + 1)


def _weighted(index: np.ndarray, weight: np.ndarray, n: int) -> np.ndarray:
    """Whole-number sums; doubles hold them exactly far beyond any population."""
    return np.bincount(index, weight, n).astype(np.int64)


def populate(scenario: Scenario, share: float = 1.0) -> Population:
    """Draw the people of a scenario.

    Parameters
    ----------
    scenario
        Its places, sites, margins and population seed decide everything.
    share
        Share of the households to simulate, above 0 and at most 1; each then stands for a whole
        number of households, and the numbers add up to all of them.
    """
    if not 0 < share <= 1:
        raise InputError(f"The share of people must be above 0 and at most 1, not {share:g}.")
    margins = read_margins(scenario)
    parts = [_people(scenario, margins, number, share) for number in range(len(scenario.places))]
    households = {name: np.concatenate([h[name] for h, _ in parts]) for name in parts[0][0]}
    offsets = np.cumsum([0, *(len(h["id"]) for h, _ in parts)])
    for (_, p), offset in zip(parts, offsets, strict=False):
        p["household"] += np.int32(offset)
    persons = {name: np.concatenate([p[name] for _, p in parts]) for name in PERSON_COLUMNS}
    first = np.cumsum(households["adults"], dtype=np.int64) - households["adults"]
    households["first_person"] = first.astype(np.int32)
    return Population(households, persons, share)


Columns = dict[str, np.ndarray]


def _people(scenario: Scenario, margins: Margins, number: int, share: float) -> tuple[Columns, Columns]:
    """Households and adults of one place."""
    place = scenario.places[number]
    total = households_at_start(scenario, place)
    ks, weights = _sample(total, share, scenario.population_seed, number)
    households = _households(scenario, margins, number, ks)
    households["weight"] = weights.astype(np.int32)
    persons = _adults(margins, households, scenario.population_seed)
    reference = persons
    if len(ks) != min(total, REFERENCE):
        first = _households(scenario, margins, number, np.arange(min(total, REFERENCE)))
        reference = _adults(margins, first, scenario.population_seed)
    hands = np.count_nonzero(reference["assigned"] & ~reference["farm"]) * total / min(total, REFERENCE)
    _assign(scenario, place, persons, hands)
    return households, {name: persons[name].astype(kind) for name, kind in PERSON_COLUMNS.items()}


def _sample(total: int, share: float, seed: int, number: int) -> tuple[np.ndarray, np.ndarray]:
    """One household of each of ``total * share`` equal stretches, standing for its stretch."""
    drawn = max(1, round(total * share))
    bounds = np.arange(drawn + 1, dtype=np.int64) * total // drawn
    widths = np.diff(bounds)
    ids = (number + 1) * MAX_HOUSEHOLDS + bounds[:-1]
    return luck.between(luck.hashed(ids, seed, SAMPLE), bounds[:-1], bounds[1:] - 1), widths


def _households(scenario: Scenario, margins: Margins, number: int, ks: np.ndarray) -> Columns:
    seed, place = scenario.population_seed, scenario.places[number]
    ids = (number + 1) * MAX_HOUSEHOLDS + ks
    offset = int(luck.hashed(np.array([number]), seed, TYPE)[0])
    types, weights = household_types(scenario)
    chosen = types[luck.pick(luck.spread(ks, offset, 0), weights)]
    rural = 1.0 - place["urban_share"]
    where = luck.spread(ks, offset, 1)
    return {
        "id": ids,
        "place": np.full(len(ks), number, np.int16),
        "weight": np.ones(len(ks), np.int32),
        "adults": chosen[:, 0],
        "children": chosen[:, 1],
        "elders": chosen[:, 2],
        "farm": luck.below(where, rural * margins.farm_share_of_rural).astype(np.int8),
        "urban": (~luck.below(where, rural)).astype(np.int8),
    }


def _adults(margins: Margins, households: Columns, seed: int) -> Columns:
    """Ages, sexes and who is assigned to a workplace: a head, a spouse, then grown children."""
    adults = households["adults"].astype(np.int64)
    home = np.repeat(np.arange(len(adults), dtype=np.int32), adults)
    slot = np.arange(len(home)) - np.repeat(np.cumsum(adults) - adults, adults)
    ids = households["id"][home] * 16 + slot
    female, spouse = _sexes(margins, ids, slot, adults[home] == 1, seed)
    age = _ages(margins, households, home, slot, ids, seed)
    farm = households["farm"][home] == 1
    working = age < np.where(female, margins.retirement_women, margins.retirement_men)
    wives = np.where(farm, margins.assigned_unmarried_women, margins.assigned_married_women)
    rate = np.where(female, np.where(spouse, wives, margins.assigned_unmarried_women), margins.assigned_men)
    return {
        "id": ids,
        "household": home,
        "female": female,
        "age": age,
        "farm": farm,
        "assigned": working & luck.below(luck.hashed(ids, seed, ASSIGNED), rate),
        "trades": luck.below(
            luck.hashed(ids, seed, TRADER),
            np.where(spouse & working, margins.trader_married_women, margins.trader_others),
        ),
        "where": luck.spread(households["id"][home], luck.hashed(slot, seed, SEX), 2),
        "office": luck.hashed(ids, seed, OFFICE),
    }


def _sexes(
    margins: Margins, ids: np.ndarray, slot: np.ndarray, lone: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return who is a woman, and who a wife: the second adult of a household."""
    words = luck.hashed(ids, seed, SEX)
    spouse = slot == 1
    share = np.where(lone, margins.lone_female, np.where(slot == 0, 0.0, margins.grown_female))
    return spouse | luck.below(words, share), spouse


def _ages(
    margins: Margins, households: Columns, home: np.ndarray, slot: np.ndarray, ids: np.ndarray, seed: int
) -> np.ndarray:
    """Heads of households with grown children are old enough to have them."""
    low, high = int(margins.head_age_low), int(margins.head_age_high)
    grown_low = int(margins.grown_age_low)
    parent = min(high, low + grown_low)
    youngest = np.where(households["adults"] > 2, parent, low)
    head = luck.between(luck.hashed(households["id"], seed, HEAD_AGE), youngest, high)[home]
    gap = luck.between(luck.hashed(ids, seed, GAP), 0, int(margins.spouse_age_gap))
    oldest = np.clip(head - low, grown_low, int(margins.grown_age_high))
    grown = luck.between(luck.hashed(ids, seed, AGE), grown_low, oldest)
    return np.where(slot == 0, head, np.where(slot == 1, np.maximum(head - gap, grown_low), grown))


def _assign(scenario: Scenario, place: Row, persons: Columns, hands: float) -> None:
    """Give each assigned adult a site and everybody a role; ``hands`` is the place's non-farm total."""
    sites = [(i + 1, site) for i, site in enumerate(scenario.sites) if site["place"] == place["name"]]
    farms = [number for number, site in sites if site["kind"] == SiteKind.FARM]
    others = [(number, site) for number, site in sites if site["kind"] != SiteKind.FARM]
    weights = _posts(place, others, hands)
    numbers = np.array([number for number, _ in others] + [0])
    site = np.where(persons["assigned"], numbers[luck.pick(persons["where"], weights)], 0)
    on_farm = persons["assigned"] & persons["farm"]
    site[on_farm] = farms[0] if farms else 0
    role = np.where(persons["trades"], int(Role.TRADER), int(Role.DEPENDANT))
    for number, row in sites:
        here = site == number
        role[here] = _roles(row, persons["office"][here], persons["female"][here])
    persons["site"], persons["role"] = site, role


def _posts(place: Row, sites: list[tuple[int, Row]], hands: float) -> np.ndarray:
    """Posts of each site, then those left over: sites without a number share what the others leave."""
    fixed = np.array([row["posts"] or (row["post_share"] or 0.0) * hands for _, row in sites] + [0.0])
    left = hands - fixed.sum()
    if left < 0:
        raise ScenarioError(
            f"sites.csv: the sites of {place['name']} have {fixed.sum():,.0f} posts, "
            f"but only about {hands:,.0f} adults of the place can be assigned to them."
        )
    open_ended = [i for i, (_, row) in enumerate(sites) if row["posts"] is None and row["post_share"] is None]
    for i in open_ended or [len(sites)]:
        fixed[i] = left / max(1, len(open_ended))
    return fixed


ROLE_AT = {
    SiteKind.MINE: Role.MINER,
    SiteKind.MILL: Role.WORKER,
    SiteKind.ENTERPRISE: Role.WORKER,
    SiteKind.FARM: Role.FARMER,
}
OFFICE_ROLES = {
    "officials": Role.OFFICIAL,
    "security": Role.SECURITY,
    "guards": Role.GUARD,
    "soldiers": Role.SOLDIER,
}


def _roles(site: Row, words: np.ndarray, female: np.ndarray) -> np.ndarray | int:
    """One role to a site, except an office: its men by the site's shares, its women officials."""
    if site["kind"] in ROLE_AT:
        return int(ROLE_AT[site["kind"]])
    shares = np.array([site[column] for column in OFFICE_ROLES])
    if shares.sum() == 0:
        return int(Role.OFFICIAL)
    roles = np.array([int(role) for role in OFFICE_ROLES.values()])[luck.pick(words, shares)]
    return np.where(female, int(Role.OFFICIAL), roles)
