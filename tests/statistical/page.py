"""Measure samples against everybody and write the page about it.

``python -m tests.statistical.page`` takes a few minutes on two cores and rewrites ``docs/people-share.md``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.statistical.samples import NOT_LINEAR, Bias, bias, sample, samples
from tumen.engine.catalog import catalog

PAGE = Path(__file__).parents[2] / "docs" / "people-share.md"
WINDOW = ("2016-01-01", "2018-12-31")
FIVE, ONE = (8, 0.05), (24, 0.01)

HEAD = """\
# What a sample of the people gives

`--people-share 0.05` simulates a twentieth of the households of every place; each stands for twenty, and
what they do to shared things (granary, market, mine, river) is multiplied accordingly. Places, mines,
companies and the state are simulated whole. What a sample gives is therefore not the whole's result but an
estimate of it, with two errors:

* **sampling error**, which falls with the square root of the people simulated, as in any survey;
* **bias**, where something is not linear in people: it hangs on how crowded a night or a town is, on a
  threshold of a place, or on whole persons.

Both were measured on the scenario `musan`, {years}, all places together, monthly averages: one run of
everybody (1.2 million residents) against {fives} samples of 5 % and {ones} of 1 %, each of other
households, with the luck of places and mines the same in all. A bias is given with its standard error; the
last two columns say how far a single run with that share is off by chance (one standard deviation).
`python -m tests.statistical.page` measures it again.

`tests/statistical` keeps watch: it compares samples of 1 % with samples of 5 % for every observable
outside the second table, with a threshold that fails by chance once in a thousand runs of the test.

## Linear in people: no bias beyond chance

"""

NOT = """
## Not linear in people: biased, and by how much

Smuggling and what hangs on it. For these, use 5 % or more, or compare only runs with the same share.

"""

CONSTANT = """
## The same at any share

Given by the scenario, or the result of places, mines and companies alone:

"""


def percent(value: float) -> str:
    """A share in per cent, with two decimals where it is small."""
    shown = f"{100 * value:+.2f}" if abs(value) < 0.0995 else f"{100 * value:+.0f}"
    return shown.replace("-", "−")


def row(name: str, whole: float, five: Bias, one: Bias, spread: tuple[float, float]) -> str:
    unit = catalog().observables[name].unit
    biases = (f"{percent(b.share)} ± {100 * b.error:.2f}" for b in (five, one))
    errors = (f"{100 * error:.2g}" for error in spread)
    return f"| `{name}` | {whole:,.4g} | {unit} | {' | '.join(biases)} | {' | '.join(errors)} |"


HEADER = (
    "| observable | everybody | unit | bias at 5 %, % | bias at 1 %, % "
    "| error of a run at 5 %, % | at 1 %, % |\n"
    "| --- | ---: | --- | ---: | ---: | ---: | ---: |\n"
)


def write() -> None:
    """Measure and write."""
    everybody = sample(0, 1.0, WINDOW, threads=2)
    fives, ones = samples(*FIVE, WINDOW, first=101), samples(*ONE, WINDOW)
    linear, biased, constant = [], [], []
    for name in sorted(everybody):
        whole = np.array([everybody[name]])
        five, one = bias(fives[name], FIVE[1], whole, 1.0), bias(ones[name], ONE[1], whole, 1.0)
        if not max(abs(five.share), abs(one.share), one.error) > 1e-4:
            constant.append(f"`{name}`")
            continue
        scale = abs(everybody[name]) or 1.0
        spread = (float(fives[name].std(ddof=1)) / scale, float(ones[name].std(ddof=1)) / scale)
        line = row(name, everybody[name], five, one, spread)
        (biased if name in NOT_LINEAR else linear).append(line)
    reasons = dict.fromkeys(NOT_LINEAR.values())
    why = "".join(
        f"* {', '.join(f'`{name}`' for name in NOT_LINEAR if NOT_LINEAR[name] == reason)}: {reason}.\n"
        for reason in reasons
    )
    head = HEAD.format(years="2016-2018", fives=FIVE[0], ones=ONE[0])
    body = [head, HEADER, "\n".join(linear), "\n", NOT, HEADER, "\n".join(biased), "\n\n", why]
    PAGE.write_text("".join([*body, CONSTANT, ", ".join(constant), ".\n"]), encoding="utf-8")


if __name__ == "__main__":
    write()
