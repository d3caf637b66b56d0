"""Tumen: a sanctioned mining economy, simulated person by person.

>>> import tumen
>>> run = tumen.simulate("musan", people_share=0.02, end="2013-02-28")
>>> run.to_xarray()["exports"].dims
('run', 'time', 'place', 'commodity')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tumen.core.errors import EvidenceError, InputError, ModelError, RunError, ScenarioError, TumenError

if TYPE_CHECKING:
    from tumen import evidence, press
    from tumen.comparison.comparing import compare
    from tumen.comparison.driving import drivers
    from tumen.comparison.result import Comparison
    from tumen.inference.fitting import fit
    from tumen.inference.result import Fit
    from tumen.runs.run import Run, simulate
    from tumen.scenario import load

__all__ = [
    "Comparison",
    "EvidenceError",
    "Fit",
    "InputError",
    "ModelError",
    "Run",
    "RunError",
    "ScenarioError",
    "TumenError",
    "compare",
    "drivers",
    "evidence",
    "fit",
    "load",
    "press",
    "simulate",
]

_LAZY = {
    "simulate": "tumen.runs.run",
    "Run": "tumen.runs.run",
    "load": "tumen.scenario",
    "compare": "tumen.comparison.comparing",
    "drivers": "tumen.comparison.driving",
    "Comparison": "tumen.comparison.result",
    "fit": "tumen.inference.fitting",
    "Fit": "tumen.inference.result",
}


def __getattr__(name: str) -> Any:
    """Import heavy parts when first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("tumen")
    from importlib import import_module

    if name in ("evidence", "press"):
        return import_module(f"tumen.{name}")
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'tumen' has no attribute {name!r}")
