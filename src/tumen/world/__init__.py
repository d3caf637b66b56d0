"""The stage: calendar and people."""

from tumen.world.calendar import calendar
from tumen.world.population import Population, populate

__all__ = ["Population", "calendar", "populate"]
