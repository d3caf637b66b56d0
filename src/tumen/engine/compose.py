"""All rules of a catalog, composed into one readable module that numba compiles.

The module holds the translated rules and four functions: ``open_world`` (opening balances),
``begin_day`` (the world and its institutions), ``live`` (people, tile by tile) and ``settle``
(what people did reaches sites, places and the state; the books close: see `bookkeeping`).
``advance`` runs whole days serially.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from tumen.core import maths
from tumen.core.declare import CROWD, FIXED_ONE, KINDS, LINKS
from tumen.engine import bookkeeping, draws
from tumen.engine.catalog import FIRST_CROWD, LAST_CROWD, WITH_NONE, Catalog
from tumen.engine.layout import Layout
from tumen.engine.rules import Rule, names_from_module
from tumen.engine.translate import Renamer, Translation, helper_name, translate

COARSE: tuple[str, ...] = tuple(kind for kind in KINDS if kind not in CROWD)

TABLES: tuple[str, ...] = tuple(f"{kind}_rows" for kind in KINDS)
DAY_ARGUMENTS: tuple[str, ...] = (
    "coarse",
    *TABLES,
    "params",
    "todays",
    "luck",
    "inputs",
    "input_at",
    "midnight_at",
    "people_at",
    "tile_place",
    "tile_first",
    "household_first",
    "tallies",
    "tally_cells",
    "tally_wiring",
    "site_tallies",
    "site_tally_cells",
    "site_tally_at",
    "stock_wiring",
    "flow_wiring",
    "ledger_out",
    "ledger_in",
    "faults",
    "held",
    "holdings",
)
"""Arrays every function of the kernel takes, in order."""

HISTORY: tuple[str, ...] = ("coarse", "ledger_out", "ledger_in", "held", "holdings")
"""Arrays remembered every evening."""

HISTORY_ARGUMENTS: tuple[str, ...] = (*(f"{name}_history" for name in HISTORY), "trouble")

HEADER = '''"""The composed day. Generated from the mechanisms under tumen/economy; do not edit."""

import math

import numpy as np
from numba import int64, njit

FLOW, SHARED, HELD, FAULT = {codes}

rule = njit(error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
entry = njit(error_model="numpy", nogil=True, cache=True)
FRACTION = {fraction!r}


@rule
def pack_fraction(value, low, high):
    """Round a fraction to fixed point, held within its bounds."""
    scaled = value * {one!r}
    if scaled <= low:
        return int64(low)
    if scaled >= high:
        return int64(high)
    return int64(math.floor(scaled + 0.5))


@rule
def pack_whole(value, low, high):
    """A whole number held within its bounds."""
    if value <= low:
        return int64(low)
    if value >= high:
        return int64(high)
    return int64(value)
'''


def _plain(function: Any) -> str:
    """Source of a function of ours, undocumented and unannotated, as a compiled rule."""
    node = ast.parse(inspect.getsource(function)).body[0]
    assert isinstance(node, ast.FunctionDef)
    return _undress(node)


def _undress(node: ast.FunctionDef) -> str:
    node.returns = None
    for argument in node.args.args:
        argument.annotation = None
    if ast.get_docstring(node) and len(node.body) > 1:
        node.body = node.body[1:]
    node.decorator_list = [ast.Name("rule", ast.Load())]
    return ast.unparse(ast.fix_missing_locations(node))


POWER_OF_TWO = """@rule
def power_of_two(n):
    return np.int64((n + 1023) << 52).view(np.float64)"""
"""2**n by its bits: what the kernel uses in place of the library call, equal for every n in range."""


def _library() -> list[str]:
    """Our arithmetic and the generator, as text, in the order they are defined."""
    constants = [f"{name} = {value!r}" for name, value in vars(maths).items() if name.isupper()]
    functions: list[Any] = [
        f for f in vars(maths).values() if inspect.isfunction(f) and f.__module__ == maths.__name__
    ]
    books = (bookkeeping.wake, bookkeeping.gather, bookkeeping.close)
    ours = [*functions, draws.philox, draws.uniform, *books]
    return [*constants, *(POWER_OF_TWO if f is maths.power_of_two else _plain(f) for f in ours)]


def _helpers(rules: Iterable[Rule]) -> list[str]:
    """Helper functions of the mechanisms' files, callees first."""
    texts: dict[str, str] = {}

    def add(mechanism: str, function: Callable[..., Any]) -> None:
        name = helper_name(mechanism, function.__name__)
        if name in texts or function.__module__ == maths.__name__:
            return
        node = ast.parse(inspect.getsource(function)).body[0]
        assert isinstance(node, ast.FunctionDef)
        arguments = tuple(a.arg for a in node.args.args)
        known = names_from_module(node, function, arguments, f"{mechanism}.py, {function.__name__}")
        for value in known.values():
            if inspect.isfunction(value):
                add(mechanism, value)
        node = Renamer(mechanism, known, f"{mechanism}.py, {function.__name__}").visit(node)
        node.name = name
        texts[name] = _undress(node)

    for rule in rules:
        for value in rule.globals.values():
            if inspect.isfunction(value):
                add(rule.mechanism, value)
    return list(texts.values())


