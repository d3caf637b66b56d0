"""Events that a sentence tells of and dates: rations that stop, bans, trials, closures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Happening:
    """An event told in a sentence; ``strong`` ones are proposed even where no date stands beside them."""

    event: str
    start: int
    end: int
    strong: bool


def _pattern(event: str, words: str, strong: bool = False) -> tuple[str, re.Pattern[str], bool]:
    return event, re.compile(words, re.IGNORECASE), strong


PATTERNS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    _pattern("rations_stop", r"\brations?\b[^.;]{0,60}\b(?:suspend\w*|stopp\w*|cut\soff|ceased|halted|end(?:s|ed)|over\ssince)|\b(?:not|never)\s(?:received|been\sgiven|gotten)\s(?:any\s)?rations?|\b(?:suspend\w*|stopp\w*)\s(?:the\s)?(?:food\s)?rations?|배급(?:이|을)?[^.]{0,20}(?:끊|중단|나오지\s?않|멈)|(?:停发|停止发放|中断)[^。]{0,8}(?:口粮|配给)|(?:口粮|配给)[^。]{0,10}(?:停|断)", True),
    _pattern("rations_resume", r"\brations?\b[^.;]{0,60}\b(?:resum\w*|restor\w*|handed\sout\sagain)|배급[^.]{0,20}(?:재개|다시\s?나)|恢复[^。]{0,6}(?:口粮|配给)"),
    _pattern("exports_stop", r"\b(?:exports?|trade|shipments?|sales)\b[^.;]{0,60}\b(?:cut\soff|halted|stopp\w*|ceased|suspend\w*|at\sa\sstandstill|interrupted|blocked)|수출[^.]{0,20}(?:중단|막히|끊)|(?:出口|贸易)[^。]{0,10}(?:中断|停顿|停止)", True),
    _pattern("exports_resume", r"\b(?:exports?|trade|shipments?)\b[^.;]{0,40}\b(?:resum\w*|restart\w*)|수출[^.]{0,20}재개|恢复[^。]{0,4}出口"),
    _pattern("ban_in_force", r"\b(?:bann(?:ed|ing)|prohibit\w*|ban\s(?:on|took|takes|came)|barred|embargo\w*)\b|(?:수입|수출)\s?(?:을|를)?\s?(?:금지|막은|막았)|禁止[^。]{0,10}(?:进口|出口)"),
    _pattern("mine_stops", r"\b(?:mine|pit|plant)\b[^.;]{0,40}\b(?:shut\sdown|closed\sdown|stands?\s(?:still|idle)|stopp\w*|suspend\w*\soperations?)|광산[^.]{0,15}(?:가동\s?중단|멈)|矿[^。]{0,8}(?:停产|停工|关停)", True),
    _pattern("levy_ordered", r"\b(?:order(?:s|ed)?|told|instruct\w*|demand\w*|call(?:ed)?\son|request\w*|requires?d?)\b[^.;]{0,70}\b(?:money|funds|donat\w+|contribut\w+|support|scrap|hand\sin|lev(?:y|ies)|cash)\b|내라고\s?(?:포치|지시)|(?:要求|摊派)[^。]{0,12}(?:上缴|缴纳)", True),
    _pattern("campaign_begins", r"\b(?:crack(?:ed|ing)?\s?down|crackdowns?|campaign)\b[^.;]{0,60}\b(?:order\w*|began|begun|launch\w*|start\w*|intensif\w*|handed\sdown)|\b(?:order\w*|launch\w*|handed\sdown)\b[^.;]{0,90}\b(?:crack\s?down|come\sdown\shard|punish)|(?:단속|검열)[^.]{0,20}(?:강화|시작|지시)|(?:加紧|加强|开展)[^。]{0,6}(?:打击|整治)", True),
    _pattern("policing_eased", r"\b(?:relax\w*|eas(?:ed|ing)|loosen\w*)\b[^.;]{0,30}\b(?:crack\s?downs?|polic\w+|controls?|enforcement)|단속[^.]{0,10}(?:완화|느슨)|放松[^。]{0,6}(?:打击|管控)", True),
    _pattern("smuggling_begins", r"\bsmuggl\w+\b[^.;]{0,60}\b(?:beg[au]n|became|become|emerg\w+|popular|spread)|\b(?:beg[au]n|emerg\w+)\b[^.;]{0,60}\bsmuggl\w+"),
    _pattern("plant_stripped", r"\b(?:only\sthe\swalls|nothing\sbut\sthe\swalls|stripped\s(?:bare|of)|bolted\sdown|dismantl\w+)\b|뼈대만|벽만\s?남|只剩(?:下)?[^。]{0,4}墙", True),
    _pattern("public_trial", r"\b(?:public|open|mass)\strials?\b|\btried\s(?:in\sthe\sopen|publicly|in\spublic)|공개\s?(?:재판|폭로)|公审|公开审判"),
    _pattern("trial_warning", r"\b(?:warn\w*|advance\w*\snotice)\b[^.;]{0,50}"),
    _pattern("camp_closes", r"\b(?:camp|facility|prison)\b[^.;]{0,80}\bclos(?:ed|ing|ure)|수용소[^.]{0,15}(?:폐쇄|해체)|劳改营[^。]{0,8}关闭"),
    _pattern("border_closes", r"\bborders?\b[^.;]{0,30}\b(?:closed|shut|sealed)|\b(?:customs\s(?:house|gate)|gate|crossing|bridge)\b[^.;]{0,30}\b(?:shut|closed)|국경[^.]{0,10}(?:봉쇄|폐쇄)|(?:边境|口岸|国境)[^。]{0,8}(?:关闭|封锁)"),
    _pattern("flood", r"\bflood(?:s|ed|ing)?\b|홍수|수해|큰물|洪水|水灾"),
    _pattern("poor_harvest", r"\b(?:poor|bad|failed)\s(?:harvests?|crops?)\b|\bharvests?\s(?:failed|was\spoor)|흉작|작황\s?부진|歉收", True),
    _pattern("railway_opens", r"\b(?:railways?|rail\sline|bridge)\b[^.;]{0,50}\b(?:open\w*|complet\w*|build\w*|built)|철도[^.]{0,15}(?:개통|완공)|铁路[^。]{0,8}(?:开通|竣工)"),
    _pattern("famine", r"\b(?:famine|mass\sstarvation|arduous\smarch)\b|고난의\s?행군|饥荒|大饥馑"),
    _pattern("official_visit", r"\b(?:Premier|Kim\sJong|leader|chairman)\b[^.;]{0,40}\b(?:visited|inspected|toured)|현지지도|시찰|视察"),
    _pattern("venture_signed", r"\bjoint\s(?:ventures?|stock)\b|\b(?:signed|acquired)\b[^.;]{0,40}\b(?:stake|rights|agreement)|합영|합작|合资|合作开发"),
    _pattern("reserves_exhausted", r"\b(?:reserves?|holdings?|foreign\s(?:currency|exchange))\b[^.;]{0,50}\b(?:deplet\w+|run\sout|exhaust\w+|dry\sup)|외화[^.]{0,15}(?:고갈|바닥)|外汇[^。]{0,8}(?:耗尽|枯竭)", True),
    _pattern("arrest", r"\b(?:arrest\w*|rounded\sup|detained|taken\sinto\scustody)\b|체포|붙잡혔|逮捕|抓获|被捕"),
    _pattern("pay_reform", r"\b(?:wages?|salar\w+|pay)\b[^.;]{0,40}\b(?:raised|reform\w*|increased\s(?:to|by))|(?:월급|노임)[^.]{0,15}(?:인상|올)|(?:工资|薪)[^。]{0,8}(?:上调|改革)"),
)  # fmt: skip


def happenings_in(text: str, begin: int, end: int) -> Iterator[Happening]:
    """The events of one sentence, each once."""
    for event, pattern, strong in PATTERNS:
        match = pattern.search(text, begin, end)
        if match:
            yield Happening(event, match.start(), match.end(), strong)
