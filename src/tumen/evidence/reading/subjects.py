"""What an amount speaks of: the good, the observable, or a few plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tumen.evidence.units import converts

GOODS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("scrap", r"\b(?:iron\s|steel\s)?scraps?(?:\s(?:metal|iron|steel))?\b(?!\scopper)|\biron\sfilings\b|파철|파고철|고철|废铁|废钢|廢鐵"),
        ("zinc_concentrate", r"\bzinc\s(?:ores?|concentrates?)\b|아연\s?(?:정광|광석)|锌(?:精)?矿|鋅礦"),
        ("copper_concentrate", r"\bcopper\s(?:ores?|concentrates?)\b|동\s?정광|구리\s?정광|铜(?:精)?矿|銅礦"),
        ("iron_concentrate", r"\biron(?:\s(?:ores?|concentrates?|powder|mines?))?\b|\bmagnetite\b|\bconcentrates?\b|철광석|철광|철정광|정광|铁矿石?|鐵礦|铁精粉|矿粉"),
        ("magnesia", r"\bmagnesi(?:a|te)\b|\bclinker\b|마그네(?:샤|시아|사이트)|镁砂|菱镁"),
        ("zinc", r"\bzinc\b|아연|锌|鋅"),
        ("copper", r"\bcopper\b|구리|동선|铜|銅"),
        ("aluminium", r"\balumini?um\b|알루미늄|铝|鋁"),
        ("nickel", r"\bnickel\b|니켈|镍"),
        ("lead", r"\blead\s(?:ores?|mines?|concentrates?|ingots?|smuggl\w+)\b|\b(?:of|stolen|refined)\slead\b|\blead\scrossed\b|연광|납|铅|鉛"),
        ("gold", r"\bgold\b|(?<![가-힣])금(?=[을이은의 ]|덩이|괴)|黄金|金条"),
        ("coal", r"\b(?:coal|anthracite)\b|석탄|무연탄|煤炭?|无烟煤"),
        ("seafood", r"\b(?:seafood|squid|crabs?|clams?|fish|shellfish)\b|수산물|오징어|조개|海产品|海鲜|鱿鱼"),
        ("textiles", r"\b(?:textiles?|garments?|clothing|apparel)\b|섬유|피복|임가공|纺织品|服装"),
        ("rice", r"\brice\b|입쌀|(?<![가-힣])쌀|白米|大米|稻米|米价"),
        ("maize", r"\b(?:corn|maize)\b|강냉이|옥수수|玉米|苞米"),
        ("fuel", r"\b(?:gasoline|petrol|diesel|fuel|kerosene|crude|oil\sproducts?|refined\soil|refined\spetroleum)\b|휘발유|디젤유|경유|연유|기름|汽油|柴油|燃油|成品油|原油"),
        ("grain", r"\b(?:grain|cereals?|flour|wheat|barley|potatoes|food\said)\b|곡물|알곡|밀가루|식량|粮食|谷物|面粉|小麦"),
        ("herbs", r"\b(?:herbs?|ginseng|mushrooms?|pine\snuts?|medicinal\splants?)\b|약초|인삼|송이|잣|草药|人参|松茸"),
        ("drugs", r"\b(?:drugs?|methamphetamine|meth|opium|narcotics?|ice)\b|마약|빙두|얼음|필로폰|毒品|冰毒|鸦片"),
        ("crops", r"\b(?:crops?|harvests?|farmland)\b|농작물|작황|농경지|庄稼|农作物|收成"),
        ("minerals", r"\b(?:minerals?|mined\sresources|ores?)\b|광물|광석|지하자원|矿产|矿石"),
    )
)  # fmt: skip


APART = 25
"""Characters by which a comma moves a good away from an amount (assumption)."""

PRICED = {"rice_price": "rice", "maize_price": "maize", "grain_price": "grain"}


@dataclass(frozen=True)
class Rule:
    """An observable, the unit it is measured in, and the words that speak of it."""

    observable: str
    unit: str
    words: re.Pattern[str]
    summed: bool = False


def _rule(observable: str, unit: str, words: str, summed: bool = False) -> Rule:
    return Rule(observable, unit, re.compile(words, re.IGNORECASE), summed)


RULES: tuple[Rule, ...] = (
    _rule("rice_price", "KPW/kg", r"\brice\b|쌀|大米|白米|米价"),
    _rule("maize_price", "KPW/kg", r"\b(?:corn|maize)\b|강냉이|옥수수|玉米"),
    _rule("grain_price", "KPW/kg", r"\b(?:grain|cereals?)\b|곡물|알곡|粮食"),
    _rule("won_per_usd", "KPW/USD", r""),
    _rule("won_per_yuan", "KPW/CNY", r""),
    _rule("export_price", "USD/t", r"\b(?:ores?|concentrates?|coal|anthracite|sold|export\w*|average)\b|정광|철광석|석탄|矿|煤|出口"),
    _rule("public_ration", "g/worker/day", r"\b(?:public|city|county|state)\s(?:food\s)?rations?\b|도시\s?배급|居民口粮"),
    _rule("ration", "g/person/day", r"\b(?:rations?|allotments?|distribution|grain)\b|배급|식량|口粮|配给|粮食"),
    _rule("power_hours", "hours/day", r"\b(?:electric\w*|power|current)\b|전기|전력|电力?|供电"),
    _rule("crossing_fee", "CNY/person", r"\b(?:cross\w*|guards?|let\s(?:over|across|through))\b|도강|국경|过境|过江"),
    _rule("truck_bribe", "CNY/truck", r"\b(?:bribes?|checkpoints?|guards?|police)\b|뇌물|단속|초소|贿|检查"),
    _rule("two_meals", "share", r"\b(?:two meals|twice a day|meals? a day)\b|두 끼|两[顿餐]"),
    _rule("sign_in_and_leave", "share", r"\b(?:register|sign|mark|clock)\w*\b[^.]{0,60}\b(?:leav\w+|attendance|go(?:es|ing)?\shome)|도장만|출근부|签到.{0,10}(?:走|离)"),
    _rule("paid_absence", "share", r"\bpay\w*\b[^.]{0,60}\b(?:absen\w+|marked\spresent)|8\.3|팔삼"),
    _rule("absence", "share", r"\b(?:absen\w+|no\slonger\sreports?|not\s(?:come|report|show)\w*|stay(?:s|ed)?\saway)\b|결근|출근하지\s?않|缺勤|旷工"),
    _rule("attendance", "share", r"\b(?:attend\w*|report\w*\sfor\s(?:duty|work)|(?:come|came|turn\w*\sup|show\w*\sup)\s(?:to|for)\swork|at\swork|are\sthere)\b|출근|出勤|上班"),
    _rule("flood_loss", "share", r"\b(?:farmland|fields?|plots?)\b[^.]{0,60}\b(?:flood\w*|damag\w+|washed)|\bflood\w*\b[^.]{0,80}\b(?:farmland|fields?)|농경지|농지|农田|耕地"),
    _rule("levy_compliance", "share", r"\b(?:paid|pay|lev(?:y|ies)|contribut\w+)\b|과제|납부|내지|上缴|缴纳"),
    _rule("plant_left", "share", r"\b(?:stripped|walls|dismantl\w+|plant|factory)\b[^.]{0,60}\b(?:remain\w*|left|gone|stripped)|拆"),
    _rule("operating_rate", "share", r"\b(?:capacity|operating|running|crushing\slines|design\s(?:figure|output)|stopped)\b|가동|设计能力|产能|开工"),
    _rule("sentence_months", "months", r"\b(?:sentenc\w+|terms?|labou?r|prison|camp|training\scorps|correctional)\b|교화|노동단련|선고|형|劳教|劳动|判处|徒刑|刑"),
    _rule("months_without_ration", "months", r"\b(?:rations?|food)\b|배급|口粮|配给"),
    _rule("trials", "trials", r""),
    _rule("warnings", "warnings", r""),
    _rule("accused", "persons", r"\b(?:trials?|tried|accused|defendants?|convict\w*|court)\b|재판|공판|판결|公审|审判|涉案|被告"),
    _rule("trial_crowd", "persons", r"\b(?:watch\w*|crowd|audience|spectators?|attended|marched\sout)\b|관람|동원되어|旁听|围观|观看"),
    _rule("sent_to_camp", "persons", r"\b(?:sentenc\w+|camp|labou?r\s(?:training|re-?education)|given\sterms)\b|교화|단련대|선고|劳动教化|判处|劳教"),
    _rule("bought_off", "persons", r"\b(?:bought\sout|released\safter|bribed\stheir)\b|돈을 (?:내고|고이고)|花钱"),
    _rule("arrests", "persons", r"\b(?:arrest\w*|detain\w*|caught|nabbed|seized|rounded\sup|held|investigat\w+)\b|체포|붙잡|잡혔|단속|조사|逮捕|抓|拘|扣"),
    _rule("leavers", "persons", r"\b(?:quit|left\stheir|abandon\w*|walked\saway|resign\w*)\b|떠나|이탈|辞|离开"),
    _rule("workforce", "persons", r"\b(?:employ\w*|workforce|rolls?|registered|staff|workers\sat|payroll|miners)\b|적을\s?둔|종업원|노동자|登记在册|在册|职工|工人"),
    _rule("concentrate_output", "t", r"\b(?:produc\w+|output|yield|capacity|turn(?:s|ed)\sout)\b|생산|产量|生产|年产", True),
    _rule("stockpile", "t", r"\b(?:stockpil\w*|pile[ds]?|accumulat\w+|unsold|in\sthe\syard)\b|쌓여|재고|库存|堆"),
    _rule("domestic_use", "t", r"\b(?:steel(?:works|\smills?|\scomplex)?|took|domestic|delivered\sto)\b|제철|제강|钢铁厂|国内"),
    _rule("scrap_collected", "t", r"\b(?:collect\w*|gather\w*|filings)\b|수집|모으|收集|捡", True),
    _rule("seized", "t", r"\b(?:seiz\w+|confiscat\w+|intercept\w+|dug\sup|caught|impound\w*)\b|압수|몰수|단속|붙잡|没收|查获|扣", True),
    _rule("smuggled_commodity", "t", r"\b(?:smuggl\w+|stolen|carr(?:y|ied|ying)|sneak\w*|crossed)\b|밀수|넘기|빼돌|走私|偷运|盗", True),
    _rule("exports", "t", r"\b(?:export\w*|import\w*|ship(?:ped|ping|ments?|s)?|arrivals?|cleared|crossings?|sold|handled|customs|declared|volume)\b|수출|수입|반입|出口|进口|过关", True),
    _rule("relief", "t", r"\b(?:aid|relief|donat\w+|gifts?|sent)\b|지원|구호|援助|捐"),
    _rule("foreign_currency", "USD million", r"\b(?:reserves?|holdings?|dollar\sreserves|foreign\s(?:currency|exchange))\b|외화\s?보유|외환|外汇储备"),
    _rule("export_value", "USD", r"\b(?:worth|value[ds]?|export\w*|earn\w*|revenue|income|bringing\sin|sold|deprive)\b|수출액|수출|벌이|货值|出口额?|创汇|价值", True),
    _rule("bribes", "CNY", r"\b(?:bribes?|brib\w+|pay-?offs?)\b|뇌물|고이|고여|贿"),
    _rule("remittances", "CNY", r"\b(?:remittances?|sent\shome|relatives\sabroad)\b|송금|汇款"),
)  # fmt: skip
"""Tried in this order; the first whose unit fits and whose words stand in the sentence is the guess."""

TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        ("levy", r"\blev(?:y|ies)\b|\bcontribut\w+|\bhand\sin\b|\bdonat\w+|과제|세외|부담|내라|上缴|摊派"),
        ("bribe", r"\bbrib\w+|\bbought\sout\b|\bpay-?offs?\b|뇌물|고이|고여|贿"),
        ("fine", r"\bfin(?:e[sd]?)\b|벌금|罚款"),
        ("wage", r"\b(?:wages?|salar\w+|pay)\b|월급|노임|임금|工资|月薪"),
        ("debt", r"\b(?:debts?|ow(?:e|es|ed|ing)|loans?|borrow\w*)\b|빚|외상|欠|债|借"),
        ("exchange rate", r"\b(?:exchange\srate|traded\sat|to\sthe\sdollar)\b|환율|汇率"),
        ("reserves in the ground", r"\b(?:reserves?|deposits?|recoverable)\b|매장량|储量"),
        ("population", r"\b(?:population|inhabitants)\b|인구|人口"),
        ("meals a day", r"\b(?:meals?|eat\w*|gruel)\b|끼|죽|餐|顿"),
        ("attendance", r"\b(?:attend\w*|report\w*\sfor\sduty)\b|출근|出勤"),
        ("food supply", r"\b(?:ration\w*|food|grain|rice|corn|maize|potatoes)\b|식량|배급|粮"),
        ("traffic over the border", r"\b(?:trucks?|lorr\w+|crossing)\b|차량|화물차|트럭|卡车|货车"),
        ("trade", r"\b(?:trade|exports?|imports?|customs|shipments?)\b|무역|수출|수입|贸易|进口|出口"),
        ("price", r"\b(?:price[sd]?|costs?|sold|sells?|fetch\w*|per\skilo)\b|가격|값|팔리|价|卖"),
        ("arrests and trials", r"\b(?:arrest\w*|trials?|tried|sentenc\w+|detain\w*|police|court)\b|체포|재판|公审|判"),
        ("smuggling", r"\b(?:smuggl\w+|stolen|theft|thieves)\b|밀수|走私|盗"),
        ("aid", r"\b(?:aid|relief|gifts)\b|지원|구호|援助"),
        ("mobilisation", r"\b(?:mobili[sz]\w+|brigade|construction|shock)\b|동원|돌격대|动员"),
        ("power supply", r"\b(?:electric\w*|power)\b|전기|电"),
        ("schooling", r"\b(?:school|pupils?|students?|teachers?)\b|학교|학생|学校"),
        ("accident", r"\b(?:kill\w*|died|accident|injur\w+|hurt|collaps\w+)\b|사고|사망|事故|死"),
    )
)  # fmt: skip
GROUPS = {
    "money": "sum of money", "measure": "quantity", "time": "length of time", "count": "number", "share": "share",
    "percent": "share", "times": "how often", "rank": "rank",
}  # fmt: skip


def commodity(text: str, start: int, end: int, begin: int, stop: int) -> str | None:
    """The good nearest to an amount in its sentence; what stands before it counts as nearer."""
    said = text[begin:stop]
    taken: list[tuple[int, int]] = []
    best: tuple[float, str] | None = None
    for name, pattern in GOODS:
        for match in pattern.finditer(said):
            if any(match.start() < other[1] and other[0] < match.end() for other in taken):
                continue
            taken.append(match.span())
            at = begin + match.start()
            after = at - end
            distance = start - (begin + match.end()) if at < start else after * (0.4 if 0 <= after < 16 else 1.6)
            distance += APART * sum(text[min(at, end) : max(at, start)].count(mark) for mark in ",;，；、")
            if best is None or distance < best[0]:
                best = (distance, name)
    return best[1] if best else None


ORES_ONLY = frozenset({"concentrate_output", "stockpile", "domestic_use"})
NO_ORE = frozenset({"rice", "maize", "grain", "fuel", "crops", "seafood", "textiles", "herbs", "coal", "drugs", "scrap", "gold"})
LIVING = re.compile(r"\b(?:population|inhabitants|people\slive|live\sin)\b|인구|人口", re.IGNORECASE)


def observable(unit: str, clause: str, sentence: str, good: str | None = None) -> str | None:
    """The observable that an amount most likely speaks of: by its unit, and words of its clause or sentence."""
    if LIVING.search(clause) and converts(unit, "persons"):
        return None
    fitting = [rule for rule in RULES if _fits(unit, rule) and not (rule.observable in ORES_ONLY and good in NO_ORE)]
    fitting = [rule for rule in fitting if good is None or PRICED.get(rule.observable, good) == good]
    for said in (clause, sentence):
        for rule in fitting:
            if rule.words.search(said):
                return rule.observable
    return None


def _fits(unit: str, rule: Rule) -> bool:
    if converts(unit, rule.unit):
        return True
    return rule.summed and converts(unit, f"{rule.unit}/day")


def topic(said: str, group: str, noun: str = "") -> str:
    """A few plain words for what no observable fits."""
    for label, pattern in TOPICS:
        if pattern.search(said):
            return label
    return f"number of {noun.lower()}" if group == "count" and noun.isascii() and noun else GROUPS.get(group, "amount")
