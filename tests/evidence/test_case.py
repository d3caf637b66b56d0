from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evidence.conftest import Folder, make_claim, make_document, make_origin
from tumen.core.errors import EvidenceError, InputError
from tumen.evidence import case as cases
from tumen.evidence.claims import Claim

CLAIM = """
[[claim]]
id = "ore"
says = "Ore went over the ice"
observable = "smuggled"
places = ["Musan"]
period = "2018-02"
quantity = { kind = "value", value = 30, unit = "t/day" }
origin = "trader"
reliability = "B"
credibility = 2
reason = "saw it himself"
"""

in_a_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60
)
"""For properties of files: each example writes its files anew into one folder."""


def refusal(folder: Folder) -> str:
    with pytest.raises(EvidenceError) as refused:
        folder.read()
    return str(refused.value)


def told(says: str) -> str:
    return CLAIM.replace("Ore went over the ice", says)


def test_a_new_case_is_empty_and_can_be_read(empty: Folder) -> None:
    case = empty.read()
    assert (case.title, case.claims, case.documents, case.origins) == ("Made up", {}, {}, {})


def test_a_new_case_is_named_after_its_folder_where_it_has_no_title(tmp_path: Path) -> None:
    assert cases.read(cases.new(tmp_path / "north")).title == "north"


def test_texts_of_a_new_case_are_kept_from_git(empty: Folder) -> None:
    assert "/texts/" in empty.text(".gitignore").splitlines()


@pytest.mark.parametrize("title", ['a "b"', "a\nb\x1b", "무산 🙂", "'''", ""])
def test_a_case_may_have_any_title(tmp_path: Path, title: str) -> None:
    assert cases.read(cases.new(tmp_path / "x", title)).title == (title or "x")


def test_no_case_is_begun_over_files_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists and is not an empty folder"):
        cases.new(tmp_path)
    with pytest.raises(InputError, match="exists and is not an empty folder"):
        cases.new(tmp_path / "note.txt")
    with pytest.raises(InputError, match="cannot be written"):
        cases.new(tmp_path / "note.txt" / "case")
    with pytest.raises(InputError, match="cannot be written"):
        cases.new(tmp_path / ("a" * 300))
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_case_is_found_by_its_folder_its_file_or_its_bundled_name(empty: Folder) -> None:
    assert cases.find(empty.path) == empty.path
    assert cases.find(empty.path / "case.toml") == empty.path
    assert cases.find(cases.BUNDLED).name == cases.BUNDLED
    assert cases.BUNDLED in cases.available()


@pytest.mark.parametrize("name", ["bordr", "no/such/folder", "a" * 300, "a\x00b"])
def test_a_case_that_is_not_there_is_an_error_in_one_sentence(name: str) -> None:
    with pytest.raises(EvidenceError, match=r"^No case '"):
        cases.find(name)


def test_a_folder_that_is_no_case_is_told_from_none(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"holds no case\.toml; start a case with: tumen evidence new"):
        cases.find(tmp_path)


def test_a_misspelt_bundled_name_is_recognised() -> None:
    with pytest.raises(EvidenceError, match="did you mean 'border'"):
        cases.find("bordr")


def test_bundled_cases_are_not_written_to(empty: Folder) -> None:
    assert not cases.writable(cases.find(cases.BUNDLED))
    assert cases.writable(empty.path)


def test_what_was_added_is_read_again(folder: Folder) -> None:
    case = folder.read()
    assert case.claims == {"ore": make_claim()}
    assert case.documents == {"bulletin-1": make_document()}
    assert case.origins == {"trader": make_origin()}
    assert case.document(case.claim("ore")) == make_document()
    assert case.claims_of("bulletin-1") == [make_claim()]
    assert case.claims_of("nothing") == []


def test_a_claim_that_is_not_there_is_an_error_with_a_guess(folder: Folder) -> None:
    with pytest.raises(InputError, match=r"There is no claim 'orr' in .*; did you mean 'ore'"):
        folder.read().claim("orr")


