"""What goes wrong on the page's side, each with the status that tells it to a program."""

from __future__ import annotations

from collections.abc import Iterable

from tumen.core.errors import TumenError, did_you_mean


class Problem(TumenError):  # noqa: N818
    """A request that cannot be met.

    Parameters
    ----------
    status
        HTTP status.
    words
        One sentence: what is wrong, where, the way out.
    """

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def missing(what: str, name: str, known: Iterable[str]) -> Problem:
    """There is no such thing; perhaps a name like it."""
    return Problem(
        404, f"There is no {what} {name[:80]!r}{did_you_mean(name, known) or '; reload the page'}."
    )
