"""People are drawn from margins; a sample of them is a part of the whole."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from tumen.core.errors import InputError, ScenarioError
from tumen.core.roles import Role, SiteKind
from tumen.scenario import load
from tumen.world import populate
from tumen.world.margins import households_at_start, residents_at_start


@pytest.fixture(scope="module")
def musan():
    return load("musan")


@pytest.fixture(scope="module")
def everyone(musan):
    return populate(musan)


def test_a_million_people_are_drawn_within_two_seconds(musan):
    began = time.perf_counter()
    populate(musan)
    assert time.perf_counter() - began < 2.0


def test_every_place_has_its_residents(musan, everyone):
    growth = musan.margin("growth_per_year")
    expected = [residents_at_start(place, growth, musan.start) for place in musan.places]
    np.testing.assert_allclose(everyone.residents_of(len(musan.places)), expected, rtol=2e-3)


@pytest.mark.parametrize("share", [1.0, 0.37, 0.1, 0.003])
def test_weights_add_up_to_every_household(musan, share):
    expected = [households_at_start(musan, place) for place in musan.places]
    assert populate(musan, share).households_of(len(musan.places)).tolist() == expected


@pytest.mark.parametrize("share", [0.37, 0.02])
def test_a_sample_is_a_part_of_the_whole(musan, everyone, share):
    sample = populate(musan, share)
    for all_rows, rows, left_out in (
        (everyone.households, sample.households, {"weight", "first_person"}),
        (everyone.persons, sample.persons, {"household"}),
    ):
        inside = np.isin(all_rows["id"], rows["id"])
        assert inside.sum() == len(rows["id"])
        for column in set(rows) - left_out:
            np.testing.assert_array_equal(all_rows[column][inside], rows[column])


def test_at_full_share_everybody_stands_for_one(everyone):
    assert (everyone.households["weight"] == 1).all()


def test_a_sample_keeps_the_places_close_to_size(musan):
    full, sample = populate(musan).residents_of(5), populate(musan, 0.05).residents_of(5)
    np.testing.assert_allclose(sample, full, rtol=0.06)


def test_adults_of_a_household_lie_side_by_side_in_order(everyone):
    h, p = everyone.households, everyone.persons
    assert (np.diff(h["id"]) > 0).all()
    assert (np.diff(p["id"]) > 0).all()
    np.testing.assert_array_equal(np.bincount(p["household"]), h["adults"])
    np.testing.assert_array_equal(p["household"][h["first_person"]], np.arange(len(h["id"])))
    np.testing.assert_array_equal(p["id"] // 16, h["id"][p["household"]])


def test_posts_of_the_mine_are_filled(musan, everyone):
    posts = {row["name"]: row["posts"] for row in musan.sites}
    assigned = dict(zip(posts, everyone.assigned_to(len(musan.sites))[1:], strict=True))
    for site in ("Musan mine", "Kim Chaek works", "Chongjin Steel Works"):
        assert assigned[site] == pytest.approx(posts[site], rel=0.02)


def test_people_work_where_they_live(musan, everyone):
    h, p = everyone.households, everyone.persons
    place_of = np.array([-1] + [[r["name"] for r in musan.places].index(s["place"]) for s in musan.sites])
    at_work = p["site"] > 0
    np.testing.assert_array_equal(place_of[p["site"]][at_work], h["place"][p["household"]][at_work])


def test_roles_follow_workplaces(musan, everyone):
    p = everyone.persons
    kind_of = np.array([0] + [int(site["kind"]) for site in musan.sites])[p["site"]]
    assert set(p["role"][kind_of == SiteKind.MINE]) == {Role.MINER}
    assert set(p["role"][kind_of == SiteKind.FARM]) == {Role.FARMER}
    assert set(p["role"][kind_of == SiteKind.NONE]) == {Role.TRADER, Role.DEPENDANT}
    assert set(p["role"][kind_of == SiteKind.OFFICE]) == {
        Role.OFFICIAL,
        Role.SECURITY,
        Role.GUARD,
        Role.SOLDIER,
    }
    assert (everyone.households["farm"][p["household"][kind_of == SiteKind.FARM]] == 1).all()


def test_no_farm_household_is_urban(everyone):
    assert not (everyone.households["farm"] & everyone.households["urban"]).any()


def test_another_seed_draws_other_people(musan, everyone):
    other = populate(replace(musan, population_seed=7))
    assert (other.households["id"] == everyone.households["id"]).all()
    assert (other.households["adults"] != everyone.households["adults"]).mean() > 0.3


def test_the_people_are_the_same_on_every_machine(everyone):
    first = {name: column[:4].tolist() for name, column in everyone.persons.items()}
    assert first == FIRST


FIRST = {
    "id": [160000000, 160000001, 160000016, 160000017],
    "household": [0, 0, 1, 1],
    "site": [4, 0, 1, 0],
    "role": [Role.WORKER, Role.DEPENDANT, Role.MINER, Role.TRADER],
    "female": [0, 1, 0, 1],
    "age": [55, 53, 59, 53],
}


@pytest.mark.parametrize("share", [0.0, -1.0, 1.5])
def test_a_senseless_share_is_refused(musan, share):
    with pytest.raises(InputError, match="above 0 and at most 1"):
        populate(musan, share)


def test_more_posts_than_people_are_refused(musan):
    sites = [{**row, "posts": 90_000} if row["name"] == "Musan mine" else row for row in musan.sites]
    with pytest.raises(ScenarioError, match="the sites of Musan have"):
        populate(replace(musan, sites=sites))


def test_a_missing_margin_is_named(musan):
    margins = {name: row for name, row in musan.margins.items() if name != "assigned_men"}
    with pytest.raises(ScenarioError, match="'assigned_men' is missing"):
        populate(replace(musan, margins=margins))
