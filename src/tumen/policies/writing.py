"""A policy as its file reads."""

from __future__ import annotations

import json
from typing import Any

from tumen.policies.forms import Policy
from tumen.policies.library import available, load


def is_bundled(policy: Policy) -> bool:
    """Whether it is one that comes with the package, and not another one of the same name."""
    return policy.name in available() and load(policy.name) == policy


def as_toml(policy: Policy) -> str:
    """A policy as its file reads."""
    text = [f"{key} = {_quoted(getattr(policy, key))}" for key in ("name", "title", "about", "who")]
    if policy.evidence:
        text.append(f"evidence = {_value(policy.evidence)}")
    if policy.without:
        text.append(f"without = {_value(list(policy.without))}")
    for part in ("change", "instrument", "closure"):
        for entry in getattr(policy, part):
            text += ["", f"[[{part}]]"]
            text += [
                f"{key} = {_value(value)}" if key != "set" else _settings(value)
                for key, value in entry.model_dump(by_alias=True, exclude_defaults=True).items()
            ]
    return "\n".join(text) + "\n"


def _settings(values: dict[str, float]) -> str:
    return "\n".join(f"set.{name} = {_value(value)}" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
