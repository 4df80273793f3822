"""Logs that cannot tell anything about a person: an allow-list of keys, checked values.

A log event is a constant name; a value is a number or a short code. Whatever else is handed in is
dropped and counted, so that carelessness costs information, never confidentiality.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, cast

import structlog

ALLOWED_KEYS = frozenset(
    {
        "applied", "attempt", "consumer", "count", "error", "lag", "logger", "position", "reason",
        "seconds", "service", "source", "status", "stream", "where",
    }
)  # fmt: skip
_SET_BY_US = frozenset({"event", "level", "timestamp", "dropped_keys"})
_EVENT = re.compile(r"^[a-z0-9_.-]{1,60}$")
_VALUE = re.compile(r"^[A-Za-z0-9_.:/ -]{0,120}$")

EventDict = MutableMapping[str, Any]


def _is_harmless(value: object) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    return isinstance(value, str) and bool(_VALUE.match(value))


def keep_allowed(_logger: object, _method: str, event_dict: EventDict) -> EventDict:
    """Processor: keep what is on the list and harmless; count the rest."""
    dropped = 0
    if not _EVENT.match(str(event_dict.get("event"))):
        event_dict["event"] = "unnamed_event"
        dropped += 1
    for key in [key for key in event_dict if key not in _SET_BY_US]:
        if key not in ALLOWED_KEYS or not _is_harmless(event_dict[key]):
            del event_dict[key]
            dropped += 1
    if dropped:
        event_dict["dropped_keys"] = dropped
    return event_dict


def exception_place(_logger: object, _method: str, event_dict: EventDict) -> EventDict:
    """Processor: of an exception, keep its type and place; its message may hold values."""
    info = event_dict.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event_dict["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)
        if frames:
            event_dict["where"] = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return event_dict


def _as_json(_logger: object, _method: str, event_dict: EventDict) -> str:
    return json.dumps(event_dict, ensure_ascii=True)


class _LibraryHandler(logging.Handler):
    """What libraries log: that they did, never what they said."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the logger's name, the level and an exception's type and place."""
        log = structlog.get_logger()
        method = getattr(log, record.levelname.lower(), log.info)
        method("library.log", logger=record.name, exc_info=record.exc_info)


def configure_logging(service: str, file: Path | None = None) -> None:
    """Send all logs of this process, JSON line by line, to a file or to standard error."""
    stream = file.open("a", encoding="ascii", buffering=1) if file else sys.stderr
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            exception_place,
            keep_allowed,
            _as_json,
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(service=service)
    root = logging.getLogger()
    root.handlers[:] = [_LibraryHandler(level=logging.WARNING)]
    root.setLevel(logging.WARNING)


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """The logger of this process."""
    return cast("structlog.typing.FilteringBoundLogger", structlog.get_logger())
