# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""How a text ties a place to what it says: plainly, as a destination, as where the source is."""

from __future__ import annotations

import re

from tumen.evidence.reading.sentences import Sentence

HOME = "North Korea"
"""The country that "the country" and "the regime" mean where no other is named."""

WEAKER = frozenset({"river", "sea"})

SOURCE = re.compile(
    r"\b(?:sources?|informants?|residents?|defectors?|officials?|economists?|experts?|"
    r"analysts?|diplomats?|researchers?|reporters?|"
    r"correspondents?|partners?|traders?|businessm[ae]n|scholars?|professors?|nurses?|"
    r"natives?|contacts?|person|men|man|woman|"
    r"people|based|witness(?:es)?|insiders?|reporting partner|hails?|comes?|"
    r"came)\b[^.;:,]{0,50}?\b(?:in|from|of|at|near|inside|around|"
    r"home\sto)\s(?:the\s)?(?:city\sof\s|county\sof\s|northern\s|nearby\s)?$",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"\b(?:said|says|told|tells|report(?:s|ed)|according\sto|quot\w+|guess\w*|explain\w*|"
    r"add(?:s|ed)|claim\w*|estimat\w*|confirm\w*|stated?|"
    r"asked|revealed|recall\w*|put\sthe|expects?)\b|소식통|전했|말했|밝혔|据|称|说|透露|表示",
    re.IGNORECASE,
)
SOURCE_AFTER = re.compile(
    r"(?:\s?Province|\s?City|\s?County)?(?:-based|\sbased)|\s?(?:의\s?|"
    r"시\s?|군\s?|도\s?)?(?:(?:한|다른|내부|현지|또 다른)\s?)*(?:소식통|주민[은이]|무역업자|상인|"
    r"간부|관계자|노동자[는가]|대방|업자|일꾼)|(?:的)?(?:一位|一名|某)?[^。,,]{0,6}(?:消息人士|知情人士)"
)
TO = re.compile(
    r"\b(?:to|into|toward|towards|onto|facing|bound\sfor)\s(?:the\s)?(?:(?:Chinese|Russian|"
    r"nearby|neighbou?ring|border|port|city|county|town|village|side)\s(?:of\s)?){0,3}$",
    re.IGNORECASE,
)
PATH = re.compile(
    r"\b(?:through|via|by\sway\sof|across|opposite|like|unlike|than\sin|as\sin|with|"
    r"over\sthe)\s(?:the\s)?(?:port\sof\s)?$|"
    r"\b(?:north|south|east|west|part|parts|interior|outskirts|heart|corner|middle|rest)\sof\s(?:the\s)?$",
    re.IGNORECASE,
)
TO_AFTER = re.compile(r"\s?(?:으로|로(?!동)|행\s|쪽으로|을\s?향)")
TO_ZH = re.compile(r"(?:对|往|到|向|赴|至)$")
BASED = re.compile(r"-(?:based|born|backed|led|made|flagged)|\s(?:based|born)\b")
OUTLET_AFTER = re.compile(
    r"['’]?s?\s(?:[A-Z][a-z]+\s)?(?:Times|News|Herald|Daily|Post|Ilbo|University|"
    r"Institute|Press|Journal|Agency|Report|Observer|Monitor|Review|Letter|Radio|"
    r"Broadcasting|Neighbours|Olympics)\b|리포트|일보|신문|방송|大学|日报|晚报|新闻网|研究所|(?:经济)?观察"
)
OFFICE_AFTER = re.compile(r"\s(?:office|bureau|correspondent|institute|university)\b")
GOODS_AFTER = re.compile(
    r"\s(?:iron|ore|concentrates?|coal|copper|zinc|lead|gold|steel|rice)\b(?!\s(?:mines?|"
    r"works|complex|works))"
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
    if kind in WEAKER or place == "North Korea-China border":
        return "abroad"
    speaks = SPEECH.search(text, sentence.start, sentence.end)
    if speaks and (SOURCE.search(before) or SOURCE_AFTER.match(text, end)):
        return "source beyond" if kind in ("province", "region") else "source"
    if kind == "country":
        return "country"
    if re.search(r"[(（]\s?$", before) or GOODS_AFTER.match(text, end):
        return "path"
    if TO.search(before) or TO_AFTER.match(text, end) or TO_ZH.search(before):
        return "to"
    return "path" if PATH.search(before) else ""
