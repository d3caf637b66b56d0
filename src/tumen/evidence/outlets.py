"""Outlets by every spelling under which documents cite them."""

from __future__ import annotations

from tumen.evidence.case import Case
from tumen.evidence.sources import Outlet


def by_spelling(case: Case) -> dict[str, Outlet]:
    """Name or other spelling -> outlet, for those declared and, by their name alone, those only cited."""
    found: dict[str, Outlet] = {}
    for outlet in case.outlets.values():
        for spelling in outlet.names:
            found.setdefault(spelling, outlet)
    found |= case.outlets
    for document in case.documents.values():
        if document.outlet not in found:
            found[document.outlet] = Outlet(name=document.outlet)
    return found
