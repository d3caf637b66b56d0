"""Who says it: the kind of source, the outlet that is cited, how sure the words are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tumen.evidence.reading.mentions import Spot
from tumen.evidence.reading.sentences import Sentence
from tumen.evidence.reading.tables import pattern, rows

KINDS = tuple((pattern(row), row["speaker"]) for row in rows("speakers"))
"""Kinds of source with the words for them, the more telling first."""

SPEECH = re.compile(
    r"\b(?:said|says|say|told|tells|explained|explains|added|adds|quoted|quoting|"
    r"according to|reported|reports|claimed|claims|estimated|estimates|guessed|recalled|"
    r"stated|states|revealed|noted|confirmed|put|announced|asked|described|believes|thinks|"
    r"wrote|writes|expects)\b|전했|말했|밝혔|설명|덧붙|토로|집계|따르면|라고 |"
    r"据|称|说|表示|透露|回忆|介绍|指出|报道",
    re.IGNORECASE,
)
KNOWN = re.compile(
    "|".join(
        rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else re.escape(name)
        for name in sorted((row["outlet"] for row in rows("outlets")), key=len, reverse=True)
    )
)
NAMED = re.compile(
    r"\b(?:[A-Z][\w&’'-]* ){0,3}(?:Times|News|Herald|Daily|Post|Ilbo|Press|Journal|Agency|Monitor|"
    r"Review|Wire|Radio|Sinmun|Shimbun|Frontline|Tribune|Gazette|Broadcasting|Weekly|Report|Atlas)\b"
)
_OUTLET = f"(?:{KNOWN.pattern}|{NAMED.pattern})"
CITING = re.compile(
    rf"{_OUTLET}['’]?s? (?:\w+ )?(?:reported|reports|said|says|wrote|quoted|quotes|citing|described|claimed|"
    r"added|noted|published|announced)|"
    rf"(?:according to|quoted by|reported by|cited by|citing|told) (?:the )?(?:\w+-based )?{_OUTLET}|"
    rf"{_OUTLET}(?:은|는|이|가|에|의|을|를)? ?(?:에 ?따르면|보도|인용|전했|전한)|"
    rf"据(?:[^,。,]{{0,10}}){_OUTLET}|{_OUTLET}(?:[^,。,]{{0,8}})(?:报道|消息|称)"
)
TOLD = re.compile(r"\btold (?:the )?$", re.IGNORECASE)
PLAIN_CITE = re.compile(
    r"\b(?:South Korean|Japanese|Chinese|local) (?:press |news |media )(?:reports?|"
    r"outlets?)\b|\bthe (?:press )?report (?:said|states|stated|did|included|added)\b|"
    r"\bthe newspaper (?:said|added|reported)\b|(?:国内|韩国|"
    r"日本)?(?:的)?一?家?媒体|报道称|보도에 따르면|(?:국내|"
    r"일본|한국) ?(?:언론|매체)",
    re.IGNORECASE,
)
LIKELY: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (r"\balmost certain(?:ly)?\b|틀림없|几乎肯定", "almost certain"),
        (r"\b(?:very|highly|most) (?:likely|probabl[ey])\b|极有可能|很可能", "very likely"),
        (r"\b(?:very|highly|most) unlikely\b|可能性极小", "very unlikely"),
        (r"\b(?:unlikely|improbabl[ey]|unrealistic|doubtful)\b|가능성이 낮|不太可能", "unlikely"),
        (r"\b(?:roughly even|fifty-fifty|even chance)\b", "roughly even chance"),
        (r"\b(?:likely|probabl[ey]|presumably)\b|가능성이 (?:높|크)|아마|可能性(?:大|高)|恐怕", "likely"),
    )
)
HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|appears?|seems?|said to|believed to|thought to|"
    r"estimated|supposedly|purportedly|rumou?r\w*|may have|might have|"
    r"could not (?:independently )?(?:confirm|verify))\b|알려졌|알려지|"
    r"전해졌|전해지|추정|것으로 ?보인|据说|据称|"
    r"据悉|估计|疑似|可能",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """How a sentence is attributed: to what kind of source, from which outlet, and how surely."""

    speaker: str | None = None
    cites: str | None = None
    repeated: bool = False
    hedged: bool = False
    probability: str | None = None


def attribution(text: str, sentences: Sequence[Sentence], index: int, spots: Sequence[Spot]) -> Said:
    """Who says a sentence.

    Parameters
    ----------
    spots
        The places named in it; the one that says where the source is becomes part of its label.
    """
    sentence = sentences[index]
    said = text[sentence.start : sentence.end]
    speaker = _speaker(text, sentence, spots)
    cites, repeated = _cited(said)
    hedged = bool(HEDGE.search(said))
    probability = next((word for pattern, word in LIKELY if pattern.search(said)), None)
    return Said(speaker, cites, repeated, hedged, probability)


def _speaker(text: str, sentence: Sentence, spots: Sequence[Spot]) -> str | None:
    said = text[sentence.start : sentence.end]
    speech = SPEECH.search(said)
    if not speech:
        return None
    best: tuple[int, str] | None = None
    for kind, label in KINDS:
        for match in kind.finditer(said):
            distance = min(abs(match.start() - verb.start()) for verb in SPEECH.finditer(said))
            if distance < 80 and (best is None or (distance, label) < best):
                best = (distance, label)
                break
    if best is None:
        return None
    where = next((spot.place for spot in spots if spot.tie.startswith("source")), None)
    article = "an" if best[1][0] in "aeiou" else "a"
    return f"{article} {best[1]} in {where}" if where else f"{article} {best[1]}"


def _cited(said: str) -> tuple[str | None, bool]:
    """The outlet a sentence is attributed to, and whether it repeats that outlet's report."""
    match = CITING.search(said)
    if match:
        known = KNOWN.search(match[0]) or NAMED.search(match[0])
        if known:
            return known[0].strip().split("-based ")[-1], not TOLD.search(
                said[: match.start() + known.start()]
            )
    plain = PLAIN_CITE.search(said)
    return (None, True) if plain else (None, False)
