"""One rule, from plain Python on named columns to the kernel's records.

A rule is left as it was written, except that fractions are unpacked and packed, draws become
keyed calls, and flows and signals become additions to stocks, ledgers and tallies.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import chain, count

from tumen.core.declare import BOUNDARIES, KINDS, LINKS, Trait
from tumen.core.errors import ModelError
from tumen.engine.catalog import Catalog
from tumen.engine.draws import FOR_LIFE, stream
from tumen.engine.layout import HOUSEHOLD_STOCK_LIMIT, Layout, ledger_kind
from tumen.engine.mechanism import Mechanism
from tumen.engine.rules import Rule

CONSTANT = re.compile(r"\bINT_((?:MINUS_)?\d+)\b")


@dataclass(frozen=True)
class Translation:
    """A rule's text for the kernel and what it takes, in order."""

    text: str
    arguments: tuple[str, ...]

    @property
    def call(self) -> str:
        """The statement that calls it."""
        return f"{self.text.split('def ', 1)[1].split('(', 1)[0]}({', '.join(self.arguments)})"

    @cached_property
    def _tree(self) -> ast.FunctionDef:
        node = ast.parse(self.text).body[0]
        assert isinstance(node, ast.FunctionDef)
        return node

    @cached_property
    def has_loop(self) -> bool:
        """Whether the rule loops, so that it can only be called."""
        return any(isinstance(part, ast.For | ast.While) for part in ast.walk(self._tree))

    def in_loop(self, taken: set[str]) -> list[str]:
        """Statements that live the rule for one row of a loop: leaving it early goes to the next row.

        Its variables are renamed where another rule of the same function has ``taken`` their names,
        since they may be of another type.
        """
        inside = _InLoop(self._tree, taken)
        body = (statement for statement in self._tree.body if not _is_text(statement))
        return [ast.unparse(inside.visit(statement)) for statement in body]

    @property
    def doc(self) -> str:
        """The first line of what the rule says of itself."""
        return (ast.get_docstring(self._tree) or "").partition("\n")[0]


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


class _InLoop(ast.NodeTransformer):
    def __init__(self, rule: ast.FunctionDef, taken: set[str]) -> None:
        own = [n.id for n in ast.walk(rule) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        self.names = {}
        for name in dict.fromkeys(own):
            others = (f"{name}_{number}" for number in count(2))
            self.names[name] = next(free for free in chain([name], others) if free not in taken)
            taken.add(self.names[name])

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        return ast.Continue()


def _possible_arguments(rule: Rule) -> tuple[str, ...]:
    if rule.kind == "person":
        return ("person", "who", *LINKS["person"], "today", "param", "tally", "site_tally", "luck0", "luck1")
    if rule.kind == "household":
        return ("household", "who", *LINKS["household"], "today", "param", "tally", "luck0", "luck1")
    actors = (rule.kind, *LINKS[rule.kind])
    return (*actors, "today", "param", "ledger_out", "ledger_in", "faults", "luck0", "luck1")


def translate(rule: Rule, mechanism: Mechanism, layout: Layout) -> Translation:
    """The rule for the kernel, taking only what it uses."""
    node = _Translator(rule, mechanism, layout).visit(ast.parse(ast.unparse(rule.tree)).body[0])
    used = {part.id for statement in node.body for part in ast.walk(statement) if isinstance(part, ast.Name)}
    arguments = tuple(name for name in _possible_arguments(rule) if name in used)
    node.name = rule.full_name
    node.decorator_list = [ast.Name("rule", ast.Load())]
    node.returns = None
    node.args = ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in arguments], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    return Translation(ast.unparse(ast.fix_missing_locations(node)), arguments)


def constant(number: int) -> str:
    """Name in the kernel of a whole number given to a function: see `constants_in`."""
    return f"INT_{number}".replace("-", "MINUS_")


def constants_in(text: str) -> list[str]:
    """Definitions of the numbers named in ``text``.

    Numba compiles a function anew for every whole number written out among its arguments, but
    only once for all that are named and typed.
    """
    names = {int(found[1].replace("MINUS_", "-")): found[0] for found in CONSTANT.finditer(text)}
    return [f"{name} = np.int64({number})" for number, name in sorted(names.items())]


