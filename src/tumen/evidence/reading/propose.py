# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Propose claims out of a text: for each sentence its amounts, worded amounts and dated events.

The rules are grammar, not knowledge of any one report: a number, the unit beside it, what it is counted
per, the place and date it is closest to. Everything is a proposal until a person accepts it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import ValidationError

from tumen.core.errors import EvidenceError
from tumen.evidence import units, wording
from tumen.evidence.claims import Quantity
from tumen.evidence.places import Gazetteer
from tumen.evidence.reading import subjects
from tumen.evidence.reading.amounts import Amount
from tumen.evidence.reading.asides import asides, inside
from tumen.evidence.reading.dates import Dated, dates_in
from tumen.evidence.reading.happenings import happenings_in
from tumen.evidence.reading.mentions import Map, locate
from tumen.evidence.reading.neighbours import amounts_in
from tumen.evidence.reading.numbers import Number, numbers_in
from tumen.evidence.reading.proposal import Proposal
from tumen.evidence.reading.quotes import quote_around
from tumen.evidence.reading.rates import TIME
from tumen.evidence.reading.sentences import Sentence, sentences
from tumen.evidence.reading.speakers import Said, attribution
from tumen.evidence.reading.worded import worded_in
from tumen.evidence.text import one_line

LETTER = re.compile(r"[^\W\d_]")

ANY_DAY = date(2000, 1, 1)
"""Where no day of publication is known: by it "two weeks ago" is at least seen to be a date."""

UNKNOWN = "../.."
"""Period of what neither the text nor the day of publication dates."""

COMPARED = re.compile(
    r"\b(?:from|than|to|with|against|over|on|compared|times) (?:the )?(?:same period )?(?:in |"
    r"of )?(?:a |the |last )?",
    re.IGNORECASE,
)
COMPARED_CJK = re.compile(r" ?(?:의 )?(?:같은 ?기간|동기|같은 ?달)? ?(?:보다|에 ?비해|대비)| ?(?:同期|相比)")
BESIDE = re.compile(r" ?[^\s,;.]{0,6} ?(?:(?:in|on|for|during|as of|at|by) )?(?:the )?[(（]?", re.IGNORECASE)
STATED = re.compile(
    r"\b(?:told|said|says|reported|reports|quoted|announced|interview\w*|"
    r"released)\b[^.,;]{0,32}$|(?:소식통|관계자|주민|매체|방송|통신|기자)[은는이가] (?:지난 )?$|(?:记者|"
    r"消息人士)(?:于|在)?$",
    re.IGNORECASE,
)
JUST_STATED = re.compile(r"\b(?:said|reported|told (?:us|\w+|Daily NK)) (?:on |in )?$", re.IGNORECASE)
"""What stands before the date of a statement, which is not the date of what it states."""

AGO = re.compile(r"\b(?:earlier|ago|before|last year|previous year)\b", re.IGNORECASE)
"""A date that an amount is only compared with: down from a year earlier."""

MOST = 2_000
"""Proposals at which the reading of a text ends: what has more is a table and no report."""

MOST_NUMBERS = 60
"""Numbers in what counts as one sentence beyond which it is a row of a table."""

REMEMBERED = 3
"""Sentences of a paragraph back to which a number without a unit may look."""


@dataclass(frozen=True)
class Document:
    """A text with everything found in it."""

    line: str
    published: date | None
    sentences: Sequence[Sentence]
    dates: Sequence[Dated]
    map: Map
    starts: Sequence[int]

    def dates_of(self, sentence: Sentence) -> Sequence[Dated]:
        """The dates that a sentence names."""
        return self.dates[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]


def propose(text: str, published: date | None, gazetteer: Gazetteer, language: str = "en") -> list[Proposal]:
    """Claims that a text may make.

    Parameters
    ----------
    text
        In normal form (`tumen.evidence.text.normalise`).
    published
        Day of publication, against which "last month" is read.
    gazetteer
        Places that may be named.
    language
        A hint only: English, Korean and Chinese are told apart by their scripts, in one text too.

    Returns
    -------
    Proposals in the order of the text.
    """
    line = one_line(text)
    parts = sentences(text)
    dates = dates_in(line, published)
    places = locate(line, parts, gazetteer)
    document = Document(line, published, parts, dates, places, [one.start for one in dates])
    numbers = _counting(line, dates if published else dates_in(line, ANY_DAY))
    found: list[Proposal] = []
    before: list[list[Amount]] = []
    at = 0
    paragraph = -1
    for index, sentence in enumerate(parts):
        own: list[Number] = []
        while at < len(numbers) and numbers[at].start < sentence.end:
            if numbers[at].start >= sentence.start:
                own.append(numbers[at])
            at += 1
        if sentence.role == "aside" or len(own) > MOST_NUMBERS or not LETTER.search(line, *sentence.span):
            continue
        if sentence.paragraph != paragraph:
            before, paragraph = [], sentence.paragraph
        earlier = [amount for amounts in before[-REMEMBERED:] for amount in amounts]
        amounts = amounts_in(line, own, sentence.start, sentence.end, earlier)
        before.append(amounts)
        found += _of_sentence(document, index, amounts)
        if len(found) >= MOST:
            break
    return _once(found, parts)


