"""The compiled day: written under a name made from its content, compiled once, never stale."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType

from platformdirs import user_cache_path

from tumen.engine.catalog import Catalog, catalog
from tumen.engine.compose import compose
from tumen.engine.layout import Layout


def cache_folder() -> Path:
    """Folder of compiled kernels; ``TUMEN_CACHE`` overrides the platform's choice."""
    override = os.environ.get("TUMEN_CACHE")
    return Path(override) if override else user_cache_path("tumen")


def clear_cache() -> Path:
    """Remove every compiled kernel and return the folder that held them."""
    folder = cache_folder()
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def fingerprint(text: str) -> str:
    """Name of a kernel: a hash of all it is made from, and of the compiler."""
    import llvmlite
    import numba

    versions = f"{numba.__version__} {llvmlite.__version__} {sys.version_info[:2]}"
    return hashlib.sha256(f"{versions}\n{text}".encode()).hexdigest()[:20]


def load_kernel(text: str) -> ModuleType:
    """Import the kernel's text as a module whose machine code is kept between runs.

    When the cache folder cannot be written the kernel still works, compiled anew each time.
    """
    name = f"tumen_day_{fingerprint(text)}"
    if name in sys.modules:
        return sys.modules[name]
    folder = cache_folder() / "kernels"
    path = folder / f"{name}.py"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            _write_whole(path, text)
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="tumen-")) / f"{name}.py"
        path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _write_whole(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(temporary).replace(path)


class Model:
    """A catalog with its layout, kernel text and, on demand, machine code."""

    def __init__(self, mechanisms: Catalog) -> None:
        self.catalog = mechanisms
        self.layout = Layout(mechanisms)
        self.text = compose(mechanisms, self.layout)
        self.fingerprint = fingerprint(self.text)

    @property
    def kernel(self) -> ModuleType:
        """The compiled functions."""
        return load_kernel(self.text)

    @property
    def is_compiled(self) -> bool:
        """Whether machine code for this kernel lies in the cache already."""
        folder = cache_folder() / "kernels" / "__pycache__"
        return folder.is_dir() and any(folder.glob(f"tumen_day_{self.fingerprint}.live-*.nbc"))


@cache
def default_model() -> Model:
    """The model of every mechanism under ``tumen.economy``."""
    return Model(catalog())
