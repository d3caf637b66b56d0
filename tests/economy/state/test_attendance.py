from collections import Counter
from random import Random
from types import SimpleNamespace

import pytest

from tests.economy.helpers import (
    Flows,
    Sends,
    day,
    defaults,
    make_household,
    make_person,
    make_place,
    make_site,
)
from tumen.core.roles import Attendance, Livelihood, SiteKind
from tumen.economy.state import attendance

PARAM = defaults(attendance)
FEE = int(PARAM.absence_fee)


class NoDraw:
    """Luck that must not be asked for."""

    def __getattr__(self, name: str) -> float:
        raise AssertionError(f"drew {name} for somebody who is not tempted")


def worker(livelihood: Livelihood = Livelihood.TRADE, **changed: int) -> SimpleNamespace:
    return make_person(
        attendance, **(dict(registered=1, livelihood=livelihood, stall_skill=10, detained=0) | changed)
    )


def town(**changed: int) -> SimpleNamespace:
    """A place where a day at the stall brings a good trader's income."""
    return make_place(**(dict(office_won=0, trade_return=9_000, carry_return=0) | changed))


def home(**changed: float) -> SimpleNamespace:
    return make_household(**(dict(won=0, hunger=0.3, fear=0.2) | changed))


def idle_site(idle: float, param: SimpleNamespace = PARAM, kind: SiteKind = SiteKind.MINE) -> SimpleNamespace:
    site = make_site(attendance, idle=idle, kind=kind, pay=1_000)
    attendance.look_aside(site, param)
    return site


def morning(
    person: SimpleNamespace,
    site: SimpleNamespace,
    luck: float | None = None,
    household: SimpleNamespace | None = None,
    number: int = 3,
    param: SimpleNamespace = PARAM,
) -> Sends:
    """One morning's sheet for one person."""
    household, place, send = household or home(), town(), Sends()
    attendance.buy_absence(
        person, household, place, site, param, Flows(attendance, household=household, place=place)
    )
    attendance.excuse(person, site, day(number), send)
    draw = NoDraw() if luck is None else SimpleNamespace(sheet=luck)
    attendance.sign(person, household, place, site, param, draw, send)
    return send


def month(idle: float, away: float, household: SimpleNamespace, **changed: float) -> Counter[Attendance]:
    """Shares of 400 workers' days on the sheet, ``away`` of them living off something else."""
    random, param = Random(7), defaults(attendance, **changed)
    site = idle_site(idle, param)
    sheet: Counter[Attendance] = Counter()
    for i in range(400):
        person = worker(Livelihood.COLLECT if i < 400 * away else Livelihood.STATE_JOB, id=i)
        for number in range(28):
            morning(person, site, random.random(), household, number, param)
            sheet[Attendance(person.attendance)] += 1
    total = sum(sheet.values())
    return Counter({status: count / total for status, count in sheet.items()})  # type: ignore[misc]


def absconders(control: float) -> int:
    """Punishable absences in a month among 400 collectors at an idle mine."""
    random, param = Random(7), defaults(attendance, attendance_control=control, absence_limit=2)
    site, found = idle_site(0.85, param), 0
    for i in range(400):
        person = worker(Livelihood.COLLECT, id=i)
        for number in range(28):
            found += morning(person, site, random.random(), home(hunger=0.8), number, param)["absconders"]
    return found


def test_who_lives_off_the_job_works_all_day_and_needs_no_luck() -> None:
    person = worker(Livelihood.STATE_JOB)
    send = morning(person, idle_site(0.8))
    assert person.attendance == Attendance.AT_WORK
    assert send["attended"] == 1
    assert person.hours < 0.5


def test_who_takes_from_the_yard_has_to_be_there() -> None:
    person = worker(Livelihood.PILFER)
    morning(person, idle_site(0.8))
    assert person.attendance == Attendance.AT_WORK


def test_who_is_on_no_books_has_the_day() -> None:
    person = make_person(attendance, registered=0, detained=0, livelihood=Livelihood.TRADE)
    send = morning(person, make_site(attendance, kind=SiteKind.NONE))
    assert (person.attendance, person.hours, send.sent) == (Attendance.NOT_REGISTERED, 1.0, {})


def test_a_trader_with_cash_pays_for_a_month() -> None:
    person, household, place = worker(), home(won=3 * FEE), town()
    flow = Flows(attendance, household=household, place=place)
    attendance.buy_absence(person, household, place, idle_site(0.0), PARAM, flow)
    assert place.office_won == FEE
    for number in range(30):
        attendance.buy_absence(person, household, place, idle_site(0.0), PARAM, flow)
        morning(person, idle_site(0.0), None, home(), number)
        assert person.attendance == Attendance.PAID_ABSENCE
    assert flow["absence_fee_paid"] == FEE