def _counting(line: str, dates: Sequence[Dated]) -> list[Number]:
    """The numbers of a text that are no dates, labels, ages or clock times."""
    taken = sorted([*asides(line), *((one.start, one.end) for one in dates if not _window(line, one))])
    return [number for number in numbers_in(line) if not inside(number.start, number.end, taken)]


def _window(line: str, dated: Dated) -> bool:
    """Whether a date is also a length of time: for the past three years."""
    return line[dated.start : dated.start + 8].lower() == "for the "


def _of_sentence(document: Document, index: int, amounts: Sequence[Amount]) -> Iterator[Proposal]:
    sentence = document.sentences[index]
    spots = document.map.within(sentence.start, sentence.end)
    said = attribution(document.line, document.sentences, index, spots)
    spans = [(amount.start, amount.end) for amount in amounts]
    for amount in amounts:
        proposal = _of_amount(document, index, amount, said, spans)
        if proposal:
            yield proposal
    if sentence.role == "heading":
        return
    for word in worded_in(document.line, sentence.start, sentence.end):
        if (
            any(start < word.end + 40 and word.start - 20 < end for start, end in spans)
            and word.unit == "times"
        ):
            continue
        quantity = Quantity(kind="worded", unit=word.unit, low=word.low, high=word.high, word=word.word)
        yield _dressed(document, index, (word.start, word.end), quantity, said, spans, group="worded")
    for event in happenings_in(document.line, sentence.start, sentence.end):
        when = _dated(document, sentence, event.start, event.end)
        if event.strong or when is not None:
            yield _dressed(
                document,
                index,
                (event.start, min(event.end, event.start + 200)),
                None,
                said,
                spans,
                event=event.event,
            )


def _of_amount(
    document: Document, index: int, amount: Amount, said: Said, spans: Sequence[tuple[int, int]]
) -> Proposal | None:
    """The proposal for an amount, or None where it counts nothing that could be claimed."""
    quantity = _quantity(document.line, amount)
    if quantity is None or _idle(document.line, amount):
        return None
    said = replace(said, hedged=said.hedged or amount.number.about)
    proposal = _dressed(
        document,
        index,
        (amount.start, amount.end),
        quantity,
        said,
        spans,
        group=amount.group,
        noun=amount.noun,
    )
    return replace(
        proposal,
        number_start=amount.number.start,
        number_end=amount.number.end,
        counted=amount.noun if amount.group == "count" else "",
    )


def _idle(line: str, amount: Amount) -> bool:
    """Whether "one" or "a" is only an article: one resident, a hundred percent sure."""
    said = line[amount.number.start : amount.number.end].lower()
    if (
        said in ("one", "한", "一", "1")
        and amount.group in ("count", "times")
        and amount.written != "meal/day"
    ):
        lead = line[max(0, amount.start - 16) : amount.start].lower()
        enough = lead.rstrip().endswith(("enough for", "only", "just", "a single", "at least", "less than"))
        return not (enough or any(unit in TIME.values() for unit in amount.per))
    return said in ("once", "double", "triple") and not amount.per


def _quantity(line: str, amount: Amount) -> Quantity | None:
    """The amount as a claim holds it; None where its unit is not known or its numbers are none."""
    if not amount.group or (amount.low is None and amount.high is None):
        return None
    try:
        units.parse(amount.written)
        low, high, about = amount.low, amount.high, amount.number.about
        if low is not None and low == high:
            return Quantity(kind="value", unit=amount.written, value=low, about=about)
        if low is not None and high is not None:
            return Quantity(kind="interval", unit=amount.written, low=low, high=high, about=about)
        return Quantity(kind="bound", unit=amount.written, low=low, high=high, about=about)
    except (EvidenceError, ValidationError, OverflowError):
        return None


def _dated(
    document: Document, sentence: Sentence, start: int, end: int, spans: Sequence[tuple[int, int]] = ()
) -> Dated | None:
    """The date of a sentence that stands nearest to a number, one before it counting as nearer."""
    best: tuple[float, Dated] | None = None
    for one in document.dates_of(sentence):
        if _aside(document.line, one):
            continue
        distance = start - one.end if one.end <= start else 1.5 * (one.start - end) + 5
        if start - one.end >= 0 and any(
            _beside(document.line, other[1], one.start) for other in spans if other[1] <= one.start
        ):
            distance += 30
        if _beside(document.line, end, one.start):
            distance = 1
        between = document.line[min(one.end, end) : max(one.start, start)]
        distance += 40 * sum(between.count(mark) for mark in ";；。") + 15 * sum(
            between.count(mark) for mark in ",，、"
        )
        if best is None or distance < best[0]:
            best = (distance, one)
    return best[1] if best else None


