"""How fast a large case is verified, indexed and searched: 10,000 documents, 100,000 claims.

Run it in a checkout that is set up: ``python benchmarks/evidence.py``. The case is synthetic: invented
sentences with their anchors, texts at hand, so that every number and date is looked up in its quote.
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from tumen.engine.catalog import catalog
from tumen.evidence import anchors, case, index
from tumen.evidence.claims import Claim
from tumen.evidence.conflicts import find_conflicts
from tumen.evidence.echoes import find_echoes
from tumen.evidence.sketch import sketch
from tumen.evidence.sources import Document, Origin
from tumen.evidence.text import normalise, sha256
from tumen.evidence.verification import verify
from tumen.evidence.weights import weigh

PLACES = (
    "Musan",
    "Yonsa",
    "Hoeryong",
    "Rason",
    "Chongjin",
    "Hyesan",
    "Kapsan",
    "Tanchon",
    "Hochon",
    "Onsong",
)
WORDS = [
    "trucks",
    "market",
    "river",
    "traders",
    "guards",
    "mine",
    "county",
    "officials",
    "winter",
    "spring",
    "families",
    "grain",
    "buyers",
    "ore",
    "night",
    "bridge",
    "customs",
    "police",
    "smelter",
    "prices",
    "won",
    "yuan",
    "workers",
    "rations",
    "delegation",
    "province",
    "order",
    "villages",
]
SEARCHES = ("rations Musan", "무산", "rice 4711", "Chongjin trial", "smuggled")


def synthetic(folder: Path, documents: int, claims: int) -> None:
    """Write a case of so many documents with so many claims each, texts beside it."""
    luck = random.Random(2018)
    observables = sorted(name for name, one in catalog().observables.items() if one.by == "place")
    case.new(folder, "Synthetic")
    for number in range(200):
        reason = "One person who sees one town."
        case.add_origin(
            folder,
            Origin(id=f"o{number}", about="a resident", kind="resident", reliability="C", reason=reason),
        )
    for number in range(documents):
        _document(folder, f"D{number:05d}", claims, observables, luck)


def _document(folder: Path, name: str, claims: int, observables: list[str], luck: random.Random) -> None:
    year, month = luck.randint(2013, 2019), luck.randint(1, 12)
    facts = [
        (luck.choice(observables), luck.choice(PLACES), luck.randint(2, 9999), f"{luck.randint(1, 28)}")
        for _ in range(claims)
    ]
    sentences = []
    for subject, place, amount, day in facts:
        filler = " ".join(luck.choices(WORDS, k=30))
        when = f"{day} {calendar.month_name[month]} {year}"
        told = f"In {place} the {subject.replace('_', ' ')} came to {amount:,} on {when}."
        sentences.append((told, filler))
    text = normalise("\n".join(f"{told} {filler}." for told, filler in sentences))
    coded, at = [], 0
    for number, ((subject, place, amount, day), (told, _)) in enumerate(zip(facts, sentences, strict=True)):
        at = text.index(told, at)
        unit = catalog().observables[subject].unit
        coded.append(
            Claim.model_validate(
                {
                    "id": f"{name}-{number:02d}",
                    "says": f"{subject} in {place} was {amount}",
                    "observable": subject,
                    "places": [place],
                    "period": f"{year}-{month:02d}-{int(day):02d}",
                    "quantity": {"kind": "value", "value": amount, "unit": unit},
                    "origin": f"o{luck.randrange(200)}",
                    "reliability": "C",
                    "credibility": 3,
                    "reason": "One person.",
                    "anchors": [anchors.make(text, at, at + len(told)).model_dump()],
                }
            )
        )
    document = Document(
        id=name,
        outlet=f"Outlet {luck.randrange(40)}",
        title=f"Report {name} from 무산",
        published=f"{year}-{month:02d}-28",
        sha256=sha256(text),
        length=len(text),
        sketch=sketch(text),
    )
    case.write_document(folder, document)
    case.add_claims(folder, name, coded)
    case.write(folder / case.TEXTS / f"{name}.txt", text)


def measure(folder: Path) -> dict[str, float]:
    """Seconds that each step takes, and the slowest of the searches."""
    seconds: dict[str, float] = {}

    def timed(name: str, began: float) -> None:
        seconds[name] = time.perf_counter() - began

    began = time.perf_counter()
    read = case.read(folder)
    timed("read", began)
    began = time.perf_counter()
    verdict = verify(read)
    timed("verify", began)
    began = time.perf_counter()
    index.build(folder)
    timed("index", began)
    began = time.perf_counter()
    index.build(folder)
    timed("index again", began)
    for words in SEARCHES:
        began = time.perf_counter()
        index.search(folder, words)
        timed(f"search '{words}'", began)
    for name, step in (("weigh", weigh), ("conflicts", find_conflicts), ("echoes", find_echoes)):
        began = time.perf_counter()
        step(read)
        timed(name, began)
    unit = 1 if sys.platform == "darwin" else 1024
    seconds["peak GB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9
    seconds["faults"] = len(verdict.faults)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=10, help="claims a document")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "synthetic"
        synthetic(folder, asked.documents, asked.claims)
        seconds = measure(folder)
    if asked.json:
        print(json.dumps(seconds))
        return
    for name, value in seconds.items():
        print(f"{name:<28}{value:>10.3f}")


if __name__ == "__main__":
    main()
