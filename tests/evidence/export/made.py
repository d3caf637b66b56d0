"""A small made-up case: an echo chain, two origins that agree, a table of figures, and hostile words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tumen.evidence import case as cases
from tumen.evidence import files, places
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim
from tumen.evidence.sources import Document

HOSTILE = '=HYPERLINK("http://x.invalid")\x1b]0;seized\x07 $\\frac{1}{0}$\r\n<script>\u202e&\x00 무산'
"""A formula, a terminal's escape, mathematics, line ends, markup, a change of direction, a null."""

QUOTE = {"start": 0, "end": 12, "sha256": "ab" * 32, "before": "0" * 8, "after": "f" * 8}

ORIGINS: tuple[dict[str, Any], ...] = (
    {"id": "miner", "kind": "resident", "about": "someone at the mine"},
    {"id": "trader", "kind": "resident", "about": "a trader across the river"},
    {"id": "customs", "kind": "statistics", "about": "a customs office", "bias_group": "mirror"},
    {"id": "rumour", "kind": "other", "about": HOSTILE},
)
OUTLETS: tuple[dict[str, Any], ...] = (
    {"name": "River Bulletin", "about": "two pages a week", "names": ["강 소식", "'Bulletin'"]},
    {"name": "Hill Times", "names": ["The Hill Times"]},
    {"name": HOSTILE},
)
DOCUMENTS: tuple[dict[str, Any], ...] = (
    {
        "id": "bulletin-1",
        "outlet": "River Bulletin",
        "title": "Ore by night",
        "published": "2018-02-21",
        "address": "https://bulletin.invalid/1?a=b#c",
        "sha256": "cd" * 32,
        "length": 900,
    },
    {
        "id": "hill-1",
        "outlet": "The Hill Times",
        "title": "Carts on the ice",
        "published": "2018-03",
        "repeats": "bulletin-1",
    },
    {
        "id": "far-1",
        "outlet": "Far Post",
        "published": "2018-04-02",
        "repeats": "hill-1",
        "language": "zh-Hans",
    },
    {
        "id": "bulletin-2",
        "outlet": "강 소식",
        "title": "쌀값이 올랐다",
        "published": "2018-03-05",
        "language": "ko",
    },
    {"id": "customs-2018", "outlet": "Office of Figures", "title": "Table 3", "published": "2018"},
    {
        "id": "hostile",
        "outlet": HOSTILE,
        "title": HOSTILE,
        "author": HOSTILE,
        "published": "2018-06~",
        "language": "qqq",
        "address": "javascript:alert(1)",
        "about": HOSTILE,
    },
    {"id": "undated", "outlet": "Hill Times", "published": "../.."},
)


def claim(id_: str, **changes: Any) -> Claim:
    """A claim on ore carried over the river, but for the changes."""
    values: dict[str, Any] = {
        "id": id_,
        "says": "Some thirty tonnes a day went over",
        "observable": "smuggled",
        "places": ["Musan"],
        "commodity": "iron_concentrate",
        "period": "2018-02",
        "quantity": {"kind": "value", "value": 30, "unit": "t/day", "about": True},
        "origin": "miner",
        "reliability": "B",
        "credibility": 2,
        "reason": "was there",
    }
    if "event" in changes or "other" in changes:
        del values["observable"]
    return Claim.model_validate(
        {key: value for key, value in (values | changes).items() if value is not None}
    )


CLAIMS: dict[str, tuple[Claim, ...]] = {
    "bulletin-1": (
        claim("ore", anchors=[QUOTE], locator="par. 2"),
        claim("caught", event="arrest", quantity=None, says="Carriers were caught", period="2018-02-10"),
        claim(
            "ore-told-twice",
            origin="trader",
            quantity={"kind": "interval", "low": 20, "high": 28, "unit": "t/day"},
        ),
    ),
    "hill-1": (claim("hill-ore", repeats="ore", reliability="C"),),
    "far-1": (claim("far-ore", repeats="hill-ore", reliability="D", stock_phrase=True),),
    "bulletin-2": (
        claim(
            "rice",
            observable="price",
            commodity="rice",
            quantity={"kind": "bound", "low": -5.5, "unit": "KPW/kg"},
            origin="trader",
            period="2018-03/..",
            probability="likely",
        ),
    ),
    "customs-2018": (
        claim(
            "table",
            observable="exports",
            places=["North Korea"],
            period="2018",
            quantity={"kind": "value", "value": 1234567.5, "unit": "t"},
            over_time="sum",
            origin="customs",
            operator="national iron",
        ),
    ),
    "hostile": (
        claim(
            "nasty",
            other="@SUM(1)" + HOSTILE,
            says=HOSTILE,
            places=[HOSTILE, "a;;, .b ESQ., c<BR>"],
            commodity="+1",
            crossing="-1",
            quantity={"kind": "worded", "word": "-many", "low": 10, "high": 100, "unit": "persons"},
            origin="rumour",
            reason=HOSTILE,
            use="context",
            why=HOSTILE,
            bias_group=HOSTILE,
        ),
    ),
}

PATH = Path("nowhere")
"""Of a case that lives in memory."""

PLACES = places.of(
    [
        places.Place("North Korea", "country", "KP", names=("북한",)),
        places.Place("Musan", "county", "KP", "North Korea", 42.2292, 129.2075, ("무산", "茂山")),
        places.Place("Hyesan", "city", "KP", "North Korea", 41.4, 128.1833),
    ]
)


def write_case(folder: Path) -> Case:
    """Write the case and read it again."""
    path = cases.new(folder, "Made up")
    graded = {"reliability": "C", "reason": "made up"}
    sources = [f"[[origin]]\n{files.toml(origin | graded)}" for origin in ORIGINS]
    sources += [f"[[outlet]]\n{files.toml(outlet)}" for outlet in OUTLETS]
    files.write(path / cases.SOURCES, "\n".join(sources))
    for document in DOCUMENTS:
        cases.write_document(path, Document.model_validate(document))
    for document_id, claims in CLAIMS.items():
        cases.add_claims(path, document_id, claims)
    return cases.read(path)


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts of a picture that cover each other, and texts that leave the page (with themselves)."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [text for axes in figure.axes for text in axes.texts]
    found = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts]
    assert len(found) > 8
    pairs = []
    for number, (one, box) in enumerate(found):
        if box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.width or box.y1 > figure.bbox.height:
            pairs.append((one, one))
        for other, its in found[number + 1 :]:
            across, down = (
                min(box.x1, its.x1) - max(box.x0, its.x0),
                min(box.y1, its.y1) - max(box.y0, its.y0),
            )
            if across > 1 and down > 2:
                pairs.append((one, other))
    return pairs
