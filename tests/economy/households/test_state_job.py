"""What the state job is worth: pay and ration, remembered."""

from tests.economy.helpers import defaults, make_place, make_site
from tumen.core.roles import SiteKind
from tumen.economy.households import state_job


def town(**changed):
    return make_place(**(dict(ration=500, worker_ration=0, public_ration=180, grain_price=3_400) | changed))


def after(days, site, place):
    for _ in range(days):
        state_job.remember(site, place, defaults(state_job))
    return site.job_return


def test_a_miners_job_is_worth_his_pay_and_his_familys_ration():
    worth = 7_000 + 4 * 500 * 3.4
    assert abs(after(900, make_site(state_job, pay=7_000), town()) - worth) < 0.02 * worth


def test_another_workers_ration_feeds_himself_alone():
    mill = make_site(state_job, kind=SiteKind.ENTERPRISE, pay=100)
    assert after(600, mill, town()) < 1_000


def test_expectation_outlives_the_pay_by_months():
    site = make_site(state_job, pay=7_000)
    after(400, site, town())
    site.pay = 1_000
    stopped = town(ration=0)
    assert after(30, site, stopped) > 5_000
    assert after(300, site, stopped) < 2_500


def test_farmers_judge_by_their_share_of_the_harvest():
    farm = make_site(state_job, kind=SiteKind.FARM, pay=100)
    assert 3_500 < after(600, farm, town()) < 4_500
