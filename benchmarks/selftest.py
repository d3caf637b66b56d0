"""Is the fit to be trusted: many truths of a small world, fitted, beside importance sampling on real runs.

    python benchmarks/selftest.py --truths 40 --false 30 --runs 400 --reference 20000 --processes 16

Truths are shared out among processes; each makes its own runs, one at a time. The reference draws its worlds
from the prior, runs all of them and weighs them by the same likelihood: no regression, no sampler.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits
from weighing import Weighing, reference

from tumen.engine.kernel import default_model
from tumen.engine.simulation import compile_kernel
from tumen.ensemble.perform import run_many
from tumen.ensemble.plan import Member, World
from tumen.ensemble.pool import OwnProcesses
from tumen.ensemble.store import Store
from tumen.inference import scoring, selftest, steering
from tumen.inference.fitting import Workshop
from tumen.inference.prior import beliefs, design
from tumen.inference.question import Question
from tumen.scenario import load
from tumen.world.population import populate

SMALL = (
    "broker_margin", "buyer_usual", "enterprise_work", "goods_cost", "hope_return", "job_security",
    "levy_readiness", "levy_usual", "plant_loose", "plot_yield", "policing_ordinary", "public_share",
    "scrap_day", "strip_worth", "trade_margin", "truck_tip",
)  # fmt: skip
"""Beliefs of the small world: those that its press tells something of, and four that it does not."""

TRUSTED = 50
"""Effective runs below which a truth's reference is not compared."""


NUMBERS = {
    "truths": 40,
    "false": 30,
    "runs": 400,
    "draws": 1000,
    "steps": 2,
    "reports": 40,
    "reference": 0,
    "processes": os.cpu_count() or 1,
    "seed": 1,
}
"""Numbers that may be asked for, and what they are otherwise."""


def asked(args: argparse.Namespace) -> Question:
    """The question that every truth is put."""
    model = default_model()
    scenario = load(args.scenario, model.catalog)
    world = World(scenario, args.share, scenario.start, date.fromisoformat(args.to))
    varied = beliefs(scenario, model.catalog, None if args.all else SMALL)
    return Question(world, varied, (), (), "press", args.runs, args.seed, draws=args.draws, steps=args.steps)


def work(args: argparse.Namespace, among: list[int]) -> selftest.Selftest:
    """The self-test of some truths, in this process alone."""
    with threadpool_limits(1), ThreadPoolExecutor(1) as alone:
        shop = Workshop(default_model(), Store(args.store), alone, 1)
        return selftest.selftest(
            asked(args), shop, truths=args.truths, false_cases=args.false, reports=args.reports, among=among
        )


def weighed(args: argparse.Namespace, number: int) -> dict[str, Any]:
    """One truth, and one false report among its honest ones, by importance sampling on real runs."""
    with threadpool_limits(1), ThreadPoolExecutor(1) as alone:
        question = asked(args)
        shop = Workshop(default_model(), Store(args.store), alone, 1)
        worlds = selftest.Worlds(question, shop, [number], args.reports)
        luck = np.random.default_rng([args.seed, 11, number])
        weights = Weighing.of(worlds, worlds.press(number), args.reference, luck).weights()
        z = reference(question, args.reference)
        at = luck.choice(len(z), args.draws, p=weights)
        told = {
            "number": number,
            "effective": float(1 / np.square(weights).sum()),
            "crps": scoring.crps(z[at], worlds.truth(number)).tolist(),
        }
        drawn = worlds.false_press(number) if number < args.false else None
        if drawn:
            claim, press = drawn
            place, effective = Weighing.of(worlds, press, args.reference, luck).place(claim)
            told |= {"place": place, "effective_false": effective}
        return told


def shares(count: int, parts: int) -> list[list[int]]:
    """Numbers dealt out like cards."""
    return [part for part in (list(range(i, count, parts)) for i in range(parts)) if part]


def prepare(args: argparse.Namespace) -> None:
    """Compile once, and make the runs that all processes share."""
    question, model = asked(args), default_model()
    people = populate(question.world.scenario, question.world.people_share)
    compile_kernel(question.world.stage(model, Member(), people))
    first = design(steering.rounds_of(args.runs, args.steps)[0], len(question.beliefs), args.seed)
    many = [(first, args.seed)]
    if args.reference:
        many.append((reference(question, args.reference), args.seed))
    for z, seed in many:
        plan = steering.plan_of(question.world, question.beliefs, z, seed, 0, "benchmark")
        done = run_many(plan, Store(args.store), model=model, workers=args.processes)
        print(f"{done.done:,} runs in {done.seconds:.0f} s", flush=True)


def main() -> None:
    """Run, print the figures and write them beside the numbers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="hyesan-scrap")
    parser.add_argument("--share", type=float, default=0.004)
    parser.add_argument("--to", default="2003-12-31")
    parser.add_argument("--all", action="store_true", help="vary every belief, not only the small world's")
    for name, value in NUMBERS.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("selftest"))
    args = parser.parse_args()
    began = time.perf_counter()
    prepare(args)
    with closing(OwnProcesses(args.processes)) as pool:
        parts = [pool.submit(work, args, among) for among in shares(args.truths, args.processes)]
        told = selftest.joined([part.result() for part in parts])
        tested = time.perf_counter() - began
        references = (
            [pool.submit(weighed, args, number) for number in range(args.truths)] if args.reference else []
        )
        weighings = [one.result() for one in references]
    figures = told.figures() | {"seconds": tested}
    if weighings:
        figures |= compared(told, weighings, args)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "figures.json").write_text(json.dumps(figures, indent=1, default=float))
    told.to_xarray().to_dataframe().to_csv(args.out / "truths.csv")
    print(json.dumps(figures, indent=1, default=float))


def compared(
    told: selftest.Selftest, weighings: list[dict[str, Any]], args: argparse.Namespace
) -> dict[str, Any]:
    """The fit and the reference on the same truths, beliefs and false reports."""
    order = [number for part in shares(args.truths, args.processes) for number in part]
    mine = dict(zip(order, told.truths, strict=True))
    good = [one for one in weighings if one["effective"] >= TRUSTED]
    known = told.identified
    prior = sum(mine[one["number"]].crps_prior[known].sum() for one in good)
    fitted = sum(mine[one["number"]].crps[known].sum() for one in good)
    best = sum(np.array(one["crps"])[known].sum() for one in good)
    places = [one["place"] == 0 for one in weighings if "place" in one]
    trusted = [one["place"] == 0 for one in weighings if one.get("effective_false", 0) >= TRUSTED]
    return {
        "reference_truths": len(good),
        "reference_effective": float(np.median([one["effective"] for one in weighings])),
        "reference_skill": float(scoring.skill(best, prior)) if good else None,
        "fit_skill_there": float(scoring.skill(fitted, prior)) if good else None,
        "reference_false_first": float(np.mean(places)) if places else None,
        "reference_false_first_trusted": [sum(trusted), len(trusted)],
    }


if __name__ == "__main__":
    main()
