"""Events that a sentence tells of and dates: rations that stop, bans, trials, closures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tumen.evidence.reading.tables import pattern, rows


@dataclass(frozen=True)
class Happening:
    """An event told in a sentence; ``strong`` ones are proposed even where no date stands beside them."""

    event: str
    start: int
    end: int
    strong: bool


PATTERNS = tuple((row["event"], pattern(row), row["undated"] == "yes") for row in rows("events"))


def happenings_in(text: str, begin: int, end: int) -> Iterator[Happening]:
    """The events of one sentence, each once."""
    for event, words, strong in PATTERNS:
        match = words.search(text, begin, end)
        if match:
            yield Happening(event, match.start(), match.end(), strong)
