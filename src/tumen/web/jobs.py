"""Long work in the background: runs, fits and comparisons, each a ``tumen`` command of its own."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from tumen.comparison import result as comparisons
from tumen.inference import result as fits
from tumen.runs import folder as folders
from tumen.web.common import inside
from tumen.web.policies import as_file, as_toml
from tumen.web.problems import Problem, missing
from tumen.web.schemas import ComparisonJob, FitJob, RunJob

KINDS = {"run": "runs", "fit": "fits", "comparison": "comparisons"}
"""Kind of job -> the folder under the root in which its results lie."""

PAGES = {"run": "brief.html", "fit": fits.PAGE, "comparison": comparisons.PAGE}
ABOUT = {"run": folders.PROVENANCE, "fit": fits.PROVENANCE, "comparison": comparisons.PROVENANCE}

RECORDS = ".tumen-jobs"
"""Folder under the root with what was asked for and how far it is."""

AT_ONCE = 2
"""Jobs that run at the same time at most."""

LAST = 6_000
"""Bytes of a job's talk in which its progress is looked for."""

COUNTED = re.compile(r"([\d,]+) of ([\d,]+) runs")
LEFT = re.compile(r"(\d+):(\d\d):(\d\d)")
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

Request = RunJob | FitJob | ComparisonJob


@dataclass
class Work:
    """A command at work."""

    process: subprocess.Popen[bytes]
    began: float = field(default_factory=time.monotonic)