Translations = dict[Rule, Translation]
TODAY_AND_LUCK = ("today = todays[d]", "luck0 = luck[0]", "luck1 = luck[1]")


def _linked(kind: str, wanted: Iterable[str]) -> list[str]:
    """Statements that find the actors a coarse rule uses."""
    lines = []
    for other in (link for link in LINKS[kind] if link in wanted):
        index = "0" if other == "state" else f"{kind}.{other}"
        lines.append(f"{other} = {other}_rows[{index}]")
    return lines


def _coarse_loop(rule: Rule, translation: Translation) -> str:
    first = 1 if rule.kind in WITH_NONE else 0
    body = [f"{rule.kind} = {rule.kind}_rows[i]", *_linked(rule.kind, translation.arguments)]
    if "param" in translation.arguments:
        body.append(f"param = params[{rule.kind}.place]")
    return f"for i in range({first}, len({rule.kind}_rows)):\n" + _indent([*body, translation.call])


def _indent(lines: Iterable[str], by: int = 1) -> str:
    pad = "    " * by
    return "\n".join(pad + line for text in lines for line in text.split("\n"))


def _function(name: str, arguments: Iterable[str], body: Iterable[str], doc: str) -> str:
    return f"@entry\ndef {name}({', '.join(arguments)}):\n" + _indent([f'"""{doc}"""', *body])


def _open_world(catalog: Catalog, translated: Translations) -> str:
    body = ["today = todays[0]", "luck0 = luck[0]", "luck1 = luck[1]", "tally = tallies[0]"]
    for rule in catalog.opening_rules:
        if not rule.crowd:
            body.append(_coarse_loop(rule, translated[rule]))
            continue
        call = translated[rule].call
        inner = [
            "household = household_rows[h]",
            "place = place_rows[household.place]",
            "state = state_rows[0]",
            "param = params[household.place]",
        ]
        if rule.kind == "household":
            inner += ["who = household.id", call]
        else:
            person = _person_lines("0")
            inner.append(
                "for i in range(household_first[h], household_first[h + 1]):\n" + _indent([*person, call])
            )
        body.append("for h in range(len(household_rows)):\n" + _indent(inner))
    return _function("open_world", DAY_ARGUMENTS, body, "Opening balances, once, before the first day.")


def _person_lines(tile: str) -> list[str]:
    return [
        "person = person_rows[i]",
        "who = household.id * 16 + (i - household_first[h])",
        "site = site_rows[person.site]",
        f"site_tally = site_tallies[{tile}, person.site]",
    ]


def _begin_day(catalog: Catalog, translated: Translations) -> str:
    body = [*TODAY_AND_LUCK, "wake(coarse, midnight_at, input_at, inputs, ledger_out, ledger_in, d)"]
    body += [_coarse_loop(rule, translated[rule]) for rule in catalog.rules if rule.when < FIRST_CROWD]
    return _function(
        "begin_day", (*DAY_ARGUMENTS, "d"), body, "The world and its institutions before people rise."
    )


