"""What tells one store from another: a file in it that is written once."""

from __future__ import annotations

import json
import re
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from tumen.core.errors import InputError

ABOUT = "store.json"
_NAME = re.compile("[0-9a-f]{32}")


class Identity:
    """The identity of a store's folder.

    Parameters
    ----------
    folder : Path
        The store's; it need not be there yet.
    layout : str
        Version of the layout that this program reads and writes.

    Raises
    ------
    InputError
        If the folder is none, has another layout, or has a file of somebody else's by that name.
    """

    def __init__(self, folder: Path, layout: str) -> None:
        self.folder, self.layout = folder, layout
        if _is_something_else(folder):
            raise InputError(f"{folder} is no folder, and a store is one; name another.")
        about = self._about()
        if about is None:
            return
        if not isinstance(about, dict) or "layout" not in about:
            raise InputError(f"{folder / ABOUT} is not a store's; name another folder.")
        if about["layout"] != layout:
            raise InputError(
                f"{folder} is a store of layout {about['layout']}, this version reads {layout}; "
                "name another folder."
            )

    def _about(self) -> Any:
        """What the file says; None where it is not there or was cut short."""
        with suppress(OSError, ValueError):
            return json.loads((self.folder / ABOUT).read_text(encoding="utf-8"))
        return None

    @property
    def name(self) -> str:
        """Its name; empty while nothing was written to the store."""
        about = self._about()
        name = str(about.get("id", "")) if isinstance(about, dict) else ""
        return name if _NAME.fullmatch(name) else ""

    def check(self) -> None:
        """Refuse a folder that holds something and is not named as a store.

        Raises
        ------
        InputError
            With a sentence on it; a folder that is empty or not there passes.
        """
        try:
            strange = not self.name and any(self.folder.iterdir())
        except FileNotFoundError:
            return
        except OSError as error:
            raise InputError(f"{self.folder} cannot be read as a store ({error.strerror}).") from error
        if strange:
            raise InputError(
                f"{self.folder} is no store of runs: no {ABOUT} in it names one. Give a store's folder."
            )

    def settle(self) -> str:
        """Make the folder and name it, unless that was done; its name. `OSError` if it cannot be written."""
        if not self.name:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(json.dumps({"layout": self.layout, "id": uuid.uuid4().hex}) + "\n")
        return self.name

    def _write(self, text: str) -> None:
        """Of two processes that found one store at once, the first names it."""
        about, mine = self.folder / ABOUT, self.folder / f".{uuid.uuid4().hex}.json"
        try:
            mine.write_text(text, encoding="utf-8")
            if not _linked(mine, about) and not self.name:
                mine.replace(about)  # there and unreadable, or a disk without links
        finally:
            mine.unlink(missing_ok=True)


def _is_something_else(path: Path) -> bool:
    """Whether there is something of that name that is no folder, as far as one may look."""
    with suppress(OSError):
        return path.exists() and not path.is_dir()
    return False


def _linked(mine: Path, about: Path) -> bool:
    """Give a file another name that nothing else has; whether it could be given."""
    try:
        about.hardlink_to(mine)
    except OSError:
        return False
    return True
