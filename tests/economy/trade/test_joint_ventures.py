"""Partners come with the trade and leave with it."""

from tests.economy.helpers import blank, defaults, make_site, make_state

from tumen.economy.trade import joint_ventures


def presence(start: float, days: int, exported: int, barred: float = 0.0) -> float:
    site = make_site(joint_ventures, investor=start, exported=exported)
    for _ in range(days):
        joint_ventures.come_or_go(site, make_state(ventures_barred=barred), defaults(joint_ventures))
    return site.investor


def test_sites_that_export_begin_with_some_partners():
    site = make_site(joint_ventures)
    joint_ventures.begin(blank("company"), site, defaults(joint_ventures))
    assert site.investor == 0.5


def test_half_the_partners_are_gone_half_a_year_after_the_last_load():
    assert 0.45 < presence(1.0, 180, exported=0) < 0.55


def test_they_come_back_slower_than_they_left():
    lost = 1.0 - presence(1.0, 180, exported=0)
    regained = presence(0.0, 180, exported=1_000)
    assert 0.0 < regained < lost


def test_a_ban_on_ventures_drives_them_out_though_goods_are_shipped():
    assert presence(1.0, 720, exported=1_000, barred=1.0) < 0.1
