from __future__ import annotations

import pytest

from tests.evidence.conftest import Folder, make_claim, make_document
from tumen.evidence import proposals
from tumen.evidence.claims import Claim
from tumen.evidence.conflicts import find_conflicts
from tumen.evidence.corroboration import corroborate
from tumen.evidence.known import known
from tumen.evidence.origins import LONGEST, NOBODY, ensure_origin, origin_of
from tumen.evidence.text import normalise, sha256
from tumen.evidence.weights import weigh

TOLD = {
    "bulletin-5": "A source in North Hamgyong Province said rice cost 5,200 won a kilo in Musan in March.",
    "bulletin-6": "A smuggler in Ryanggang Province said rice cost 5,300 won a kilogram in Musan in March.",
    "bulletin-7": "Rice cost 5,250 won a kilogram in Musan in March.",
}


def accepted(folder: Folder, document: str, text: str, **changes: object) -> Claim:
    """The claim made of the price that a document tells."""
    words = normalise(text)
    folder.add(make_document(document, published="2018-03-10", sha256=sha256(words), length=len(words)))
    case = folder.read()
    found = proposals.read_out(case, document, words, known(case).gazetteer)
    one = next(one for one in found if one.observable == "rice_price")
    return proposals.accept(folder.read(), document, one.number, changes)


def test_each_quoted_speaker_is_an_origin_of_his_own(empty: Folder):
    made = [accepted(empty, name, text) for name, text in TOLD.items()]
    case = empty.read()
    assert [one.origin for one in made] == [
        "bulletin-5-source-in-north-hamgyong",
        "bulletin-6-smuggler-in-ryanggang",
        "unknown",
    ]
    assert [case.origins[one.origin].about for one in made] == [
        "a source in North Hamgyong",
        "a smuggler in Ryanggang",
        NOBODY,
    ]
    assert corroborate(case)[made[0].id].count == 3


def test_the_same_words_of_two_documents_are_two_people(empty: Folder):
    one = accepted(empty, "bulletin-5", TOLD["bulletin-5"])
    other = accepted(empty, "bulletin-8", TOLD["bulletin-5"])
    assert one.origin != other.origin
    assert origin_of("d", "a trader in Musan") == origin_of("d", "a trader in Musan")


def test_an_analyst_names_an_origin_that_is_there(empty: Folder):
    one = accepted(empty, "bulletin-5", TOLD["bulletin-5"])
    other = accepted(empty, "bulletin-6", TOLD["bulletin-6"], origin=one.origin)
    assert other.origin == one.origin
    assert list(empty.read().origins) == [one.origin]


def test_the_unknown_origin_is_graded_as_unknown_whichever_claim_comes_first(empty: Folder):
    accepted(empty, "bulletin-7", TOLD["bulletin-7"], reliability="A", credibility=1, reason="Well known.")
    unknown = empty.read().origins["unknown"]
    assert (unknown.about, unknown.reliability) == (NOBODY, "F")


@pytest.mark.parametrize(
    ("document", "speaker", "id_"),
    [
        ("d", None, "unknown"),
        ("d", "", "unknown"),
        ("d", "a trader in Musan", "d-trader-in-musan"),
        ("d", "an officer's wife", "d-officer-s-wife"),
    ],
)
def test_the_id_of_an_origin_is_made_of_its_description(document: str, speaker: str | None, id_: str):
    assert origin_of(document, speaker) == id_


def test_a_long_or_foreign_description_has_an_id_too():
    long = [origin_of("d" * 80, speaker) for speaker in ("a trader", "a smuggler")]
    assert len(set(long)) == 2
    assert {len(one) for one in long} == {LONGEST}
    assert origin_of("d", "\uc0c1\uc778") != origin_of("d", "\uad70\uc778")
    for one in [*long, origin_of("d", "\uc0c1\uc778")]:
        make_claim(origin=one)


def unknown(folder: Folder, document: str, id_: str, **changes: object) -> None:
    claim = make_claim(id_, origin="unknown", **changes)
    folder.add(make_document(document), claim)
    ensure_origin(folder.read(), claim)


def test_two_unknown_origins_agree_as_two(empty: Folder):
    unknown(empty, "one", "a")
    unknown(empty, "two", "b")
    found = corroborate(empty.read())["a"]
    assert (found.count, found.origins, found.echoes) == (2, ("unknown", "unknown"), 0)


def test_an_unknown_origin_that_is_repeated_counts_once(empty: Folder):
    unknown(empty, "one", "a")
    unknown(empty, "two", "b", repeats="a")
    document = make_document("three", repeats="one")
    empty.add(document, make_claim("c", origin="unknown"))
    case = empty.read()
    assert len(set(weigh(case)[0].values())) == 1
    assert [corroborate(case)[name].count for name in "abc"] == [1, 1, 1]


def test_two_unknown_origins_that_contradict_are_not_one_told_two_ways(empty: Folder):
    unknown(empty, "one", "a")
    unknown(empty, "two", "b", quantity={"kind": "value", "value": 300, "unit": "t/day"})
    assert [pair.same_origin for pair in find_conflicts(empty.read())] == [False]
