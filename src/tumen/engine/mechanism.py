"""One file of ``tumen.economy``, read from its declarations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType

from tumen.core.declare import Draw, Fixed, Flow, Given, Input, Observable, Param, Signal, Stock, Trait, Whole
from tumen.core.errors import ModelError
from tumen.engine.rules import Rule


@dataclass(frozen=True)
class Mechanism:
    """One file of ``tumen.economy``: what it declares and the rules it holds."""

    name: str
    actor: str
    number: tuple[int, ...]
    doc: str
    state: Mapping[str, Stock | Whole | Fixed] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)
    params: Mapping[str, Param] = field(default_factory=dict)
    draws: Mapping[str, Draw | Trait] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    sends: tuple[str, ...] = ()
    observables: Mapping[str, Observable] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


def read_mechanism(module: ModuleType) -> Mechanism:
    """Turn a module's declarations into a `Mechanism`.

    Raises
    ------
    ModelError
        If ``WHEN`` names a rule the module does not hold, or a time that is none.
    """
    name = module.__name__.rsplit(".", 1)[-1]
    number = getattr(module, "NUMBER", ())
    rules = []
    for rule_name, when in module.WHEN.items():
        if not hasattr(module, rule_name):
            raise ModelError(f"{name}.py: WHEN names the rule '{rule_name}', which the file does not hold.")
        if when != "opening" and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", when):
            raise ModelError(
                f"{name}.py: rule '{rule_name}' happens at '{when}'; expected HH:MM or 'opening'."
            )
        rules.append(Rule(name, rule_name, when, getattr(module, rule_name)))
    return Mechanism(
        name=name,
        actor=module.__name__.rsplit(".", 2)[-2],
        number=number if isinstance(number, tuple) else (number,),
        doc=(module.__doc__ or "").strip(),
        state=getattr(module, "STATE", {}),
        given=getattr(module, "GIVEN", {}),
        inputs=getattr(module, "INPUTS", {}),
        params=getattr(module, "PARAMS", {}),
        draws=getattr(module, "DRAWS", {}),
        flows=getattr(module, "FLOWS", {}),
        signals=getattr(module, "SIGNALS", {}),
        sends=tuple(getattr(module, "SENDS", ())),
        observables=getattr(module, "OBSERVABLES", {}),
        rules=tuple(rules),
    )
