"""Every number of the press, with its unit, range and source, and the values one press is written with."""

from __future__ import annotations

from collections.abc import Mapping

from tumen.core.declare import Param
from tumen.core.errors import InputError, did_you_mean

PARAMS: dict[str, Param] = {
    "residents_per_source": Param(
        100_000, 20_000, 2_000_000, "persons", "assumption", "Residents for each source more of a beat."
    ),
    "sources_most": Param(3, 1, 10, "sources", "assumption", "Most sources of one beat in a place."),
    "speaks": Param(
        0.08, 0, 1, "share of months", "assumption", "Chance that a source speaks of a thing in a month."
    ),
    "source_delay": Param(
        20, 0, 180, "days", "assumption", "Days, on average, until word of a month is out of the country."
    ),
    "source_bias": Param(
        0.1, 0, 0.5, "log units", "assumption", "Lasting error of a source who sees a part of the town."
    ),
    "source_noise": Param(
        0.15, 0, 1, "log units", "assumption", "Error of a single report, on top of the lasting one."
    ),
    "grade_b_share": Param(0.3, 0, 0.5, "share", "assumption", "Sources whom an analyst would grade B."),
    "grade_d_share": Param(0.2, 0, 0.5, "share", "assumption", "Sources whom an analyst would grade D."),
    "false_share": Param(
        0.03, 0, 1, "share", "assumption", "Reports of a C source that are false before news is chosen."
    ),
    "grade_ratio": Param(
        2, 1, 5, "ratio", "assumption", "How much rarer falsehood is one grade up, and commoner one down."
    ),
    "false_factor": Param(
        2, 1.1, 10, "ratio", "assumption", "What a false report multiplies or divides the amount by."
    ),
    "misdated_share": Param(
        0.08, 0, 1, "share", "MODEL.md section 6", "Reports, and echoes, dated a quarter too early or late."
    ),
    "about_share": Param(
        0.2, 0, 1, "share", "assumption", "Months given as 'about', good to a month either way."
    ),
    "quarter_share": Param(
        0.4, 0, 1, "share", "assumption", "Reports at a quarter's end that speak of the whole quarter."
    ),
    "year_share": Param(
        0.4, 0, 1, "share", "assumption", "Reports at a year's end that speak of the whole year."
    ),
    "worded_share": Param(
        0.35, 0, 1, "share", "assumption", "Shares and counts of people told in words, not numbers."
    ),
    "interval_share": Param(0.2, 0, 1, "share", "assumption", "Numbers given as 'from ... to ...'."),
    "bound_share": Param(0.1, 0, 1, "share", "assumption", "Numbers given as 'at least' or 'at most'."),
    "interval_width": Param(0.2, 0.01, 0.9, "share", "assumption", "Half the width of such an interval."),
    "one_digit_share": Param(
        0.3, 0, 1, "share", "assumption", "Numbers rounded to one digit; the others keep two."
    ),
    "usual_months": Param(12, 1, 36, "months", "assumption", "Months back that people call usual."),
    "routine_share": Param(
        0.15, 0, 1, "share", "assumption", "Reports below an outlet's threshold that it publishes anyway."
    ),
    "echo_share": Param(
        0.25, 0, 1, "share", "facts.csv: 95 of 405", "Chance that an outlet repeats a report it finds new."
    ),
    "second_hand_share": Param(
        0.4, 0, 1, "share", "assumption", "Echoes taken from an earlier echo where there is one."
    ),
    "border_daily_delay": Param(7, 0, 90, "days", "assumption", "Days from hearing to print."),
    "border_daily_threshold": Param(0.15, 0, 1, "change", "assumption", "Change that makes news."),
    "radio_delay": Param(14, 0, 90, "days", "assumption", "Days from hearing to broadcast."),
    "radio_threshold": Param(0.25, 0, 1, "change", "assumption", "Change that makes news."),
    "agency_delay": Param(3, 0, 90, "days", "assumption", "Days until it repeats another outlet."),
    "agency_threshold": Param(0.3, 0, 1, "change", "assumption", "Change worth repeating."),
    "newspaper_delay": Param(12, 0, 90, "days", "facts.csv: median 8", "Days until it repeats another."),
    "newspaper_threshold": Param(0.4, 0, 1, "change", "assumption", "Change worth repeating."),
    "monthly_delay": Param(60, 0, 365, "days", "assumption", "Days until it repeats another outlet."),
    "monthly_threshold": Param(0.5, 0, 1, "change", "assumption", "Change worth repeating."),
}
"""A change is a difference over the greater of two amounts (0 is none, 1 is all), from what was usual
or from the year before, whichever is less: what comes every summer is no news."""

Settings = Mapping[str, float]


def values(settings: Settings | None = None) -> dict[str, float]:
    """The numbers of one press: the defaults, and ``settings`` in their place.

    Raises
    ------
    InputError
        If a name is unknown or a value lies outside the declared range.
    """
    chosen = {name: float(param.default) for name, param in PARAMS.items()}
    for name, value in (settings or {}).items():
        if name not in PARAMS:
            raise InputError(f"The press has no parameter '{name}'{did_you_mean(name, PARAMS)}.")
        low, high = PARAMS[name].low, PARAMS[name].high
        if not low <= value <= high:
            raise InputError(f"{name} = {value:g} is outside its range {low:g} to {high:g}.")
        chosen[name] = float(value)
    return chosen
