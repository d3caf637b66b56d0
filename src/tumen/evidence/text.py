r"""A document's text in the one form in which its characters are counted and its quotes are found.

Offsets are code points of this form: NFC, lines ended by one ``\n``, every other run of white space
one space, no invisible or control characters. A text that was wrapped anew or saved with another
encoding of its accents therefore keeps its offsets; Korean syllables and emoji count as Python counts them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
"""Soft hyphens, zero-width spaces, byte-order marks and marks of direction: nobody reads them."""

LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Control characters, and halves of a surrogate pair, which no file can hold."""
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n[ \n]*")


def normalise(raw: str) -> str:
    """Bring a text into the form in which offsets are counted.

    Parameters
    ----------
    raw
        Text as read from a file.

    Returns
    -------
    The normal form; normalising it again changes nothing.
    """
    text = LINE_ENDS.sub("\n", raw).translate(INVISIBLE)
    text = unicodedata.normalize("NFC", CONTROL.sub("", text))
    return LINES.sub("\n", BLANKS.sub(" ", text)).strip()


def sha256(text: str) -> str:
    """Hash of a text already in normal form, as documents and quotes are named by it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def one_line(text: str) -> str:
    """The text with line ends as spaces: as long as before, so that offsets stay."""
    return text.replace("\n", " ")
