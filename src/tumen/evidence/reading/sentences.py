# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""The parts of a document: paragraphs, headings, what is no part of the report, and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["body", "heading", "aside"]

WIDEST_WRAP = 100
"""Characters of the longest line of a text that was wrapped by hand (assumption)."""

FULL_LINE = 0.8
"""Share of the width that a line of a wrapped paragraph fills at least (assumption)."""

FEWEST_WRAPPED = 3
"""Full lines that run on without which a text was not wrapped (assumption)."""

HEADING = 120
"""Characters beyond which a line is no heading (assumption)."""

LONGEST = 1000
"""Characters beyond which a sentence is cut (assumption)."""

ENDS = re.compile(r"[.!?。！？…](?:[\"”’'」』)）\]]*)$|[:：]$|[다요죠까][.\"”’]?$")
CAPTION = re.compile(
    r"(?:\b(?:photo|image|picture|photograph|graphic|map|video)\b\s*(?:[:/©]|by\b|credit)|\(photo|"
    r"\bfile photo\b|^(?:a |an )?(?:picture|photo|photograph|view|image|screenshot|map) (?:of|"
    r"from|taken)|^pictured\b|사진\s?[=:/ⓒ|]|^▲|图\s?[:：]|图为|资料图)",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"^(?:RELATED\b|Related (?:stories|articles|news|posts)|READ (?:MORE|ALSO)|Read (?:more|"
    r"also)|See also|Also read|Most read|Next [Pp]age|Previous [Pp]age|Latest [Hh]eadlines|"
    r"Trending|Follow (?:us|\w+$)|Share\b.{0,20}$|Tags?:|Subscribe|Sign up|Advertisement|"
    r"ADVERTISEMENT|Sponsored|Comments? (?:are closed|policy|\(\d+\))|Leave a (?:comment|reply)|"
    r"Print\b.{0,20}$|Home\b.{0,3}[>»]|\(?Continued on page|Page \d|\d{1,3} ?/ ?\d{1,3}$|"
    r"Correction:|Views expressed|Please direct|Copyright|©|ⓒ|All rights|\[?관련\s?기사|ⓒ|저작권|"
    r"무단\s?전재|제보|구독|相关(?:新闻|阅读|链接|报道)|责任编辑|编辑[:：]|新闻热线|"
    r"来源[:：]|版权|For earlier figures|"
    r"Released \d|(?:Phone|Tel|Telephone|Fax|Contact|E-?mail)\b[.:]? ?[\d+(\w]+[-@]|https?://|"
    r"www\.)",
)
BYLINE = re.compile(
    r"^(?:By|BY) (?:an? |the )?[A-Z]|^(?:Published|Posted|Updated|Last updated|Date)\b ?(?::|"
    r"on|by|\d)|\bmin(?:ute)?s? read\b|^(?:No|Vol|Issue|Brief)\.? ?(?:No\. ?)?\d|"
    r"^.{0,20}\bBrief No\.|^第\d+[版期]|^《.{1,20}》|기자(?:\s*[|=@]|$|\s+\d)|^입력\s?\d{4}|"
    r"입력\s?\d{4}\.|^(?:本报|本刊|本社)?(?:特约)?记者|^文[/／]"
)
"""A line that says who wrote, where it is short."""

ABOUT_AUTHOR = re.compile(r"\bis (?:one of|an?) .{0,40}(?:journalist|reporter|correspondent|writer)s?\b")
SHORT = 90
REST = re.compile(r"^(?:\d+ comments?|Comments|Reader comments|댓글|评论|网友评论)$", re.IGNORECASE)
DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z.'’ ]{1,24},? ){0,3}(?:[A-Z][a-z]{2,8}\.? \d{1,2},? ?(?:\d{4})?)?,? "
    r"?\([^)]{2,30}\)\s?[-–—]{1,2} ?|^[A-Z]{3,20}(?:, [A-Z][a-z]+)?(?:, [A-Z][a-z]{2,8}\.? "
    r"\d{1,2})? ?[—–] ?|^[(（\[][가-힣]{2,6}[=·][^)）\]]{2,20}[)）\]]\s?(?:[가-힣]{2,4} 기자\s?=?)?\s?|"
    r"^[\u4e00-\u9fff]{2,6}社[\u4e00-\u9fff]{2,6}\d{1,2}月\d{1,2}日电\s?"
)
ONLY_DATE = re.compile(r"^[\d\s./年月日년월일-]{6,24}$|^(?:\w+ )?\d{1,2},? \w+,? \d{4}$|^\w+ \d{1,2}, \d{4}$")
SECTION = re.compile(
    r"^(?:\d{1,2}[.)] |[■□◆●▶★*#]|\[[^\]\n]{2,40}\]|<[^>\n]{3,80}>|[一二三四五六七八九十]、|[IVX]{1,4}\. )"
)

ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gen|Col|Gov|Capt|Lt|St|Co|Ltd|Inc|Corp|vs|cf|approx|"
    r"est|ca|pp|vol|fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|etc|"
    r"U\.[SNK]|U\.S\.A|D\.P\.R\.K|[A-Z])|^\d{1,2}|\s\d{1,2})\.$"
)
STOP = re.compile(r"([.!?。！？…]+)([\"”’'」』)）\]]*)(?=(\s*)(.?))", re.DOTALL)


