"""Tables of words in ``words/*.csv``: what each means, and how English, Korean and Chinese say it.

A cell holds a regular expression without anchors of its own; the three languages of a row are one pattern.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from importlib import resources

LANGUAGES = ("english", "korean", "chinese")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``words/NAME.csv``, in order."""
    path = resources.files("tumen.evidence.reading") / "words" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def pattern(row: Mapping[str, str]) -> re.Pattern[str]:
    """A row's words in any of the languages."""
    return re.compile("|".join(row[language] for language in LANGUAGES if row[language]), re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words of a list written as one text."""
    return text.split()
