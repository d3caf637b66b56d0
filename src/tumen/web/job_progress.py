"""How far a job is, read off what it says while it works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

COUNTED = re.compile(r"([\d,]*\d) of ([\d,]*\d) runs")
LEFT = re.compile(r"(\d{1,6}):(\d\d):(\d\d)")
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Progress:
    """How much is done, of how much, and the seconds left; None where nobody counts.

    Attributes
    ----------
    unit
        What is counted.
    """

    done: int | None = None
    total: int | None = None
    unit: Literal["percent", "runs"] | None = None
    left: float | None = None

    def told(self) -> dict[str, Any]:
        """As the page gets it."""
        return {"done": self.done, "total": self.total, "unit": self.unit, "left_s": self.left}


def progress(talk: str, state: str, spent: float | None) -> Progress:
    """How far a job is.

    Parameters
    ----------
    talk
        The last it said.
    spent
        Seconds it has been at work; None where that is not known.
    """
    counted = list(COUNTED.finditer(talk))
    done, total = _numbers(counted[-1]) if counted else (None, None)
    unit: Literal["runs"] | None = "runs" if counted else None
    if state == "done":
        return Progress(total, total, unit, 0.0)
    if state != "running":
        return Progress(done, total, unit)
    clocks = list(LEFT.finditer(talk))
    hours, minutes, seconds = map(int, clocks[-1].groups()) if clocks else (0, 0, 0)
    left = float(hours * 3600 + minutes * 60 + seconds) if clocks else None
    if counted or left is None or spent is None:
        return Progress(done, total, unit, left)
    return Progress(min(99, round(100 * spent / max(spent + left, 1e-9))), 100, "percent", left)


def _numbers(found: re.Match[str]) -> tuple[int, int]:
    done, total = (int(number.replace(",", "")[:12]) for number in found.groups())
    return done, total
