"""Long work in the background: runs, fits and comparisons, each a ``tumen`` command of its own."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shlex
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tumen.comparison import result as comparisons
from tumen.inference import result as fits
from tumen.runs import folder as folders
from tumen.web import job_series
from tumen.web.common import inside
from tumen.web.form_words import of_the_form
from tumen.web.job_commands import (
    KINDS,
    RECORDS,
    Request,
    command,
    interrupt_number,
    is_alive,
    policy_files,
    spawn,
    title,
)
from tumen.web.job_progress import COLOURS, Progress, progress
from tumen.web.job_titles import about_of, command_of, made_on, sources_of
from tumen.web.job_titles import called as titled
from tumen.web.job_work import Work
from tumen.web.problems import Problem, missing
from tumen.web.schemas import Job

PAGES = {"run": "brief.html", "fit": fits.PAGE, "comparison": comparisons.PAGE}
ABOUT = {"run": folders.PROVENANCE, "fit": fits.PROVENANCE, "comparison": comparisons.PROVENANCE}

AT_ONCE = 2
"""Jobs that run at the same time at most."""

LAST = 6_000
"""Bytes of a job's talk in which its progress is looked for."""

BADLY_ASKED = 2
"""How a command ends that makes no sense of its arguments: to go on with it would end so again."""

