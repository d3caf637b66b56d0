"""Reading and writing the files of a case: TOML that was written by hand, or by a stranger."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tumen.core.errors import EvidenceError

LARGEST_FILE = 20_000_000
"""Bytes of a case's file beyond which it is refused."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file of a case, or say where it stops making sense."""
    return dict(_read(path, tomllib.loads, "TOML"))


def read_json(path: Path) -> Any:
    """Read a JSON file, or say where it stops making sense."""
    return _read(path, json.loads, "JSON")


def _read(path: Path, parse: Callable[[str], Any], form: str) -> Any:
    where = f"{path.parent.name}/{path.name}"
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise EvidenceError(f"{where}: is no file.")
        if about.st_size > LARGEST_FILE:
            raise EvidenceError(f"{where}: larger than {LARGEST_FILE // 1_000_000} MB.")
        return parse(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise EvidenceError(f"{where}: not valid {form}: {error}.") from None
    except UnicodeDecodeError:
        raise EvidenceError(f"{where}: is not UTF-8 text.") from None
    except ValueError:
        raise EvidenceError(f"{where}: holds a number of too many digits.") from None
    except RecursionError:
        raise EvidenceError(f"{where}: nested too deeply.") from None
    except OSError as error:
        raise EvidenceError(f"{path}: cannot be read ({error.strerror}).") from None


def shown(value: Any) -> str:
    """A value out of a file, cut short; one that is too deep or long for Python to print, by its type."""
    try:
        return repr(str(value)[:80])
    except (RecursionError, ValueError):
        return f"too large a {type(value).__name__}"


def files_of(folder: Path) -> list[Path]:
    """The TOML files of a part of a case; hidden ones are just being written, and no part of it yet."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A new file of an unguessable name beside ``path``, which takes its name if nothing goes wrong."""
    number, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=path.suffix, dir=path.parent)
    os.close(number)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def toml(values: Mapping[str, Any]) -> str:
    """A key a line; tables inline, a list of tables an entry a line."""
    return "".join(f"{key} = {_inline(value)}\n" for key, value in values.items())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        parts = [_inline(one) for one in value]
        if any(isinstance(one, dict) for one in value):
            return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
        return "[" + ", ".join(parts) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
