"""What makes a comparison again: policies that do not come with the package lie beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

POLICIES = "policies"


def keep_policies(policies: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Write the files of those policies that do not come with the package."""
    for one in policies:
        if one["file"]:
            (folder / POLICIES).mkdir(exist_ok=True)
            (folder / POLICIES / f"{one['name']}.toml").write_text(one["file"], encoding="utf-8")


def as_named(policy: Mapping[str, Any]) -> str:
    """How a command names a policy: by its name, or by its file beside the result."""
    return f"{POLICIES}/{policy['name']}.toml" if policy["file"] else str(policy["name"])
