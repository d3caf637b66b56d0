"""Sankey diagrams: bands as wide as the amounts they carry, from the left to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from tumen.reports import style, words
from tumen.reports.flows import Link

WIDTH = 10.6
TALLEST = 4.2
TALLEST_LIST = 6.2
NODE_WIDTH = 0.011
GAP = 0.31
MARGIN = 0.16
"""Inches, but for the width of a node, which is a share of the width of the figure."""

COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.PURPLE, style.SKY, style.VERMILION, style.GREY)


TO_THE_END = "to the end"
"""Layout of a chain in which all who keep what they got stand in the last column."""

BACK = " (back)"
TWIN = "\u200b"
"""Endings that tell a holder as receiver from the same holder as giver."""


@dataclass
class Node:
    """A holder in its column; ``top`` and ``bottom`` are set when it is placed."""

    name: str
    column: int
    amount: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    out_cursor: float = 0.0
    in_cursor: float = 0.0
    colour: str = style.GREY


def without_cycles(links: Sequence[Link]) -> list[Link]:
    """The same links with every cycle opened at its smallest: its end becomes ``… (back)``."""
    kept: list[Link] = []
    for link in sorted(links, key=lambda one: -one.amount):
        if _reaches(kept, link.to, link.source):
            kept.append(Link(link.source, f"{link.to}{BACK}", link.amount))
        else:
            kept.append(link)
    return kept


def two_columns(links: Sequence[Link]) -> list[Link]:
    """Payers on the left, receivers on the right: for money, which goes round in circles."""
    return [Link(link.source, f"{link.to}{TWIN}", link.amount) for link in links]


def _reaches(links: Sequence[Link], start: str, goal: str) -> bool:
    """Whether ``goal`` can be reached from ``start``."""
    frontier, seen = [start], {start}
    while frontier:
        here = frontier.pop()
        if here == goal:
            return True
        for link in links:
            if link.source == here and link.to not in seen:
                seen.add(link.to)
                frontier.append(link.to)
    return False


def columns(links: Sequence[Link]) -> dict[str, int]:
    """Column of each holder: one right of the furthest that gives to it."""
    place = {name: 0 for link in links for name in (link.source, link.to)}
    for _ in place:
        for link in links:
            place[link.to] = max(place[link.to], place[link.source] + 1)
    givers = {link.source for link in links}
    for name in place:
        if name in givers and not any(link.to == name for link in links):
            place[name] = min(place[link.to] for link in links if link.source == name) - 1
    return place


def sankey(
    links: Sequence[Link],
    unit: str,
    layout: str = "left to right",
    scale: float | None = None,
    palette: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the links.

    Parameters
    ----------
    links
        Amounts between holders.
    unit
        Written behind each amount.
    layout
        ``left to right`` follows a chain; ``to the end`` does too, with all who keep what they got in
        the last column; ``two columns`` sets payers against receivers.
    scale
        Inches a unit, so that two diagrams can be compared; by default as tall as fits.
    palette
        Colour of each holder, from `palette_of`.
    """
    drawn = laid_out(links, layout)
    nodes = _place(drawn, layout, scale or common_scale([links], layout), palette or palette_of([links]))
    height = max(node.top for node in nodes.values()) - min(node.bottom for node in nodes.values())
    with style.drawing():
        figure = Figure(figsize=(WIDTH, height + 2 * MARGIN))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(-height / 2 - MARGIN, height / 2 + MARGIN)
        _draw_bands(axes, drawn, nodes)
        _draw_nodes(axes, nodes, unit)
    return figure


def laid_out(links: Sequence[Link], layout: str) -> list[Link]:
    """The links without cycles, ready for columns."""
    return two_columns(links) if layout == "two columns" else without_cycles(links)


def common_scale(diagrams: Sequence[Sequence[Link]], layout: str = "left to right") -> float:
    """Inches a unit at which the largest of several diagrams is ``TALLEST`` inches high."""
    room = []
    tallest = TALLEST_LIST if layout == TO_THE_END else TALLEST
    for links in diagrams:
        stacks = _stacks(_nodes(laid_out(links, layout), layout))
        room += [
            max(tallest - GAP * (len(stack) - 1), 1.0) / sum(node.amount for node in stack)
            for stack in stacks.values()
        ]
    return min(room)


def palette_of(diagrams: Sequence[Sequence[Link]]) -> dict[str, str]:
    """One colour a holder, the same in every diagram, the largest holders first."""
    amounts: dict[str, float] = {}
    for links in diagrams:
        for link in links:
            for name in (link.source, link.to):
                amounts[name] = amounts.get(name, 0.0) + link.amount
    ordered = sorted(amounts, key=lambda name: (-amounts[name], name))
    return {name: COLOURS[position % len(COLOURS)] for position, name in enumerate(ordered)}