def test_nobody_pays_to_miss_a_wage_that_is_worth_more_than_the_stall() -> None:
    site = idle_site(0.0)
    site.pay = 7_000
    person, household, place = worker(), home(won=9 * FEE), town()
    flow = Flows(attendance, household=household, place=place)
    attendance.buy_absence(person, household, place, site, PARAM, flow)
    assert flow["absence_fee_paid"] == 0
    person.stall_skill = 30
    attendance.buy_absence(person, household, place, site, PARAM, flow)
    assert flow["absence_fee_paid"] == FEE


def test_nobody_pays_for_what_the_foreman_lets_pass() -> None:
    param = defaults(attendance, attendance_control=0.1)
    person, household, place = worker(), home(won=9 * FEE), town()
    flow = Flows(attendance, household=household, place=place)
    attendance.buy_absence(person, household, place, idle_site(0.85, param), param, flow)
    assert flow["absence_fee_paid"] == 0


def test_who_cannot_pay_is_not_excused() -> None:
    person = worker()
    morning(person, idle_site(0.0), 0.99, home(won=FEE))
    assert person.attendance == Attendance.AT_WORK


def test_where_there_is_work_nobody_slips_away() -> None:
    assert month(0.0, 0.7, home())[Attendance.SIGNED_IN_AND_LEFT] == 0.0


def test_at_an_idle_mine_a_third_sign_in_and_leave() -> None:
    sheet = month(0.85, 0.55, home(hunger=0.5))
    assert 0.3 <= sheet[Attendance.SIGNED_IN_AND_LEFT] <= 0.4
    assert 0.0 < sheet[Attendance.ABSENT] < 0.1


def test_a_stricter_check_leaves_fewer_away_and_finds_more_absconders() -> None:
    lax = month(0.85, 0.65, home(hunger=0.8), attendance_control=0.2)
    strict = month(0.85, 0.65, home(hunger=0.8), attendance_control=0.9)
    assert strict[Attendance.SIGNED_IN_AND_LEFT] < lax[Attendance.SIGNED_IN_AND_LEFT]
    assert absconders(0.9) > absconders(0.2)


def test_hunger_pushes_people_to_stay_away_and_fear_holds_them() -> None:
    usual = month(0.2, 0.6, home())[Attendance.ABSENT]
    assert month(0.2, 0.6, home(hunger=0.8))[Attendance.ABSENT] > usual
    assert month(0.2, 0.6, home(fear=0.9))[Attendance.ABSENT] < usual


def test_too_many_absences_bring_the_security_office() -> None:
    person, site = worker(absences=int(PARAM.absence_limit)), idle_site(0.0)
    send = morning(person, site, 0.0)
    assert send["absconders"] == 1
    assert person.absconded == 1
    morning(person, site, 0.99)
    assert person.absconded == 0


def test_the_detained_have_no_hours_on_the_books_or_off_them() -> None:
    for registered in (0, 1):
        person = worker(registered=registered, detained=9, exempt=3)
        send = morning(person, idle_site(0.0))
        assert (person.attendance, person.hours) == (Attendance.DETAINED, 0.0)
        assert send["in_camp"] == registered


def test_a_few_absences_are_overlooked() -> None:
    person = worker(absences=1)
    assert morning(person, idle_site(0.0), 0.0)["absconders"] == 0
    assert person.absences == 2


def test_absences_are_counted_by_the_month() -> None:
    person = worker(absences=9)
    morning(person, idle_site(0.0), 0.99, number=31)
    assert person.absences == 0


def test_the_evening_count_has_everybody_on_the_books_once() -> None:
    site = make_site(attendance, attended=5, signed_left=3, paid_absent=2, absent=1, in_camp=1)
    attendance.close_sheet(site)
    assert site.on_books == 12


@pytest.mark.parametrize("kind", [SiteKind.ENTERPRISE, SiteKind.FARM])
def test_absence_costs_less_elsewhere(kind: SiteKind) -> None:
    person, household, place = worker(), home(won=2 * FEE - 1), town()
    flow = Flows(attendance, household=household, place=place)
    attendance.buy_absence(person, household, place, idle_site(0.0, kind=kind), PARAM, flow)
    assert 0 < flow["absence_fee_paid"] < FEE
