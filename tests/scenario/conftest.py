"""A small scenario on disk and a small set of declared names."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tumen.core.declare import Given, Input, Param
from tumen.scenario import load

FILES = {
    "scenario.toml": """
name = "valley"
title = "A valley"
start = 2014-01-01
end = 2014-12-31

[settings]
ration_norm = 450

[[change]]
name = "levy"
from = 2014-03-01
to = 2014-05-31
places = ["North"]
set.levy_order = 1_000

[[event]]
name = "ban"
date = 2014-06-01
kind = "input"
""",
    "places.csv": (
        "name,population,population_year,urban_share,premium\nNorth,4000,2008,0.5,0.1\nSouth,8000,2008,0.8,\n"
    ),
    "sites.csv": (
        "name,place,kind,posts,capacity\npit,North,mine,300,1e9\nshop,North,enterprise,,\nfields,North,farm,,\n"
    ),
    "crossings.csv": "name,place\nbridge,North\n",
    "commodities.csv": "name,smuggled\nore,1\ncoal,\n",
    "fittings.csv": "name,site,commodity,fitted\nrails,pit,ore,5e6\n",
    "routes.csv": (
        "name,place,crossing,means,commodities,road_km,fleet,protection\n"
        "on foot,North,bridge,backs,,,,\nhired,South,bridge,trucks,ore,40,,\n"
        "unit,South,bridge,unit,,40,2,0.5\n"
    ),
    "camps.csv": "name,place,opens_day,closes_day,space\nvale,North,2014-02-01,2014-11-30,50\n",
    "companies.csv": "name,place,site,commodity,crossing\nfirm,North,pit,ore,bridge\n",
    "instruments.csv": "name,title,commodity,in_force_day\nban,A ban on ore,ore,2014-06-01\n",
    "inputs/prices.csv": (
        "column,row,from,to,value,unit,source,how\n"
        "commodity.world_price,ore,2014-01-01,2014-12-31,90,USD/t,F0001,average\n"
    ),
}


class Folder:
    """A scenario's folder that a test may spoil."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def child(self, name: str, toml: str, **tables: str) -> Folder:
        child = Folder.__new__(Folder)
        child.path = self.path.parent / name
        based_on = f'name = "{name}"\nbased_on = "../{self.path.name}"\n'
        child.write("scenario.toml", based_on + toml)
        for table, text in tables.items():
            child.write(f"{table}.csv", text)
        return child

    def load(self, catalog=None):
        return load(self.path, catalog)


@pytest.fixture
def valley(tmp_path):
    population = Path(str(load("musan").path)) / "population.csv"
    folder = Folder(tmp_path / "valley")
    folder.write("population.csv", population.read_text(encoding="utf-8"))
    return folder


@pytest.fixture
def names():
    """Declared names, as the engine would collect them."""
    return SimpleNamespace(
        params={
            "ration_norm": Param(500, 300, 700, "g/person/day", "F0103", "Ration."),
            "levy_order": Param(0, 0, 100_000, "won/household/month", "S0", "Levy.", lever=True),
            "half_life": Param(30, 1, 400, "days", "assumption", "How long fear lasts."),
            "enforcement": Param(1, 0.5, 1, "share", "assumption", "What customs stop."),
        },
        national={"enforcement"},
        given={
            "place.premium": Given("share", "Local premium.", 0.02, fixed=True),
            "site.capacity": Given("g/day", "Capacity."),
            "fitting.fitted": Given("g", "Metal built in."),
            "haul.road_km": Given("km", "Road."),
            "haul.fleet": Given("trucks", "Trucks of a unit."),
            "haul.protection": Given("share", "Cover.", fixed=True),
            "camp.opens_day": Given("days since 1970", "First day."),
            "camp.closes_day": Given("days since 1970", "Closed.", 99_999),
            "camp.space": Given("persons", "Space."),
            "instrument.in_force_day": Given("days since 1970", "First day."),
            "instrument.ends_day": Given("days since 1970", "Last day.", 99_999),
        },
        inputs={
            "commodity.world_price": Input("cents/t", "World price."),
            "state.hydro": Input("share of normal", "Hydropower.", 1.0, fixed=True),
            "place.harvest": Input("share of normal", "Harvest.", 1.0, fixed=True),
        },
    )
