"""Words of English dates, and patterns for the parts that a date is made of."""

from __future__ import annotations

import re

from tumen.evidence.reading.tables import words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in words(names)
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(words("monday tuesday wednesday thursday friday saturday sunday"))
}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
QUARTERS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4} | {
    word: number for number, word in enumerate(words("first second third fourth"), start=1)
}
SMALL = {
    word: number
    for number, word in enumerate(words("a one two three four five six seven eight nine ten eleven twelve"))
} | {"a": 1, "an": 1, "several": 4, "few": 3, "couple of": 2}

MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|"
    r"August|Aug\.?|September|Sept?\.?|October|Oct\.?|November|Nov\.?|December|Dec\.?)(?![a-z])"
)
SECOND = MONTH.replace("?P<month>", "?P<second>")
YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d|,\d|\.\d|%)"
DAY = r"(?P<day>[0-3]?\d)(?:st|[nr]d|th)?(?!\d|[.,]\d)"
PART = (
    r"(?:the )?(?P<part>early(?: in| this| part of)?|late(?: in)?|mid(?:dle of)?|beginning of|"
    r"start of|end of|turn of|close of|first days of|last days of)[\s-](?:the )?"
)
AGO = (
    r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|"
    r"a few|a couple of)"
)
UNIT = r"(?P<unit>day|week|month|year)s?"

SOON = 7
"""Days by which a day without a year may lie after publication (assumption)."""

COUNT_AFTER = re.compile(
    r" ?(?:%|per ?cent|tons?|tonnes?|t\b|kg|people|persons|workers|residents|households|families|won|"
    r"yuan|dollars|trucks|soldiers|prisoners|miners|pairs|men|women|children|metres|meters|명|"
    r"톤|원|위안|달러|세대|가구|대\b|人|吨|元|户|辆|名|公斤)",
    re.IGNORECASE,
)
"""What makes a number of four digits no year."""
