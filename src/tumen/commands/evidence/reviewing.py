"""``tumen evidence review``: walk through what was read out of a text, and decide."""

from __future__ import annotations

import json
from typing import Any

from tumen.commands.console import print_json, say, talk
from tumen.commands.evidence.common import SCHEMA, to_be_changed
from tumen.core.errors import EvidenceError, InputError, did_you_mean
from tumen.core.text import visible
from tumen.evidence import case as cases
from tumen.evidence import proposals
from tumen.evidence.case import Case
from tumen.evidence.claims import Claim, Quantity
from tumen.evidence.grades import CREDIBILITY, RELIABILITY
from tumen.evidence.origins import origin_of
from tumen.evidence.proposals import Proposed
from tumen.evidence.texts import Texts
from tumen.evidence.wording import amount, read_amount

KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [q]uit"
AROUND = 160
"""Characters shown before and after a quote."""

EDITED = ("says", "observable", "event", "places", "commodity", "period", "quantity", "use", "why")
"""What is asked of a claim that is edited; ``use`` and ``why`` are a claim's alone."""

FIELDS = tuple(name for name in Claim.model_fields if name not in ("id", "anchors"))


def list_waiting(document: str | None, name: str | None) -> None:
    """``tumen evidence review --json``: the proposals that wait."""
    case = to_be_changed(name)
    rows = [
        {"document": one} | proposed.model_dump(mode="json", exclude_none=True)
        for one in _documents(case, document)
        for proposed in proposals.of(case, one)
        if proposed.state == "open"
    ]
    print_json({"schema": SCHEMA, "proposals": rows})


def _documents(case: Case, document: str | None) -> list[str]:
    if document is None:
        return list(proposals.waiting(case))
    if document not in case.documents:
        raise InputError(f"There is no document '{document}'{did_you_mean(document, case.documents)}.")
    return [document]


def decide(
    document: str | None,
    name: str | None,
    accept: list[int],
    reject: list[int],
    reopen: list[int],
    pairs: list[str],
) -> None:
    """``tumen evidence review DOCUMENT --accept N --reject N``."""
    case = to_be_changed(name)
    if document is None:
        raise InputError("Of which document? tumen evidence review DOCUMENT --accept 3")
    _documents(case, document)
    changes = settings(pairs)
    for number in accept:
        claim = proposals.accept(case, document, number, changes)
        say(f"{number} accepted as {claim.id}: {claim.says}")
    for number in reject:
        proposals.reject(case, document, number)
        say(f"{number} rejected")
    for number in reopen:
        proposals.reopen(case, document, number)
        say(f"{number} waits again")


def settings(pairs: list[str]) -> dict[str, Any]:
    """``key=value`` as keys of a claim; a value may be JSON, a list's parts may be separated by commas.

    Raises
    ------
    InputError
        If a key is none of a claim's.
    """
    changes: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip()
        if not equals or key not in FIELDS:
            raise InputError(
                f"'{pair}': expected key=value with a key of a claim{did_you_mean(key, FIELDS)}."
            )
        changes[key] = _value(key, value.strip())
    return changes


def _value(key: str, text: str) -> Any:
    """A key's value as a reviewer writes it.

    Raises
    ------
    InputError
        If it is none that the key can have.
    """
    if key == "places":
        return [part.strip() for part in text.split(",") if part.strip()]
    if key == "quantity" and not text.startswith("{"):
        return read_amount(text).model_dump(exclude_defaults=True)
    if key == "reliability" and text.upper() in RELIABILITY:
        return text.upper()
    if key == "credibility" and text in map(str, CREDIBILITY):
        return int(text)
    if key in ("quantity", "stock_phrase"):
        try:
            return json.loads(text)
        except ValueError:
            raise InputError(f"'{key}' is {text!r} but should be JSON.") from None
    if key in ("reliability", "credibility"):
        known = "A to F" if key == "reliability" else "1 to 6"
        raise InputError(f"'{key}' is {text!r} but should be {known}.")
    return text