def helper_name(mechanism: str, name: str) -> str:
    """Name in the kernel of a helper function of a mechanism's file."""
    return f"{mechanism}__{name.lstrip('_')}_"


class Renamer(ast.NodeTransformer):
    """Replaces a file's constants by their values and its helpers by their names in the kernel."""

    def __init__(self, mechanism: str, known: dict[str, object], where: str) -> None:
        self.mechanism, self.known, self.where = mechanism, known, where

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """An enum member becomes its number."""
        if isinstance(node.value, ast.Name):
            value = self.known.get(node.value.id)
            if isinstance(value, type) and issubclass(value, IntEnum):
                if node.attr not in value.__members__:
                    hint = Catalog.suggest(node.attr, value.__members__)
                    raise ModelError(f"{self.where}: unknown {node.value.id}.{node.attr}{hint}.")
                return ast.Constant(int(value[node.attr]))
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A constant becomes its value, a helper its name in the kernel."""
        if node.id not in self.known:
            return node
        value = self.known[node.id]
        if isinstance(value, bool | int | float):
            return ast.Constant(value)
        if callable(value):
            module = getattr(value, "__module__", "")
            return (
                node
                if module == "tumen.core.maths"
                else ast.Name(helper_name(self.mechanism, node.id), node.ctx)
            )
        raise ModelError(f"{self.where}: '{node.id}' is neither a number nor a function a rule can use.")


RESERVED = frozenset(
    {
        "who",
        "tally",
        "site_tally",
        "luck0",
        "luck1",
        "ledger_out",
        "ledger_in",
        "faults",
        "enter",
        "int64",
        "math",
        "np",
    }
    | {
        "FRACTION",
        "uniform",
        "philox",
        "pack_fraction",
        "pack_whole",
        "_moved",
        "_fault",
        "_left",
        "_weighted",
    }
)
"""Names the kernel uses itself; a rule's own variables are called otherwise."""