def test_claims_are_read_in_the_order_of_their_file(folder: Folder) -> None:
    cases.add_claims(folder.path, "bulletin-1", [make_claim("b"), make_claim("a")])
    assert list(folder.read().claims) == ["ore", "b", "a"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("observable", "obsrvable", "unknown key 'obsrvable'; did you mean 'observable'?"),
        ("value = 30", "valuee = 30", "unknown key 'quantity.valuee'; did you mean 'value'?"),
        ("value = 30", "value = '30'", "'quantity.value' is '30' but should be a number"),
        ("value = 30", "value = inf", "'quantity.value' is 'inf' but should be a finite number"),
        ('kind = "value"', 'kind = "sum"', "'quantity.kind' is 'sum' but should be 'value', 'interval'"),
        (", value = 30", "", "'quantity' is \"{'kind': 'value'"),
        ('"B"', '"H"', "'reliability' is 'H' but should be 'A', 'B', 'C', 'D', 'E' or 'F'"),
        ("credibility = 2", "credibility = 9", "'credibility' is '9' but should be 1, 2"),
        ('"2018-02"', '"February"', "'February' is no period; expected EDTF such as 2018"),
        ('"2018-02"', "2018-02-01", "'period' is '2018-02-01' but should be a valid string"),
        ('origin = "trader"\n', "", "'origin' is missing"),
        ('"Ore went over the ice"', '""', "'says' is '' but string should have at least 3 characters"),
        ('["Musan"]', '"Musan"', "'places' is 'Musan' but should be"),
        ('["Musan"]', "[5]", "'places.0' is '5' but should be a valid string"),
    ],
)
def test_an_error_names_the_file_the_claim_the_key_and_what_was_expected(
    folder: Folder, old: str, new: str, said: str
) -> None:
    assert CLAIM.count(old) == 1
    folder.write("claims/bulletin-1.toml", CLAIM.replace(old, new))
    message = refusal(folder)
    assert message.startswith("claims/bulletin-1.toml, claim 'ore': ")
    assert said in message
    assert "\n" not in message
    assert message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("case.toml", "schema = 2\ntitle = 'x'\n", "case.toml: schema is 2; this version reads 1"),
        ("case.toml", "title = 'x'\n", "case.toml: schema is None"),
        ("case.toml", "schema = 1\n", "case.toml: 'title' is missing"),
        ("case.toml", "schema = 1\ntitle = 'x'\ntitel = 'y'\n", "unknown key 'titel'; did you mean 'title'?"),
        ("sources.toml", "[[origins]]\n", "sources.toml: unknown key 'origins'; did you mean 'origin'?"),
        ("sources.toml", "origin = 3\n", "sources.toml: 'origin' should be entries"),
        ("sources.toml", "[origin]\nid = 'a'\n", "sources.toml: 'origin' should be entries"),
        ("sources.toml", "outlet = [1]\n", "sources.toml, outlet 1: should be a valid dictionary"),
        ("sources.toml", "[[outlet]]\nname = 'x'\n", "sources.toml, outlet 1: 'name' is 'x' but string"),
        ("sources.toml", "[[outlet]]\nname = 'AB'\n" * 2, "Outlet 'AB' is declared twice"),
        ("claims/bulletin-1.toml", "claim = 3\n", "claims/bulletin-1.toml: 'claim' should be entries"),
        ("claims/bulletin-1.toml", "[[claims]]\n", "unknown key 'claims'; did you mean 'claim'?"),
        ("claims/bulletin-1.toml", "[[claim]]\n", "claims/bulletin-1.toml, claim 1: 'id' is missing"),
        ("claims/bulletin-1.toml", CLAIM * 2, "a claim 'ore' is already in claims/bulletin-1.toml"),
        ("claims/other.toml", CLAIM, "claims/other.toml: a claim 'ore' is already in claims/bulletin-1.toml"),
        ("claims/other.toml", told("a") * 1, "'says' is 'a' but string should have at least 3 characters"),
        ("documents/d.toml", "outlet = 'Post'\n", "documents/d.toml: 'published' is missing"),
        (
            "documents/d.toml",
            "outlet = 'Post'\npublished = '18'\n",
            "'published' is '18' but '18' is no period",
        ),
        (
            "documents/d.toml",
            "id = 'e'\noutlet = 'Post'\npublished = '2018'\n",
            "its id is 'e', not its file's",
        ),
        (
            "documents/my d.toml",
            "outlet = 'Post'\npublished = '2018'\n",
            "documents/my d.toml: 'id' is 'my d'",
        ),
        ("claims/other.toml", "[[claim]]\nsays" + ".a" * 3000 + " = 1\n", "'id' is missing"),
        ("claims/other.toml", "[[claim]]\nid" + ".a" * 3000 + " = 1\n", "too large a dict"),
    ],
)
def test_every_file_that_is_wrong_is_named(folder: Folder, name: str, text: str, said: str) -> None:
    folder.write(name, text)
    message = refusal(folder)
    assert said in message
    assert len(message) < 500


