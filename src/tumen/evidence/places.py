# ruff: noqa: RUF001 - punctuation of Korean and Chinese texts
"""Place names: which are known, how else they are written, where a text names them, and what lies in what."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path

from tumen.core.errors import EvidenceError, did_you_mean

COLUMNS = ("id", "kind", "country", "within", "lat", "lon", "names", "source")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z\u00c0-\u024f]+)*")
"""A word in Latin letters, with the apostrophes inside it."""

JOINTS = frozenset({" ", "\n", "-", "–", "‐", " & ", " - "})
"""What may stand between two words of one name; a full stop only after an initial."""

TAIL = re.compile(
    r"-(?:gun|kun|si|shi|do|ri|up|gu|guyok|dong)\b|(?: (?:County|City|Prefecture))\b", re.IGNORECASE
)
"""What may follow a name and belongs to it."""

VERBS = ("되", "됐", "된", "될", "됨", "돼", "하다", "했", "시키", "시킨", "시켰")
"""Endings that make a verb of a Korean word that is also a place: 무산되다 is "to come to nothing"."""

SHORTEST_SOUND = 6
"""Letters a word needs to be known by its sound alone (assumption; shorter ones are often other words)."""

LONGEST_NAME = 8
"""Words of the longest name that is looked for."""


WITHIN_TOWN = frozenset({"mine", "works", "camp", "district", "village", "crossing"})
"""Kinds of place that a report may name for the town they belong to."""


@dataclass(frozen=True)
class Place:
    """A place: its id (the plain name), kind, country, what it lies in, and its other spellings."""

    id: str
    kind: str
    country: str = ""
    within: str = ""
    lat: float | None = None
    lon: float | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A place named in a text."""

    place: str
    start: int
    end: int


@dataclass(frozen=True)
class Gazetteer:
    """Places by id, with every spelling.

    Attributes
    ----------
    by_name
        Spelling without case, accents, blanks, hyphens and apostrophes -> place id.
    by_sound
        The same for Korean names as one hears them, whichever romanisation wrote them.
    by_start
        First two characters of a Korean or Chinese spelling -> spellings, the longest first.
    capitals
        Spellings that are all capitals (US, DPRK) and are no names in other letters.
    joined
        Spellings that are a place only where they are one word: Kimhyongjik is, Kim Hyong Jik is a man.
    """

    places: Mapping[str, Place]
    by_name: Mapping[str, str] = field(repr=False)
    by_sound: Mapping[str, str] = field(repr=False)
    by_start: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)
    capitals: frozenset[str] = field(repr=False)
    joined: frozenset[str] = field(repr=False)

    def find(self, name: str) -> Place | None:
        """The place of that id or spelling, or None."""
        return self.places.get(name) or self.places.get(self.by_name.get(_key(name), ""))

    def get(self, name: str) -> Place:
        """The place of that id or spelling.

        Raises
        ------
        EvidenceError
            If it is not known.
        """
        place = self.find(name)
        if place is None:
            raise EvidenceError(f"no place '{name}' is known{did_you_mean(name, self.places)}")
        return place

    def around(self, name: str) -> list[str]:
        """What a place lies in, from the nearest outwards."""
        found: list[str] = []
        at = self.places[name].within if name in self.places else ""
        while at and at not in found:
            found.append(at)
            at = self.places[at].within if at in self.places else ""
        return found

    def holds(self, outer: str, inner: str) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        return outer == inner or outer in self.around(inner)

    def one_town(self, one: str, other: str) -> bool:
        """Whether two names are of one town: the same, or a mine, works or district and where it lies."""
        if one == other:
            return True
        parts = [(one, other), (other, one)]
        return any(
            inner in self.places
            and self.places[inner].kind in WITHIN_TOWN
            and self.places[inner].within == outer
            for inner, outer in parts
        )

    def mentions(self, text: str) -> list[Mention]:
        """Every place named in a text, in order; of names that begin together the longest.

        A name in Latin letters must begin with a capital, so that "us" is no country; blanks, hyphens
        and apostrophes may stand or be missing. After a Korean name a particle may follow.
        """
        return sorted([*self._latin(text), *self._east_asian(text)], key=lambda mention: mention.start)

    def _latin(self, text: str) -> Iterable[Mention]:
        tokens = list(TOKEN.finditer(text))
        at = 0
        while at < len(tokens):
            length, place = self._longest(text, tokens, at)
            if place:
                end = tokens[at + length - 1].end()
                tail = TAIL.match(text, end)
                yield Mention(place, tokens[at].start(), tail.end() if tail else end)
            at += max(length, 1)

    def _longest(self, text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, str]:
        """Words of the longest name that begins with a token, and its place."""
        if not tokens[at][0][0].isupper():
            return 1, ""
        keys = [_key(tokens[at][0])]
        for after in range(at + 1, min(at + LONGEST_NAME, len(tokens))):
            joint = text[tokens[after - 1].end() : tokens[after].start()]
            initial = len(tokens[after - 1][0]) == 1 and joint in (".", ". ")
            if joint not in JOINTS and not initial:
                break
            keys.append(keys[-1] + _key(tokens[after][0]))
        for length in range(len(keys), 0, -1):
            place = self.by_name.get(keys[length - 1])
            if length > 1 and keys[length - 1] in self.joined:
                continue
            if place and self._in_capitals(keys[length - 1], tokens[at : at + length]):
                return length, place
        return self._by_sound(tokens[at][0])

    def _in_capitals(self, key: str, tokens: list[re.Match[str]]) -> bool:
        """Whether a name that is written in capitals only is so written here."""
        return key not in self.capitals or all(token[0].removesuffix("'s").isupper() for token in tokens)

    def _by_sound(self, word: str) -> tuple[int, str]:
        plain = _key(word)
        return 1, (self.by_sound.get(_sound(plain), "") if len(plain) >= SHORTEST_SOUND else "")

    def _east_asian(self, text: str) -> Iterable[Mention]:
        at = 0
        for run in re.finditer(r"[\u3400-\u9fff\uac00-\ud7a3]{2,}", text):
            at = max(at, run.start())
            while at < run.end() - 1:
                found = self._spelled(text, at)
                if found:
                    yield found
                at = found.end if found else at + 1

    def _spelled(self, text: str, at: int) -> Mention | None:
        korean = "\uac00" <= text[at] <= "\ud7a3"
        if korean and at and "\uac00" <= text[at - 1] <= "\ud7a3":
            return None
        for name, place in self.by_start.get(text[at : at + 2], ()):
            end = _end_of(name, text, at)
            if end and not (korean and text.startswith(VERBS, end)):
                return Mention(place, at, end)
        return None


