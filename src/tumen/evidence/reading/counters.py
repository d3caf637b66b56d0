"""Words by which reports count, and the units of `tumen.evidence.units` that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Group = Literal["money", "measure", "time", "count"]


@dataclass(frozen=True)
class Counter:
    """A unit read after a number.

    Attributes
    ----------
    group
        ``money``, ``measure`` (mass, volume, length, energy), ``time`` or ``count`` (of persons or things).
    noun
        What is counted, as written; empty for the other groups.
    """

    unit: str
    group: Group
    end: int
    noun: str = ""


MEASURES: dict[str, tuple[str, Group]] = {
    word: (unit, group)
    for group, table in {
        "measure": {
            "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
            "g": "g gram grams gramme grammes",
            "t": "t ton tons tonne tonnes tones mt",
            "lb": "lb lbs pounds",
            "litre": "l litre litres liter liters",
            "gallon": "gallon gallons",
            "barrel": "barrel barrels bbl",
            "km": "km kms kilometre kilometres kilometer kilometers",
            "m": "metre metres meter meters",
            "mile": "mile miles",
            "hectare": "ha hectare hectares",
            "acre": "acre acres",
            "kWh": "kwh kilowatt-hours kilowatt-hour",
            "kW": "kw kilowatt kilowatts",
            "MW": "mw megawatt megawatts",
            "kcal": "kcal calories kilocalories",
        },
        "time": {
            "minute": "minute minutes min",
            "hour": "hour hours hr hrs",
            "day": "day days",
            "week": "week weeks",
            "month": "month months",
            "year": "year years yrs",
        },
        "money": {
            "USD": "dollar dollars usd bucks",
            "CNY": "yuan renminbi rmb cny",
            "KPW": "won kpw",
            "KRW": "krw",
            "EUR": "euro euros",
            "RUB": "ruble rubles rouble roubles",
            "JPY": "yen",
        },
    }.items()
    for unit, words in table.items()
    for word in words.split()
}  # type: ignore[misc]

COUNTED: dict[str, str] = {
    word: unit
    for unit, words in {
        "person": """person persons people man men woman women child children worker workers laborer laborers
            labourer labourers miner miners resident residents citizen citizens inhabitant inhabitants soldier
            soldiers troops guard guards officer officers official officials cadre cadres policeman policemen agent
            agents student students pupil pupils teacher teachers nurse nurses doctor doctors patient patients farmer
            farmers fisherman fishermen trader traders merchant merchants smuggler smugglers broker brokers porter
            porters thief thieves criminal criminals prisoner prisoners inmate inmates detainee detainees defendant
            defendants accused suspect suspects convict convicts defector defectors refugee refugees escapee escapees
            employee employees staff labor labour manpower driver drivers engineer engineers technician technicians
            victim victims casualty casualties dead death deaths injured survivor survivors orphan orphans member
            members delegate delegates deputies villager villagers townspeople passer passers-by mother mothers father
            fathers wives husbands youth youths adult adults elder elders family-member vendor vendors stallholder
            stallholders seller sellers buyer buyers customer customers passenger passengers visitor visitors tourist
            tourists colleague colleagues relative relatives neighbor neighbors neighbour neighbours heads head
            participant participants spectator spectators onlooker onlookers offender offenders addict addicts
            deserter deserters recruit recruits conscript conscripts veteran veterans pensioner pensioners trainee
            trainees apprentice apprentices cook cooks respondents respondent households-heads mouths hands
            personnel crewmen sailors sailor fishers businessmen dealer dealers courier couriers girls boys girl boy
            leaders leader managers manager foreman foremen prosecutors judges inspectors inspector""",
        "household": "household households family families",
        "house": "house houses home homes apartment apartments flat flats dwelling dwellings building buildings",
        "truck": "truck trucks lorry lorries vehicle vehicles dumper dumpers truckloads",
        "ship": "ship ships vessel vessels boat boats barge barges freighter freighters tanker tankers",
        "train": "train trains locomotive locomotives",
        "wagon": "wagon wagons carriage carriages freight-cars railcars",
        "company": "company companies firm firms enterprise enterprises corporation corporations",
        "mine": "mine mines pit pits colliery collieries shaft shafts",
        "factory": "factory factories plant plants mill mills smelter smelters",
        "school": "school schools kindergarten kindergartens",
        "market": "market markets",
        "stall": "stall stalls booths",
        "farm": "farm farms",
        "village": "village villages hamlet hamlets",
        "town": "town towns",
        "city": "city cities",
        "county": "county counties",
        "province": "province provinces",
        "district": "district districts neighborhoods neighbourhoods",
        "camp": "camp camps",
        "trial": "trial trials",
        "execution": "execution executions",
        "case": "case cases incident incidents",
        "warning": "warning warnings",
        "team": "team teams brigade brigades squad squads unit units crews",
        "meal": "meal meals",
        "trip": "trip trips crossing crossings journey journeys runs rounds shipments",
        "visit": "visit visits",
        "check": "check checks inspection inspections search searches",
        "load": "load loads backload backloads consignment consignments shipload shiploads",
        "bag": "bag bags sack sacks",
        "box": "box boxes carton cartons crate crates",
        "bottle": "bottle bottles",
        "pair": "pair pairs",
        "set": "set sets suits",
        "phone": "phone phones telephone telephones handset handsets smartphone smartphones mobiles",
        "animal": "pig pigs cow cows ox oxen goat goats sheep chicken chickens rabbit rabbits dog dogs cattle animals",
        "line": "line lines",
        "furnace": "furnace furnaces",
        "machine": "machine machines excavator excavators tractor tractors generator generators engine engines",
        "item": "item items article articles piece pieces product products goods",
        "times": "times time",
        "shift": "shift shifts",
    }.items()
    for word in words.split()
}

NO_UNIT = frozenset("of in at on to from for and or the by with were was is are had have has who that which".split())
STOP = NO_UNIT | frozenset(
    """when while as but than so if because since until after before during over under about into onto out up down
    per an each every a they he she it we i you there this these those his her their its our your not no be been
    did does do will would can could may might must should said says went came got gave took made told only also
    then now still left remain remained died fled more less fewer last next past ago earlier later""".split()
)
"""Words at which the search for a counted noun ends."""

PLURALS = frozenset("people men women children policemen crewmen fishermen businessmen foremen cattle troops police".split())
NOT_COUNTED = frozenset(
    "percent points point degrees percentage series always perhaps nowadays previous various serious across others "
    "sources reasons ways things parts sides kinds types questions respects koreas countries nations resolutions "
    "governments steps issues problems points categories thus plus versus news politics sanctions afterwards besides sometimes towards years-old".split()
)

KOREAN: tuple[tuple[str, str, Group], ...] = (
    (r"(?:킬로그램|킬로(?!미터|와트)|키로|kg|㎏)", "kg", "measure"),
    (r"(?:그램|g(?![A-Za-z]))", "g", "measure"),
    (r"(?:톤|t(?![A-Za-z]))", "t", "measure"),
    (r"(?:리터|ℓ)", "litre", "measure"),
    (r"(?:킬로미터|km|㎞)", "km", "measure"),
    (r"(?:헥타르|㏊)", "hectare", "measure"),
    (r"정보(?!원|국|부|기|를|는|가|의)", "jongbo", "measure"),
    (r"배럴", "barrel", "measure"),
    (r"메가와트", "MW", "measure"),
    (r"킬로와트", "kW", "measure"),
    (r"칼로리", "kcal", "measure"),
    (r"(?:미국\s?)?(?:달러|딸라|불(?![가-힣]))", "USD", "money"),
    (r"(?:중국\s?)?(?:위안화?|원\s?\(?중국\s?돈\)?)", "CNY", "money"),
    (r"(?:북한\s?|조선\s?)?원(?!자|가|장|정|료|유|산|천|화|칙|인|대|래)", "KPW", "money"),
    (r"엔(?![가-힣]{2})", "JPY", "money"),
    (r"유로", "EUR", "money"),
    (r"루블", "RUB", "money"),
    (r"시간", "hour", "time"),
    (r"분간", "minute", "time"),
    (r"(?:일간|일분|일치|일\s?동안|일째|일\s?이상|일씩)", "day", "time"),
    (r"(?:주일|주간|주\s?동안)", "week", "time"),
    (r"(?:개월|달(?!러|리|성))", "month", "time"),
    (r"(?:년간|년형?|년\s?동안)", "year", "time"),
    (r"(?:명|사람|인분|인(?=[\s이가은는을를의에과도]|$)|식구)", "person", "count"),
    (r"(?:세대|가구|호(?=[\s가의는]|$)|집)", "household", "count"),
    (r"끼니?", "meal", "count"),
    (r"대(?!표|학|형|상|중|략|체|신|북|남|장|부|규모|의\s?나이)", "vehicle", "count"),
    (r"기(?=[\s중가는의]|$)", "item", "count"),
    (r"척", "ship", "count"),
    (r"마리", "animal", "count"),
    (r"켤레", "pair", "count"),
    (r"벌(?!금|써)", "set", "count"),
    (r"(?:포대|자루|가마니?|마대)", "bag", "count"),
    (r"상자", "box", "count"),
    (r"병(?!원|사|력|기|들)", "bottle", "count"),
    (r"(?:차례|회(?!의|사|담|원|령|장)|번(?!째|\s?국도|지|호))", "times", "count"),
    (r"건(?!설|물|강)", "case", "count"),
    (r"(?:곳|군데|개소)", "place", "count"),
    (r"개\s?(?:회사|업체|기업)", "company", "count"),
    (r"개\s?군", "county", "count"),
    (r"개\s?도시", "city", "count"),
    (r"개\s?마을", "village", "count"),
    (r"개\s?(?:공장)", "factory", "count"),
    (r"개\s?(?:광산|탄광)", "mine", "count"),
    (r"개(?!월|년|혁|발|인|최|선|시|통)", "item", "count"),
    (r"배(?!급|럴|상|치|정|경|달|터|후)", "times", "count"),
)
CHINESE: tuple[tuple[str, str, Group], ...] = (
    (r"(?:公斤|千克|kg)", "kg", "measure"),
    (r"克", "g", "measure"),
    (r"斤", "jin", "measure"),
    (r"(?:吨|噸|t(?![A-Za-z]))", "t", "measure"),
    (r"升", "litre", "measure"),
    (r"(?:公里|千米)", "km", "measure"),
    (r"(?:公顷|公頃)", "hectare", "measure"),
    (r"(?:亩|畝)", "mou", "measure"),
    (r"桶", "barrel", "measure"),
    (r"兆瓦", "MW", "measure"),
    (r"千瓦时", "kWh", "measure"),
    (r"美[元金]", "USD", "money"),
    (r"(?:朝元|朝币|朝幣|朝鲜元|朝鮮元)", "KPW", "money"),
    (r"(?:韩元|韓元)", "KRW", "money"),
    (r"(?:日元|日圆)", "JPY", "money"),
    (r"(?:欧元|歐元)", "EUR", "money"),
    (r"(?:卢布|盧布)", "RUB", "money"),
    (r"(?:元人民币|元人民幣|人民币|人民幣|元|块钱?|塊)", "CNY", "money"),
    (r"(?:小时|小時|个小时)", "hour", "time"),
    (r"(?:分钟|分鐘)", "minute", "time"),
    (r"(?:天|日(?=[\s份,,。的内之]|$))", "day", "time"),
    (r"(?:周(?!年)|个?星期|個?星期)", "week", "time"),
    (r"(?:个月|個月)", "month", "time"),
    (r"年(?!代|级|前|后|初|底|末|中|月)", "year", "time"),
    (r"(?:名|人(?!民)|位|口人|[个個](?:人|孩子|工人|矿工|学生|士兵|居民|村民|劳动力))", "person", "count"),
    (r"(?:户|戶|[个個]家庭)", "household", "count"),
    (r"(?:辆|輛)", "truck", "count"),
    (r"(?:艘|条船|條船)", "ship", "count"),
    (r"(?:顿|頓|餐)", "meal", "count"),
    (r"(?:次|趟|回|遍)", "times", "count"),
    (r"(?:袋|麻袋)", "bag", "count"),
    (r"箱", "box", "count"),
    (r"(?:双|雙)", "pair", "count"),
    (r"套", "set", "count"),
    (r"(?:部|台)手[机機]", "phone", "count"),
    (r"(?:起|宗)", "case", "count"),
    (r"[头頭只隻匹]", "animal", "count"),
    (r"(?:家|个|個)(?:公司|企业|企業)", "company", "count"),
    (r"(?:座|个|個)(?:矿山|礦山|煤矿|矿)", "mine", "count"),
    (r"(?:个|個)(?:县|縣|郡)", "county", "count"),
    (r"(?:个|個)(?:村|村庄)", "village", "count"),
    (r"倍", "times", "count"),
    (r"[家座个個件台条條批所部]", "item", "count"),
)

_KO = tuple((re.compile(pattern), unit, group) for pattern, unit, group in KOREAN)
_ZH = tuple((re.compile(pattern), unit, group) for pattern, unit, group in CHINESE)
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
LEADS_KO = re.compile(r"\s?(?:여\s?)?")
LEADS_ZH = re.compile(r"[多余餘几]?\s?")
METRIC = re.compile(
    r"[\s-]?(?:metric|short|long|dry|North\sKorean|South\sKorean|Chinese|Korean|U\.?S\.?|American|Hong\sKong|old|new)\s"
    r"(?=tons?\b|tonnes?\b|won\b|yuan\b|dollars?\b|renminbi\b|RMB\b)",
    re.IGNORECASE,
)
FURTHEST = 5
"""Words that may stand between a number and the noun it counts."""


def counter_after(text: str, at: int, stop: int) -> Counter | None:
    """The unit or the counted noun that follows a number.

    Parameters
    ----------
    at
        Where the number ends.
    stop
        How far to look: the next number or the end of the sentence.
    """
    for table, leads in ((_KO, LEADS_KO), (_ZH, LEADS_ZH)):
        lead = leads.match(text, at, stop)
        begin = lead.end() if lead else at
        for pattern, unit, group in table:
            found = pattern.match(text, begin, stop)
            if found:
                return Counter(unit, group, found.end(), found[0] if group == "count" else "")
    return _latin(text, at, stop)


def _latin(text: str, at: int, stop: int) -> Counter | None:
    metric = METRIC.match(text, at, stop)
    at = metric.end() if metric else at
    gap = re.compile(r"[\s-]?").match(text, at, stop)
    place = gap.end() if gap else at
    fallback: Counter | None = None
    for step in range(FURTHEST):
        word = WORD.match(text, place, stop)
        if not word:
            break
        lower = word[0].lower()
        if step == 0 and "-" in word[0] and lower.split("-")[0] in MEASURES:
            lower = lower.split("-")[0]
            unit, group = MEASURES[lower]
            return None if "old" in word[0].lower() else Counter(unit, group, place + len(lower))
        if step == 0 and lower in MEASURES:
            unit, group = MEASURES[lower]
            return Counter(unit, group, word.end())
        if lower in COUNTED:
            later = _later_noun(text, word.end(), stop) if not lower.endswith("s") and lower not in PLURALS else None
            return later or Counter(COUNTED[lower], "count", word.end(), word[0])
        if lower in STOP and not (step == 0 and lower in ("more", "other", "of")):
            break
        if lower == "of":
            article = re.compile(r"\s(?:the|its|their|these|those|his|her|our|all)\b").match(text, word.end(), stop)
            place = _next(text, article.end() if article else word.end())
            continue
        if _plural(lower):
            fallback = Counter("item", "count", word.end(), word[0])
        if text[word.end() : word.end() + 1] not in (" ", "\n", "-"):
            break
        place = word.end() + 1
    return fallback


def _next(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (" ", "\n") else at


def _later_noun(text: str, at: int, stop: int) -> Counter | None:
    """The last of two nouns in a row: of "trading company trucks" the trucks are counted."""
    word = re.compile(r"[\s-]([A-Za-z]+)").match(text, at, stop)
    if word and word[1].lower() in COUNTED and COUNTED[word[1].lower()] != "times":
        return _later_noun(text, word.end(), stop) or Counter(
            COUNTED[word[1].lower()], "count", word.end(), word[1]
        )
    return None


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in NOT_COUNTED


def singular(noun: str) -> str:
    """A counted noun in the singular and in lower case, to compare two of them."""
    word = noun.strip().lower()
    for plural, one in (("ies", "y"), ("men", "man"), ("ves", "f"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + one
    return word[:-1] if _plural(word) else word