FORM: TypeAdapter[Request] = TypeAdapter(Job)
"""What a record may ask for."""


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
        self._lock = threading.RLock()

    # ------------------------------------------------------------ what there is

    def all(self) -> list[dict[str, Any]]:
        """Every job, the newest first."""
        rows = []
        for id_ in self._ids():
            with contextlib.suppress(Problem, OSError):  # an odd name, or gone since: the others are shown
                rows.append(self.about(id_))
        return sorted(rows, key=lambda row: (row["state"] == "running", row["made"]), reverse=True)

    def _ids(self) -> Iterator[str]:
        found = self._recorded()
        for kind, of in KINDS.items():
            for path in _within(self.root / of):
                with contextlib.suppress(OSError):
                    if _finished(kind, path):
                        found.add(f"{kind}-{path.name}")
        yield from sorted(found)

    def _recorded(self) -> set[str]:
        return {path.stem for path in _within(self._records()) if path.suffix == ".json"}

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
        made = str(record.get("made") or _made(folder))
        called = self._called(kind, folder, record)
        row = {"id": id_, "kind": kind, "folder": folder.name, "title": called, "state": state}
        row |= self._progress(id_, state).told() | {"made": made, "size": _size(folder)}
        again = bool(record) and state in ("stopped", "failed") and record.get("code") != BADLY_ASKED
        return row | {"error": why or None, "resumable": again}

    def _called(self, kind: str, folder: Path, record: dict[str, Any]) -> str:
        """What a result says of itself, else what was asked for, else the command of a terminal."""
        path = folder / ABOUT[kind]
        about = about_of(path)
        said = titled(kind, about, made_on(path)) if about else ""
        return str(
            said or record.get("title") or command_of(kind, about).removeprefix("tumen ") or folder.name
        )

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
        except (OSError, ValueError, RecursionError, Problem):
            return {}
        return found if isinstance(found, dict) else {}

    def _state(self, id_: str, kind: str, folder: Path, record: dict[str, Any]) -> tuple[str, str]:
        if self._lives(id_, record):
            return "running", ""
        if _finished(kind, folder):
            return "done", ""
        if record.get("stopped") or (id_ not in self._at_work and record.get("code") is None):
            return "stopped", ""
        return "failed", self._last_words(id_)

    def _talk(self, id_: str) -> str:
        try:
            with inside(self._records(), f"{id_}.log").open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - LAST))
                return COLOURS.sub("", file.read().decode("utf-8", "replace"))
        except (OSError, Problem):
            return ""

    def _last_words(self, id_: str) -> str:
        lines = [line.strip() for line in self._talk(id_).splitlines() if line.strip()]
        return of_the_form(lines[-1])[:400] if lines else "It ended without a word."

    def _progress(self, id_: str, state: str) -> Progress:
        work = self._at_work.get(id_)
        return progress(self._talk(id_), state, time.monotonic() - work.began if work else None)

    # ------------------------------------------------------------ what can be done

    def start(self, asked: Request) -> str:
        """Begin a job; the same request twice is one job.

        Raises
        ------
        Problem
            If too much is at work.
        """
        content = asked.model_dump_json(by_alias=True)
        id_ = f"{asked.kind}-{asked.scenario}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
        kind, folder = self.place(id_)
        if _finished(kind, folder):
            return id_
        record = {"title": title(asked), "asked": asked.model_dump(mode="json", by_alias=True)}
        record["made"] = datetime.now(UTC).isoformat(timespec="seconds")
        self._begin(id_, record, asked)
        return id_

    def asked(self, id_: str) -> Request:
        """What a job was asked for, checked as if it were asked now: the record lies in the user's folder.

        Raises
        ------
        Problem
            If it was not started here, or its record makes no sense.
        """
        kind, _ = self.place(id_)
        record = self._record(id_)
        if not record:
            raise Problem(409, "This was not started here; give its command again in a terminal.")
        if "asked" not in record:
            raise Problem(409, "The record of this job is of an older form; start it anew.")
        try:
            found = FORM.validate_python(record["asked"])
        except ValidationError:
            raise Problem(409, "The record of this job makes no sense any more; start it anew.") from None
        if found.kind != kind:
            raise Problem(409, f"The record of this job is one of a {found.kind}; start it anew.")
        return found

    def resume(self, id_: str) -> None:
        """Ask for the same again: it goes on where it stood."""
        asked = self.asked(id_)
        self._begin(id_, {"title": title(asked), "made": ""} | self._record(id_), asked)

    def _begin(self, id_: str, record: dict[str, Any], asked: Request) -> None:
        """Start the process of a job, unless it is there already."""
        with self._lock:
            if self._running(id_):
                return
            if sum(self._running(other) for other in {*self._at_work, *self._recorded()}) >= AT_ONCE:
                raise Problem(409, f"{AT_ONCE} jobs are at work; wait for one or stop it.")
            records = self._records()
            records.mkdir(parents=True, exist_ok=True)
            for name, text in policy_files(asked).items():
                inside(records, name).write_text(text, encoding="utf-8")
            with inside(records, f"{id_}.log").open("wb") as talk:
                work = Work(spawn(command(asked, self.place(id_)[1].name, self.root), self.root, talk))
            self._at_work[id_] = work
            self._keep(id_, record | {"stopped": False, "pid": work.process.pid, "code": None})
        threading.Thread(target=self._watch, args=(id_, work), daemon=True, name="job").start()

    def _watch(self, id_: str, work: Work) -> None:
        """Put down how a process ended, so that it is known after this app has ended too."""
        code = work.ended()
        with self._lock, contextlib.suppress(OSError, Problem):
            record = self._record(id_)
            if record.get("pid") == work.process.pid:
                self._keep(id_, record | {"code": code})

    def stop(self, id_: str) -> None:
        """Ask a job to stop, as Ctrl-C does; what is done is kept."""
        self.about(id_)
        with self._lock:
            record = self._record(id_)
            if not self._lives(id_, record):
                return
            self._keep(id_, record | {"stopped": True})
            work = self._at_work.get(id_)
            if work and work.process.poll() is None:
                work.stop()
            else:
                interrupt_number(record["pid"])

    def delete(self, id_: str) -> None:
        """Remove a job and its results.

        Raises
        ------
        Problem
            If it runs, or something of it cannot be removed.
        """
        self.about(id_)
        with self._lock:
            if self._running(id_):
                raise Problem(409, "It is still running; stop it first.")
            _, folder = self.place(id_)
            for path in (folder, folders.workshop(folder)):
                if path.is_symlink():
                    raise Problem(409, f"{path.name} is a link to elsewhere; remove it by hand.")
                shutil.rmtree(path, ignore_errors=True)
                if path.exists():
                    raise Problem(409, f"{path.name} cannot be removed whole; look at its rights.")
            with contextlib.suppress(Problem):
                for ending in ("json", "log"):
                    inside(self._records(), f"{id_}.{ending}").unlink(missing_ok=True)
            self._at_work.pop(id_, None)

    def files(self, id_: str) -> list[dict[str, Any]]:
        """What a finished job left: names and bytes."""
        _, folder = self.place(id_)
        if not folder.is_dir():
            return []
        plain = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink())
        rows: list[dict[str, Any]] = [
            {"name": one.name, "url": f"api/jobs/{id_}/files/{one.name}", "size": one.stat().st_size}
            for one in plain
            if not one.name.startswith(".")
        ]
        made = {"name": job_series.NAME, "url": f"api/jobs/{id_}/files/{job_series.NAME}", "size": None}
        return [made, *rows] if self.result(id_) else rows

    def result(self, id_: str) -> Path | None:
        """The result of a finished run, of which its table is made; None for other jobs."""
        kind, folder = self.place(id_)
        path = folder / folders.RESULT
        return path if kind == "run" and path.is_file() and not path.is_symlink() else None

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
        """How to cite it: what was made of which sources with which version, and the command for it."""
        kind, folder = self.place(id_)
        about = about_of(folder / ABOUT[kind])
        if not about:
            return ""
        again = about.get("command") or ""
        if not again:
            with contextlib.suppress(Problem):
                again = shlex.join(["tumen", *command(self.asked(id_), folder.name, self.root)])
        again = again or command_of(kind, about)
        version = about.get("version") or about.get("tumen") or ""
        first = f"Tumen {version}: {folder.name}, {_made(folder)[:10]}.".replace("  ", " ")
        made_by = f"Made again by: {again}" if again else ""
        return " ".join(filter(None, [first, sources_of(kind, about), made_by]))

    def close(self) -> None:
        """Stop what is at work, as Ctrl-C does."""
        for id_ in list(self._at_work):
            with contextlib.suppress(Exception):  # what one cannot do must not keep the others at work
                self.stop(id_)

    def _running(self, id_: str) -> bool:
        return self._lives(id_, self._record(id_))

    def _lives(self, id_: str, record: dict[str, Any]) -> bool:
        """Whether its process lives: one of this app, or of one that was ended and left it behind."""
        work = self._at_work.get(id_)
        if work:
            return work.process.poll() is None
        if record.get("code") is not None:
            return False
        return is_alive(record.get("pid"), id_.partition("-")[2])

    def _keep(self, id_: str, record: dict[str, Any]) -> None:
        folders.write_json(inside(self._records(), f"{id_}.json"), record)


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
    total = 0
    for path in folder.rglob("*") if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            total += path.stat().st_size if path.is_file() and not path.is_symlink() else 0
    return total


def _within(folder: Path) -> list[Path]:
    """What lies in a folder and is not hidden; nothing where it cannot be read."""
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []
