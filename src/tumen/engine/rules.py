"""A rule as text: which columns it reads and writes, what it draws, moves and sends."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tumen.core.declare import CROWD, KINDS, LINKS
from tumen.core.errors import ModelError

ENVIRONMENT: tuple[str, ...] = ("today", "param", "draw", "flow", "send")
TODAY: tuple[str, ...] = (
    "day",
    "date_number",
    "year",
    "month",
    "day_of_month",
    "day_of_year",
    "weekday",
    "days_in_month",
)


@dataclass(frozen=True)
class Rule:
    """One actor's part in a mechanism.

    Attributes
    ----------
    mechanism, name : str
        The mechanism's name and the function's.
    when : str
        ``"opening"`` or a time of day ``"HH:MM"``.
    function : Callable
        The rule itself, plain Python.
    """

    mechanism: str
    name: str
    when: str
    function: Callable[..., None]

    @cached_property
    def full_name(self) -> str:
        """Name of the rule in the kernel."""
        return f"{self.mechanism}__{self.name}"

    @cached_property
    def tree(self) -> ast.FunctionDef:
        """The rule's syntax tree."""
        source = inspect.getsource(self.function)
        node = ast.parse(source).body[0]
        if not isinstance(node, ast.FunctionDef):
            raise ModelError(f"{self.where}: a rule must be a plain function.")
        return node

    @cached_property
    def where(self) -> str:
        """File, line and rule, for messages."""
        code = self.function.__code__
        return f"{self.mechanism}.py, line {code.co_firstlineno}, rule {self.name}"

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The rule's parameters."""
        return tuple(argument.arg for argument in self.tree.args.args)

    @cached_property
    def kind(self) -> str:
        """The actor the rule runs for: its first parameter."""
        kind = self.arguments[0] if self.arguments else ""
        if kind not in KINDS:
            raise ModelError(
                f"{self.where}: the first parameter must be one of {', '.join(KINDS)}; found '{kind}'."
            )
        allowed = (kind, *LINKS[kind], *ENVIRONMENT)
        for argument in self.arguments:
            if argument not in allowed:
                raise ModelError(
                    f"{self.where}: a rule for a {kind} cannot see '{argument}'; "
                    f"it can see {', '.join(allowed)}."
                )
        return kind

    @property
    def crowd(self) -> bool:
        """Whether the rule runs for people, tile by tile."""
        return self.kind in CROWD

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors among the rule's parameters."""
        return tuple(argument for argument in self.arguments if argument in KINDS)

    @cached_property
    def _touched(self) -> dict[str, list[tuple[str, int]]]:
        touched: dict[str, list[tuple[str, int]]] = {key: [] for key in ("read", "write", *ENVIRONMENT)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner, line = node.value.id, node.lineno
                if owner in ENVIRONMENT and owner in self.arguments:
                    touched[owner].append((node.attr, line))
                elif owner in self.actors:
                    key = "write" if isinstance(node.ctx, ast.Store) else "read"
                    touched[key].append((f"{owner}.{node.attr}", line))
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute):
                target = node.target
                if isinstance(target.value, ast.Name) and target.value.id in self.actors:
                    touched["read"].append((f"{target.value.id}.{target.attr}", target.lineno))
        return touched

    def names(self, what: str) -> tuple[str, ...]:
        """Distinct names of one sort: ``read``, ``write`` or an element of the environment."""
        return tuple(dict.fromkeys(name for name, _ in self._touched[what]))

    def line_of(self, what: str, name: str) -> int:
        """Line in the mechanism's file where ``name`` is first used."""
        first = next(line for used, line in self._touched[what] if used == name)
        return self.function.__code__.co_firstlineno + first - 1

    @cached_property
    def globals(self) -> dict[str, Any]:
        """What the rule uses from its module."""
        return names_from_module(self.tree, self.function, self.arguments, self.where)


def names_from_module(
    tree: ast.FunctionDef, function: Callable[..., Any], arguments: tuple[str, ...], where: str
) -> dict[str, Any]:
    """Look up the free names of ``function`` in its module."""
    local = set(arguments)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            local.add(node.id)
    found: dict[str, Any] = {}
    builtins = {"min", "max", "abs", "int", "float", "bool", "range"}
    skip = {
        id(part)
        for node in (tree.returns, *(a.annotation for a in tree.args.args))
        if node
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skip or not isinstance(node, ast.Name) or node.id in local or node.id in builtins:
            continue
        if node.id not in function.__globals__:
            raise ModelError(f"{where}: unknown name '{node.id}'.")
        found[node.id] = function.__globals__[node.id]
    return found
