"""How an observable is measured: small expressions over columns and flows, by month.

``total("flow.ration")`` sums over the days of the month, ``mean("place.grain_price")`` takes the
average over days and ``last("site.concentrate")`` the month's last evening. Rows of finer kinds
are added up within their place. Expressions combine with ``+ - * /``, so that an observable
states its numerator and denominator: ``total("site.attended") / total("site.on_books")``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Operator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True)
class Measure:
    """A node of an expression; build it with `total`, `mean`, `last` and arithmetic."""

    how: Literal["total", "mean", "last", "rows", "number", "combine"]
    name: str = ""
    value: float = 0.0
    operator: Operator = "+"
    left: Measure | None = None
    right: Measure | None = None
    where: tuple[tuple[str, int], ...] = ()

    def __add__(self, other: Measure | float) -> Measure:
        return _combine("+", self, other)

    def __sub__(self, other: Measure | float) -> Measure:
        return _combine("-", self, other)

    def __mul__(self, other: Measure | float) -> Measure:
        return _combine("*", self, other)

    def __truediv__(self, other: Measure | float) -> Measure:
        return _combine("/", self, other)

    @property
    def adds_up(self) -> bool:
        """Whether values of several places or months may be added: sums may, levels and ratios may not."""
        if self.how != "combine":
            return self.how == "total"
        assert self.left is not None
        assert self.right is not None
        if self.operator in "+-":
            return self.left.adds_up and self.right.adds_up
        return self.left.adds_up and self.right.how == "number"

    def names(self) -> tuple[str, ...]:
        """Every column or flow the expression reads, in order of appearance."""
        if self.how == "combine":
            assert self.left is not None and self.right is not None
            return self.left.names() + self.right.names()
        return (self.name,) if self.name else ()


def _combine(operator: Operator, left: Measure, right: Measure | float) -> Measure:
    if not isinstance(right, Measure):
        right = Measure("number", value=float(right))
    return Measure("combine", operator=operator, left=left, right=right)


def total(name: str, **where: int) -> Measure:
    """Sum over the days of the month; ``where`` keeps rows with those values (``kind=SiteKind.MINE``)."""
    return Measure("total", name, where=tuple(where.items()))


def mean(name: str, **where: int) -> Measure:
    """Average over the days of the month of the sum over rows."""
    return Measure("mean", name, where=tuple(where.items()))


def last(name: str, **where: int) -> Measure:
    """Sum over rows on the last evening of the month."""
    return Measure("last", name, where=tuple(where.items()))


def rows(kind: str, /, **where: int) -> Measure:
    """How many rows of ``kind`` a place has: divide by it where a place without any has no value."""
    return Measure("rows", f"{kind}.id", where=tuple(where.items()))
