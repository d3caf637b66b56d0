"""Set Tumen up and run it: ``python3 bootstrap.py run musan``, ``python3 bootstrap.py test``.

Only the standard library is used, so a fresh checkout needs Python and the package index, nothing
else. The first call makes ``.venv`` and installs what ``uv.lock`` names; later calls start at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "tumen-setup.json"
INPUTS = ("pyproject.toml", "uv.lock", "bootstrap.py")
"""What the environment is made from: when one of these changes, it is brought up to date."""

UV = "uv==0.13.9"
OLDEST, NEWEST = (3, 11), (3, 14)
ADVICE = "Call it with another one, for example: python3.12 bootstrap.py"

USAGE = """\
python3 bootstrap.py run musan [...]     run a scenario; every command of tumen works in this way
python3 bootstrap.py --help              what tumen can do
python3 bootstrap.py test                every check that a change must pass
python3 bootstrap.py test PATH [...]     pytest alone, with these arguments
python3 bootstrap.py setup               set up for development (.venv) and stop
"""

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", ("ruff", "check", "--output-format=concise", ".")),
    ("format", ("ruff", "format", "--check", "--output-format=concise", ".")),
    ("types", ("mypy",)),
    ("spelling", ("codespell",)),
    ("imports", ("lint-imports", "--no-logo")),
)


class SetupError(Exception):
    """Something that the reader of its one sentence can mend."""


def python_problem(version: tuple[int, int], has_ensurepip: bool = True) -> str | None:
    """Say what keeps this Python from being used, or None.

    Parameters
    ----------
    version
        Major and minor version of the running Python.
    has_ensurepip
        Whether it can make virtual environments with pip in them; Debian packs that apart.
    """
    have = dotted(version)
    if version < OLDEST:
        return f"Tumen needs Python {dotted(OLDEST)} or newer; this is {have}. {ADVICE}"
    if version > NEWEST:
        covered = f"{dotted(OLDEST)} to {dotted(NEWEST)}"
        return f"Tumen's locked packages cover Python {covered}; this is {have}. {ADVICE}"
    if not has_ensurepip:
        return f"This Python cannot make virtual environments. On Debian: apt install python{have}-venv"
    return None


def dotted(version: tuple[int, int]) -> str:
    """Write a version as people do: 3.11."""
    return f"{version[0]}.{version[1]}"


def fingerprint(root: Path = ROOT) -> str:
    """Hash of the files that the environment is made from."""
    digest = hashlib.sha256()
    for file in INPUTS:
        digest.update((root / file).read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


def read_stamp(path: Path = STAMP) -> dict[str, object]:
    """What the last set-up left behind; empty when there was none or it cannot be read."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def needs_sync(stamp: dict[str, object], digest: str, groups: tuple[str, ...]) -> bool:
    """Whether the environment must be brought up to date.

    Parameters
    ----------
    stamp
        What the last set-up recorded.
    digest
        `fingerprint` of the checkout now.
    groups
        Dependency groups that the command wants besides the program's own packages.
    """
    installed = stamp.get("groups")
    has = set(installed) if isinstance(installed, list) else set()
    return stamp.get("made_from") != digest or not set(groups) <= has


def say(line: str) -> None:
    """Talk on stderr: results alone go to stdout."""
    print(line, file=sys.stderr, flush=True)


def tool(program: str) -> str:
    """Path of a program in the environment."""
    return str(BIN / (program + (".exe" if os.name == "nt" else "")))


def environment() -> dict[str, str]:
    """Variables for uv: this checkout's .venv and this Python, whatever the shell was told before."""
    env = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "UV_PYTHON")}
    env["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    env["UV_PYTHON_DOWNLOADS"] = "never"
    return env


def call_quietly(command: list[str], complaint: str) -> None:
    """Run a command; when it fails show the end of what it said, then the complaint."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise SetupError("\n".join([*lines[-4:], complaint]))


def make_venv() -> None:
    """Make .venv with the locked version of uv in it."""
    if not Path(tool("python")).exists():
        call_quietly([sys.executable, "-m", "venv", "--clear", str(VENV)], f"Could not make {VENV}.")
    if not Path(tool("pip")).exists():  # made by another tool, as uv does it
        call_quietly([tool("python"), "-m", "ensurepip", "--default-pip"], f"Could not put pip into {VENV}.")
    install = [tool("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
    call_quietly(install, f"Could not fetch {UV} from the package index: is this machine online?")


def sync(groups: tuple[str, ...], digest: str) -> None:
    """Install what uv.lock names into .venv and record that it was done."""
    started = time.monotonic()
    first = not STAMP.exists()
    say(f"{'Setting up in' if first else 'Bringing up to date:'} {VENV} (once; about 700 MB, a minute or so)")
    STAMP.unlink(missing_ok=True)
    make_venv()
    command = [tool("uv"), "sync", "--locked", "--inexact", "--no-default-groups"]
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        command.append("--compile-bytecode")  # otherwise every start would compile every import again
    for group in groups:
        command += ["--group", group]
    if subprocess.call(command, cwd=ROOT, env=environment()):
        raise SetupError("Could not install what uv.lock names; uv says why above. Is this machine online?")
    STAMP.write_text(json.dumps({"made_from": digest, "groups": sorted(groups)}), encoding="utf-8")
    say(f"Ready after {time.monotonic() - started:.0f} s.")


def prepare(groups: tuple[str, ...] = ()) -> None:
    """Make sure that .venv holds the program and these groups."""
    stamp, digest = read_stamp(), fingerprint()
    if not needs_sync(stamp, digest, groups):
        return
    kept = stamp.get("groups")
    sync(tuple(sorted({*groups, *(kept if isinstance(kept, list) else [])})), digest)


def run_checks() -> int:
    """Run every check, whatever fails, and pytest last so that its closing line ends the output."""
    failed = []
    for title, command in CHECKS:
        say(f"--- {title}: {' '.join(command)}")
        if subprocess.call([tool(command[0]), *command[1:]], cwd=ROOT):
            failed.append(title)
    say("--- tests: pytest")
    tests = subprocess.call([tool("pytest"), "--numprocesses=auto", "--maxprocesses=4"], cwd=ROOT)
    if failed:
        say(f"FAILED besides the tests: {', '.join(failed)} (see above)")
    return tests or int(bool(failed))


def start(program: str, arguments: list[str]) -> int:
    """Become the program, or on Windows call it."""
    command = [tool(program), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then hand over to it."""
    from importlib.util import find_spec

    problem = python_problem(sys.version_info[:2], find_spec("ensurepip") is not None)
    if problem:
        raise SetupError(problem)
    if not arguments:
        print(USAGE, end="")
        return 2
    if arguments[0] == "setup":
        prepare(("dev",))
        return 0
    if arguments[0] == "test":
        prepare(("dev",))
        return start("pytest", arguments[1:]) if arguments[1:] else run_checks()
    prepare(("app",) if arguments[0] == "app" else ())
    return start("tumen", arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        say(str(error))
        sys.exit(1)
    except FileNotFoundError as error:
        say(f"{error.filename} is missing; delete {VENV} and call this again.")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
