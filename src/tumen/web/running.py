"""The server process: it tells open streams when it ends, so that nothing has to be broken off."""

from __future__ import annotations

import signal
import socket
import threading
from types import FrameType

import uvicorn


class Server(uvicorn.Server):
    """A server whose streams end by themselves when it is stopped.

    Parameters
    ----------
    closing
        Set when the server begins to stop.
    """

    def __init__(self, config: uvicorn.Config, closing: threading.Event) -> None:
        super().__init__(config)
        self.closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else."""
        self.closing.set()
        await super().shutdown(sockets)


def heed_hangup() -> None:
    """Take a closed terminal as a request to stop, which stops the jobs too; ``nohup`` keeps its meaning."""
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None or signal.getsignal(hangup) is signal.SIG_IGN:
        return

    def stop(_: int, __: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    signal.signal(hangup, stop)