def _beside(line: str, end: int, start: int) -> bool:
    """Whether a date stands right behind an amount: "2.7 million tons in 2013"."""
    return 0 <= start - end <= 14 and bool(BESIDE.fullmatch(line, end, start))


def _aside(line: str, one: Dated) -> bool:
    """Whether a date is that of the statement, or of what an amount is compared with."""
    before, after = line[max(0, one.start - 40) : one.start], line[one.end : one.end + 12]
    if COMPARED.search(line[max(0, one.start - 24) : one.start + 5]) and AGO.search(line, one.start, one.end):
        return True
    if COMPARED_CJK.match(after) or before.endswith(("比", "较", "與", "较之")):
        return True
    is_day = "/" not in one.period and one.period.count("-") == 2
    return bool(JUST_STATED.search(before)) or (is_day and bool(STATED.search(before)))


def _dressed(
    document: Document,
    index: int,
    span: tuple[int, int],
    quantity: Quantity | None,
    said: Said,
    spans: Sequence[tuple[int, int]],
    *,
    group: str = "",
    noun: str = "",
    event: str | None = None,
) -> Proposal:
    """A proposal with its quote, place, date, subject and source."""
    line, sentence = document.line, document.sentences[index]
    when = _dated(document, sentence, *span, spans)
    keep = (min(span[0], when.start), max(span[1], when.end)) if when else span
    start, end = quote_around(line, sentence, span, keep)
    in_quote = when is not None and when.period in _periods(line[start:end], document.published)
    period = when.period if when and in_quote else _of_publication(document.published)
    dated_by: Literal["quote", "published"] = "quote" if in_quote else "published"
    places = document.map.places(index, *span, spans)
    good = subjects.commodity(line, *span, sentence.start, sentence.end)
    at, clause = _clause(line, sentence, span)
    whole = line[sentence.start : sentence.end]
    observable = (
        subjects.observable(quantity.unit, clause, whole, good, span[0] - at)
        if quantity and not event
        else None
    )
    other = None if observable or event else subjects.topic(clause, group, noun)
    says = _says(quantity, noun, event or observable or other or "", good, places, period)
    return Proposal(
        start,
        end,
        *span,
        says,
        quantity=quantity,
        places=places,
        period=period,
        dated_by=dated_by,
        commodity=good,
        observable=observable,
        event=event,
        other=other,
        **asdict(said),
    )


def _clause(line: str, sentence: Sentence, span: tuple[int, int]) -> tuple[int, str]:
    """The words round an amount, whole ones only, and where they begin."""
    start, end = max(sentence.start, span[0] - 90), min(sentence.end, span[1] + 60)
    while sentence.start < start and line[start - 1].isalpha() and line[start - 1].isascii():
        start += 1
    while end < sentence.end and line[end].isalpha() and line[end].isascii():
        end += 1
    return start, line[start:end]


@lru_cache(maxsize=64)
def _periods(quote: str, published: date | None) -> frozenset[str]:
    """The periods that can be read in a quote by itself, as a verification will read it."""
    return frozenset(one.period for one in dates_in(quote, published))


def _of_publication(published: date | None) -> str:
    """What a report that gives no date speaks of: about the month in which it appeared."""
    return f"{published.year:04d}-{published.month:02d}~" if published else UNKNOWN


def _says(
    quantity: Quantity | None, noun: str, subject: str, good: str | None, places: Sequence[str], period: str
) -> str:
    """The structured parts in a row: 36 person, accused, Tanchon, 2018-11-12."""
    parts = [_amount_in_words(quantity, noun) if quantity else "", subject.replace("_", " ")]
    parts += [
        good.replace("_", " ") if good else "",
        " and ".join(places),
        "" if period == UNKNOWN else period,
    ]
    return ", ".join(part for part in parts if part)[:400]


def _amount_in_words(quantity: Quantity, noun: str) -> str:
    """The amount with the noun that was counted: 36 smugglers."""
    if noun and quantity.unit in ("item", "person"):
        quantity = quantity.model_copy(update={"unit": noun.lower()})
    return wording.amount(quantity)


def _once(found: Sequence[Proposal], parts: Sequence[Sentence]) -> list[Proposal]:
    """Leave out what a heading says where the text says it again."""
    headings = [(part.start, part.end) for part in parts if part.role == "heading"]
    body = {_same(one) for one in found if not inside(one.number_start, one.number_end, headings)}
    return sorted(
        (
            one
            for one in found
            if not inside(one.number_start, one.number_end, headings) or _same(one) not in body
        ),
        key=lambda one: (one.number_start, one.number_end),
    )


def _same(one: Proposal) -> tuple[object, ...]:
    return (one.quantity.range, one.quantity.unit.split("/")[0]) if one.quantity else (one.event,)
