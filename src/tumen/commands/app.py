"""``tumen app``: the local web app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

HOST, PORT = "127.0.0.1", 8642


def app(
    *,
    port: Annotated[int, Parameter(help="Port; 0 takes a free one.")] = PORT,
    host: Annotated[
        str, Parameter(help="Address to listen on; others than 127.0.0.1 let other machines in.")
    ] = HOST,
    no_browser: Annotated[bool, Parameter(negative="", help="Only print the address.")] = False,
    root: Annotated[
        Path | None, Parameter(help="Folder with cases, runs and fits (default: this one).")
    ] = None,
) -> None:
    """Open the app: what if, evidence, runs; on this machine alone.

    Needs the extra ``app``: pip install 'tumen[app]'.

    Examples
    --------
    tumen app
    tumen app --port 9000 --no-browser
    """
    from tumen.commands.serving import serve

    serve(port=port, host=host, browser=not no_browser, root=root)
