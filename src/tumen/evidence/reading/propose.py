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
from tumen.evidence.reading.dating import nearest, window
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

ONE_OF_SEVERAL = re.compile(r" of (?:the|its|their|his|her|our|every) ", re.IGNORECASE)
COMPARED_TO = re.compile(r" (?:the|that|its|their|what|last)\b", re.IGNORECASE)
"""What makes a count of "one", and of "double" an amount: one of the two, double the volume."""

THINGS = frozenset({"furnace", "wagon", "ship", "train", "machine"})
"""What is counted even where there is one of it."""

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
    taken = sorted([*asides(line), *((one.start, one.end) for one in dates if not window(line, one))])
    return [number for number in numbers_in(line) if not inside(number.start, number.end, taken)]


def _of_sentence(document: Document, index: int, amounts: Sequence[Amount]) -> Iterator[Proposal]:
    sentence = document.sentences[index]
    spots = document.map.within(sentence.start, sentence.end)
    said = attribution(document.line, document.sentences, index, spots)
    spans = [(amount.start, amount.end) for amount in amounts]
    for amount in amounts:
        proposal = _of_amount(document, index, amount, said, spans)
        if proposal:
            yield proposal
            yield from _elsewhere(document, index, proposal, spans)
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
        when = nearest(document.line, document.dates_of(sentence), event.start, event.end)
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


def _elsewhere(
    document: Document, index: int, proposal: Proposal, spans: Sequence[tuple[int, int]]
) -> Iterator[Proposal]:
    """The same for each other place that is nearly as likely, for a reviewer to choose."""
    start, end = proposal.number_start, proposal.number_end
    for places in document.map.choices(index, start, end, spans)[1:]:
        says = _says(
            proposal.quantity, proposal.counted, proposal.subject, proposal.commodity, places, proposal.period
        )
        yield replace(proposal, places=places, says=says, alternative=True)


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
    if ONE_OF_SEVERAL.match(line, amount.number.end) or (said == "one" and amount.unit in THINGS):
        return False
    if (
        said in ("one", "한", "一", "1")
        and amount.group in ("count", "times")
        and amount.written != "meal/day"
    ):
        lead = line[max(0, amount.start - 16) : amount.start].lower()
        enough = lead.rstrip().endswith(("enough for", "only", "just", "a single", "at least", "less than"))
        return not (enough or any(unit in TIME.values() for unit in amount.per))
    bare = said in ("once", "double", "triple") and not amount.per
    return bare and not COMPARED_TO.match(line, amount.number.end)


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
    when = nearest(line, document.dates_of(sentence), *span, spans)
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
    """The structured parts as a phrase: Accused in Tanchon, 12 November 2018: 36 smugglers."""
    told = _amount_in_words(quantity, noun) if quantity else ""
    return wording.statement(told, subject, good or "", places, period)


def _amount_in_words(quantity: Quantity, noun: str) -> str:
    """The amount with the noun that was counted: 36 smugglers."""
    if noun and quantity.unit in ("item", "person"):
        quantity = quantity.model_copy(update={"unit": noun.lower()})
    return wording.amount_in_words(quantity)


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
