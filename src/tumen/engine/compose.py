"""All rules of a catalog, composed into one readable module that numba compiles.

The module holds the translated rules and four functions: ``open_world`` (opening balances),
``begin_day`` (the world and its institutions), ``live`` (people, tile by tile) and ``settle``
(what people did reaches sites, places and the state; the books close: see `bookkeeping`).
"""

from __future__ import annotations

import ast
import builtins
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
from tumen.engine.translate import RESERVED, Renamer, Translation, constants_in, helper_name, translate

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
"""Arrays of a world: each function of the kernel takes those it uses, in this order."""

HISTORY: tuple[str, ...] = ("coarse", "ledger_out", "ledger_in", "held", "holdings")
"""Arrays remembered every evening."""

RULES_IN_A_PART = 16
"""Coarse rules in one function: numba takes longer for many small functions, and for a few great ones."""

HISTORY_ARGUMENTS: tuple[str, ...] = (*(f"{name}_history" for name in HISTORY), "trouble")

KNOWN_NAMES: frozenset[str] = RESERVED.union(
    KINDS, DAY_ARGUMENTS, vars(maths), vars(builtins), ("today", "param", "i")
)
"""Names that mean something in a function of coarse rules; a variable of a rule may not hide them."""

HEADER = '''"""The composed day. Generated from the mechanisms under tumen/economy; do not edit."""

import math

import numpy as np
from numba import int64, njit

FLOW, SHARED, HELD, FAULT = {codes}

rule = njit(error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
entry = njit(error_model="numpy", nogil=True, cache=True, no_cfunc_wrapper=True)
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
    books = [f for f in vars(bookkeeping).values() if inspect.isfunction(f)]
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


def _coarse_loop(rule: Rule, translation: Translation, taken: set[str]) -> str:
    first = 1 if rule.kind in WITH_NONE else 0
    lived = [translation.call] if translation.has_loop else translation.in_loop(taken)
    body = [f"{rule.kind} = {rule.kind}_rows[i]", *_linked(rule.kind, translation.arguments)]
    if "param" in translation.arguments:
        body.append(f"param = params[{rule.kind}.place]")
    heading = f"# {rule.mechanism}, {rule.name}: {translation.doc}"
    return f"{heading}\nfor i in range({first}, len({rule.kind}_rows)):\n" + _indent([*body, *lived])


def _in_parts(name: str, rules: list[Rule], translated: Translations) -> tuple[list[str], list[str]]:
    """Functions that live coarse rules, some rules each, and the calls of them."""
    functions: list[str] = []
    calls: list[str] = []
    for first in range(0, len(rules), RULES_IN_A_PART):
        part, taken = rules[first : first + RULES_IN_A_PART], set(KNOWN_NAMES)
        body = [_coarse_loop(rule, translated[rule], taken) for rule in part]
        used = _names_in(body)
        arguments = [name for name in (*DAY_ARGUMENTS, "today", "luck0", "luck1") if name in used]
        call = f"{name}_{len(calls) + 1}({', '.join(arguments)})"
        functions.append(f"@rule\ndef {call}:\n" + _indent(body))
        calls.append(call)
    return functions, calls


def _indent(lines: Iterable[str], by: int = 1) -> str:
    pad = "    " * by
    return "\n".join(pad + line for text in lines for line in text.split("\n"))


def _names_in(lines: Iterable[str]) -> set[str]:
    tree = ast.parse("\n".join(lines))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _entry(name: str, numbers: Iterable[str], body: list[str], doc: str) -> str:
    """A function Python calls: it takes the arrays it uses, in their order, and then some numbers."""
    used = _names_in(body)
    arrays = [array for array in (*DAY_ARGUMENTS, *HISTORY_ARGUMENTS) if array in used]
    return f"@entry\ndef {name}({', '.join([*arrays, *numbers])}):\n" + _indent([f'"""{doc}"""', *body])


def _open_world(catalog: Catalog, translated: Translations) -> str:
    body = ["today = todays[0]", "luck0 = luck[0]", "luck1 = luck[1]", "tally = tallies[0]"]
    functions: list[str] = []
    for crowd, group in groupby(catalog.opening_rules, key=lambda rule: rule.crowd):
        if crowd:
            body += [_opening_loop(rule, translated[rule].call) for rule in group]
        else:
            parts, calls = _in_parts(f"opening_{len(functions) + 1}", list(group), translated)
            functions += parts
            body += calls
    doc = "Opening balances, once, before the first day."
    return "\n\n\n".join([*functions, _entry("open_world", (), body, doc)])


def _opening_loop(rule: Rule, call: str) -> str:
    inner = [
        "household = household_rows[h]",
        "place = place_rows[household.place]",
        "state = state_rows[0]",
        "param = params[household.place]",
    ]
    if rule.kind == "household":
        inner += ["who = household.id", call]
    else:
        members = "for i in range(household_first[h], household_first[h + 1]):\n"
        inner.append(members + _indent([*_person_lines("0"), call]))
    return "for h in range(len(household_rows)):\n" + _indent(inner)


def _person_lines(tile: str) -> list[str]:
    return [
        "person = person_rows[i]",
        "who = household.id * 16 + (i - household_first[h])",
        "site = site_rows[person.site]",
        f"site_tally = site_tallies[{tile}, person.site]",
    ]


def _begin_day(catalog: Catalog, translated: Translations) -> str:
    wake = ", ".join(inspect.signature(bookkeeping.wake).parameters)
    rules = [rule for rule in catalog.rules if rule.when < FIRST_CROWD]
    functions, calls = _in_parts("morning", rules, translated)
    body = [*TODAY_AND_LUCK, f"wake({wake})", *calls]
    doc = "The world and its institutions before people rise."
    return "\n\n\n".join([*functions, _entry("begin_day", ("d",), body, doc)])


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
        "for k in range(tally_cells.shape[1]):\n    tally_cells[t, k] = 0",
        "clear(site_tally_cells[t])",
        "for h in range(tile_first[t], tile_first[t + 1]):\n" + _indent(inside),
    ]
    body = [
        *TODAY_AND_LUCK,
        "for t in range(first, last):\n" + _indent(tile),
    ]
    doc = "People live the day, tile by tile; each tile writes only its own rows and tallies."
    return _entry("live", ("d", "first", "last"), body, doc)


def _settle(catalog: Catalog, translated: Translations) -> str:
    gather = ", ".join(inspect.signature(bookkeeping.gather).parameters)
    close = ", ".join(inspect.signature(bookkeeping.close).parameters)
    rules = [rule for rule in catalog.rules if not rule.crowd and rule.when > LAST_CROWD]
    functions, calls = _in_parts("evening", rules, translated)
    body = [*TODAY_AND_LUCK, f"gather({gather})", *calls, f"wrong = close({close})"]
    body += ["for k in range(len(coarse)):\n    coarse_history[row, k] = coarse[k]"]
    body += ["remember(held[0], held_history, row)"]
    body += [f"remember({name}, {name}_history, row)" for name in ("ledger_out", "ledger_in", "holdings")]
    body.append("return wrong")
    doc = "What people did reaches sites, places and the state; the books close."
    settle = _entry("settle", ("d", "row"), body, doc)
    return "\n\n\n".join([*functions, settle])


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
        *(translated[rule].text for rule in rules if rule.crowd or translated[rule].has_loop),
        _open_world(catalog, translated),
        _begin_day(catalog, translated),
        _live(catalog, layout, translated),
        _settle(catalog, translated),
    ]
    parts.insert(1, "\n".join(constants_in("\n".join(parts))))
    return "\n\n\n".join(parts) + "\n"
