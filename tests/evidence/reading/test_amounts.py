from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.reading.conftest import amounts, read, values
from tumen.evidence import units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They took 3 tons of wire.", (3, "t")),
        ("A cart with six tones of wire was stopped.", (6, "t")),
        ("He hid 400g of powder.", (400, "g")),
        ("It yields 8 million tons a year.", (8e6, "t/year")),
        ("It has an annual output of 8 million tons.", (8e6, "t/year")),
        ("Smugglers moved 400 kg of wire and ingots a week.", (400, "kg/week")),
        ("The plant needs 30 MW.", (30, "MW")),
        ("The lamps burn for two hours a day.", (2, "hour/day")),
        ("The sentence was five years.", (5, "year")),
        ("A ten-day supply came.", (10, "day")),
        ("They waited half a year.", (0.5, "year")),
        ("The mill has 1,236 workers.", (1236, "person")),
        ("Some 27 suspected copper smugglers sat there.", (27, "person")),
        ("Nine of the accused wept.", (9, "person")),
        ("The 2,000-strong column left.", (2000, "person")),
        ("A population of 100,000 lives there.", (100_000, "person")),
        ("I kept a staff of nine.", (9, "person")),
        ("Police took 43 Chinese mobile phones.", (43, "phone")),
        ("Ten trading company trucks left.", (10, "truck")),
        ("They asked for 10 pairs of gloves.", (10, "pair")),
        ("It was the third public trial since June.", (3, "trial")),
        ("Coal is the second largest export.", (2, "rank")),
        ("Brigades eat twice a day.", (2, "meal/day")),
        ("She comes three times a month.", (3, "times/month")),
        ("The fee has doubled.", (2, "times")),
        ("Output fell by 40 percent.", (40, "percent")),
        ("A third of the fields was lost.", (1 / 3, "share")),
        ("노동자가 약 1만 2000명이다.", (12_000, "person")),
        ("하루 3시간 전기가 온다.", (3, "hour/day")),
        ("하루 두 끼를 먹는다.", (2, "meal/day")),
        ("두 배로 늘었다.", (2, "times")),
        ("每天有60辆卡车过关。", (60, "truck/day")),
        ("口粮为每人每天300克。", (300, "g/person/day")),
        ("他们缴获铜1.8吨。", (1.8, "t")),
    ],
)
def test_an_amount_has_the_unit_that_stands_beside_it(text: str, expected: tuple[float, str]):
    assert (pytest.approx(expected[0]), expected[1]) in values(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rice was 4,900 won per kilo.", (4900, "KPW/kg")),
        ("Rice sells at KPW 5,000/kg.", (5000, "KPW/kg")),
        ("A bag of cement fetches $4.20.", (4.2, "USD/bag")),
        ("Ore was sold for US$42 a ton.", (42, "USD/t")),
        ("The firm sold $48.5 million worth.", (48.5e6, "USD")),
        ("A trader owes 1.6 million yuan.", (1.6e6, "CNY")),
        ("Seoul put up 50 billion South Korean won.", (5e10, "KRW")),
        ("Money changers quoted KPW 8,100 to the dollar.", (8100, "KPW/USD")),
        ("A dollar cost KPW 7,900.", (7900, "KPW/USD")),
        ("1 yuan traded at 1,300 won.", (1300, "KPW/CNY")),
        ("They asked 1,240 won for a yuan.", (1240, "KPW/CNY")),
        ("Conversions use 6.54 yuan to the dollar.", (6.54, "CNY/USD")),
        ("The usual bribe is 300 yuan per crossing.", (300, "CNY/crossing")),
        ("A porter makes 80 yuan a trip.", (80, "CNY/trip")),
        ("They were freed at 2,000 yuan a head.", (2000, "CNY/person")),
        ("The pay was three dollars a month.", (3, "USD/month")),
        ("Every household must pay 5,000 won in cash.", (5000, "KPW/household")),
        ("They got 5,000 North Korean won (a fortune) a month.", (5000, "KPW/month")),
        ("쌀은 1kg에 5300원이다.", (5300, "KPW/kg")),
        ("환율은 1달러당 8200원이다.", (8200, "KPW/USD")),
        ("세대마다 현금 1만 원을 냈다.", (10_000, "KPW/household")),
        ("매달 50위안을 바친다.", (50, "CNY/month")),
        ("2천만 달러(약 220억 원)를 벌었다.", (2.2e10, "KRW")),
        ("大米每公斤5050朝元。", (5050, "KPW/kg")),
        ("汇率为1元人民币兑1270朝元。", (1270, "KPW/CNY")),
        ("每户上缴2万朝元。", (20_000, "KPW/household")),
    ],
)
def test_money_is_read_with_its_currency_and_what_it_buys(text: str, expected: tuple[float, str]):
    assert expected in values(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rations came down from 700 to 450 grams a day.", [(700, "g/person/day"), (450, "g/person/day")]),
        ("Power was cut from 22 hours to 9 hours a day.", [(22, "hour/day"), (9, "hour/day")]),
        ("In all 31 of 40 households paid.", [(31, "household"), (40, "household")]),
        ("It had 60 workers; of these, 12 were ill.", [(60, "person"), (12, "person")]),
        ("Police caught 18 porters. All but five were freed.", [(18, "person"), (5, "person")]),
        ("Twelve trucks left, each with 20 tons of coal.", [(12, "truck"), (20, "t/truck")]),
        ("Maize was 2,150 won per kilo, then 2,300 won.", [(2150, "KPW/kg"), (2300, "KPW/kg")]),
        ("Rice was 5,200 won per kilo. Later it was 5,400 won.", [(5200, "KPW/kg"), (5400, "KPW/kg")]),
        ("Rice (won/kg): Hyesan 5,000, Musan 5,100.", [(5000, "KPW/kg"), (5100, "KPW/kg")]),
        (
            "Each family owes 30 yuan. They may pay 9,000 won instead.",
            [(30, "CNY/household"), (9000, "KPW/household")],
        ),
        ("Rice is 5,000 won a kilo; the fine is 9,000 won.", [(5000, "KPW/kg"), (9000, "KPW")]),
        ("Deaths: the number of executions rose from 12 to 21.", [(12, "execution"), (21, "execution")]),
        ("월급이 2000원에서 5000원으로 올랐다.", [(2000, "KPW/month"), (5000, "KPW/month")]),
        ("月薪从6000元降到3500元。", [(6000, "CNY/month"), (3500, "CNY/month")]),
    ],
)
def test_what_one_number_leaves_out_stands_with_its_neighbour(text: str, expected: list[tuple[float, str]]):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They got between three months and two years.", (3, 24, "month")),
        ("Pork was 14,500 won to 15,000 won a kilo.", (14_500, 15_000, "KPW/kg")),
        ("They carry thirty to forty kilos on each back.", (30, 40, "kg/person")),
        ("Fewer than 20 teachers came.", (None, 20, "person")),
        ("주민 300명 이상이 모였다.", (300, None, "person")),
        ("하루 출근자는 3500명에도 못 미친다.", (None, 3500, "person")),
        ("判处2至4年劳动教化。", (2, 4, "year")),
    ],
)
def test_ranges_and_bounds_keep_both_sides(text: str, expected: tuple[float | None, float | None, str]):
    low, high, unit = amounts(text)[0]
    assert (low, high, unit) == expected