def _end_of(name: str, text: str, at: int) -> int | None:
    """Where a spelling ends that begins at ``at``; blanks inside it are passed over."""
    for letter in name:
        if at < len(text) and text[at] in " \n" and letter != text[at]:
            at += 1
        if at >= len(text) or text[at] != letter:
            return None
        at += 1
    return at


def _key(name: str) -> str:
    """A spelling without case, accents, blanks, hyphens, apostrophes and a possessive s."""
    plain = re.sub(r"['’]s?\b", "", name)
    if not plain.isascii():
        plain = "".join(
            letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter)
        )
        plain = unicodedata.normalize("NFC", plain)
    return re.sub(r"[\s\-–‐’'.&·]+", "", plain).casefold()


SOUNDS = (
    (r"yeo", "yo"),
    (r"eo", "o"),
    (r"eu", "u"),
    (r"oi", "oe"),
    (r"oo|wu", "u"),
    (r"ae", "e"),
    (r"(?<!n)g|kh?", "k"),
    (r"ng?", "n"),
    (r"d|th?", "t"),
    (r"b|ph?", "p"),
    (r"j|ch?", "c"),
    (r"^r(?=y|i)|^l(?=y|i)", ""),
    (r"r", "l"),
    (r"sh", "s"),
    (r"un(?=[^aeiouy]|$)", "on"),
    (r"(.)\1+", r"\1"),
)
"""What the romanisations write differently, and the sign that stands for all of them (assumption)."""


def _sound(key: str) -> str:
    """A romanised Korean name as it is heard: Onsŏng, Onseong, Onsung are one."""
    for written, heard in SOUNDS:
        key = re.sub(written, heard, key)
    return key


@lru_cache(maxsize=1)
def bundled() -> Gazetteer:
    """The gazetteer that comes with Tumen."""
    return of(read(Path(str(resources.files("tumen.data") / "gazetteer" / "places.csv"))))


def read(path: Path) -> list[Place]:
    """Places of a CSV file with the columns `COLUMNS`.

    Raises
    ------
    EvidenceError
        With the file, the row and what is wrong there.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvidenceError(f"{path.name}: cannot be read ({error}).") from None
    return [_place(row, f"{path.name}, row {number}") for number, row in enumerate(rows, start=1)]


def _place(row: Mapping[str, str | None], where: str) -> Place:
    missing = [name for name in ("id", "kind") if not (row.get(name) or "").strip()]
    if missing or None in row:
        raise EvidenceError(f"{where}: {missing[0] + ' is missing' if missing else 'too many cells'}.")
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        lat, lon = (float(cells[name]) if cells[name] else None for name in ("lat", "lon"))
    except ValueError:
        raise EvidenceError(f"{where}: 'lat' and 'lon' should be degrees or empty.") from None
    names = tuple(name.strip() for name in cells["names"].split(";") if name.strip())
    return Place(cells["id"], cells["kind"], cells["country"], cells["within"], lat, lon, names)


def of(places: Iterable[Place]) -> Gazetteer:
    """A gazetteer of these places; of two with one spelling the first keeps it, an id before a name."""
    by_id: dict[str, Place] = {}
    for place in places:
        by_id.setdefault(place.id, place)
    spelled = [(place.id, place) for place in by_id.values()]
    spelled += [(name, place) for place in by_id.values() for name in place.names]
    by_name: dict[str, str] = {}
    for name, place in spelled:
        if _key(name):
            by_name.setdefault(_key(name), place.id)
    east = [(name.replace(" ", ""), place.id) for name, place in spelled if CJK.search(name)]
    capitals = {
        _key(name) for name, _ in spelled if name.isupper() and name.isascii() and len(_key(name)) <= 5
    }
    joined = set()
    for place in by_id.values():
        short = re.sub(r"\s(?:county|County)$", "", place.id)
        if short != place.id and _key(short) not in by_name:
            by_name[_key(short)] = place.id
            joined.add(_key(short))
    return Gazetteer(
        by_id, by_name, _by_sound(spelled), _by_start(east), frozenset(capitals), frozenset(joined)
    )


def _by_sound(spelled: Iterable[tuple[str, Place]]) -> dict[str, str]:
    """Sounds that mean one place only; names of one word, in the north."""
    heard: dict[str, set[str]] = {}
    for name, place in spelled:
        if place.country == "KP" and TOKEN.fullmatch(name) and len(_key(name)) >= SHORTEST_SOUND - 1:
            heard.setdefault(_sound(_key(name)), set()).add(place.id)
    return {sound: ids.pop() for sound, ids in heard.items() if len(ids) == 1}


def _by_start(names: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[str, str]] = {}
    for name, place in names:
        if len(name) >= 2:
            found.setdefault(name[:2], {}).setdefault(name, place)
    return {
        start: tuple(sorted(known.items(), key=lambda entry: -len(entry[0])))
        for start, known in found.items()
    }
