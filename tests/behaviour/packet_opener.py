"""Opens one packet again and again, as the worker of an agency, until it is told to stop."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from services.conference.app import build
from shared.log import configure_logging
from shared.settings import Home, ServiceSettings
from tests.behaviour.town import worker


def running_clock(start: datetime) -> datetime:
    """An instant that all processes of this machine agree on, behind a town's own time."""
    return start + timedelta(seconds=time.monotonic())
