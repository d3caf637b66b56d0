"""What was reported, by whom, and how sure: documents, claims, anchors, echoes, observations.

>>> from tumen import evidence
>>> case = evidence.read("border")
>>> evidence.verify(case).holds
True
"""

from __future__ import annotations

from tumen.evidence.case import Case, available, new, read
from tumen.evidence.claims import Anchor, Claim, Quantity
from tumen.evidence.conflicts import find_conflicts
from tumen.evidence.corroboration import corroborate
from tumen.evidence.echoes import find_echoes
from tumen.evidence.from_press import read_press
from tumen.evidence.observations import Observation, Observations, observe
from tumen.evidence.sources import Document, Origin, Outlet
from tumen.evidence.texts import Texts
from tumen.evidence.verification import verify

__all__ = [
    "Anchor",
    "Case",
    "Claim",
    "Document",
    "Observation",
    "Observations",
    "Origin",
    "Outlet",
    "Quantity",
    "Texts",
    "available",
    "corroborate",
    "find_conflicts",
    "find_echoes",
    "new",
    "observe",
    "read",
    "read_press",
    "verify",
]
