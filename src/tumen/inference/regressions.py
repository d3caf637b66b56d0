"""Regressions that were made before, kept by content: of the same runs and quantity none is made twice."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np

from tumen.evidence.files import whole

VERSION = 1
"""To be raised when a regression of the same runs would come out otherwise."""


class Kept:
    """A folder of arrays by name; what cannot be read or written is made anew.

    Parameters
    ----------
    folder
        Where they lie; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @staticmethod
    def name(*of: np.ndarray | int | float | str) -> str:
        """Name made from all that decides a regression."""
        digest = hashlib.blake2b(f"{VERSION}".encode(), digest_size=16)
        for one in of:
            digest.update(
                np.ascontiguousarray(one).tobytes() if isinstance(one, np.ndarray) else repr(one).encode()
            )
        return digest.hexdigest()

    def get(self, name: str) -> dict[str, np.ndarray] | None:
        """The arrays of a name, if they are there and whole."""
        if self.folder is None:
            return None
        with (
            suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile),
            np.load(self._path(name), allow_pickle=False) as held,
        ):
            return {key: held[key] for key in held.files}
        return None

    def put(self, name: str, arrays: dict[str, np.ndarray]) -> None:
        """Keep arrays."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with whole(self._path(name)) as temporary:
                np.savez(temporary, **arrays)  # type: ignore[arg-type]

    def _path(self, name: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{name}.npz"
