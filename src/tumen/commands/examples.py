"""Examples under each command's help: those that its docstring gives."""

from __future__ import annotations

import inspect
from collections.abc import Container

from cyclopts import App

HEADING = "Examples\n--------\n"


def examples(function: object) -> str:
    """The lines under "Examples" in a docstring; empty where it has none."""
    return (inspect.getdoc(function) or "").partition(HEADING)[2].strip()


def show_examples(app: App, without: Container[str] = ()) -> None:
    """Close the help of every command of an app with its examples.

    Parameters
    ----------
    without
        Commands to leave alone: looking at one that is imported when first used would import it.
    """
    for name in app:
        if name.startswith("-") or name in without:
            continue
        lines = examples(app[name].default_command).splitlines()
        if lines:
            app[name].help_epilogue = "  \n".join(["Examples:", *lines])
