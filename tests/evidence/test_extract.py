from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tumen.core.errors import EvidenceError
from tumen.evidence import extract as module
from tumen.evidence.extract import extract

KOREAN = "상인은 밤마다 수레가 얼음 위를 지났다고 말했다. 쌀값은 킬로그램당 오천원이다."
CHINESE = "商人说马车每天夜里从冰面上经过。大米每公斤五千元。"
SENTENCES = [
    f"A trader told us that cart {n} went over the ice, and rice cost {n}00 won." for n in range(40, 60)
]
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Carts on the ice</title>
<meta property="og:site_name" content="River Bulletin">
<meta property="article:published_time" content="2018-02-23T08:00:00Z">
<link rel="canonical" href="https://bulletin.invalid/carts">
<script>steal("cookies")</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Carts on the ice</h1>{"".join(f"<p>{sentence}</p>" for sentence in SENTENCES)}</article>
<footer>All rights reserved</footer></body></html>
"""
PAGE_OF_PDF = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
WORDS = b"BT /F1 12 Tf 10 100 Td (Rice cost 5200 won) Tj ET"


def pdf(stream: bytes = WORDS, *, filters: str = "", about: str = "", pages: int = 1) -> bytes:
    """A PDF whose pages all show one stream."""
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        PAGE_OF_PDF,
        f"<< /Length {len(stream)} {filters} >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {about} >>".encode(),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        made
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(made)}\n%%EOF"
        ).encode()
    )


def bomb(megabytes: int, times: int = 1) -> bytes:
    """A stream that inflates to so many megabytes of blanks, packed once or more."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


