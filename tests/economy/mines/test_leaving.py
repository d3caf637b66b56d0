from random import Random
from types import SimpleNamespace

from tests.economy.helpers import Sends, day, defaults, make_household, make_person, make_site
from tumen.core.roles import Livelihood, SiteKind
from tumen.economy.mines import leaving


def share_left(
    weeks: int, unpaid: int, livelihood: Livelihood = Livelihood.TRADE, hope: float = 0.0, **household: float
) -> float:
    """Share of 400 workers off the books after ``weeks``, with ``unpaid`` days behind them at the start."""
    random, param = Random(1), defaults(leaving)
    home = make_household(**(dict(hunger=0.3, fear=0.2) | household))
    site = make_site(leaving, unpaid_days=unpaid, hope=hope)
    people = [make_person(leaving, id=i, registered=1, detained=0, livelihood=livelihood) for i in range(400)]
    sends = Sends()
    for number in range(7 * weeks):
        site.unpaid_days = unpaid + number if unpaid else 0
        draw = SimpleNamespace(quit=random.random())
        for person in people:
            draw.quit = random.random()
            leaving.quit_or_return(person, home, site, day(number), param, draw, sends)
    gone = sum(1 for person in people if person.registered == 0)
    assert gone == sends["leavers"] - sends["returners"]
    return gone / len(people)


def test_everyone_assigned_starts_on_the_books() -> None:
    miner, housewife = make_person(leaving), make_person(leaving)
    leaving.enrol(miner, make_site(leaving))
    leaving.enrol(housewife, make_site(leaving, kind=SiteKind.NONE))
    assert (miner.registered, housewife.registered) == (1, 0)


def test_while_pay_is_as_usual_nobody_leaves() -> None:
    assert share_left(52, unpaid=0) == 0.0


def test_patience_comes_first() -> None:
    assert share_left(6, unpaid=1) == 0.0


def test_a_year_without_pay_costs_the_mine_a_fair_part_of_those_who_live_off_something_else() -> None:
    assert 0.1 < share_left(52, unpaid=1) < 0.6


def test_those_who_live_off_the_job_stay() -> None:
    assert share_left(52, unpaid=1, livelihood=Livelihood.STATE_JOB) == 0.0


def test_hunger_pushes_and_fear_holds_back() -> None:
    usual = share_left(40, unpaid=1)
    assert share_left(40, unpaid=1, hunger=0.9) > usual > share_left(40, unpaid=1, fear=0.9)


def test_those_who_believe_that_the_trade_comes_back_wait_for_it() -> None:
    assert share_left(30, unpaid=1, hope=1.0) < share_left(30, unpaid=1, hope=0.3) < share_left(30, unpaid=1)


def test_workers_come_back_when_pay_does() -> None:
    param, home = defaults(leaving), make_household(hunger=0.1, fear=0.2)
    person = make_person(leaving, id=2, registered=0, detained=0, livelihood=Livelihood.TRADE)
    luck = SimpleNamespace(quit=0.02)
    leaving.quit_or_return(
        person, home, make_site(leaving, unpaid_days=90, hope=0.0), day(0), param, luck, Sends()
    )
    assert person.registered == 0
    leaving.quit_or_return(
        person, home, make_site(leaving, unpaid_days=0, hope=0.0), day(0), param, luck, Sends()
    )
    assert person.registered == 1
