"""How fast a day is: the reference scenario at full size on one core, and a small workload beside Mesa.

Run it in an environment that has the ``bench`` group: ``python benchmarks/day.py``. With
``--mechanisms`` it also leaves out each mechanism's rules for people in turn (or those of the
mechanisms named), which compiles the model once for each.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import replace
from datetime import date

import reference

from tumen.core.errors import RunError
from tumen.engine.catalog import Catalog
from tumen.engine.kernel import Model, default_model
from tumen.engine.simulation import Simulation
from tumen.engine.stage import build
from tumen.scenario import load

START = date(2018, 1, 1)


def peak_bytes() -> int:
    """The most memory this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def whole_day(days: int, model: Model | None = None) -> dict[str, float]:
    """Speed and memory of the reference scenario at full size on one core."""
    stage = build(replace(load("musan"), start=START), model or default_model())
    simulation = Simulation(stage)
    simulation.run(31)
    began = time.perf_counter()
    simulation.run(31 + days)
    seconds = (time.perf_counter() - began) / days
    adults = len(stage.arrays["person_rows"])
    return {
        "residents": stage.residents,
        "adult_rows": adults,
        "seconds_a_day": seconds,
        "person_days_per_second": stage.residents / seconds,
        "adult_row_days_per_second": adults / seconds,
        "bytes_a_person_of_arrays": stage.bytes / stage.residents,
        "bytes_a_person_at_peak": peak_bytes() / stage.residents,
    }


def beside_mesa(days: int) -> dict[str, float]:
    """The small workload in both, in this process, on one core."""
    try:
        theirs, their_cash = reference.mesa(days)
    except ImportError:
        print("Mesa is not installed; install the group 'bench' to compare.", file=sys.stderr)
        return {}
    ours, our_cash = reference.tumen(100 * days, days)
    return {
        "tumen_person_days_per_second": ours,
        "mesa_person_days_per_second": theirs,
        "ratio": ours / theirs,
        "tumen_cash": our_cash,
        "mesa_cash": their_cash,
    }


def by_mechanism(days: int, names: list[str]) -> dict[str, float]:
    """Nanoseconds for each adult row and day that a mechanism's rules for people take.

    What the whole day takes, less what it takes without them; what others then do differently counts too.
    """
    catalog = default_model().catalog
    full = whole_day(days)["adult_row_days_per_second"]
    costs = {}
    for mechanism in catalog.mechanisms:
        coarse = tuple(rule for rule in mechanism.rules if not rule.crowd)
        if coarse == mechanism.rules or (names and mechanism.name not in names):
            continue
        others = [replace(m, rules=coarse) if m is mechanism else m for m in catalog.mechanisms]
        try:
            without = whole_day(days, Model(Catalog(others)))["adult_row_days_per_second"]
        except RunError as error:
            print(f"{mechanism.name}: the others cannot do without it ({error})", file=sys.stderr)
            continue
        costs[mechanism.name] = 1e9 / full - 1e9 / without
        print(f"{mechanism.name}: {costs[mechanism.name]:.1f} ns", file=sys.stderr)
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=120, help="days of the reference scenario to time")
    parser.add_argument(
        "--mechanisms", nargs="*", metavar="NAME", help="also the cost of these, or of all (minutes)"
    )
    parser.add_argument("--json", action="store_true", help="print numbers for a program")
    chosen = parser.parse_args()
    found: dict[str, dict[str, float]] = {"day": whole_day(chosen.days), "mesa": beside_mesa(20)}
    if chosen.mechanisms is not None:
        found["mechanisms"] = by_mechanism(chosen.days, chosen.mechanisms)
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    for title, numbers in found.items():
        print(title)
        for name, value in numbers.items():
            figure = f"{value:,.4g}" if value < 1e3 else f"{value:,.0f}"
            print(f"  {name.replace('_', ' '):32} {figure:>16}")


if __name__ == "__main__":
    main()
