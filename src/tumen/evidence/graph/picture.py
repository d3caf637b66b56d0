"""The picture of a case: a row an origin, documents by date, dashed arrows back to what they repeat."""

from __future__ import annotations

import io
import textwrap
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import networkx as nx
from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from tumen.core.errors import InputError
from tumen.evidence.files import whole
from tumen.evidence.graph.rows import Mark, Rows, rows
from tumen.evidence.line import line
from tumen.reports import style

FORMATS = (".svg", ".png", ".pdf")
METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""Without the time and the program, so that the same case gives the same file."""

NAMES, PLOT, UNDATED, MARGIN = 2.55, 6.4, 0.9, 0.2
"""Inches for the rows' names, the dates, what has no date, and on the right."""

TOP, BOTTOM, LEVEL, GAP = 0.75, 0.55, 0.24, 0.14
"""Inches above and below the rows, of one line of documents in a row, and between rows."""

LETTER = 0.06
"""Inches of a letter of a label; a Korean or Chinese one has twice as much."""

MOST_LETTERS, MOST_NAME = 38, 42
"""Letters of a document's label and of a row's name."""

LEAST_DAYS, YEAR = 60, 365.25
"""Days that the axis covers at least, and of a year."""

MOST_TICKS = 8

LEGEND = (
    "A row is one origin, a mark one document in which it speaks, the larger the more it claims there. "
    "A thin upright line joins the origins of one document. Filled: told there; hollow: only what "
    "another document had told; dashed arrow: back to that. Colour: outlet."
)

CJK_FONTS = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "UnDotum",
    "WenQuanYi Zen Hei",
    "Arial Unicode MS",
)
"""Fonts with Korean and Chinese letters; the first that is installed is used."""


