"""Codes and forms that FollowTheMoney takes: languages, countries, dates, addresses on the web, names."""

from __future__ import annotations

import re
from urllib.parse import urlparse

from tumen.evidence.line import line
from tumen.evidence.periods import Period

NAME, LABEL, ADDRESS, LINK = 384, 1024, 250, 4096
"""Characters that its types take: names, strings, addresses of places, links (followthemoney 4.11)."""

_LANGUAGES = (
    "af:afr am:amh ar:ara az:aze be:bel bn:ben bs:bos bg:bul ca:cat cs:ces da:dan "
    "de:deu el:ell en:eng et:est fa:fas fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv "
    "hu:hun hy:hye id:ind is:isl it:ita ja:jpn kn:kan ka:kat kk:kaz km:khm ky:kir "
    "ko:kor lo:lao lv:lav lt:lit lb:ltz mk:mkd mt:mlt mn:mon ms:msa my:mya ne:nep "
    "nl:nld no:nor pl:pol pt:por ps:pus ro:ron ru:rus si:sin sk:slk sl:slv es:spa "
    "sq:sqi sr:srp sw:swa sv:swe ta:tam te:tel tg:tgk tl:tgl th:tha tk:tuk tr:tur "  # codespell:ignore
    "uk:ukr ur:urd uz:uzb vi:vie zh:zho"  # codespell:ignore
)
_COUNTRIES = (
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl "
    "bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv "
    "cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd "  # codespell:ignore
    "ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im "
    "in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk "
    "lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
    "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr "
    "ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss "
    "st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy "
    "uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)

LANGUAGES: dict[str, str] = dict(pair.split(":") for pair in _LANGUAGES.split())
"""ISO 639-1 -> the ISO 639-3 codes that its language type knows."""

COUNTRIES = frozenset(_COUNTRIES.split())
"""ISO 3166-1 alpha-2, as it writes countries."""

LINK_FORM = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,4})?(?:[/?#]\S*)?"
)
LAST_LABEL = re.compile(r"(?:.*\.)?[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
PARTS = re.compile(r"<BR/?>|[;,]")
ESQUIRE = re.compile(r"[ .]*ESQ[ .]*\Z")
"""What FollowTheMoney takes out of an address."""


def language(tag: str) -> str | None:
    """The ISO 639-3 code of a language tag; None where FollowTheMoney knows no such language."""
    first = tag.partition("-")[0].lower()
    return LANGUAGES.get(first) or (first if first in LANGUAGES.values() else None)


def country(code: str) -> str | None:
    """The country's code as FollowTheMoney writes it, or None."""
    return code.lower() if code.lower() in COUNTRIES else None


def link(address: str) -> str | None:
    """The address if it is one of the web, in the form in which FollowTheMoney keeps it; else None."""
    said = line(address)
    if len(said) >= LINK or said != address.strip() or not LINK_FORM.fullmatch(said):
        return None
    parts = urlparse(said)
    host = parts.hostname or ""
    if not LAST_LABEL.fullmatch(host) or any(not 0 < len(label) < 64 for label in host.split(".")):
        return None
    return parts._replace(path=parts.path or "/").geturl()


def name(text: str) -> str | None:
    """A name without quotation marks around it; None where nothing is left."""
    said = line(text, NAME)
    while len(said) > 1 and said[0] in "\"'" and said[-1] in "\"'":
        said = said[1:-1].strip()
    return None if said in {"", '"', "'"} else said


def place(text: str) -> str | None:
    """A place on one line, its parts told apart by single commas; None where nothing is left."""
    parts = [ESQUIRE.sub("", part).strip(" .") for part in PARTS.split(line(text, ADDRESS))]
    return line(", ".join(part for part in parts if part), ADDRESS) or None


def dates(period: Period) -> list[str]:
    """A period as date prefixes: the day, month or year that holds it all, else the years of its two ends."""
    ends = [day.isoformat() for day in (period.first, period.last) if day]
    if not ends:
        return []
    for length in (10, 7, 4):
        if ends[0][:length] == ends[-1][:length]:
            return [ends[0][:length]]
    return [ends[0][:4], ends[-1][:4]]