class Jobs:
    """The jobs under one root; what is finished on disk is a job that is done, whoever made it.

    Parameters
    ----------
    root
        Folder with ``runs``, ``fits`` and ``comparisons``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._at_work: dict[str, Work] = {}
        self._lock = threading.Lock()

    # ------------------------------------------------------------ what there is

    def all(self) -> list[dict[str, Any]]:
        """Every job, the newest first."""
        rows = [self.about(id_) for id_ in self._ids()]
        return sorted(rows, key=lambda row: (row["state"] == "running", row["made"]), reverse=True)

    def _ids(self) -> Iterator[str]:
        found = {path.stem for path in self._records().glob("*.json")} if self._records().is_dir() else set()
        for kind, of in KINDS.items():
            folder = self.root / of
            for path in folder.iterdir() if folder.is_dir() else ():
                if not path.name.startswith(".") and _finished(kind, path):
                    found.add(f"{kind}-{path.name}")
        yield from sorted(found)

    def about(self, id_: str) -> dict[str, Any]:
        """One job: its state, how far it is, when it was made and how large it is.

        Raises
        ------
        Problem
            If there is none of that name.
        """
        kind, folder = self.place(id_)
        record = self._record(id_)
        if not record and not _finished(kind, folder):
            raise missing("job", id_, self._ids())
        state, why = self._state(id_, kind, folder, record)
        done, total, left = self._progress(id_, state)
        made = record.get("made") or _made(folder)
        row = {"id": id_, "kind": kind, "title": record.get("title") or folder.name, "state": state}
        row |= {"done": done, "total": total, "left_s": left, "made": made, "size": _size(folder)}
        return row | {"error": why or None}

    def place(self, id_: str) -> tuple[str, Path]:
        """Kind and folder of a job.

        Raises
        ------
        Problem
            If the id is none that this app gives.
        """
        kind, _, name = id_.partition("-")
        if kind not in KINDS:
            raise Problem(404, f"There is no job {id_[:80]!r}; reload the list.")
        return kind, inside(self.root / KINDS[kind], name)

    def _records(self) -> Path:
        return self.root / RECORDS

    def _record(self, id_: str) -> dict[str, Any]:
        try:
            found = json.loads(inside(self._records(), f"{id_}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _state(self, id_: str, kind: str, folder: Path, record: dict[str, Any]) -> tuple[str, str]:
        work = self._at_work.get(id_)
        if work and work.process.poll() is None:
            return "running", ""
        if _finished(kind, folder):
            return "done", ""
        if record.get("stopped") or not work:
            return "stopped", ""
        return "failed", self._last_words(id_)

    def _talk(self, id_: str) -> str:
        path = inside(self._records(), f"{id_}.log")
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LAST))
            return COLOURS.sub("", file.read().decode("utf-8", "replace"))

    def _last_words(self, id_: str) -> str:
        lines = [line.strip() for line in self._talk(id_).splitlines() if line.strip()]
        return lines[-1][:400] if lines else "It ended without a word."

    def _progress(self, id_: str, state: str) -> tuple[int, int, float | None]:
        """How much is done, of how much, and the seconds left."""
        if state == "done":
            return 100, 100, 0.0
        talk = self._talk(id_)
        counted = list(COUNTED.finditer(talk))
        left = list(LEFT.finditer(talk))
        hours, minutes, seconds = map(int, left[-1].groups()) if left else (0, 0, 0)
        seconds_left = float(hours * 3600 + minutes * 60 + seconds) if left else None
        if counted:
            done, total = (int(number.replace(",", "")) for number in counted[-1].groups())
            return done, total, seconds_left
        work = self._at_work.get(id_)
        if seconds_left is None or work is None:
            return 0, 100, None
        spent = time.monotonic() - work.began
        return min(99, round(100 * spent / max(spent + seconds_left, 1e-9))), 100, seconds_left

    # ------------------------------------------------------------ what can be done

    def start(self, asked: Request) -> str:
        """Begin a job; the same request twice is one job.

        Raises
        ------
        Problem
            If too much is at work.
        """
        content = asked.model_dump_json(by_alias=True)
        name = f"{asked.scenario}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
        id_ = f"{asked.kind}-{name}"
        kind, folder = self.place(id_)
        if _finished(kind, folder) or self._running(id_):
            return id_
        self._records().mkdir(parents=True, exist_ok=True)
        command = _command(asked, folder, self._policies(asked))
        record = {"title": _title(asked), "command": command, "stopped": False}
        record["made"] = datetime.now(UTC).isoformat(timespec="seconds")
        self._begin(id_, record)
        return id_

    def _policies(self, asked: Request) -> list[str]:
        """Names of a comparison's policies; one that was made on the page is written to a file first."""
        words: list[str] = []
        for one in asked.policies if isinstance(asked, ComparisonJob) else ():
            if isinstance(one, str):
                words.append(one)
                continue
            text = as_toml(as_file(one))
            name = f"{one.name}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.toml"
            inside(self._records(), name).write_text(text, encoding="utf-8")
            words.append(str(Path(RECORDS) / name))
        return words

    def resume(self, id_: str) -> None:
        """Give the same command again: it goes on where it stood."""
        record = self._record(id_)
        if not record:
            raise Problem(409, "This was not started here; give its command again in a terminal.")
        if not self._running(id_):
            self._begin(id_, record | {"stopped": False})

    def stop(self, id_: str) -> None:
        """Ask a job to stop, as Ctrl-C does; what is done is kept."""
        self.about(id_)
        work = self._at_work.get(id_)
        if work and work.process.poll() is None:
            self._keep(id_, self._record(id_) | {"stopped": True})
            work.process.send_signal(signal.SIGINT)

    def delete(self, id_: str) -> None:
        """Remove a job and its results."""
        self.about(id_)
        if self._running(id_):
            raise Problem(409, "It is still running; stop it first.")
        _, folder = self.place(id_)
        for path in (folder, folders.workshop(folder)):
            if path.is_symlink():
                raise Problem(409, f"{path.name} is a link to elsewhere; remove it by hand.")
            shutil.rmtree(path, ignore_errors=True)
        for ending in ("json", "log"):
            inside(self._records(), f"{id_}.{ending}").unlink(missing_ok=True)

    def files(self, id_: str) -> list[dict[str, Any]]:
        """What a finished job left: names and bytes."""
        _, folder = self.place(id_)
        if not folder.is_dir():
            return []
        plain = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink())
        return [
            {"name": one.name, "url": f"api/jobs/{id_}/files/{one.name}", "size": one.stat().st_size}
            for one in plain
            if not one.name.startswith(".")
        ]

    def file(self, id_: str, name: str) -> Path:
        """A file of a job.

        Raises
        ------
        Problem
            If it is not there, or another path in disguise.
        """
        _, folder = self.place(id_)
        path = inside(folder, name)
        if path.is_symlink() or not path.is_file() or name.startswith("."):
            raise missing("file", name, (one["name"] for one in self.files(id_)))
        return path

    def page(self, id_: str) -> str | None:
        """Where the job's page is read."""
        kind, folder = self.place(id_)
        name = PAGES[kind]
        return f"api/jobs/{id_}/files/{name}?view=true" if (folder / name).is_file() else None

    def cite(self, id_: str) -> str:
        """How to cite it: what was run, with which version, and the command that runs it again."""
        kind, folder = self.place(id_)
        try:
            about = json.loads((folder / ABOUT[kind]).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        given = self._record(id_).get("command")
        command = about.get("command") or (shlex.join(["tumen", *given]) if given else "")
        version = about.get("version") or about.get("tumen") or ""
        return f"Tumen {version}: {folder.name}, {_made(folder)[:10]}. {command}".replace("  ", " ").strip()

    def close(self) -> None:
        """Stop what is at work, as Ctrl-C does."""
        for id_, work in list(self._at_work.items()):
            if work.process.poll() is None:
                with contextlib.suppress(Problem):
                    self.stop(id_)

    def _running(self, id_: str) -> bool:
        work = self._at_work.get(id_)
        return work is not None and work.process.poll() is None

    def _begin(self, id_: str, record: dict[str, Any]) -> None:
        with self._lock:
            if sum(self._running(other) for other in self._at_work) >= AT_ONCE:
                raise Problem(409, f"{AT_ONCE} jobs are at work; wait for one or stop it.")
            self._keep(id_, record)
            with inside(self._records(), f"{id_}.log").open("wb") as talk:
                self._at_work[id_] = Work(_spawn(record["command"], self.root, talk))

    def _keep(self, id_: str, record: dict[str, Any]) -> None:
        folders.write_json(inside(self._records(), f"{id_}.json"), record)


def _spawn(command: list[str], root: Path, talk: BinaryIO) -> subprocess.Popen[bytes]:
    """Start ``tumen`` with its progress written out as on a wide terminal."""
    environment = os.environ | {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1", "COLUMNS": "200"}
    environment.pop("NO_COLOR", None)
    return subprocess.Popen(
        [sys.executable, "-m", "tumen.cli", *command],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=talk,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _command(asked: Request, folder: Path, policies: list[str]) -> list[str]:
    out = str(Path(KINDS[asked.kind]) / folder.name)
    common = ["--seed", str(asked.seed), "--runs", str(asked.runs), "--out", out]
    common += ["--people-share", f"{asked.people_share:g}"]
    if isinstance(asked, RunJob):
        dates = [*(["--from", str(asked.start)] if asked.start else [])]
        dates += ["--to", str(asked.end)] if asked.end else []
        pairs = [
            part for name, value in sorted(asked.settings.items()) for part in ("--set", f"{name}={value!r}")
        ]
        return ["run", asked.scenario, *common, *dates, *pairs]
    if isinstance(asked, FitJob):
        own = Path("cases") / asked.case
        case = str(own) if (folder.parent.parent / own).is_dir() else asked.case
        return [
            "fit",
            asked.scenario,
            "--evidence",
            case,
            *common,
            *(["--to", str(asked.end)] if asked.end else []),
        ]
    fit = ["--posterior", str(Path(KINDS["fit"]) / asked.fit)] if asked.fit else []
    return ["compare", asked.scenario, *policies, *common, *fit]


def _title(asked: Request) -> str:
    if isinstance(asked, RunJob):
        runs = "1 run" if asked.runs == 1 else f"{asked.runs} runs"
        return f"{runs} of {asked.scenario}, {asked.people_share:.1%} of the people"
    if isinstance(asked, FitJob):
        return f"Fit of {asked.scenario} to {asked.case}, {asked.runs:,} runs"
    names = [one if isinstance(one, str) else one.title or one.name for one in asked.policies]
    return f"{', '.join(names)} in {asked.scenario}, {asked.runs:,} runs"


def _finished(kind: str, folder: Path) -> bool:
    if kind == "run":
        return folders.is_run(folder)
    return fits.is_fit(folder) if kind == "fit" else comparisons.is_comparison(folder)


def _made(folder: Path) -> str:
    try:
        return datetime.fromtimestamp(folder.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:
        return ""


def _size(folder: Path) -> int:
    if not folder.is_dir():
        return 0
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
