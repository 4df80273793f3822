"""Logs that cannot tell anything about a person: an allow-list of keys, checked values.

A log event is a constant name; a value is a number or a short code of the shape that its key is
known for. Whatever else is handed in is dropped and counted, so that carelessness costs
information, never confidentiality. The rules hold from the import of this module on;
:func:`configure_logging` says where the lines go and takes in what libraries log.
"""

from __future__ import annotations

import json
import logging
import math
import re
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO, cast

import structlog

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger, Processor

EventDict = MutableMapping[str, Any]

_NO_TEXT = re.compile(r"(?!)")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_LOGGER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*")
_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLACE = r"[A-Za-z0-9_.?-]+:[0-9]+"
_TRAIL = re.compile(rf"{_PLACE}(<{_PLACE})*")
_REASON = re.compile(rf"[A-Za-z_][A-Za-z0-9_-]*( at ({_PLACE}|\?))?")

ALLOWED_KEYS: Mapping[str, re.Pattern[str]] = {
    "applied": _NO_TEXT,
    "attempt": _NO_TEXT,
    "consumer": _NAME,
    "count": _NO_TEXT,
    "error": _TYPE,
    "lag": _NO_TEXT,
    "logger": _LOGGER,
    "position": _NO_TEXT,
    "reason": _REASON,
    "seconds": _NO_TEXT,
    "service": _NAME,
    "source": _NAME,
    "status": _NAME,
    "stream": _NAME,
    "where": _TRAIL,
}
"""The keys a line may have, and the shape of a text under each; numbers are always allowed."""

HARMLESS_LOGGERS = frozenset({"psycopg.pool"})
"""Libraries whose message templates are constants: these are shown, still without arguments."""

LONGEST_VALUE = 200
FRAMES_SHOWN = 6
_SET_BY_US = frozenset({"event", "level", "timestamp"})
_EVENT = re.compile(r"[a-z0-9_.-]{1,80}")

_counts: Counter[str] = Counter()


def dropped_keys() -> int:
    """How many keys and event names this process has dropped so far."""
    return _counts["dropped_keys"]


class _Template(str):
    """A harmless logger's constant template; only :class:`_LibraryHandler` makes one."""

    __slots__ = ()


def _is_allowed(key: str, value: object) -> bool:
    if key == "message":
        return isinstance(value, _Template)
    if key not in ALLOWED_KEYS:
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    if value is None or isinstance(value, int):
        return True
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_VALUE
        and ALLOWED_KEYS[key].fullmatch(value) is not None
    )


def keep_allowed(_logger: object, _method: str, event_dict: EventDict) -> EventDict:
    """Processor: keep what is on the list and has its shape; count the rest."""
    dropped = 0
    event = event_dict.get("event")
    if not isinstance(event, str) or not _EVENT.fullmatch(event):
        event_dict["event"] = "unnamed_event"
        dropped += 1
    for key in [key for key in event_dict if key not in _SET_BY_US]:
        if not _is_allowed(key, event_dict[key]):
            del event_dict[key]
            dropped += 1
    if dropped:
        _counts["dropped_keys"] += dropped
        event_dict["log_keys_dropped"] = dropped
    return event_dict


def _trail(trace: TracebackType | None) -> str:
    """Files and lines, innermost first; names that cannot be a module of ours become ``?``."""
    places = []
    for frame in reversed(traceback.extract_tb(trace)[-FRAMES_SHOWN:]):
        place = f"{Path(frame.filename).name}:{frame.lineno or 0}"
        places.append(place if re.fullmatch(_PLACE, place) else "?:0")
    while len("<".join(places)) > LONGEST_VALUE:
        places.pop()
    return "<".join(places)


def exception_place(_logger: object, _method: str, event_dict: EventDict) -> EventDict:
    """Processor: of an exception, keep its type and place; its message may hold values."""
    info = event_dict.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event_dict["error"] = type(error).__name__
        if trail := _trail(error.__traceback__):
            event_dict["where"] = trail
    return event_dict


def _as_json(_logger: object, _method: str, event_dict: EventDict) -> str:
    return json.dumps(event_dict, ensure_ascii=True)


class _Lines:
    """Writes one line per call; a log that cannot be written stops nothing."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file
        self._lock = threading.Lock()

    def write(self, line: str) -> None:
        with self._lock, suppress(OSError, ValueError):
            stream = self._file or sys.stderr
            stream.write(line + "\n")
            stream.flush()

    debug = info = warning = error = critical = write


class _LibraryHandler(logging.Handler):
    """What libraries log: that they did, never what they said."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the logger's name, the level and an exception's type and place."""
        known: dict[str, object] = {"logger": record.name, "exc_info": record.exc_info}
        if record.name in HARMLESS_LOGGERS and isinstance(record.msg, str):
            known["message"] = _Template(record.msg)
        level = min(max(record.levelno // 10 * 10, logging.DEBUG), logging.CRITICAL)
        get_logger().log(level, "library.log", **known)


def _configure(lines: _Lines, service: str | None) -> None:
    def named(_logger: object, _method: str, event_dict: EventDict) -> EventDict:
        if service is not None:
            event_dict.setdefault("service", service)
        return event_dict

    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        named,
        exception_place,
        keep_allowed,
        _as_json,
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=False,
    )


def _take_in_libraries() -> None:
    """Route standard logging, warnings and uncaught exceptions through the same rules."""
    root = logging.getLogger()
    for name in list(root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    root.handlers[:] = [_LibraryHandler(level=logging.WARNING)]
    root.setLevel(logging.WARNING)
    # A handler that fails would print the message with its arguments to standard error.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _log_crash
    threading.excepthook = _log_thread_crash
    sys.unraisablehook = _log_unraisable


def _log_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        get_logger().critical("process.crashed", exc_info=error)


def _log_thread_crash(crash: threading.ExceptHookArgs) -> None:
    get_logger().error("thread.crashed", exc_info=crash.exc_value)


def _log_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    get_logger().error("destructor.crashed", exc_info=unraisable.exc_value)


def configure_logging(service: str, file: Path | None = None) -> None:
    """Send all logs of this process, JSON line by line, to a file or to standard error.

    Call it once, when everything is imported: loggers that libraries have made by then lose
    their own handlers.

    Args:
        service: stands in every line.
        file: is appended to; ``None`` for standard error.
    """
    _configure(_Lines(file.open("a", encoding="ascii") if file else None), service)
    _take_in_libraries()


def get_logger() -> FilteringBoundLogger:
    """The logger of this process."""
    return cast("FilteringBoundLogger", structlog.get_logger())


_configure(_Lines(None), None)
