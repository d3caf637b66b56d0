# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""How a text ties a place to what it says: plainly, as a destination, as where the source is."""

from __future__ import annotations

import re

from tumen.evidence.reading.sentences import Sentence

HOME = "North Korea"
"""The country that "the country" and "the regime" mean where no other is named."""

WEAKER = frozenset({"river", "sea"})

BASIN = re.compile(r" (?:basin|valley|delta|estuary|region|area|belt|corridor)\b", re.IGNORECASE)
"""What makes a region of a river."""

SOURCE = re.compile(
    r"\b(?:sources?|smugglers?|informants?|residents?|defectors?|officials?|economists?|experts?|analysts?|"
    r"diplomats?|researchers?|reporters?|correspondents?|partners?|traders?|businessm[ae]n|scholars?|"
    r"professors?|nurses?|natives?|contacts?|person|men|man|woman|people|based|witness(?:es)?|"
    r"insiders?|reporting partner|hails?|comes?|came)\b[^.;:,]{0,50}?\b(?:in|from|of|at|near|inside|"
    r"around|home to) (?:the )?(?:city of |county of |northern |nearby )?$",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"\b(?:said|says|told|tells|report(?:s|ed)|according to|quot\w+|guess\w*|explain\w*|"
    r"add(?:s|ed)|claim\w*|estimat\w*|confirm\w*|stated?|asked|revealed|recall\w*|put the|"
    r"expects?)\b|소식통|전했|말했|밝혔|据|称|说|透露|表示",
    re.IGNORECASE,
)
SOURCE_AFTER = re.compile(
    r"(?: ?Province| ?City| ?County)?(?:-based| based)| ?(?:의 ?|시 ?|군 ?|"
    r"도 ?)?(?:(?:한|다른|내부|현지|또 다른) ?)*(?:소식통|주민[은이]|무역업자|"
    r"상인|간부|관계자|노동자[는가]|대방|"
    r"업자|일꾼)|(?:的)?(?:一位|一名|某)?[^。,,]{0,6}(?:消息人士|知情人士)"
)
TO = re.compile(
    r"\b(?:to|into|toward|towards|onto|facing|bound for) (?:the )?(?:(?:Chinese|Russian|nearby|"
    r"neighbou?ring|border|port|city|county|town|village|side) (?:of )?){0,3}$",
    re.IGNORECASE,
)
PATH = re.compile(
    r"\b(?:through|via|by way of|across|opposite|like|unlike|than in|as in|with|"
    r"over the) (?:the )?(?:port of )?$|\b(?:north|south|east|west|part|parts|interior|outskirts|"
    r"heart|corner|middle|rest) of (?:the )?$",
    re.IGNORECASE,
)
TO_AFTER = re.compile(r" ?(?:으로|로(?!동)|행 |쪽으로|을 ?향)")
TO_ZH = re.compile(r"(?:对|往|到|向|赴|至)$")
BASED = re.compile(r"-(?:based|born|backed|led|made|flagged)| (?:based|born)\b")
OUTLET_AFTER = re.compile(
    r"['’]?s? (?:[A-Z][a-z]+ )?(?:Times|News|Herald|Daily|Post|Ilbo|University|Institute|"
    r"Press|Journal|Agency|Report|Observer|Monitor|Review|Letter|Radio|Broadcasting|"
    r"Neighbours|Olympics)\b|리포트|일보|신문|방송|大学|日报|晚报|新闻网|研究所|(?:经济)?观察"
)
OFFICE_AFTER = re.compile(r" (?:office|bureau|correspondent|institute|university)\b")
GOODS_AFTER = re.compile(
    r" (?:iron|ore|concentrates?|coal|copper|zinc|lead|gold|steel|rice)\b(?! (?:mines?|works|complex|"
    r"works))"
)


def no_place(text: str, end: int) -> bool:
    """Whether a place's name that ends there is part of another's: an outlet, an office, "Seoul-based"."""
    return bool(
        OFFICE_AFTER.match(text, end)
        or OUTLET_AFTER.match(text, end)
        or BASED.match(text, end)
        or text[end : end + 1] == "$"
    )


def tie(text: str, start: int, end: int, sentence: Sentence, kind: str, place: str) -> str:
    """What speaks against a mention being the place of what its sentence says; empty for nothing.

    Parameters
    ----------
    kind, place
        Of the gazetteer.

    Returns
    -------
    ``abroad``, ``country``, ``source``, ``source beyond`` (a whole province), ``to``, ``path`` or nothing.
    """
    before = text[max(sentence.start, start - 90) : start]
    if kind == "country" and place != HOME:
        return "abroad"
    if kind in WEAKER and BASIN.match(text, end):
        return ""
    if kind in WEAKER or place == "North Korea-China border":
        return "abroad"
    speaks = SPEECH.search(text, sentence.start, sentence.end)
    if speaks and (SOURCE.search(before) or SOURCE_AFTER.match(text, end)):
        return "source beyond" if kind in ("province", "region") else "source"
    if kind == "country":
        return "country"
    if re.search(r"[(（] ?$", before) or GOODS_AFTER.match(text, end):
        return "path"
    if TO.search(before) or TO_AFTER.match(text, end) or TO_ZH.search(before):
        return "to"
    return "path" if PATH.search(before) else ""
