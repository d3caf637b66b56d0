from tests.economy.helpers import Flows, Sends, blank, make_site
from tests.economy.mines.pit import TONNE, Pit
from tumen.core.roles import SiteKind
from tumen.economy.mines import domestic_use


def test_mills_take_a_little_concentrate() -> None:
    pit = Pit()
    pit.live(30)
    assert 300 < pit.mill.smelted / TONNE < 900


def test_the_pipeline_holds_a_few_days_of_orders() -> None:
    pit = Pit()
    pit.live(30)
    assert 0 < pit.iron.at_mills <= 1.001 * pit.iron.mill_orders * pit.param.pipeline_cover


def test_mills_are_almost_shut_when_coke_cannot_be_paid_for() -> None:
    pit = Pit()
    pit.live(10)
    before = pit.mill.smelted
    pit.state.import_cover = 0.2
    pit.live(10)
    assert pit.mill.smelted < 0.3 * before


def test_without_concentrate_the_mills_stop() -> None:
    pit = Pit(stock_start=0)
    pit.state.hydro = 0.0
    pit.live(3)
    assert pit.mill.smelted == 0


def test_no_concentrate_is_made_or_lost_between_mine_and_mill() -> None:
    pit = Pit()
    pit.param.yard_wash = 0.0
    held = pit.site.concentrate
    pit.live(1)
    made = round(pit.site.ore_today * pit.site.recipe)
    assert pit.site.concentrate + pit.iron.at_mills + pit.mill.smelted == held + made


def test_mines_send_in_proportion_to_their_yards() -> None:
    pit = Pit()
    pit.live(1)
    rich, poor = (make_site(power=1.0, concentrate=tonnes * TONNE) for tonnes in (3_000, 1_000))
    pit.iron.at_mills = 0
    pit._supply_mills([rich, poor])
    sent = [3_000 * TONNE - rich.concentrate, 1_000 * TONNE - poor.concentrate]
    assert sum(sent) > 0
    assert abs(sent[0] - 3 * sent[1]) < 1e-3 * sent[0]


def test_mills_and_works_elsewhere_share_what_is_there() -> None:
    iron = blank("commodity", domestic_use, at_mills=500, mill_orders=600, home_use=400)
    domestic_use.share_arrivals(iron)
    flow = Flows()
    domestic_use.smelt_elsewhere(iron, flow)
    assert iron.mills_charge == 0.5
    assert flow["smelted_elsewhere"] == 200


def test_a_mill_of_no_known_kind_takes_nothing() -> None:
    send, flow = Sends(), Flows()
    mill = make_site(domestic_use, kind=SiteKind.MILL, makes=0)
    iron = blank("commodity", domestic_use, at_mills=500, mills_charge=1.0)
    domestic_use.order(mill, iron, None, send)
    domestic_use.smelt(mill, iron, None, flow)
    assert not send.sent
    assert not flow.moved
