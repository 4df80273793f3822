"""A child process that does not outlive its parent, even if the parent is killed."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable

READY_WITHIN_SECONDS = 90.0
STOP_WITHIN_SECONDS = 10.0
"""So long a service that was started may take to answer, and one that was told to end to do so."""

_PR_SET_PDEATHSIG = 1

Told = Callable[[], bool]
"""Whether whoever runs a system was told to stop it."""


class ToldToStop(Exception):  # noqa: N818 - no error: somebody wished it
    """A system was told to stop while it started."""


def never() -> bool:
    """Nobody is told to stop: what runs a system for the length of a block ends it by itself."""
    return False


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent dies (Linux; elsewhere no effect)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
