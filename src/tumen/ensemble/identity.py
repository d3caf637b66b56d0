"""What tells one store from another: a file in it that is written once."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from tumen.core.errors import InputError

ABOUT = "store.json"


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
        If the folder has another layout.
    """

    def __init__(self, folder: Path, layout: str) -> None:
        self.folder, self.layout = folder, layout
        found = self._about().get("layout", layout)
        if found != layout:
            raise InputError(
                f"{folder} is a store of layout {found}, this version reads {layout}; name another folder."
            )

    def _about(self) -> dict[str, Any]:
        try:
            about = json.loads((self.folder / ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return about if isinstance(about, dict) else {}

    @property
    def name(self) -> str:
        """Its name; empty while nothing was written to the store."""
        return str(self._about().get("id", ""))

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
            if about.exists():
                mine.replace(about)  # there, but it cannot be read
            else:
                _link(mine, about)
        finally:
            mine.unlink(missing_ok=True)


def _link(mine: Path, about: Path) -> None:
    """Give a file another name that nothing else has; where there are no links, whatever has it."""
    try:
        about.hardlink_to(mine)
    except FileExistsError:
        pass
    except OSError:
        mine.replace(about)