@dataclass(frozen=True)
class Sentence:
    """A sentence: where it stands, in which paragraph and section, and what part it plays."""

    start: int
    end: int
    paragraph: int
    section: int
    role: Role

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def sentences(text: str) -> list[Sentence]:
    """Cut a text in normal form into sentences.

    Parameters
    ----------
    text
        With single line ends; lines that were wrapped are joined.

    Returns
    -------
    Every sentence in order; those of captions, bylines, links and notices have the role ``aside``.
    """
    found: list[Sentence] = []
    section = 0
    over = False
    blocks = paragraphs(text)
    for number, (start, end) in enumerate(blocks):
        block = text[start:end]
        over = over or bool(REST.match(block))
        role = "aside" if over else _role(block, number, len(blocks))
        if role == "heading" or SECTION.match(block):
            section += 1
        begin = start
        if role == "body" and (line := DATELINE.match(block)):
            begin = start + line.end()
        for one, other in _cut(text, begin, end):
            found.append(Sentence(one, other, number, section, role))
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph: lines, joined where the text was wrapped at a width."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    width = max((end - start for start, end in lines), default=0)
    full = [text[start:end] for start, end in lines if end - start >= FULL_LINE * width]
    running = [line for line in full if not ENDS.search(line)]
    if width > WIDEST_WRAP or len(running) < FEWEST_WRAPPED or len(running) < len(full) / 2:
        return lines
    found: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(lines):
        joins = found and at and _wrapped(text, lines[at - 1], (start, end), width)
        if joins:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _wrapped(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether a line was broken because the next word did not fit into the width."""
    word = re.match(r"\S+", text[after[0] : after[1]])
    room = width - (line[1] - line[0])
    return (
        bool(word) and len(word[0] if word else "") >= room and not SECTION.match(text[after[0] : after[1]])
    )


def _role(block: str, number: int, blocks: int) -> Role:
    line = block.strip()
    if ASIDE.search(line) or ONLY_DATE.match(line) or ABOUT_AUTHOR.search(line[:120]):
        return "aside"
    if len(line) < SHORT and BYLINE.search(line) and not re.search(r"[.。다]$", line):
        return "aside"
    if CAPTION.search(line) and len(line) < 400:
        return "aside"
    ended = bool(ENDS.search(line))
    if len(line) < HEADING and not ended and (number < 3 or len(line) < 70 or SECTION.match(line)):
        return "heading"
    return "body"


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of one paragraph."""
    found: list[tuple[int, int]] = []
    begin = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and not _is_end(text, begin, stop):
            continue
        found.append((begin, stop.end()))
        begin = stop.end() + len(stop[3])
    if begin < end:
        found.append((begin, end))
    return [
        piece
        for one, other in found
        for piece in _pieces(text, one, other)
        if text[piece[0] : piece[1]].strip()
    ]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence that never ends, cut at blanks, so that no step ever looks far."""
    found = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        found.append((start, cut))
        start = cut
    return [*found, (start, end)]


def _is_end(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not after "No.", in "1.5", before a small letter."""
    if stop[1][0] in "。！？":
        return True
    after = stop[4]
    before = text[max(begin, stop.start() - 12) : stop.start() + 1]
    if stop[1] == "." and not stop[2] and ABBREVIATED.search(before):
        return False
    if stop[1] in "!?" and "\u3400" <= after <= "\ud7a3":
        return True
    if not stop[3] and not stop[2]:
        return (
            after.isupper()
            and text[stop.start() - 1].islower()
            and text[stop.end() + 1 : stop.end() + 2].islower()
        )
    return not after.islower() or (stop[1] in "!?" and not stop[2])
