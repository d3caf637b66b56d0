"""A sample of the people gives the averages of all people, as far as observables are linear in people.

Sixteen samples of 1 % are held against three of 5 %, each with other households. An observable is
wrong when the difference is larger than sampling error allows; with a threshold for all observables
together, the whole test fails by chance once in a thousand times.
"""

from __future__ import annotations

from tests.statistical.samples import NOT_LINEAR, Bias, bias, samples

WINDOW = ("2017-03-01", "2018-06-30")
FEW, MANY = (16, 0.01), (3, 0.05)
FALSE_ALARMS = 1e-3
ERRORS = 6.6
"""Two-sided quantile of Student's t with 15 degrees of freedom at 0.001 over 100 observables."""


def measured() -> dict[str, Bias]:
    few, many = samples(*FEW, WINDOW), samples(*MANY, WINDOW, first=101)
    return {name: bias(few[name], FEW[1], many[name], MANY[1]) for name in few}


def test_a_sample_gives_the_averages_of_the_whole():
    biases = measured()
    assert len(biases) > 80
    off = {name: one for name, one in biases.items() if name not in NOT_LINEAR and one.is_beyond(ERRORS)}
    assert off == {}
    # and a bias would have been noticed: errors are small, and what is known to be biased stands out
    for name in ("energy", "two_meals", "trust", "levy_compliance", "grain_sales", "income_trade"):
        assert biases[name].error < 0.02, name
    assert biases["carrier_runs"].is_beyond(ERRORS)
    assert set(biases) >= set(NOT_LINEAR)
