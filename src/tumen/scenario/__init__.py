"""Which world we ask about: scenarios are folders of TOML and CSV, checked and described in words."""

from tumen.scenario.describe import describe
from tumen.scenario.load import available, copy, load
from tumen.scenario.schema import Change, Event, Scenario
from tumen.scenario.series import Series

__all__ = ["Change", "Event", "Scenario", "Series", "available", "copy", "describe", "load"]
