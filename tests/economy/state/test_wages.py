from types import SimpleNamespace

import pytest

from tests.economy.helpers import Flows, defaults, make_household, make_person, make_site, make_state
from tumen.core.roles import Attendance, Role, SiteKind
from tumen.economy.state import attendance, wages

PARAM = defaults(wages)
FULL_STORE = 100_000_000_000


def mine(**changed: float) -> SimpleNamespace:
    base = dict(attended=8_000, signed_left=500, exporting=1.0, store=FULL_STORE)
    return make_site(wages, attendance, **(base | changed))


def announced(site: SimpleNamespace, days: int = 1) -> SimpleNamespace:
    for _ in range(days):
        wages.announce_pay(site, make_state(), PARAM)
    return site


def paid(site: SimpleNamespace, **person: int) -> Flows:
    worker = make_person(**(dict(attendance=Attendance.AT_WORK) | person))
    household = make_household(won=0, goods=0)
    flow = Flows(wages, household=household, site=site)
    wages.pay_out(worker, household, site, PARAM, flow)
    return flow


def test_while_exports_run_a_miner_gets_some_cash_and_four_times_that_in_goods() -> None:
    site = announced(mine())
    assert 30 * site.pay_cash == pytest.approx(50_000, rel=0.01)
    assert 30 * site.pay_goods / 100 * 1_270 == pytest.approx(200_000, rel=0.01)


def test_real_pay_is_under_half_of_the_promise() -> None:
    site = announced(mine())
    assert 100_000 < 30 * site.pay < 150_000


def test_when_exports_stop_and_the_store_is_empty_pay_falls_tenfold_from_the_promise() -> None:
    site = announced(mine(exporting=0.0, store=0))
    assert 30 * site.pay == pytest.approx(30_000, rel=0.01)


def test_goods_last_as_long_as_the_store_does() -> None:
    site = mine(store=8_500 * 523 * 40)
    handed_out = []
    for _ in range(200):
        announced(site)
        site.store -= site.pay_goods * (site.attended + site.signed_left)
        handed_out.append(site.pay_goods)
    assert handed_out[0] > 500
    assert handed_out[-1] < 20
    assert site.store >= 0


def test_the_store_can_pay_everybody_whom_it_promised() -> None:
    site = announced(mine(store=8_501))
    assert site.pay_goods * (site.attended + site.signed_left) <= site.store


def test_other_state_workers_get_the_old_nominal_wage() -> None:
    site = announced(mine(kind=SiteKind.ENTERPRISE))
    assert site.pay_cash == 100
    assert site.pay_goods == 0


def test_officials_get_a_little_more() -> None:
    site = announced(mine(kind=SiteKind.OFFICE))
    assert paid(site, role=Role.OFFICIAL)["wage"] > paid(site, role=Role.WORKER)["wage"]


@pytest.mark.parametrize("status", [Attendance.ABSENT, Attendance.PAID_ABSENCE, Attendance.DETAINED])
def test_who_did_not_sign_yesterday_is_not_paid(status: Attendance) -> None:
    assert paid(announced(mine()), attendance=status).moved == {}


def test_who_signed_in_and_left_is_paid() -> None:
    assert paid(announced(mine()), attendance=Attendance.SIGNED_IN_AND_LEFT)["wage_in_kind"] > 0


def test_days_without_the_usual_pay_are_counted_and_made_good() -> None:
    site = announced(mine(), 200)
    assert site.unpaid_days == 0
    site.exporting, site.store = 0.0, 0
    announced(site, 90)
    assert site.unpaid_days == 90
    site.exporting, site.store = 1.0, FULL_STORE
    announced(site, 60)
    assert site.unpaid_days == 0


def test_a_wage_that_was_always_nominal_is_not_missed() -> None:
    assert announced(mine(kind=SiteKind.ENTERPRISE), 400).unpaid_days == 0