def save(graph: nx.DiGraph, path: Path) -> None:
    """Draw a graph into a file, whole or not at all.

    Raises
    ------
    InputError
        If the file's ending is none of `FORMATS` or the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise InputError(f"A picture ends in {', '.join(FORMATS)}, not in '{line(path.suffix)}'.")
    made = io.BytesIO()
    with _drawing():
        figure(graph).savefig(made, format=kind[1:], dpi=160, metadata=METADATA[kind])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as temporary:
            temporary.write_bytes(made.getvalue())
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); choose another place.") from None


@contextmanager
def _drawing() -> Iterator[None]:
    """House style, with Korean letters where the machine has them, and boxes in their place where not."""
    installed = set(font_manager.get_font_names())
    more = [name for name in CJK_FONTS if name in installed][:1]
    with style.drawing(), rc_context({"font.family": ["sans-serif", *more]}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        yield


def figure(graph: nx.DiGraph) -> Figure:
    """Draw a graph that `tumen.evidence.graph.build` made.

    Returns
    -------
    A matplotlib figure that belongs to no window; as high as it has rows.
    """
    content = rows(graph)
    layout = _Layout.of(content)
    width = NAMES + layout.reach + MARGIN
    caption = textwrap.wrap(" ".join([LEGEND, *content.left_out]), int(width / LETTER))
    bottom = BOTTOM + 0.13 * len(caption)
    height = TOP + layout.height + bottom
    with _drawing():
        result = Figure(figsize=(width, height))
        axes = result.add_axes((NAMES / width, bottom / height, layout.width / width, layout.height / height))
        axes.set(xlim=(0, layout.width), ylim=(layout.height, 0), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        _draw_rows(axes, content, layout)
        _draw_axis(axes, layout)
        _draw_repeats(axes, graph, layout)
        _draw_marks(axes, content, layout)
        result.text(0.15 / width, 1 - 0.3 / height, _title(graph), size=12, weight="bold")
        result.text(0.15 / width, 0.15 / height, "\n".join(caption), size=7.5, color=style.GREY, va="bottom")
    return result


def _title(graph: nx.DiGraph) -> str:
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    repeats = sum(kind == "repeats" for *_, kind in graph.edges(data="kind"))
    counts = (
        _count(kinds["document"], "document"),
        _count(kinds["origin"], "origin"),
        _count(repeats, "repeat"),
    )
    return f"{line(graph.graph['title'], 70)}: {', '.join(counts)}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


# where everything stands, in inches from the upper left corner ---------------------------------------------


@dataclass(frozen=True)
class _Seat:
    """A mark's extent along the dates and its height in each of its rows."""

    mark: Mark
    left: float
    right: float
    heights: dict[str, float]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class _Layout:
    seats: tuple[_Seat, ...]
    tops: dict[str, float]
    height: float
    width: float
    reach: float
    undated: bool
    first: int
    last: int

    @staticmethod
    def of(content: Rows) -> _Layout:
        days = [day for mark in content.marks for ends in mark.days for day in ends]
        first, last = (min(days), max(days)) if days else (0, 0)
        spare = max(0, LEAST_DAYS - (last - first)) // 2 + (last - first) // 40
        undated = not all(mark.days for mark in content.marks)
        width = PLOT + UNDATED * undated
        blank = _Layout((), {}, 0.0, width, width, undated, first - spare, last + spare)
        return blank.filled(content)

    def at(self, day: float) -> float:
        """Inches from the left of a day."""
        return UNDATED * self.undated + PLOT * (day - self.first) / max(1, self.last - self.first)

    def filled(self, content: Rows) -> _Layout:
        """With every mark seated where neither it nor its label covers another of the row."""
        ends = [self.ends(mark) for mark in content.marks]
        heights: list[dict[str, float]] = [{} for _ in content.marks]
        tops, top, reach = {}, 0.0, self.width
        for row in content.names:
            tops[row] = top
            taken: list[float] = []
            for number, mark in enumerate(content.marks):
                if row in dict(mark.rows):
                    left, right = ends[number]
                    label = LETTER * letters(_label(mark)) + 0.15
                    level = next((n for n, until in enumerate(taken) if until < left - 0.12), len(taken))
                    taken[level : level + 1] = [right + 0.12 + label]
                    reach = max(reach, taken[level])
                    heights[number][row] = top + GAP / 2 + LEVEL * (level + 0.5)
            top += GAP + LEVEL * max(len(taken), 2)
        seats = tuple(
            _Seat(mark, *end, height) for mark, end, height in zip(content.marks, ends, heights, strict=True)
        )
        return _Layout(seats, tops, max(top, LEVEL), self.width, reach, self.undated, self.first, self.last)

    def ends(self, mark: Mark) -> tuple[float, float]:
        """Where a mark begins and ends: each document stands in the middle of its days."""
        middles = mark.middles
        return (self.at(min(middles)), self.at(max(middles))) if middles else (UNDATED / 3, UNDATED / 3)


