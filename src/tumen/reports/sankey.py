"""Sankey diagrams: bands as wide as the amounts they carry, from the left to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from tumen.reports import style, words
from tumen.reports.flows import Link

NODE_WIDTH = 0.022
GAP = 0.055
COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.PURPLE, style.SKY, style.VERMILION, style.GREY)


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
            kept.append(Link(link.source, f"{link.to} (back)", link.amount))
        else:
            kept.append(link)
    return kept


def two_columns(links: Sequence[Link]) -> list[Link]:
    """Payers on the left, receivers on the right: for money, which goes round in circles."""
    return [Link(link.source, f"{link.to}\u200b", link.amount) for link in links]


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
    size: tuple[float, float] = (10.6, 4.4),
) -> Figure:
    """Draw the links.

    Parameters
    ----------
    links
        Amounts between holders.
    unit
        Written behind each amount.
    layout
        ``left to right`` follows a chain; ``two columns`` sets payers against receivers.
    size
        Inches.
    """
    drawn = two_columns(links) if layout == "two columns" else without_cycles(links)
    with style.drawing():
        figure = Figure(figsize=size)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        nodes = _place(drawn)
        _draw_bands(axes, drawn, nodes)
        _draw_nodes(axes, nodes, unit)
    return figure


def _place(links: Sequence[Link]) -> dict[str, Node]:
    """Put the holders in columns and stack each column, large above small, centred."""
    column = columns(links)
    nodes = {name: Node(name, column[name]) for name in column}
    for name, node in nodes.items():
        given = sum(link.amount for link in links if link.source == name)
        taken = sum(link.amount for link in links if link.to == name)
        node.amount = max(given, taken)
    stacks: dict[int, list[Node]] = {}
    for node in nodes.values():
        stacks.setdefault(node.column, []).append(node)
    scale = min(
        (0.94 - GAP * (len(stack) - 1)) / sum(node.amount for node in stack) for stack in stacks.values()
    )
    for number in sorted(stacks):
        _stack(stacks[number], nodes, links, scale)
    for position, node in enumerate(sorted(nodes.values(), key=lambda n: (n.column, -n.amount))):
        node.colour = COLOURS[position % len(COLOURS)]
    return nodes


def _stack(stack: list[Node], nodes: dict[str, Node], links: Sequence[Link], scale: float) -> None:
    """Order a column by where its inflow comes from, then set heights."""

    def height_of_givers(node: Node) -> float:
        givers = [(nodes[link.source], link.amount) for link in links if link.to == node.name]
        weight = sum(amount for _, amount in givers)
        return sum((giver.top + giver.bottom) / 2 * amount for giver, amount in givers) / weight if weight else 0

    stack.sort(key=lambda node: (-height_of_givers(node), -node.amount))
    total = sum(node.amount for node in stack) * scale + GAP * (len(stack) - 1)
    cursor = 0.5 + total / 2
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
        (left, start), (middle, start), (middle, end), (right, end),
        (right, end - width), (middle, end - width), (middle, start - width), (left, start - width),
        (left, start),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), facecolor=colour, alpha=0.36, linewidth=0)


def _draw_nodes(axes: Axes, nodes: dict[str, Node], unit: str) -> None:
    """A bar for each holder, its name and its amount to the right of it."""
    last = max(node.column for node in nodes.values())
    for node in nodes.values():
        left = _x(node.column, last)
        height = max(node.top - node.bottom, 0.003)
        axes.add_patch(Rectangle((left, node.bottom), NODE_WIDTH * 0.5, height, color=node.colour, linewidth=0))
        axes.text(
            left + NODE_WIDTH * 0.5 + 0.006, (node.top + node.bottom) / 2,
            f"{node.name.rstrip(chr(0x200B))}\n{words.number(node.amount, unit)}",
            va="center", ha="left", fontsize=8.8, linespacing=1.15, color=style.BLACK,
        )  # fmt: skip
