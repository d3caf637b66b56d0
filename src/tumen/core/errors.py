"""What can go wrong, said in one sentence to the person who can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TumenError(Exception):
    """Base of every error this package raises on purpose."""

    def __str__(self) -> str:
        """Return the sentence, ended once: by the question it closes with or by its full stop."""
        return super().__str__().replace("?.", "?")


class ScenarioError(TumenError):
    """A scenario's files do not describe a world that can be simulated."""


class ModelError(TumenError):
    """The mechanisms do not fit together: a name unknown, owned twice, or used where it may not be."""


class RunError(TumenError):
    """A run had to stop: the books do not balance or a rule broke its word."""


class EvidenceError(TumenError):
    """A case's files, or a document brought to it, cannot be read as evidence."""


class InputError(TumenError):
    """An argument given to a function or a command makes no sense."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the closest known word, else an empty string."""
    names = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), list(names), n=1, cutoff=0.6)
    return f"; did you mean {names[close[0]]!r}?" if close else ""