def _live(catalog: Catalog, layout: Layout, translated: Translations) -> str:
    inside: list[str] = ["household = household_rows[h]", "home = household.id"]
    crowd = [rule for rule in catalog.rules if rule.crowd]
    for kind, group in groupby(crowd, key=lambda rule: rule.kind):
        calls = [translated[rule].call for rule in group]
        if kind == "household":
            inside += ["who = home", *calls]
        else:
            loop = "for i in range(household_first[h], household_first[h + 1]):\n"
            inside.append(loop + _indent([*_person_lines("t"), *calls]))
    for name in layout.stocks("household"):
        inside.append(f"tally.held_{name.replace('.', '_')} += int64({name}) * household.weight")
    tile = [
        "p = tile_place[t]",
        "place = place_rows[p]",
        "state = state_rows[0]",
        "param = params[p]",
        "tally = tallies[t]",
        "tally_cells[t, :] = 0",
        "site_tally_cells[t, :, :] = 0",
        "for h in range(tile_first[t], tile_first[t + 1]):\n" + _indent(inside),
    ]
    body = [
        *TODAY_AND_LUCK,
        "for t in range(first, last):\n" + _indent(tile),
    ]
    doc = "People live the day, tile by tile; each tile writes only its own rows and tallies."
    return _function("live", (*DAY_ARGUMENTS, "d", "first", "last"), body, doc)


def _settle(catalog: Catalog, translated: Translations) -> str:
    gather = ", ".join(inspect.signature(bookkeeping.gather).parameters)
    close = ", ".join(inspect.signature(bookkeeping.close).parameters)
    body = [*TODAY_AND_LUCK, f"gather({gather})"]
    body += [
        _coarse_loop(rule, translated[rule])
        for rule in catalog.rules
        if not rule.crowd and rule.when > LAST_CROWD
    ]
    body.append(f"wrong = close({close})")
    body += ["coarse_history[row, :] = coarse", "held_history[row, :, :] = held[0]"]
    body += [f"{name}_history[row, :, :] = {name}" for name in ("ledger_out", "ledger_in", "holdings")]
    body.append("return wrong")
    doc = "What people did reaches sites, places and the state; the books close."
    return _function("settle", (*DAY_ARGUMENTS, *HISTORY_ARGUMENTS, "d", "row"), body, doc)


def _advance() -> str:
    day = ", ".join(DAY_ARGUMENTS)
    history = ", ".join(HISTORY_ARGUMENTS)
    body = [
        "for d in range(first_day, last_day):\n"
        + _indent(
            [
                "faults[:, :] = 0",
                f"begin_day({day}, d)",
                f"live({day}, d, 0, len(tile_place))",
                f"if settle({day}, {history}, d, d - first_day) != 0:",
                "    return d",
            ]
        ),
        "return last_day",
    ]
    doc = "Whole days, one after another; returns the day it stopped on."
    return _function("advance", (*DAY_ARGUMENTS, *HISTORY_ARGUMENTS, "first_day", "last_day"), body, doc)


def compose(catalog: Catalog, layout: Layout) -> str:
    """The kernel's text.

    Parameters
    ----------
    catalog : Catalog
        The mechanisms.
    layout : Layout
        Their records, from the same catalog.

    Returns
    -------
    str
        A Python module that needs only numpy and numba.
    """
    mechanisms = {mechanism.name: mechanism for mechanism in catalog.mechanisms}
    rules = [*catalog.opening_rules, *catalog.rules]
    translated = {rule: translate(rule, mechanisms[rule.mechanism], layout) for rule in rules}
    parts = [
        HEADER.format(
            codes=(bookkeeping.FLOW, bookkeeping.SHARED, bookkeeping.HELD, bookkeeping.FAULT),
            fraction=1.0 / FIXED_ONE,
            one=float(FIXED_ONE),
        ),
        *_library(),
        *_helpers(rules),
        *(translation.text for translation in translated.values()),
        _open_world(catalog, translated),
        _begin_day(catalog, translated),
        _live(catalog, layout, translated),
        _settle(catalog, translated),
        _advance(),
    ]
    return "\n\n\n".join(parts) + "\n"
