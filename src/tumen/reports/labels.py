"""Labels on a map: where they do not cover one another, and Korean names that show on every screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextPath

HANGUL_FONTS = (
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Source Han Sans KR",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "Malgun Gothic",
    "NanumGothic",
    "Nanum Gothic",
    "NanumBarunGothic",
    "UnDotum",
    "Baekmuk Gulim",
    "Gulim",
    "WenQuanYi Zen Hei",
    "Unifont",
)
"""Families with Korean letters on common systems."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Where a label may stand beside its point, best first."""


@dataclass
class Paper:
    """What is already on a map of ``width`` by ``height`` points."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def cost(self, box: Box) -> float:
        """How much a label here would cover, in square points; off the paper counts most."""
        left, bottom, right, top = box
        inside = _overlap(box, (2, 2, self.width - 2, self.height - 2))
        outside = (right - left) * (top - bottom) - inside
        return 9 * outside + sum(_overlap(box, other) for other in self.taken)

    def take(self, box: Box) -> None:
        """Keep later labels away from here."""
        self.taken.append(box)

    def take_line(self, points: npt.NDArray[np.float64]) -> None:
        """Keep later labels off a line, as far as they can."""
        for start, end in pairwise(points):
            steps = max(1, int(np.hypot(*(end - start)) // 4))
            for step in range(steps):
                x, y = start + (end - start) * step / steps
                if -4 < x < self.width + 4 and -4 < y < self.height + 4:
                    self.take((x - 1.5, y - 1.5, x + 1.5, y + 1.5))

    def place(self, x: float, y: float, gap: float, width: float, height: float) -> tuple[Box, int, float]:
        """Best box for a label ``gap`` points from a mark: box, which side of it (-1, 0, 1), cost."""
        found = []
        for rank, (ring, (across, up)) in enumerate(product((0.0, 7.0), SIDES)):
            reach = (gap if 0 in (across, up) else 0.72 * gap) + ring
            middle_x, middle_y = x + across * (reach + width / 2), y + up * (reach + height / 2)
            box = (middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2)
            found.append((self.cost(box), rank, box, across))
        cost, _, box, across = min(found)
        return box, across, cost


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(up, 0.0)


def width_of(text: str, size: float) -> float:
    """About how wide a reader's sans-serif font draws a text, in points."""
    return sum(0.3 if letter in " .,ijlI'-" else 0.56 for letter in text) * size


@cache
def hangul_font() -> str | None:
    """A font file of this machine with Korean letters, if there is one."""
    by_family: dict[str, str] = {}
    for font in font_manager.fontManager.ttflist:
        if font.style == "normal" and int(font.weight if isinstance(font.weight, int) else 400) <= 500:
            by_family.setdefault(font.name, font.fname)
    return next((by_family[family] for family in HANGUL_FONTS if family in by_family), None)


def outline(text: str, size: float) -> Any | None:
    """A Korean name as an outline, which needs no font where it is read; None if it cannot be drawn.

    The reader's machine may have no Korean font, and a row of empty boxes is worse than no name.
    """
    path = hangul_font()
    if not text or path is None or not _has_all(path, text):
        return None
    return TextPath((0, 0), text, size=size, prop=font_manager.FontProperties(fname=path))


def _has_all(path: str, text: str) -> bool:
    font = FT2Font(path)
    return all(letter.isspace() or font.get_char_index(ord(letter)) for letter in text)