def test_an_amount_that_brackets_say_again_is_proposed_once():
    assert values("They carried 1,500 kilograms (3,300 pounds) of it.") == [(1500, "kg")]


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2371 was passed; see paragraph 8 of Article 12.",
        "Men of Unit 8 and Office 39 met on Highway 7 at Pit No. 3.",
        "The driver, 44, is a man of few words; his wife, aged 57, is not.",
        "A 38-year-old miner came at 5 a.m. and left after 11 at night.",
        "Call 033-555-0147 or +82 33 555 0147, or see https://example.org/12/34.",
        "In 2016 and 2017 they went.",
        "One resident said that no one else would.",
        "제12인민반 39호실 7번 국도 2371호 47세 김 씨.",
        "第2371号决议 39号室 老崔今年46岁 早上七点半。",
    ],
)
def test_labels_ages_clocks_and_telephones_count_nothing(text: str):
    assert amounts(text) == []


def test_captions_bylines_links_and_comments_are_no_part_of_the_report():
    text = (
        "Prices climb\nBy Ada Reporter\nA stall with 30 bags, seen from the bridge. Photo: A. Reporter\n"
        "In Hyesan rice costs 5,200 won a kilo, traders there say.\nRELATED Panel lists 34 ships\n"
        "14 comments\nIn my view 90% of this is guesswork.\n"
    )
    assert values(text) == [(5200, "KPW/kg")]


@settings(max_examples=60)
@given(
    st.integers(2, 900_000),
    st.sampled_from(
        [
            ("{:,} tons", "t"),
            ("{:,} workers", "person"),
            ("{:,} yuan", "CNY"),
            ("KPW {:,}", "KPW"),
            ("{} percent", "percent"),
            ("{:,} households", "household"),
        ]
    ),
)
def test_an_amount_that_was_written_is_proposed(number: int, form: tuple[str, str]):
    assert (number, form[1]) in values(f"They counted {form[0].format(number)} in the yard.")


