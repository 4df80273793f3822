"""A child process that does not outlive its parent, even if the parent is killed."""

from __future__ import annotations

import ctypes
import signal
import sys

READY_WITHIN_SECONDS = 30.0
STOP_WITHIN_SECONDS = 10.0
"""So long a service that was started may take to answer, and one that was told to end to do so."""

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent dies (Linux; elsewhere no effect)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