def letters(text: str) -> int:
    """Width of a text in Latin letters."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def clipped(text: str, most: int) -> str:
    """The text on one line, cut where it would be wider than so many letters."""
    said = line(text)
    if letters(said) <= most:
        return said
    while said and letters(said) >= most:
        said = said[: min(len(said) - 1, most)]
    return said.rstrip() + "…"


def _label(mark: Mark) -> str:
    return clipped(mark.label, MOST_LETTERS)


# drawing ---------------------------------------------------------------------------------------------------


def _draw_rows(axes: Axes, content: Rows, layout: _Layout) -> None:
    for row, (name, about) in content.names.items():
        top = layout.tops[row]
        axes.plot(
            [-NAMES + 0.15, layout.reach],
            [top, top],
            color=style.GRID,
            lw=0.8,
            clip_on=False,
            zorder=0,
        )
        start = -NAMES + 0.15
        axes.text(start, top + GAP / 2 + LEVEL / 2, clipped(name, MOST_NAME), size=8.5, va="center")
        axes.text(start, top + GAP / 2 + 1.3 * LEVEL, about, size=7.5, va="center", color=style.GREY)


def _draw_axis(axes: Axes, layout: _Layout) -> None:
    places = [(layout.at(day), label) for day, label in ticks(layout.first, layout.last)]
    if layout.undated:
        places.append((UNDATED / 3, "undated"))
    for x, label in places:
        axes.plot([x, x], [0, layout.height], color=style.GRID, lw=0.8, zorder=0)
        for y, side in ((-0.06, "bottom"), (layout.height + 0.06, "top")):
            axes.text(x, y, label, size=8, ha="center", va=side, color=style.GREY)


def ticks(first: int, last: int) -> list[tuple[int, str]]:
    """Days with their names: years where the axis covers some, else months; none beyond the calendar."""
    begin, end = (date.fromordinal(min(max(day, 1), date.max.toordinal())) for day in (first, last))
    if (last - first) / YEAR > 2:
        years = end.year - begin.year + 1
        step = next(
            step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if years / step <= MOST_TICKS
        )
        found = [
            (date(year, 1, 1), str(year)) for year in range(begin.year, end.year + 1) if year % step == 0
        ]
    else:
        step = next(step for step in (1, 2, 3, 6) if (last - first) / 30 / step <= MOST_TICKS)
        months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
        found = [
            (date(month // 12, month % 12 + 1, 1), f"{date(month // 12, month % 12 + 1, 1):%b} {month // 12}")
            for month in months
            if month % step == 0
        ]
    return [(day.toordinal(), label) for day, label in found if first <= day.toordinal() <= last]


def _draw_repeats(axes: Axes, graph: nx.DiGraph, layout: _Layout) -> None:
    seat_of = {id_: seat for seat in layout.seats for id_ in seat.mark.documents}
    edges = [(one, other) for one, other, kind in graph.edges(data="kind") if kind == "repeats"]
    pairs = {(id(seat_of[one]), id(seat_of[other])): (seat_of[one], seat_of[other]) for one, other in edges}
    for echo, source in pairs.values():
        if echo is source:
            continue
        common = next((row for row in echo.heights if row in source.heights), None)
        start = (echo.middle, echo.heights[common or next(iter(echo.heights))])
        end = (source.middle, source.heights[common or next(iter(source.heights))])
        axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                mutation_scale=8,
                linestyle=(0, (4, 2.5)),
                linewidth=0.9,
                color=style.GREY,
                connectionstyle="arc3,rad=0.12",
                shrinkA=6,
                shrinkB=6,
                zorder=2,
                clip_on=False,
            )
        )


def _draw_marks(axes: Axes, content: Rows, layout: _Layout) -> None:
    outlets = Counter(mark.outlet for mark in content.marks for _ in mark.documents if mark.outlet)
    colours = dict(zip((name for name, _ in outlets.most_common()), style.PLACE_COLOURS[:-1], strict=False))
    behind = {"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.8}
    for seat in layout.seats:
        mark, colour = seat.mark, colours.get(seat.mark.outlet, style.GREY)
        heights = list(seat.heights.values())
        axes.plot([seat.middle] * 2, [min(heights), max(heights)], color=colour, lw=0.8, alpha=0.6, zorder=1)
        for row, claims in mark.rows:
            y = seat.heights[row]
            if len(mark.documents) > 1:
                ends = [seat.left - 0.01, seat.right + 0.01]
                for width, face in ((8, colour), *(((5, "white"),) if row in mark.echoes else ())):
                    bar = {"lw": width, "color": face, "alpha": 0.4 if face == colour else 1.0}
                    axes.plot(ends, [y, y], solid_capstyle="round", clip_on=False, **bar)
                middles = [layout.at(day) for day in mark.middles]
                axes.scatter(middles, [y] * len(middles), s=6, color=colour, lw=0, zorder=3, clip_on=False)
            else:
                face = "white" if row in mark.echoes else colour
                size = 22 + min(14 * claims, 150)
                axes.scatter(
                    seat.middle, y, s=size, color=face, edgecolor=colour, lw=1.3, zorder=3, clip_on=False
                )
            axes.text(seat.right + 0.12, y, _label(mark), size=8, va="center", bbox=behind, zorder=4)
