"""From a job's request to the ``tumen`` command that does it, and the process that carries it out."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from tumen.evidence import case as cases
from tumen.policies import as_toml
from tumen.web.evidence_cases import OWN, own_case
from tumen.web.job_titles import of_the_people, some_of
from tumen.web.policies import as_file
from tumen.web.schemas import ComparisonJob, FitJob, Policy, RunJob

Request = RunJob | FitJob | ComparisonJob

KINDS = {"run": "runs", "fit": "fits", "comparison": "comparisons"}
"""Kind of job -> the folder under the root in which its results lie."""

RECORDS = ".tumen-jobs"
"""Folder under the root with what was asked for and how far it is."""


def policy_files(asked: Request) -> dict[str, str]:
    """Policies that were made on the page: name of the file each is written to, and its content."""
    made = asked.policies if isinstance(asked, ComparisonJob) else []
    return dict(_file(one) for one in made if not isinstance(one, str))


def _file(one: Policy) -> tuple[str, str]:
    text = as_toml(as_file(one))
    return f"{one.name}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.toml", text


def command(asked: Request, name: str, root: Path = Path()) -> list[str]:
    """The words after ``tumen``, said in the folder ``root``; the results go into ``name`` of their kind."""
    out = str(Path(KINDS[asked.kind]) / name)
    common = ["--seed", str(asked.seed), "--runs", str(asked.runs), "--out", out]
    common += ["--people-share", f"{asked.people_share:g}"]
    if isinstance(asked, RunJob):
        dates = ["--from", str(asked.start)] if asked.start else []
        dates += ["--to", str(asked.end)] if asked.end else []
        pairs = [
            part for key, value in sorted(asked.settings.items()) for part in ("--set", f"{key}={value!r}")
        ]
        return ["run", asked.scenario, *common, *dates, *pairs]
    if isinstance(asked, FitJob):
        case = asked.case if asked.case in cases.available() else _own_case(asked.case, root)
        until = ["--to", str(asked.end)] if asked.end else []
        return ["fit", asked.scenario, "--evidence", case, *common, *until]
    policies = [one if isinstance(one, str) else str(Path(RECORDS) / _file(one)[0]) for one in asked.policies]
    fit = ["--posterior", str(Path(KINDS["fit"]) / asked.fit)] if asked.fit else []
    return ["compare", asked.scenario, *policies, *common, *fit]


def _own_case(name: str, root: Path) -> str:
    """A case of one's own as a command names it; one that is gone, as where the app starts them."""
    folder = own_case(root, name)
    return str(folder.relative_to(root) if folder else Path(OWN) / name)


def title(asked: Request) -> str:
    """What a job is called in the list until it has a result."""
    people = of_the_people(asked.people_share)
    if isinstance(asked, RunJob):
        runs = "1 run" if asked.runs == 1 else f"{asked.runs} runs"
        return f"{runs} of {asked.scenario}, {people}, seed {asked.seed}"
    if isinstance(asked, FitJob):
        return f"Fit of {asked.scenario} to {asked.case}, {asked.runs:,} runs, {people}"
    fit = f", beliefs of {asked.fit}" if asked.fit else ""
    names = [one if isinstance(one, str) else one.title or one.name for one in asked.policies]
    return f"{some_of(names)} in {asked.scenario}{fit}, {asked.runs:,} worlds, {people}"


def spawn(words: list[str], root: Path, talk: BinaryIO) -> subprocess.Popen[bytes]:
    """Start ``tumen`` with its progress written out as on a wide terminal.

    It works in the user's folder and takes no module from there (``-P``), nor do the processes it starts.
    """
    environment = os.environ | {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1", "COLUMNS": "200"}
    environment["PYTHONSAFEPATH"] = "1"
    environment.pop("NO_COLOR", None)
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "tumen.cli", *words],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=talk,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        creationflags=flags,
    )


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to stop, as Ctrl-C does; Windows reaches a group of its own with Ctrl-Break alone.

    An app that was started in the background passes on that Ctrl-C is ignored, so that it is asked to
    terminate, which ``tumen`` takes for the same.
    """
    if sys.platform == "win32":
        process.send_signal(signal.CTRL_BREAK_EVENT)
    else:
        process.send_signal(signal.SIGTERM)


def interrupt_number(number: int) -> None:
    """The same for a process that an app started which has ended since."""
    if sys.platform != "win32":
        os.kill(number, signal.SIGTERM)


def is_alive(number: object, name: str) -> bool:
    """Whether a process of that number lives and is the job whose results go into the folder ``name``.

    Numbers are given anew, so that its command line must say so; where that cannot be read (Windows) the
    answer is no.
    """
    if not isinstance(number, int) or isinstance(number, bool) or number < 2:
        return False
    try:
        if Path("/proc/self/cmdline").exists():
            said = Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8", errors="replace")
        elif os.name == "posix":
            ask = ["ps", "-o", "command=", "-p", str(number)]
            said = subprocess.run(ask, capture_output=True, text=True, timeout=5, check=False).stdout
        else:
            return False
    except (OSError, subprocess.SubprocessError):
        return False
    return "tumen.cli" in said and name in said
