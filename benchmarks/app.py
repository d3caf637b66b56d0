"""How fast the page What if answers: to the first changed picture, and to bands of twenty runs.

``python benchmarks/app.py`` starts `tumen app` and asks it as its page does; it takes two or three minutes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

RUNS = 20


def policy(name: str, value: float, start: str) -> dict[str, Any]:
    """A policy that holds China's policing of buyers at a value from some day on."""
    measure = {"kind": "lever", "lever": "buyer_policing", "value": value, "from": start}
    return {"name": name, "measures": [measure]}


def exempted(share: float) -> dict[str, Any]:
    """A policy under which the ban of August 2017 exempts a share of the trade."""
    measure = {"kind": "instrument", "match": "2371 *", "action": "exempt", "exemption": share}
    return {"name": "exempted", "measures": [measure]}


@contextmanager
def app() -> Iterator[httpx.Client]:
    """A client of an app of its own, which is stopped afterwards."""
    command = [str(Path(sys.executable).with_name("tumen")), "app", "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        token = parse_qs(address.query)["token"][0]
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(
            base_url=f"{address.scheme}://{address.netloc}", headers=headers, timeout=300
        ) as client:
            yield client
    finally:
        process.terminate()
        process.wait()


def asked(client: httpx.Client, policies: list[dict[str, Any]], **more: Any) -> dict[str, float]:
    """Seconds from a question to its first changed picture and to its bands of twenty runs."""
    began = time.perf_counter()
    question = {"scenario": "musan", "runs": RUNS, "policies": policies, **more}
    answer = client.post("/api/whatif", json=question)
    answer.raise_for_status()
    seconds: dict[str, float] = {}
    with client.stream("GET", f"/api/whatif/{answer.json()['id']}/events") as events:
        for kind, content in _messages(events):
            now = time.perf_counter() - began
            if kind in ("problem", "stopped"):
                raise SystemExit(f"The app answered: {content}")
            if kind == "bands" and len(content["headlines"][0]["policies"]) == len(policies):
                seconds.setdefault("first", now)
                if content["done"] == RUNS:
                    seconds["bands"] = now
    return seconds


def _messages(events: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    kind = ""
    for line in events.iter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))


def report(what: str, measured: list[dict[str, float]]) -> None:
    """One row: median and range of each of the two."""
    cells = []
    for name in ("first", "bands"):
        values = [one[name] for one in measured]
        cells.append(f"{statistics.median(values):6.2f} ({min(values):.2f}-{max(values):.2f})")
    print(f"{what:<44}" + "  ".join(f"{cell:>22}" for cell in cells), flush=True)


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="questions of each kind (5)")
    times = parser.parse_args().times
    values = [round(0.2 + 0.07 * k, 2) for k in range(1, times + 1)]
    with app() as client:
        print(f"{'seconds, median (range)':<36}{'first picture':>20}  {'20 runs':>20}")
        report("page opened", [asked(client, [])])
        report("page opened again", [asked(client, [])])
        report("a share of the ban of 2017 exempted", [asked(client, [exempted(v)]) for v in values])
        for year in (2017, 2015, 2013):
            start = f"{year}-03-01"
            report(f"a lever moved, from {year}", [asked(client, [policy("one", v, start)]) for v in values])
        others = [policy("first", 0.05, "2016-03-01"), policy("second", 0.95, "2016-03-01")]
        asked(client, others)
        third = [[*others, policy("third", v, "2016-03-01")] for v in values]
        report("a third policy beside two, from 2016", [asked(client, group) for group in third])
        believed = [{"theft_taboo": 1 + v} for v in values]
        report("a belief moved", [asked(client, [], beliefs=one) for one in believed])
        both = [asked(client, [exempted(0.5)], beliefs={"theft_taboo": 2 + v}) for v in values]
        report("a belief moved, beside a policy", both)


if __name__ == "__main__":
    main()
