"""Plant metal: finite, gone first where hands are idle and nobody watches, never below nothing."""

from types import SimpleNamespace

from tests.economy.helpers import Sends, day, defaults, make_place, make_site
from tests.economy.plant import Plant
from tumen.core.roles import SiteKind
from tumen.economy.mines import equipment, plant_metal, power, workload

METAL = {"copper": 800, "scrap": 20_000}
BIDS = {"copper": 900.0, "scrap": 30.0}


def stripped(days=100, count=20, pace=0.006, **changed):
    plant = Plant(workers=count, metal=METAL, bids=BIDS, **changed)
    plant.param.plant_loose = pace
    plant.send_thieves(count)
    plant.live(days)
    return plant


def unwatched(**changed):
    given = dict(idle=0.8, job_return=0) | changed
    site = make_site(plant_metal, idle=given["idle"], job_return=given["job_return"])
    plant_metal.desert(site, make_place(enforcement=given.get("enforcement", 0.5)), defaults(plant_metal))
    return site.unwatched


def test_an_idle_unpaid_plant_is_stripped_to_the_walls_in_the_end():
    plant = stripped(days=600, pace=0.03, idle=1.0, enforcement=0.0)
    assert plant.left("copper") < 0.1
    assert plant.site.fitted_left < 0.15
    assert all(f.metal >= 0 for f in plant.fittings)


def test_what_is_lost_is_what_brokers_hold():
    plant = stripped()
    for fitting in plant.fittings:
        assert fitting.fitted - fitting.metal == fitting.ware.held
    assert plant.total["plant_stripped"] == sum(f.ware.held for f in plant.fittings)


def test_a_busy_plant_is_hardly_stripped():
    assert stripped(idle=0.15).left("copper") > 0.98
    assert stripped(idle=0.9).left("copper") < 0.85


def test_pay_and_police_keep_watch():
    assert unwatched(job_return=5_000) < unwatched()
    assert unwatched(enforcement=1.0) < unwatched(enforcement=0.0)
    assert unwatched(enforcement=1.0, job_return=5_000) == 0.0


def test_metal_nobody_buys_stays():
    plant = Plant(metal=METAL, bids={"copper": 900.0})
    plant.send_thieves(100)
    plant.live(100)
    assert plant.left("scrap") == 1.0
    assert plant.left("copper") < 1.0


def test_dear_metal_goes_first():
    plant = stripped(days=60, pace=0.006, idle=1.0)
    assert plant.left("copper") < plant.left("scrap")


def test_the_last_kilogram_can_go_but_no_more():
    plant = Plant(metal={"copper": 1}, bids=BIDS, idle=1.0, enforcement=0.0)
    plant.param.plant_loose, plant.param.strip_worth = 1.0, 0.0
    plant.send_thieves(100)
    plant.live(3)
    assert plant.left("copper") == 0.0
    assert plant.site.wired == 0.0


def test_a_workplace_without_fittings_is_whole():
    site = make_site(plant_metal)
    plant_metal.measure(site)
    assert (site.fitted_left, site.wired) == (1.0, 1.0)


def test_the_plant_can_do_no_more_than_what_is_left_of_it():
    site = make_site(equipment, fitted_left=0.3, condition=0.5, work=0.5, exported=0, investor=0.0)
    equipment.maintain(site, day(0), defaults(equipment))
    assert site.condition == 0.3


def test_no_current_flows_through_stolen_lines():
    site = make_site(power, wired=0.4, power_rank=1.0)
    state, luck = SimpleNamespace(hydro=1.0), SimpleNamespace(line_cut=0.9)
    power.distribute(site, state, day(0), defaults(power), luck)
    assert site.power == 0.4


def test_a_stripped_factory_has_less_work_and_so_more_idle_hands():
    def idle(left):
        site = make_site(workload, kind=SiteKind.ENTERPRISE, power=1.0, condition=1.0, fitted_left=left)
        workload.plan(site, SimpleNamespace(import_cover=1.0), day(0), defaults(workload))
        return site.idle

    assert idle(0.4) > idle(1.0)


def test_only_metal_of_lines_counts_as_wiring():
    fitting = SimpleNamespace(fitted=5_000, metal=3_000)
    send = Sends()
    plant_metal.inspect(fitting, None, SimpleNamespace(wiring=0), send)
    plant_metal.inspect(fitting, None, SimpleNamespace(wiring=1), send)
    assert (send["metal_there"], send["wire_there"], send["wire_built"]) == (6, 3, 5)
