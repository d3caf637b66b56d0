"""Words of English dates, and patterns for the parts that a date is made of."""

from __future__ import annotations

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
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|August|Aug\.?|"
    r"September|Sept?\.?|October|Oct\.?|November|Nov\.?|December|Dec\.?)(?![a-z])"
)
SECOND = MONTH.replace("?P<month>", "?P<second>")
YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d|,\d|\.\d|%)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,]\d)"
PART = (
    r"(?:the\s)?(?P<part>early(?:\sin|\sthis|\spart\sof)?|late(?:\sin)?|mid(?:dle\sof)?|beginning\sof|start\sof|"
    r"end\sof|turn\sof|close\sof|first\sdays\sof|last\sdays\sof)[\s-](?:the\s)?"
)
AGO = (
    r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\sfew|"
    r"a\scouple\sof)"
)
UNIT = r"(?P<unit>day|week|month|year)s?"

SOON = 7
"""Days by which a day without a year may lie after publication (assumption)."""