def shown_name(name: str) -> str:
    """A holder's name without the mark that sets a receiver apart from the same holder as payer."""
    return name.rstrip(TWIN)


def _nodes(links: Sequence[Link], layout: str) -> dict[str, Node]:
    """The holders, each as large as the larger of what it gave and what it took."""
    placed = columns(links)
    if layout == TO_THE_END:
        givers, last = {link.source for link in links}, max(placed.values())
        placed = {name: column if name in givers else last for name, column in placed.items()}
    nodes = {name: Node(name, column) for name, column in placed.items()}
    for name, node in nodes.items():
        given = sum(link.amount for link in links if link.source == name)
        taken = sum(link.amount for link in links if link.to == name)
        node.amount = max(given, taken)
    return nodes


def _stacks(nodes: Mapping[str, Node]) -> dict[int, list[Node]]:
    stacks: dict[int, list[Node]] = {}
    for node in nodes.values():
        stacks.setdefault(node.column, []).append(node)
    return stacks


def _place(links: Sequence[Link], layout: str, scale: float, palette: Mapping[str, str]) -> dict[str, Node]:
    """Put the holders in columns and stack each column, centred on zero."""
    nodes = _nodes(links, layout)
    stacks = _stacks(nodes)
    for number in sorted(stacks):
        _stack(stacks[number], nodes, links, scale)
    for node in nodes.values():
        node.colour = palette.get(shown_name(node.name).removesuffix(BACK), style.GREY)
    return nodes


def _stack(stack: list[Node], nodes: dict[str, Node], links: Sequence[Link], scale: float) -> None:
    """Order a column by where its inflow comes from, then set heights."""

    def height_of_givers(node: Node) -> float:
        givers = [(nodes[link.source], link.amount) for link in links if link.to == node.name]
        weight = sum(amount for _, amount in givers)
        return (
            sum((giver.top + giver.bottom) / 2 * amount for giver, amount in givers) / weight if weight else 0
        )

    stack.sort(key=lambda node: (-height_of_givers(node), -node.amount))
    total = sum(node.amount for node in stack) * scale + GAP * (len(stack) - 1)
    cursor = total / 2
    for node in stack:
        node.top, node.bottom = cursor, cursor - node.amount * scale
        node.out_cursor = node.in_cursor = node.top
        cursor = node.bottom - GAP


def _x(column: int, last: int) -> float:
    return 0.005 + (0.83 - NODE_WIDTH) * column / max(last, 1)


def _draw_bands(axes: Axes, links: Sequence[Link], nodes: dict[str, Node]) -> None:
    """One band a link, leaving in the order of its ends so that few cross."""
    last = max(node.column for node in nodes.values())
    spans: dict[int, list[float]] = {}
    for number, link in sorted(enumerate(links), key=lambda item: -nodes[item[1].to].top):
        node = nodes[link.source]
        width = (node.top - node.bottom) * link.amount / node.amount if node.amount else 0.0
        spans[number] = [node.out_cursor, width]
        node.out_cursor -= width
    for number, link in sorted(enumerate(links), key=lambda item: -nodes[item[1].source].top):
        source, to = nodes[link.source], nodes[link.to]
        start, width = spans[number]
        end, to.in_cursor = to.in_cursor, to.in_cursor - width
        left, right = _x(source.column, last) + NODE_WIDTH, _x(to.column, last)
        axes.add_patch(_band(left, right, start, end, width, source.colour))


def _band(left: float, right: float, start: float, end: float, width: float, colour: str) -> PathPatch:
    """A ribbon between two heights, by two Bezier curves."""
    middle = (left + right) / 2
    points = [
        (left, start),
        (middle, start),
        (middle, end),
        (right, end),
        (right, end - width),
        (middle, end - width),
        (middle, start - width),
        (left, start - width),
        (left, start),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), facecolor=colour, alpha=0.36, linewidth=0)


def _draw_nodes(axes: Axes, nodes: dict[str, Node], unit: str) -> None:
    """A bar for each holder, its name and its amount to the right of it."""
    last = max(node.column for node in nodes.values())
    for node in nodes.values():
        left = _x(node.column, last)
        height = max(node.top - node.bottom, 0.012)
        axes.add_patch(Rectangle((left, node.bottom), NODE_WIDTH, height, color=node.colour, linewidth=0))
        axes.text(
            left + NODE_WIDTH + 0.006,
            (node.top + node.bottom) / 2,
            f"{shown_name(node.name)}\n{words.number(node.amount, unit)}",
            va="center",
            ha="left",
            fontsize=8.8,
            linespacing=1.15,
            color=style.BLACK,
        )