def test_two_origins_of_one_id_are_refused(folder: Folder) -> None:
    cases.add_origin(folder.path, make_origin(about="another trader"))
    assert refusal(folder) == "Origin 'trader' is declared twice."


def test_a_value_from_a_file_cannot_steer_the_terminal_it_is_shown_on(folder: Folder) -> None:
    folder.write("claims/bulletin-1.toml", CLAIM.replace('"B"', r'"\u001b]0;owned\u0007"'))
    assert "\x1b" not in refusal(folder)


def test_claims_of_a_document_that_is_not_there_are_an_error_when_it_is_asked_for(folder: Folder) -> None:
    folder.write("claims/lost.toml", CLAIM.replace('"ore"', '"lost"'))
    case = folder.read()
    with pytest.raises(EvidenceError, match=r"claims/lost\.toml has no documents/lost\.toml"):
        case.document(case.claim("lost"))


@in_a_folder
@given(says=st.text(min_size=3, max_size=400), reason=st.text(min_size=3), place=st.text())
def test_any_words_survive_being_written_and_read(folder: Folder, says: str, reason: str, place: str) -> None:
    claim = make_claim(
        says=says,
        reason=reason,
        places=[place],
        why=reason,
        quantity={"kind": "worded", "word": says, "low": 1, "high": 2},
    )
    folder.write("claims/bulletin-1.toml", "")
    cases.add_claims(folder.path, "bulletin-1", [claim])
    assert folder.read().claim("ore") == claim


@in_a_folder
@given(title=st.text(), outlet=st.text(min_size=2), cites=st.lists(st.text(), max_size=3))
def test_any_metadata_survive_being_written_and_read(
    folder: Folder, title: str, outlet: str, cites: list[str]
) -> None:
    document = make_document(title=title, outlet=outlet, cites=cites, author=title, about=outlet)
    cases.write_document(folder.path, document)
    assert folder.read().documents["bulletin-1"] == document


@in_a_folder
@given(about=st.text(min_size=3), sees=st.lists(st.text(), max_size=3))
def test_any_origin_survives_being_written_and_read(folder: Folder, about: str, sees: list[str]) -> None:
    folder.write("sources.toml", "# a note\n")
    cases.add_origin(folder.path, make_origin(about=about, sees=sees))
    assert folder.read().origins == {"trader": make_origin(about=about, sees=sees)}


NOTED = f"# what we think of it\n\n{CLAIM.lstrip()}# end\n"


def test_adding_a_claim_leaves_what_stands_there(folder: Folder) -> None:
    folder.write("claims/bulletin-1.toml", NOTED)
    cases.add_claims(folder.path, "bulletin-1", [make_claim("rice"), make_claim("maize")])
    assert folder.text("claims/bulletin-1.toml").startswith(NOTED)
    assert list(folder.read().claims) == ["ore", "rice", "maize"]


def test_adding_a_claim_to_a_file_that_ends_within_a_line_begins_a_new_one(folder: Folder) -> None:
    folder.write("claims/bulletin-1.toml", NOTED.rstrip("\n"))
    cases.add_claims(folder.path, "bulletin-1", [make_claim("rice")])
    assert list(folder.read().claims) == ["ore", "rice"]


def test_adding_an_origin_leaves_what_stands_there(folder: Folder) -> None:
    before = "# a note\n[[outlet]]\nname = 'River Bulletin'\n"
    folder.write("sources.toml", before)
    cases.add_origin(folder.path, make_origin())
    assert folder.text("sources.toml").startswith(before)
    assert list(folder.read().outlets) == ["River Bulletin"]


THREE = f"""# above all
{CLAIM}# about the second

{CLAIM.replace('"ore"', '"rice"')}
# about the third
{CLAIM.replace('"ore"', '"maize"')}# below all
"""


@pytest.mark.parametrize("name", ["ore", "rice", "maize"])
def test_replacing_a_claim_keeps_the_others_their_order_and_the_notes(folder: Folder, name: str) -> None:
    folder.write("claims/bulletin-1.toml", THREE)
    cases.replace_claim(folder.path, "bulletin-1", make_claim(name, says="Nothing went over"))
    text = folder.text("claims/bulletin-1.toml")
    notes = [line for line in text.splitlines() if line.startswith("#")]
    assert notes == ["# above all", "# about the second", "# about the third", "# below all"]
    claims = folder.read().claims
    assert list(claims) == ["ore", "rice", "maize"]
    assert [one for one in claims if claims[one].says == "Nothing went over"] == [name]


