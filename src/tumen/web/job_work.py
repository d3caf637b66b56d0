"""The process of a job: asked to stop, and waited for."""

from __future__ import annotations

import math
import subprocess
import time
from dataclasses import dataclass, field

from tumen.web.job_commands import interrupt

AGAIN = 10.0
"""Seconds after which a command that was asked to stop and goes on is asked again."""


@dataclass
class Work:
    """A command at work."""

    process: subprocess.Popen[bytes]
    began: float = field(default_factory=time.monotonic)
    asked: float = math.inf
    """When it was last asked to stop."""

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does."""
        self.asked = time.monotonic()
        interrupt(self.process)

    def ended(self) -> int:
        """Wait for its end, its exit status; asked to stop in vain, it is asked again.

        What interrupts a program while it begins may be lost.
        """
        while True:
            try:
                return self.process.wait(timeout=AGAIN / 4)
            except subprocess.TimeoutExpired:
                if time.monotonic() - self.asked >= AGAIN:
                    self.stop()
