"""Rank histograms: where the truth lay among the draws; even where the bands are right."""

from __future__ import annotations

import numpy as np

from tumen.inference import scoring
from tumen.inference.selftest import BINS, Selftest
from tumen.reports import style

MOST = 8
"""Beliefs drawn, the best identified first, after all of them together."""


def draw(found: Selftest) -> str:
    """All identified beliefs together and the best identified ones, as SVG."""
    from matplotlib.figure import Figure

    ranks, names = found.column("rank"), [one.name for one in found.beliefs]
    best = [int(i) for i in np.argsort(-found.contraction)[:MOST] if found.identified[i]]
    panels = [
        ("all identified", ranks[:, found.identified].ravel()),
        *((names[i], ranks[:, i]) for i in best),
    ]
    rows = -(-len(panels) // 3)
    with style.drawing():
        figure = Figure(figsize=(9, 2.1 * rows), layout="constrained")
        for place, (name, of) in enumerate(panels, start=1):
            axes = figure.add_subplot(rows, 3, place)
            told = scoring.rank_histogram(of, BINS, draws=int(found.asked["draws"]))
            axes.bar(np.arange(BINS) + 0.5, told.counts, width=0.9, color=style.SKY)
            axes.plot(np.arange(BINS) + 0.5, told.expected, color=style.BLACK, linewidth=1)
            axes.set_title(f"{name} (p = {told.p_value:.2f})", fontsize=9, loc="left")
            axes.set_xticks([0, BINS], ["lowest", "highest"])
        return style.to_svg(figure, "ranks", "Where the truth lay among the draws, in ten bins")
