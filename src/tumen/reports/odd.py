"""The ODD document (overview, design concepts, details), written from the declarations.

After Grimm et al. (2020), doi 10.18564/jasss.4259. What a mechanism declares is the only source of
the tables, so the document cannot say something else than the model does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tumen.core.declare import KINDS, LINKS, Draw, Fixed, Param, Stock, Trait, Whole

if TYPE_CHECKING:
    from tumen.engine.catalog import Catalog
    from tumen.engine.mechanism import Mechanism
    from tumen.engine.rules import Rule

WHO = {
    "state": "the state: its treasury and what it announces to the country",
    "commodity": "a traded good with its price and whether trade in it is barred",
    "instrument": "a sanction instrument with its date, grace and exemption",
    "place": "a county or town: granary, market, offices",
    "crossing": "a border crossing",
    "site": "a workplace: mine, mill, enterprise, farm or office",
    "company": "an exporting company, tied to a commodity and a crossing",
    "fitting": "metal of one kind fitted into a workplace: machines, pipes, wire",
    "ware": "one good in the shadow market of one place",
    "haul": "a way by which a ware goes over a crossing: on backs, by truck, with a unit",
    "camp": "a camp and those who serve in it",
    "household": "a household: larder, purse, trust and fear; it stands for `weight` households",
    "person": "an adult: role, attendance, livelihood",
}

PURPOSE = """Tumen asks what a sanctioned mining town does when its market closes: how exports, work, pay,
rations, food, levies, trust and smuggling move together, day by day, and which of them a policy
would reach. It is meant for comparing policies and explanations. With default parameters it is
not fitted and predicts nothing. The patterns by which it is judged are the published figures in
`src/tumen/data/facts/observed.csv`: exports falling with the price before any ban, no fall after
the ban with an exemption, and after the closed market unsold ore, rations and pay in goods that
end, workers who sign in and leave, and a levy that is paid in part."""

CONCEPTS = (
    (
        "Basic principles",
        (
            "Double-entry books: every amount in whole units moves by a declared flow between two "
            "accounts. Choice between livelihoods is a weekly logit over expected net returns."
        ),
    ),
    (
        "Emergence",
        (
            "Prices, absence, smuggling and compliance come out of rules of households, workplaces and "
            "officials; none of them is imposed."
        ),
    ),
    (
        "Adaptation",
        (
            "Households and workers change livelihood, meals, attendance and payment with what they hold, "
            "need and expect."
        ),
    ),
    ("Objectives", "Expected return in won a day, weighed with hunger, fear, trust and habit."),
    (
        "Learning",
        (
            "Slow memories: hunger, trust, fear and what people believe of the risk of being caught move "
            "with stated half-lives. Smugglers' organisation grows with practice and is broken by arrests."
        ),
    ),
    ("Prediction", "Expected returns are those that each livelihood's mechanism announces for the place."),
    (
        "Sensing",
        "A rule sees its own row and the rows it is linked to, nothing else (see the table of links).",
    ),
    (
        "Interaction",
        (
            "Through shared stocks, prices and daily sums sent to a coarser actor; no result depends on the "
            "order in which persons or households are taken."
        ),
    ),
    (
        "Collectives",
        "Households, workplaces, companies and places; the smugglers of a place, army units and camps.",
    ),
)


def write_odd(catalog: Catalog, path: Path) -> None:
    """Write the ODD document of a catalog to ``path``."""
    path.write_text(odd(catalog), encoding="utf-8")


def odd(catalog: Catalog) -> str:
    """The ODD document as Markdown.

    Parameters
    ----------
    catalog
        All mechanisms with their declarations.
    """
    mechanisms = list(catalog.mechanisms)
    parts = [
        "# Model description (ODD protocol)",
        "*Written from the declarations by `tumen.reports.odd`; do not edit.*",
        "## 1. Purpose and patterns",
        PURPOSE,
        "## 2. Entities, state variables and scales",
        _entities(mechanisms),
        "## 3. Process overview and scheduling",
        _schedule(mechanisms),
        "## 4. Design concepts",
        _concepts(mechanisms),
        "## 5. Initialization",
        _initialization(mechanisms),
        "## 6. Input data",
        _inputs(mechanisms),
        "## 7. Submodels",
        *(_submodel(mechanism) for mechanism in _by_number(mechanisms)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _by_number(mechanisms: Iterable[Mechanism]) -> list[Mechanism]:
    return sorted(mechanisms, key=lambda one: (one.number or (999,), one.actor, one.name))


def _entities(mechanisms: list[Mechanism]) -> str:
    """Kinds of actor, whom each can see, and every column with its owner."""
    kinds = [
        (f"`{kind}`", WHO[kind], ", ".join(f"`{link}`" for link in LINKS[kind]) or "–") for kind in KINDS
    ]
    rows = []
    for mechanism in mechanisms:
        for name, column in mechanism.state.items():
            rows.append((f"`{name}`", _held_as(column), column.doc, f"`{mechanism.name}`"))
        for name, given in mechanism.given.items():
            rows.append((f"`{name}`", f"given, {given.unit}", given.doc, "scenario table"))
    return "\n\n".join(
        [
            _table(("Actor", "What it is", "Its rules can see"), kinds),
            (
                "One step is a day; the scenarios run for years. A place is a county or town. "
                "Stocks are whole units (grams, won, fen, cents); fractions are held in steps of 1/65536."
            ),
            _table(("State variable", "Held as", "Meaning", "Owner"), sorted(rows)),
        ]
    )


def _held_as(column: Stock | Whole | Fixed) -> str:
    if isinstance(column, Stock):
        return f"stock of {column.asset}"
    kind = "whole" if isinstance(column, Whole) else "fraction"
    return f"{kind}, {column.low:,} to {column.high:,} {column.unit}".strip()


def _schedule(mechanisms: list[Mechanism]) -> str:
    """The order of the day: who acts when, reading and writing what."""
    rules = [(mechanism, rule) for mechanism in mechanisms for rule in mechanism.rules]
    daily = sorted(
        (rule.when, mechanism.name, rule.name, rule) for mechanism, rule in rules if rule.when != "opening"
    )
    rows = [
        (when, f"`{name}`", f"`{rule_name}`", f"`{rule.kind}`", _names(rule, "reads"), _names(rule, "writes"))
        for when, name, rule_name, rule in daily
    ]
    return "\n\n".join(
        [
            (
                "Each day runs through the rules below. Coarse actors act before six and after nine in the "
                "evening; persons and households in between, each seeing only itself and what the coarse "
                "actors announced. Within one time, mechanisms act in the order of their names."
            ),
            _table(("Time", "Mechanism", "Rule", "For each", "Reads", "Writes"), rows),
        ]
    )


def _names(rule: Rule, what: str) -> str:
    """What a rule reads or writes, as code."""
    found = getattr(rule, what, None)
    if found is None:
        found = rule.names(what.removesuffix("s"))
    return ", ".join(f"`{name}`" for name in sorted(set(found))) or "–"


def _concepts(mechanisms: list[Mechanism]) -> str:
    """The design concepts; luck and observation come from the declarations."""
    said = "\n".join(f"- **{name}.** {text}" for name, text in CONCEPTS)
    draws = sum(len(mechanism.draws) for mechanism in mechanisms)
    observables = [
        (f"`{name}`", observable.unit, observable.by, observable.doc)
        for mechanism in mechanisms
        for name, observable in mechanism.observables.items()
    ]
    return "\n\n".join(
        [
            (
                f"{said}\n- **Stochasticity.** {draws} named draws, each a uniform number keyed by "
                "seed, actor, day and name; the same seed gives the same bits whatever else changes.\n"
                "- **Observation.** The observables below, by month."
            ),
            _table(("Observable", "Unit", "By", "Meaning"), sorted(observables)),
        ]
    )


def _initialization(mechanisms: list[Mechanism]) -> str:
    rules = [
        (f"`{mechanism.name}`", f"`{rule.name}`", f"`{rule.kind}`", _names(rule, "writes"))
        for mechanism in mechanisms
        for rule in mechanism.rules
        if rule.when == "opening"
    ]
    text = (
        "Persons and households are drawn from published census totals, with the scenario's seed. "
        "Opening balances are set once, before day 0, by these rules; a burn-in follows."
    )
    return f"{text}\n\n{_table(('Mechanism', 'Rule', 'For each', 'Sets'), rules)}"


def _inputs(mechanisms: list[Mechanism]) -> str:
    rows = [
        (f"`{name}`", column.unit, column.doc, f"`{mechanism.name}`")
        for mechanism in mechanisms
        for name, column in mechanism.inputs.items()
    ]
    text = "Set each morning from the scenario's dated series; nothing in the model changes them."
    return f"{text}\n\n{_table(('Input', 'Unit', 'Meaning', 'Declared by'), sorted(rows))}"


def _submodel(mechanism: Mechanism) -> str:
    """One mechanism: its text, parameters, luck, flows and signals."""
    numbers = ", ".join(str(number) for number in mechanism.number)
    parts = [
        f"### {mechanism.name.replace('_', ' ').capitalize()}",
        f"*`economy/{mechanism.actor}/{mechanism.name}.py`{f', mechanism {numbers}' if numbers else ''}*",
        mechanism.doc.strip(),
        _rules(mechanism),
        _table(("Parameter", "Default", "Range", "Unit", "Source", "Meaning"), _parameters(mechanism.params)),
        _table(
            ("Luck", "How often", "Meaning"),
            [(f"`{name}`", _how_often(draw), draw.doc) for name, draw in mechanism.draws.items()],
        ),
        _table(
            ("Flow", "Asset", "From", "To", "Meaning"),
            [
                (f"`{name}`", flow.asset, f"`{flow.source}`", f"`{flow.to}`", flow.doc)
                for name, flow in mechanism.flows.items()
            ],
        ),
        _table(
            ("Signal", "To each", "Unit", "Meaning"),
            [
                (f"`{name}`", f"`{signal.kind}`", signal.unit, signal.doc)
                for name, signal in mechanism.signals.items()
            ],
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _rules(mechanism: Mechanism) -> str:
    """Each rule's first docstring paragraph, in the order of the day."""
    lines = []
    for rule in sorted(mechanism.rules, key=lambda one: (one.when != "opening", one.when, one.name)):
        doc = getattr(getattr(rule, "function", None), "__doc__", None) or ""
        said = " ".join(doc.split("\n\n")[0].split())
        lines.append(f"- `{rule.name}` ({rule.when}, each {rule.kind}){': ' + said if said else ''}")
    return "\n".join(lines)


def _how_often(draw: Draw | Trait) -> str:
    return "once for life" if isinstance(draw, Trait) else "each day"


def _parameters(params: Mapping[str, Param]) -> list[tuple[str, ...]]:
    return [
        (
            f"`{name}`{' (lever)' if param.lever else ''}",
            f"{param.default:,.6g}",
            f"{param.low:,.6g} to {param.high:,.6g}",
            param.unit,
            f"**{param.source}**" if param.source == "assumption" else param.source,
            param.doc,
        )
        for name, param in params.items()
    ]


def _table(heads: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    """A Markdown table; empty without rows."""
    lines = ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads), *lines])


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")
