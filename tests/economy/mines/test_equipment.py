from tests.economy.mines.pit import Pit


def test_plant_without_spares_decays() -> None:
    pit = Pit()
    pit.live(720)
    assert 0.4 < pit.site.condition < 0.485


def test_exports_keep_the_plant_as_worn_as_it_was() -> None:
    pit = Pit()
    pit.live(720, sold=2_600, barter_fuel=True)
    assert 0.45 < pit.site.condition < 0.55


def test_a_partner_brings_the_better_half_of_the_spares() -> None:
    alone, with_partner = Pit(investor=0.0), Pit(investor=1.0)
    for pit in (alone, with_partner):
        pit.live(720, sold=2_600, barter_fuel=True)
    assert with_partner.site.condition > alone.site.condition + 0.02


def test_a_standing_plant_rusts_more_slowly_than_a_working_one_wears() -> None:
    standing, working = Pit(), Pit()
    standing.state.hydro = 0.2
    standing.live(360)
    working.param.equipment_own_spares = standing.param.equipment_own_spares = 0.0
    working.live(360, sold=1, barter_fuel=True)
    assert standing.site.condition > working.site.condition


def test_what_the_plant_could_make_follows_its_condition() -> None:
    pit = Pit()
    pit.live(1)
    assert 3_000 < pit.site.attainable / 1e6 < 3_400
