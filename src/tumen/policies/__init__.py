"""What someone could decide: policies are named bundles of dated changes, never mixed with beliefs."""

from tumen.policies.differences import differences, first_day
from tumen.policies.forms import Closure, InstrumentEdit, Policy, PolicyChange
from tumen.policies.library import AS_IT_HAPPENED, available, load
from tumen.policies.measures import apply

__all__ = [
    "AS_IT_HAPPENED",
    "Closure",
    "InstrumentEdit",
    "Policy",
    "PolicyChange",
    "apply",
    "available",
    "differences",
    "first_day",
    "load",
]
