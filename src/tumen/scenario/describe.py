"""A scenario in words: what it is, who is in it, what changes when, how it differs from its parent."""

from __future__ import annotations

from datetime import date

from tumen.core.roles import SiteKind
from tumen.scenario.schema import TABLES, Catalog, Change, Row, Scenario
from tumen.scenario.tables import EPOCH


def describe(scenario: Scenario, catalog: Catalog | None = None) -> list[str]:
    """Say what a scenario is, a sentence or list entry a line.

    Parameters
    ----------
    scenario
        The scenario.
    catalog
        Where parameters' units are looked up; without one, values stand alone.
    """
    return [
        f"{scenario.title} ({scenario.name})",
        *([scenario.about] if scenario.about else []),
        _period(scenario),
        *_places(scenario),
        *_sites(scenario),
        *_companies(scenario),
        *_instruments(scenario),
        *_shadow(scenario),
        *_camps(scenario),
        *_settings(scenario, catalog),
        *_changes(scenario, catalog),
        *_series(scenario),
        *_unset(scenario, catalog),
        *_differences(scenario, catalog),
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _title(row: Row) -> str:
    return str(row["title"] or row["name"])


def _period(scenario: Scenario) -> str:
    burn_in = f", after a burn-in of {scenario.burn_in_days} days" if scenario.burn_in_days else ""
    return f"It runs from {_day(scenario.start)} to {_day(scenario.end)} ({scenario.n_days:,} days){burn_in}."


def _places(scenario: Scenario) -> list[str]:
    residents = sum(row["population"] for row in scenario.places)
    lines = [f"{_count(scenario.places, 'place')} with {residents:,} residents at their last census:"]
    lines += [
        f"  {_title(row)}, {row['kind']}: {row['population']:,} in {row['population_year']}, "
        f"{row['urban_share']:.0%} urban."
        for row in scenario.places
    ]
    return lines


def _count(rows: list[Row], one: str, many: str = "") -> str:
    return f"{len(rows)} {one if len(rows) == 1 else many or one + 's'}"


def _sites(scenario: Scenario) -> list[str]:
    """Name the sites with posts of their own; count the rest."""
    lines = [f"{_count(scenario.sites, 'workplace')}:"]
    for kind in SiteKind:
        rows = [row for row in scenario.sites if row["kind"] == kind]
        named = [f"{_title(row)} ({row['posts']:,} posts)" for row in rows if row["posts"]]
        rest = len(rows) - len(named)
        parts = named + ([f"{rest} without a fixed number of posts"] if rest else [])
        if parts:
            lines.append(f"  {kind.name.lower()}: {'; '.join(parts)}.")
    return lines


def _companies(scenario: Scenario) -> list[str]:
    if not scenario.companies:
        return []
    titles = {row["name"]: _title(row) for table in TABLES for row in scenario.table(table)}
    lines = [f"{_count(scenario.companies, 'trading company', 'trading companies')}:"]
    for row in scenario.companies:
        goods, way = titles[row["commodity"]], titles[row["crossing"]]
        lines.append(f"  {_title(row)} of {row['place']} sells {goods} by way of {way}.")
    return lines


def _instruments(scenario: Scenario) -> list[str]:
    if not scenario.instruments:
        return []
    ordered = sorted(scenario.instruments, key=lambda row: row.get("in_force_day") or 0)
    return [
        f"{_count(scenario.instruments, 'ban or limit on trade', 'bans and limits on trade')}:",
        *(f"  {row['title']}{_dates(row)}." for row in ordered),
    ]


def _shadow(scenario: Scenario) -> list[str]:
    """Goods with a shadow market, the ways they take, and the metal in plant."""
    titles = {row["name"]: _title(row) for table in TABLES for row in scenario.table(table)}
    goods = [_title(row) for row in scenario.commodities if row["smuggled"]]
    lines = [f"Smuggled goods: {', '.join(goods)}."] if goods else []
    if scenario.routes:
        lines.append(f"{_count(scenario.routes, 'way')} over the border for them:")
    for row in scenario.routes:
        means = f"{row['fleet']:g} trucks of a unit" if row.get("fleet") else row["means"]
        what = ", ".join(titles[name] for name in row["commodities"].split()) or "everything"
        lines.append(f"  {_title(row)} ({means}) over {titles[row['crossing']]}: {what}.")
    if scenario.fittings:
        sites = dict.fromkeys(titles[row["site"]] for row in scenario.fittings)
        lines.append(f"Metal in plant that can be carried off: {', '.join(sites)}.")
    return lines


def _camps(scenario: Scenario) -> list[str]:
    lines = ["Where convicts go:"] if scenario.camps else []
    for row in scenario.camps:
        opens, closes = row.get("opens_day") or 0, row.get("closes_day") or 0
        words = [f"space for {row['space']:,.0f}"] if "space" in row else []
        words += [f"opens {_day(date.fromordinal(EPOCH + int(opens)))}"] if 0 < opens < 90_000 else []
        words += [f"closes {_day(date.fromordinal(EPOCH + int(closes)))}"] if 0 < closes < 90_000 else []
        lines.append(f"  {_title(row)}, for {', '.join([row['place'], *words])}.")
    return lines


def _dates(row: Row) -> str:
    """When an instrument binds, as far as its columns say."""
    words = []
    for column, text in (("in_force_day", "from"), ("cleared_by_day", "last lot"), ("ends_day", "ends")):
        number = row.get(column)
        if number and 0 < number < 90_000:
            words.append(f"{text} {_day(date.fromordinal(EPOCH + int(number)))}")
    if row.get("exemption"):
        words.append(f"{row['exemption']:.0%} of the trade may pass by exemption")
    if row.get("quota"):
        words.append(f"{row['quota']:.0%} of usual trade may pass")
    return f": {', '.join(words)}" if words else ""


def _value(name: str, value: float, catalog: Catalog | None) -> str:
    unit = f" {catalog.params[name].unit}" if catalog and name in catalog.params else ""
    return f"{name} = {value:,.10g}{unit}"


def _settings(scenario: Scenario, catalog: Catalog | None) -> list[str]:
    if not scenario.settings:
        return []
    return ["It sets:", *(f"  {_value(name, value, catalog)}" for name, value in scenario.settings.items())]


def _changes(scenario: Scenario, catalog: Catalog | None) -> list[str]:
    if not scenario.changes:
        return []
    ordered = sorted(scenario.changes, key=lambda change: (change.start, change.name))
    return ["What changes, and when:", *(f"  {_change(change, catalog)}" for change in ordered)]


def _change(change: Change, catalog: Catalog | None) -> str:
    until = f" to {_day(change.end)}" if change.end else ""
    where = ", ".join(change.places) or "everywhere"
    what = ", ".join(_value(name, value, catalog) for name, value in change.set.items())
    return f"{change.name} ({change.kind}), from {_day(change.start)}{until}, {where}: {what}."


def _series(scenario: Scenario) -> list[str]:
    if not scenario.series:
        return []
    names = list(dict.fromkeys(series.column for series in scenario.series))
    return [f"Dated series: {', '.join(names)}."]


def _unset(scenario: Scenario, catalog: Catalog | None) -> list[str]:
    """Inputs without a series: they stay at what the mechanism calls usual."""
    given = {series.column for series in scenario.series}
    missing = [
        f"{name} = {declared.default:g} {declared.unit}"
        for name, declared in sorted(catalog.inputs.items() if catalog else ())
        if name not in given
    ]
    return [f"No dated series for {'; '.join(missing)}: held at these defaults."] if missing else []


def _differences(scenario: Scenario, catalog: Catalog | None) -> list[str]:
    parent = scenario.parent
    if parent is None:
        return []
    lines = [*_plain_differences(scenario, parent)]
    for table in TABLES:
        lines += _row_differences(table, scenario, parent)
    for name, value in scenario.settings.items():
        if parent.settings.get(name) != value:
            lines.append(f"  sets {_value(name, value, catalog)}.")
    for what, own, old in (
        ("change", scenario.changes, parent.changes),
        ("event", scenario.events, parent.events),
    ):
        lines += _named_differences(what, {e.name: e for e in own}, {e.name: e for e in old})
    old_series = {series.label: series for series in parent.series}
    lines += [f"  replaces the series {s.label}." for s in scenario.series if old_series.get(s.label) != s]
    return [f"It is based on {parent.name} and differs from it:", *(lines or ["  in nothing but its name."])]


def _plain_differences(scenario: Scenario, parent: Scenario) -> list[str]:
    keys = ("start", "end", "burn_in_days", "population_seed")
    pairs = [(key, getattr(parent, key), getattr(scenario, key)) for key in keys]
    pairs += [
        (
            f"population margin {name}",
            parent.margins[name].value if name in parent.margins else "none",
            row.value,
        )
        for name, row in scenario.margins.items()
    ]
    return [f"  {key}: {new} instead of {old}." for key, old, new in pairs if old != new]


def _row_differences(table: str, scenario: Scenario, parent: Scenario) -> list[str]:
    own = {row["name"]: row for row in scenario.table(table)}
    old = {row["name"]: row for row in parent.table(table)}
    lines = [f"  {table}: without {name}." for name in old if name not in own]
    for name, row in own.items():
        if name not in old:
            lines.append(f"  {table}: also {name}.")
            continue
        before = old[name]
        lines += [
            f"  {table}: {name} has {column} {value} instead of {before.get(column)}."
            for column, value in row.items()
            if value != before.get(column)
        ]
    return lines


def _named_differences(what: str, own: dict[str, object], old: dict[str, object]) -> list[str]:
    lines = [f"  without the {what} {name}." for name in old if name not in own]
    for name, entry in own.items():
        if name not in old:
            lines.append(f"  adds the {what} {name}.")
        elif old[name] != entry:
            lines.append(f"  has another {what} {name}.")
    return lines