@pytest.fixture
def text_of(tmp_path: Path):
    """Extracts the text of a file with this name and content."""

    def extracted(content: str | bytes, name: str = "report.txt") -> str:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return extract(file).text

    return extracted


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Rice cost 5,200 won – “dear”.", "utf-8"),
        (KOREAN, "utf-8"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (KOREAN, "cp949"),
        ("쌀값은 오천원", "cp949"),
        (f"Rice: {KOREAN}", "cp949"),
        (KOREAN * 5000, "cp949"),
        (f"a{KOREAN}" * 5000, "cp949"),
        (CHINESE, "gb18030"),
        (CHINESE.replace("说马车每天夜里从", "說馬車每天夜裡從").replace("经过", "經過"), "big5"),
        ("Рис стоил пять тысяч вон, сообщил нам торговец.", "cp1251"),
        ("Le riz coûtait cher à Musan, où l’été fut sec.", "cp1252"),
    ],
)
def test_a_plain_text_is_read_in_the_encoding_it_was_saved_in(text_of, text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text.strip()


def test_a_text_saved_as_utf16_the_other_way_round_is_read(text_of) -> None:
    assert text_of(b"\xfe\xff" + KOREAN.encode("utf-16-be")) == KOREAN


def test_what_would_steer_a_terminal_is_taken_out(text_of) -> None:
    assert (
        text_of("Rice \x1b[31mcost\x07 \u202e5,200 won\r\n\r\nand more")
        == "Rice [31mcost 5,200 won\nand more"
    )


def test_a_text_that_speaks_of_markup_is_plain_all_the_same(text_of) -> None:
    text = "How to write the <body> of a page: with <html> around it."
    assert text_of(text) == text


@pytest.mark.parametrize("content", ["", " \n\t", "...", "🙂", "\x00\x01", "a b c"])
def test_a_file_without_words_is_refused(text_of, content: str) -> None:
    with pytest.raises(EvidenceError, match=r"^report\.txt: (no words in it|no text)"):
        text_of(content)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20,
        bytes(n * 7919 % 256 for n in range(5000)),
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"SQLite format 3\x00" + bytes(200),
        "rice".encode("utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused(text_of, content: bytes) -> None:
    with pytest.raises(EvidenceError, match=r"^report\.txt: no text"):
        text_of(content)


@pytest.mark.parametrize(
    "magic",
    [
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"BZh9",
        b"\xfd7zXZ\x00",
        b"Rar!\x1a",
        rb"{\rtf1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_archives_and_office_files_are_not_opened(text_of, magic: bytes) -> None:
    with pytest.raises(EvidenceError, match="an archive or office file; save it as text, HTML or PDF first"):
        text_of(magic + bytes(100), "report.docx")


def test_a_file_too_large_is_refused_with_its_size(text_of, tmp_path: Path) -> None:
    with (tmp_path / "report.txt").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(EvidenceError, match=r"report\.txt: 50 MB; a report may have 20 MB"):
        extract(tmp_path / "report.txt")


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.txt").symlink_to("/dev/zero")
    with pytest.raises(EvidenceError, match="a report may have 20 MB"):
        extract(tmp_path / "report.txt")


@pytest.mark.parametrize("filler", ["rice ", "rice" + " " * 50])
def test_a_text_too_long_is_refused_and_never_cut(
    text_of, monkeypatch: pytest.MonkeyPatch, filler: str
) -> None:
    monkeypatch.setattr(module, "LONGEST", 1000)
    with pytest.raises(EvidenceError, match="more than 1,000 characters of text; cut it into documents"):
        text_of(filler * 300)
    assert text_of("rice " * 199) == ("rice " * 199).strip()


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"cannot be read \(No such file"):
        extract(tmp_path / "report.txt")
    with pytest.raises(EvidenceError, match="cannot be read"):
        extract(tmp_path)


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page", "page.txt"])
def test_of_a_page_the_article_is_taken_with_what_the_page_says_of_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    found = extract(tmp_path / name)
    assert all(sentence in found.text for sentence in SENTENCES)
    assert not [noise for noise in ("Home", "All rights", "steal", "<") if noise in found.text]
    assert found.title == "Carts on the ice"
    assert found.published == "2018-02-23"
    assert found.outlet == "River Bulletin"
    assert found.address == "https://bulletin.invalid/carts"


@pytest.mark.parametrize("encoding", ["utf-16", "cp949"])
def test_a_page_in_another_encoding_is_read(text_of, encoding: str) -> None:
    page = f"<html><head><title>쌀값</title></head><body><article><p>{KOREAN * 5}</p></article></body></html>"
    assert text_of(page.encode(encoding), "page.html") == KOREAN * 5


def test_a_page_fetches_and_expands_nothing(text_of, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden treasure", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "{"lol" * 100}">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><html><body><p>&x; &b; Rice cost 5,200 won</p></body></html>'
    )
    text = text_of(page, "page.html")
    assert "Rice cost 5,200 won" in text
    assert "treasure" not in text
    assert "lollol" not in text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><script>steal('cookies and more')</script></body></html>",
        "<html><body>" + "<div>" * 100_000 + "Rice cost 5,200 won",
        "<html><body>" + "<div>" * 20_000 + "Rice" + "</div>" * 20_000,
        "<html><body><p " + "a=b " * 100_000 + ">Rice cost 5,200 won</p></body></html>",
        "<html><body><table>" + "<tr><td>" * 10_000,
        "<html><body>" + "<b><i>" * 10_000 + "rice",
        "<html>" + "&#x1b;[31m" * 1000,
        "<html><head><title>" + "<" * 100_000,
    ],
)
def test_a_page_made_to_choke_its_reader_ends_in_a_text_or_a_refusal(text_of, page: str) -> None:
    try:
        said = text_of(page, "page.html")
    except EvidenceError as error:
        said = str(error)
    assert said
    assert "\x1b" not in said
    assert "steal" not in said


def test_the_words_of_a_pdf_are_read_with_what_it_says_of_itself(tmp_path: Path) -> None:
    about = "/Title (Rice dear) /Author (Kim) /CreationDate (D:20180223080000Z)"
    (tmp_path / "report.pdf").write_bytes(pdf(about=about))
    found = extract(tmp_path / "report.pdf")
    assert (found.text, found.title, found.author, found.published) == (
        "Rice cost 5200 won",
        "Rice dear",
        "Kim",
        "2018-02-23",
    )


@pytest.mark.parametrize(
    "about", ["", "/CreationDate (last week)", "/CreationDate 5", "/Title [1 2] /Author 3"]
)
def test_a_pdf_that_says_nonsense_of_itself_is_read_all_the_same(tmp_path: Path, about: str) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf(about=about))
    found = extract(tmp_path / "report.pdf")
    assert (found.text, found.published) == ("Rice cost 5200 won", "")


def test_a_pdf_of_several_pages_has_a_line_for_each(text_of) -> None:
    assert text_of(pdf(pages=3), "report.pdf") == "\n".join(["Rice cost 5200 won"] * 3)


def test_a_pdf_of_too_many_pages_is_refused_and_never_cut(text_of) -> None:
    with pytest.raises(EvidenceError, match=r"report\.pdf: more than 400 pages; cut it into documents"):
        text_of(pdf(pages=401), "report.pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\nnothing of the kind",
        pdf()[:-200],
        pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        pdf(b"[" * 100_000 + WORDS),
        pdf().replace(b"/Kids", b"/X " + b"[" * 50_000 + b"]" * 50_000 + b" /Kids"),
        pdf(bomb(1000), filters="/Filter /FlateDecode"),
        pdf(bomb(1000, times=2), filters="/Filter [/FlateDecode /FlateDecode]"),
    ],
    ids=["junk", "cut off", "ring of pages", "deep words", "deep pages", "gigabyte", "gigabyte packed twice"],
)
def test_a_pdf_made_to_choke_its_reader_is_refused(text_of, content: bytes) -> None:
    with pytest.raises(EvidenceError, match=r"report\.pdf: (cannot be read as PDF|takes too long|no words)"):
        text_of(content, "report.pdf")


def test_a_reader_that_does_not_come_to_an_end_is_given_up(text_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with pytest.raises(EvidenceError, match=r"page\.html: takes too long to read; save its text"):
        text_of(PAGE, "page.html")