@pytest.mark.parametrize("end", ["# below all", "# one\n# two", "", "\n\n\n"])
def test_a_note_at_the_very_end_stays_though_no_line_end_follows(folder: Folder, end: str) -> None:
    folder.write("claims/bulletin-1.toml", CLAIM + end)
    cases.replace_claim(folder.path, "bulletin-1", make_claim())
    text = folder.text("claims/bulletin-1.toml")
    assert text.endswith(end)
    cases.replace_claim(folder.path, "bulletin-1", make_claim())
    assert folder.text("claims/bulletin-1.toml") == text


def test_a_claim_with_tables_of_its_own_is_replaced_whole(folder: Folder) -> None:
    inline = 'quantity = { kind = "value", value = 30, unit = "t/day" }\n'
    table = '[claim.quantity]\nkind = "value"\nvalue = 30\nunit = "t/day"\n'
    folder.write(
        "claims/bulletin-1.toml", CLAIM.replace(inline, "") + table + told("x-y").replace('"ore"', '"b"')
    )
    cases.replace_claim(folder.path, "bulletin-1", make_claim(says="Nothing went over"))
    assert folder.read().claim("ore") == make_claim(says="Nothing went over")
    assert folder.read().claim("b").says == "x-y"
    assert "[claim.quantity]" not in folder.text("claims/bulletin-1.toml")


INSIDE = 'why = """\n[[claim]]\nid = "rice"\n"""\n'
"""A text of several lines, one of which looks like the beginning of an entry."""

AWKWARD = {
    "an entry begun within a text": CLAIM + INSIDE + CLAIM.replace('"ore"', '"rice"'),
    "a whole entry within a text": CLAIM
    + f"why = '''{told('not so').replace(chr(34) + 'ore', chr(34) + 'rice')}[[claim]]\n'''\n"
    + CLAIM.replace('"ore"', '"rice"'),
    "an entry with blanks": CLAIM.replace('"ore"', '"rice"').replace("[[claim]]", "[[ claim ]]") + CLAIM,
    "an entry moved in": CLAIM + CLAIM.replace('"ore"', '"rice"').replace("[[claim]]", "  [[claim]]"),
    "entries in one list": "claim = [{" + ", ".join(CLAIM.strip().splitlines()[1:]) + "}]\n",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
@pytest.mark.parametrize("name", ["ore", "rice"])
def test_a_file_is_never_spoiled_by_replacing_a_claim(folder: Folder, text: str, name: str) -> None:
    folder.write("claims/bulletin-1.toml", text)
    before = folder.read().claims
    changed = make_claim(name, says="Nothing went over")
    refused = ""
    try:
        cases.replace_claim(folder.path, "bulletin-1", changed)
    except EvidenceError as error:
        refused = str(error)
    after = folder.read().claims
    assert after == (before if refused else before | {name: changed})
    assert not refused or refused.startswith("claims/bulletin-1.toml")
    assert not refused or folder.text("claims/bulletin-1.toml") == text


def test_replacing_a_claim_that_is_not_there_is_an_error(folder: Folder) -> None:
    with pytest.raises(EvidenceError, match=r"claims/bulletin-1\.toml has no claim 'rice'"):
        cases.replace_claim(folder.path, "bulletin-1", make_claim("rice"))
    with pytest.raises(EvidenceError, match=r"nothing\.toml: cannot be read"):
        cases.replace_claim(folder.path, "nothing", make_claim())


@in_a_folder
@given(st.lists(st.text(min_size=3, max_size=60), min_size=1, max_size=4), st.data())
def test_replacing_any_claim_changes_it_alone(folder: Folder, said: list[str], data: st.DataObject) -> None:
    claims = {f"c{n}": make_claim(f"c{n}", says=says) for n, says in enumerate(said)}
    folder.write("claims/bulletin-1.toml", "# mine\n")
    cases.add_claims(folder.path, "bulletin-1", claims.values())
    changed: Claim = make_claim(
        data.draw(st.sampled_from(list(claims))), says=data.draw(st.text(min_size=3, max_size=60))
    )
    cases.replace_claim(folder.path, "bulletin-1", changed)
    assert folder.read().claims == claims | {changed.id: changed}
    assert folder.text("claims/bulletin-1.toml").startswith("# mine\n")