def walk(document: str | None, name: str | None) -> None:
    """``tumen evidence review``: one proposal after the other, in the terminal."""
    case = to_be_changed(name)
    texts = Texts(case)
    decided = 0
    for one in _documents(case, document):
        waiting = [proposed for proposed in proposals.of(case, one) if proposed.state == "open"]
        text = texts.original(one)
        for place, proposed in enumerate(waiting, start=1):
            _show(one, proposed, text, f"{place} of {len(waiting)}")
            answer = _decided(case, one, proposed)
            if answer == "quit":
                say(f"{decided} decided; the rest waits.")
                return
            decided += answer == "done"
    say(f"{decided} decided; nothing waits any more." if decided else "No proposals wait.")


def _show(document: str, proposed: Proposed, text: str | None, place: str) -> None:
    say("")
    say(f"{document}, proposal {proposed.number} ({place})")
    if text is not None:
        start, end = proposed.anchor.start, proposed.anchor.end
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        say(f"  …{before}«{text[start:end]}»{after}…".replace("\n", " "))
    subject = proposed.observable or proposed.event or proposed.other or ""
    rows = {
        "says": proposed.says,
        "about": f"{subject} / {proposed.commodity}" if proposed.commodity else subject,
        "places": ", ".join(proposed.places),
        "period": "unknown" if proposals.is_open(proposed.period) else proposed.period,
        "amount": amount(proposed.quantity),
        "who": ", via ".join(filter(None, [proposed.speaker, proposed.cites])),
    }
    for key, value in rows.items():
        if value:
            say(f"  {key + ':':<10}{value}")


def _decided(case: Case, document: str, proposed: Proposed) -> str:
    """Ask until there is an answer: done, skip or quit."""
    while True:
        try:
            key = talk.input(f"{KEYS} > ", markup=False).strip().lower()[:1]
        except EOFError:
            return "quit"
        if key == "q":
            return "quit"
        if key == "s":
            return "skip"
        if key == "r":
            proposals.reject(case, document, proposed.number)
            return "done"
        if key in ("a", "e"):
            try:
                claim = proposals.accept(
                    case, document, proposed.number, _asked(case, document, proposed, edit=key == "e")
                )
            except (EvidenceError, InputError) as error:
                talk.print(visible(f"  {error}"), markup=False)
                continue
            except EOFError:
                return "quit"
            say(f"  accepted as {claim.id}")
            return "done"


def _asked(case: Case, document: str, proposed: Proposed, *, edit: bool) -> dict[str, Any]:
    """What the reviewer says of the source; with ``edit`` also of the claim."""
    changes: dict[str, Any] = {}
    if edit:
        for key in EDITED:
            before = _current(proposed, key)
            value = _ask(key, key, before)
            if value not in ("", [], None) and value != _read(key, before):
                changes[key] = value
    known_ = ", ".join(list(case.origins)[:8])
    own = origin_of(document, proposed.speaker)
    origin = _ask("origin", f"origin ({known_ or 'a new name, such as nh-1'})", own)
    graded = case.origins.get(origin) or cases.read(case.path).origins.get(origin)
    changes["origin"] = origin
    changes["reliability"] = _ask("reliability", "reliability A to F", graded.reliability if graded else "F")
    changes["credibility"] = _ask("credibility", "credibility 1 to 6", "6")
    changes["reason"] = _ask("reason", "reason", graded.reason if graded else proposals.UNGRADED)
    departs = proposals.departs(case, document, proposed, changes)
    if departs:
        changes["corrected"] = _ask("corrected", departs, "")
    return changes


def _current(proposed: Proposed, key: str) -> str:
    value = getattr(proposed, key, None)
    if key == "quantity":
        return "" if value is None else _written(value)
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _written(quantity: Quantity) -> str:
    """An amount as it can be typed again: in words where those can be read, else as JSON."""
    if quantity.kind in ("value", "interval", "bound"):
        return amount(quantity)
    return json.dumps(quantity.model_dump(exclude_defaults=True), ensure_ascii=False)


def _read(key: str, text: str) -> Any:
    return _value(key, text) if text else ""


def _ask(key: str, what: str, default: str) -> Any:
    """Ask until the answer is one that the key can have."""
    while True:
        answer = talk.input(visible(f"  {what} [{default}]: "), markup=False).strip() or default
        try:
            return _read(key, answer)
        except (EvidenceError, InputError) as error:
            talk.print(visible(f"  {error}"), markup=False)
