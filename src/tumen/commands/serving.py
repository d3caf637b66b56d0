"""What ``tumen app`` does: build the pages where needed, listen, say where, open a browser."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from tumen.commands.console import say, talk
from tumen.core.errors import InputError, RunError

if TYPE_CHECKING:
    from tumen.web.settings import Settings

HERE = ("127.0.0.1", "localhost", "::1")
ANY = ("0.0.0.0", "::")

GRACE = 2
"""Seconds that open streams have to end when the app is stopped."""


def serve(*, port: int, host: str, browser: bool, root: Path | None) -> None:
    """Serve until Ctrl-C.

    Raises
    ------
    InputError
        If the port is taken or the folder is none.
    RunError
        If what the app needs is not installed.
    """
    folder = (root or Path.cwd()).resolve()
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; --root names the one with cases, runs and fits.")
    if not 0 <= port <= 65_535:
        raise InputError(f"--port is {port}; expected 0 to 65535.")
    try:
        import python_multipart  # noqa: F401
        import uvicorn

        from tumen.web.running import Server, heed_hangup
        from tumen.web.server import create_app
        from tumen.web.settings import Settings
    except ImportError as error:
        raise RunError(
            f"The app needs '{error.name}', which is not installed: pip install 'tumen[app]'."
        ) from None
    from tumen.ensemble.pool import broken_pipes_raise
    from tumen.web.build import pages

    listening = _listening(host, port)
    settings = Settings(root=folder, pages=pages(), hosts=names(host, listening.getsockname()[1]), warm=True)
    address = _address(host, listening.getsockname()[1], settings)
    if host not in HERE:
        talk.print(
            f"[bold yellow]warning[/]: listening on {host}, where other machines can reach it; whoever has "
            "the token can read and change what lies in this folder, and nothing is encrypted on the way."
        )
    if host in ANY:
        talk.print(
            f"Others reach it by this machine's name, {socket.gethostname()}; for them to use an IP address, "
            "give that address as --host."
        )
    say(address)
    talk.print("Stop with Ctrl-C.")
    if browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    config = uvicorn.Config(
        create_app(settings), log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=GRACE, lifespan="on",
    )  # fmt: skip
    heed_hangup()
    try:
        with broken_pipes_raise():  # a page that is closed must not end the app
            Server(config, settings.closing).run(sockets=[listening])
    except KeyboardInterrupt:
        talk.print("Stopped.")


def names(host: str, port: int) -> frozenset[str]:
    """What a browser may call the server, ports included."""
    known = {"localhost"} if host == "::1" else {"127.0.0.1", "localhost"}
    if host in ("::", "::1"):
        known.add("[::1]")
    if host in ANY:
        known.add(socket.gethostname().lower())
    elif host not in HERE:
        known.add(f"[{host}]" if ":" in host else host.lower())
    return frozenset({f"{name}:{port}" for name in known} | (known if port == 80 else set()))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform == "win32":  # where to reuse an address means to share it with another program
        found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(64)
    except OSError as error:
        found.close()
        raise InputError(
            f"Cannot listen on {host}:{port} ({error.strerror}); take another with --port, or --port 0."
        ) from None
    return found


def _address(host: str, port: int, settings: Settings) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/?token={settings.token}"