WORDS = """
12 of the 3,400 tons per kilo each household to from between and won a day $ 每人 5만 원 에서
"""


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=25))
def test_every_unit_that_is_proposed_can_be_read(words: list[str]):
    for one in read(" ".join(words)):
        if one.quantity:
            units.parse(one.quantity.unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four pumps still work and nine households share a tap.", [(4, "item"), (9, "household")]),
        ("There are 30 men on a shift.", [(30, "person/shift")]),
        ("Six wagons a day leave the yard.", [(6, "wagon/day")]),
        ("Two of the three shafts are flooded.", [(2, "mine"), (3, "mine")]),
        ("Only one shaft is open.", [(1, "mine")]),
        ("Thirty or so dealers were asked.", [(30, "person")]),
        ("Twelve foremen and three sons of his left.", [(12, "person"), (3, "person")]),
        ("Eleven creditors and four workmates came.", [(11, "person"), (4, "person")]),
        ("They mended 7 boilers and 9 trailers.", [(7, "item"), (9, "item")]),
        ("A two-room flat has 80 centimeters of shelf.", [(2, "item"), (80, "cm")]),
        ("A household of four owns 3 tents.", [(4, "person"), (3, "item")]),
        ("Of the plant's furnaces, just one shows any heat.", [(1, "furnace")]),
        ("Of the wagons that should come, barely half a dozen do.", [(6, "wagon")]),
        ("There are at least a dozen of us.", []),
        ("Just one shows any heat.", []),
        ("They have ten locomotives, three of which run.", [(10, "train"), (3, "train")]),
    ],
)
def test_small_counts_of_any_noun_are_amounts(text: str, expected: list[tuple[float, str]]):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They got a half-month's ration.", [(0.5, "month")]),
        ("Families got a week's supply of corn.", [(1, "week")]),
        ("It stood still for three and a half months.", [(3.5, "month")]),
        ("He was given a year and a half.", [(1.5, "year")]),
        ("He was given 18 months of labor.", [(18, "month")]),
        ("The lease ends on a month's notice.", [(1, "month")]),
        ("A liter of diesel costs about a dollar.", [(1, "USD/litre")]),
        ("It comes twice a week.", [(2, "times/week")]),
        ("They left a week ago.", []),
        ("They sell half of it in the first half-year.", [(0.5, "share")]),
    ],
)
def test_articles_and_halves_count_units(text: str, expected: list[tuple[float, str]]):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A miner gets 700 grams a day and a dependant 300.", [(700, "g/person/day"), (300, "g/person/day")]),
        (
            "The yuan fetched 1,320 won and the dollar 8,450.",
            [(1320, "KPW/CNY"), (8450, "KPW/USD")],
        ),
        ("Rice was 5,900 won a kilo, up from 5,100.", [(5900, "KPW/kg"), (5100, "KPW/kg")]),
        ("The north sells 74 percent and the south 15.", [(74, "percent"), (15, "percent")]),
        ("Less than one percent stays, of 67 million.", []),
        ("Trucks at the gate, which came to some 120 a day, are fewer.", [(120, "truck/day")]),
        (
            "Three quarters of the workers there (17 of 23) paid.",
            [(0.75, "share"), (17, "person"), (23, "person")],
        ),
        ("In 2016 they sold 30 tons, in 2017 more.", [(30, "t")]),
    ],
)
def test_a_number_whose_unit_is_left_out_takes_it_from_before(text: str, expected: list[tuple[float, str]]):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each household must give 20 kg of scrap.", [(20, "kg/household")]),
        ("For each worker the mine pays 3,000 won.", [(3000, "KPW/person")]),
        ("Lenders ask 10 percent a month.", [(10, "percent/month")]),
        ("Gasoline is 12,000 won a liter.", [(12000, "KPW/litre")]),
        ("Smugglers pay 200 yuan a head.", [(200, "CNY/person")]),
        ("Bricks are sold for 1,500 won each.", [(1500, "KPW/item")]),
        ("Eggs are 1,200 won each.", [(1200, "KPW/item")]),
        ("Families paid 3,000 yuan apiece.", [(3000, "CNY/household")]),
        ("A full ration of 500 grams is planned.", [(500, "g/person/day")]),
        ("The average official wage was 2,000 won.", [(2000, "KPW")]),
        ("The ration was 380 grams per person per day before the floods.", [(380, "g/person/day")]),
        ("At each the driver leaves 20,000 won.", [(20000, "KPW")]),
    ],
)
def test_what_an_amount_is_counted_per_may_stand_anywhere_in_its_clause(
    text: str, expected: list[tuple[float, str]]
):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("갱 6곳 가운데 2곳만 돈다.", [(6, 6, "mine"), (2, 2, "mine")]),
        ("열 집 중 서너 집이 떠났다.", [(0.3, 0.4, "share")]),
        ("매장량은 2억t이 넘는다.", [(2e8, None, "t")]),
        ("출근 인원이 800명을 밑돌았다.", [(None, 800, "person")]),
        ("一个月能挣八千到一万元。", [(8000, 10000, "CNY/month")]),
    ],
)
def test_korean_and_chinese_counts_are_bounded_too(
    text: str, expected: list[tuple[float | None, float | None, str]]
):
    assert amounts(text) == [pytest.approx(each) for each in expected]
