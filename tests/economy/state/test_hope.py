from types import SimpleNamespace

import pytest

from tests.economy.helpers import defaults, make_site, make_state
from tumen.core.roles import SiteKind
from tumen.economy.state import hope


def live(
    site: SimpleNamespace, days: int, reserve_ratio: float = 1.0, talks: float = 0.0, **param: float
) -> float:
    state = make_state(hope, reserve_ratio=reserve_ratio, talks=talks)
    for _ in range(days):
        hope.talk(state, defaults(hope, **param))
        hope.believe(site, state, defaults(hope, **param))
    return site.hope


def mine(**changed: float) -> SimpleNamespace:
    return make_site(hope, **({"exporting": 0.0, "hope": 1.0} | changed))


def test_while_ore_leaves_over_the_crossing_nobody_doubts() -> None:
    assert live(mine(exporting=0.8), 400) == 1.0


def test_once_it_no_longer_does_hope_halves_with_its_half_life() -> None:
    assert live(mine(), 180) == pytest.approx(0.5, abs=0.01)
    assert live(mine(), 90, hope_half_life=90) == pytest.approx(0.5, abs=0.01)


def test_talks_raise_hope_but_not_as_far_as_trucks() -> None:
    given_up = 0.1
    after_talks = live(mine(hope=given_up), 120, talks=1.0)
    assert given_up < after_talks <= defaults(hope).hope_talks
    assert live(mine(hope=given_up, exporting=0.5), 120) > after_talks


def test_an_emptying_reserve_brings_talks_only_if_the_claim_is_believed() -> None:
    assert live(mine(hope=0.1), 60, reserve_ratio=0.05) < 0.1
    assert live(mine(hope=0.1), 60, reserve_ratio=0.05, hope_link=1) > 0.2
    full = live(mine(hope=0.1), 60, reserve_ratio=1.0)
    assert live(mine(hope=0.1), 60, reserve_ratio=1.0, hope_link=1) == full


def test_where_nothing_was_ever_exported_hope_is_not_in_question() -> None:
    office = make_site(hope, kind=SiteKind.OFFICE)
    assert live(office, 400) == 1.0