class _Translator(Renamer):
    def __init__(self, rule: Rule, mechanism: Mechanism, layout: Layout) -> None:
        super().__init__(rule.mechanism, rule.globals, rule.where)
        self.rule, self.declared, self.layout = rule, mechanism, layout

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A rule's own variables may not hide what the kernel needs."""
        engines = node.id in RESERVED or node.id in self.rule.arguments or CONSTANT.fullmatch(node.id)
        if isinstance(node.ctx, ast.Store) and engines:
            raise ModelError(
                f"{self.where}: the variable '{node.id}' needs another name; the engine uses this one."
            )
        return super().visit_Name(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A helper sees numbers, never an actor: of an actor it would read what is stored."""
        for argument in node.args:
            if isinstance(argument, ast.Name) and argument.id in self.rule.arguments:
                raise ModelError(
                    f"{self.where}: a helper takes numbers, not the {argument.id} itself; "
                    "pass the columns it needs."
                )
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if not isinstance(node.value, ast.Name):
            return self.generic_visit(node)
        owner, name = node.value.id, node.attr
        if owner == "draw" and "draw" in self.rule.arguments:
            return ast.parse(self._draw(name), mode="eval").body
        if owner == "person" and name == "id":
            return ast.Name("who", ast.Load())
        if owner in self.rule.actors:
            if self.layout.slots[f"{owner}.{name}"].fixed:
                return ast.parse(f"({owner}.{name} * FRACTION)", mode="eval").body
            return node
        return super().visit_Attribute(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.AST]:
        value = self.visit(node.value)
        if len(node.targets) > 1 or isinstance(node.targets[0], ast.Tuple):
            if any(
                self._column(t)
                for t in ast.walk(node)
                if isinstance(t, ast.Attribute) and isinstance(t.ctx, ast.Store)
            ):
                raise ModelError(f"{self.where}: assign to one column at a time.")
            return ast.Assign(node.targets, value)
        column = self._column(node.targets[0])
        return (
            self._store(column, value) if column else ast.Assign([self.visit(t) for t in node.targets], value)
        )

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.AST]:
        column = self._column(node.target)
        if not column:
            return self.generic_visit(node)
        owner, name = column.split(".")
        left = self.visit(ast.Attribute(ast.Name(owner, ast.Load()), name, ast.Load()))
        return self._store(column, ast.BinOp(left, node.op, self.visit(node.value)))

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        call = node.value
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
        ):
            what = call.func.value.id
            if what in ("flow", "send") and what in self.rule.arguments:
                if len(call.args) != 1 or call.keywords:
                    raise ModelError(f"{self.where}: {what}.{call.func.attr} takes one number.")
                amount = ast.unparse(self.visit(call.args[0]))
                text = (
                    self._flow(call.func.attr, amount)
                    if what == "flow"
                    else self._send(call.func.attr, amount)
                )
                return ast.parse(text).body
        return self.generic_visit(node)

    def _column(self, node: ast.AST) -> str:
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in self.rule.actors
        ):
            return f"{node.value.id}.{node.attr}"
        return ""

    def _store(self, column: str, value: ast.expr) -> ast.AST:
        slot = self.layout.slots[column]
        if slot.stock:
            text = f"{column} = int(0)"
        elif slot.fixed:
            text = f"{column} = pack_fraction(0, {float(slot.low or 0)!r}, {float(slot.high or 0)!r})"
        elif isinstance(value, ast.Constant) and type(value.value) is int:
            held = min(max(value.value, slot.low or 0), slot.high or 0)
            return ast.parse(f"{column} = {held}").body[0]
        else:
            text = f"{column} = pack_whole(0, {constant(slot.low or 0)}, {constant(slot.high or 0)})"
        statement = ast.parse(text).body[0]
        assert isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call)
        statement.value.args[0] = value
        return statement

    def _draw(self, name: str) -> str:
        kind = self.rule.kind
        who = "who" if self.rule.crowd else f"{kind}.id"
        day = constant(FOR_LIFE) if isinstance(self.declared.draws[name], Trait) else "today.day"
        number = stream(f"{self.rule.mechanism}.{name}")
        return f"uniform(luck0, luck1, {constant(KINDS.index(kind))}, {who}, {day}, {constant(number)})"

    def _flow(self, name: str, amount: str) -> str:
        flow = self.declared.flows[name]
        if self.rule.crowd:
            return self._crowd_flow(name, amount)
        lines, fault = [f"_moved = int64({amount})"], "_moved"
        for account, sign in ((flow.source, "-"), (flow.to, "+")):
            if account not in BOUNDARIES:
                lines.append(f"{account} = {account} {sign} _moved")
                fault += f" | {account}"
        column, step = self.layout.ledger_columns(name)
        asset, whose = self.layout.asset_numbers(name)
        number = f"{column} + {whose}.commodity * {step}" if whose else constant(column)
        kept = f"{asset} + {whose}.commodity" if whose else constant(asset)
        source, to = (f"{ledger_kind(flow, end)}.place" for end in ("source", "to"))
        books = "ledger_out, ledger_in, faults"
        lines.append(f"enter({books}, {source}, {to}, {number}, {kept}, _moved, {fault})")
        return "\n".join(lines)

    def _crowd_flow(self, name: str, amount: str) -> str:
        flow = self.declared.flows[name]
        lines = [f"_moved = int64({amount})", "_fault = _moved", "_weighted = _moved * household.weight"]
        for account, sign in ((flow.source, "-"), (flow.to, "+")):
            kind = account.split(".")[0]
            if kind == "household":
                lines.append(f"_left = {account} {sign} _moved")
                lines.append(f"_fault |= _left | ({HOUSEHOLD_STOCK_LIMIT} - _left)")
                lines.append(f"{account} = _left")
            elif account not in BOUNDARIES:
                tally = "site_tally" if kind == "site" else "tally"
                lines.append(f"{tally}.change_{account.replace('.', '_')} {sign}= _weighted")
        lines.append(f"tally.flow_{name} += _weighted")
        lines.append(f"tally.fault_{flow.asset} |= _fault")
        return "\n".join(lines)

    def _send(self, name: str, amount: str) -> str:
        column, signal = self.layout.catalog.signal(name)
        if not self.rule.crowd:
            return f"{column} = {column} + int64({amount})"
        tally = "site_tally" if signal.kind == "site" else "tally"
        return f"{tally}.sent_{column.replace('.', '_')} += int64({amount}) * household.weight"
