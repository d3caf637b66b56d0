"""Where the cases lie that the app shows: with Tumen, under ``cases``, or beside it in the app's folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tumen.evidence import case as cases
from tumen.web.common import inside
from tumen.web.problems import missing

OWN = "cases"
"""Folder under the root in which the app starts cases; those of a terminal may lie in the root itself."""


def own_cases(root: Path) -> list[str]:
    """Names of one's own cases: folders in the root or under `OWN` that have a case's file."""
    found = {path.name for folder in (root / OWN, root) for path in _folders(folder) if _is_case(path)}
    return sorted(found)


def _folders(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    return []


def _is_case(folder: Path) -> bool:
    try:
        return (folder / cases.FILE).is_file()
    except OSError:  # a folder that may not be looked into
        return False


def own_case(root: Path, name: str) -> Path | None:
    """The folder of a case of one's own, the one under `OWN` first; None where there is none.

    Raises
    ------
    Problem
        If the name is another path in disguise.
    """
    folders = (inside(root / OWN, name), inside(root, name))
    return next((folder for folder in folders if _is_case(folder)), None)


def case_folder(root: Path, name: str) -> Path:
    """The folder of a case: bundled, or one's own.

    Raises
    ------
    Problem
        If there is none.
    """
    if name in cases.available():
        return cases.bundled() / name
    folder = own_case(root, name)
    if folder is None:
        raise missing("case", name, [*cases.available(), *own_cases(root)])
    return folder
