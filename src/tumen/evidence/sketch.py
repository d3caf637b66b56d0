"""Recognising a near copy without keeping its words: the smallest hashes of a text's runs of words.

A bottom-k sketch (Broder 1997): of all runs of five words the 64 smallest hashes are kept. Two texts share
about as many of their smallest hashes as of their runs; a hash of the whole finds only the same text.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain

KEPT = 64
RUN = 5
"""Words in a run; of Chinese and Korean, which have few blanks, so many characters make up for a word."""

CHARACTERS = 2
NEAR = 0.3
"""Estimated share of common runs from which on two texts are called near copies (assumption)."""

WORD = re.compile(
    r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+|\d+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2}"
)


def sketch(text: str) -> str:
    """Sketch a text in normal form: up to 64 hashes of 8 hexadecimal digits, in order."""
    words = WORD.findall(text.casefold())
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()
    hashes = sorted({hashlib.blake2b(run.encode(), digest_size=4).hexdigest() for run in runs})
    return "".join(hashes[:KEPT])


def likeness(one: str, other: str) -> float:
    """Estimate which share of their runs of words two sketched texts have in common, 0 to 1."""
    ours, theirs = set(_hashes(one)), set(_hashes(other))
    smallest = sorted(ours | theirs)[: min(KEPT, max(len(ours), len(theirs)))]
    return sum(one in ours and one in theirs for one in smallest) / len(smallest) if smallest else 0.0


def nearest(one: str, others: Mapping[str, str], least: float = NEAR) -> list[tuple[str, float]]:
    """Which of the sketched texts are near copies of one, the nearest first."""
    found = [(name, likeness(one, other)) for name, other in others.items() if other]
    return sorted(((n, share) for n, share in found if share >= least), key=lambda pair: (-pair[1], pair[0]))


def near_pairs(sketches: Mapping[str, str], least: float = NEAR) -> list[tuple[str, str, float]]:
    """Every two texts that are near copies: only those that share enough hashes are compared."""
    pieces = {name: _hashes(one) for name, one in sorted(sketches.items())}
    holders: dict[str, list[str]] = {}
    found = []
    for name, own in pieces.items():
        shared = Counter(chain.from_iterable(holders.get(piece, ()) for piece in own))
        for other, count in shared.items():
            if count / min(KEPT, max(len(own), len(pieces[other]))) >= least:
                found.append((other, name, likeness(sketches[other], sketches[name])))
        for piece in own:
            holders.setdefault(piece, []).append(name)
    return sorted(pair for pair in found if pair[2] >= least)


def _hashes(sketched: str) -> list[str]:
    return [sketched[at : at + 8] for at in range(0, len(sketched), 8)]
