from tests.economy.mines.pit import TONNE, Pit


def test_mills_take_a_little_concentrate() -> None:
    pit = Pit()
    pit.live(30)
    assert 300 < pit.mill.smelted / TONNE < 900


def test_the_pipeline_holds_a_few_days_of_orders() -> None:
    pit = Pit()
    pit.live(30)
    assert 0 < pit.state.pipeline <= pit.state.mill_orders * pit.param.pipeline_cover


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
    assert pit.site.concentrate + pit.state.pipeline + pit.mill.smelted == held + made
