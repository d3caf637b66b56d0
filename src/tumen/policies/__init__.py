"""What someone could decide: policies are named bundles of dated changes, never mixed with beliefs."""

from tumen.policies.differences import differences, first_day
from tumen.policies.forms import Closure, InstrumentEdit, Policy, PolicyChange
from tumen.policies.library import AS_IT_HAPPENED, available, load
from tumen.policies.measures import apply
from tumen.policies.writing import as_toml, is_bundled

__all__ = [
    "AS_IT_HAPPENED",
    "Closure",
    "InstrumentEdit",
    "Policy",
    "PolicyChange",
    "apply",
    "as_toml",
    "available",
    "differences",
    "first_day",
    "is_bundled",
    "load",
]
