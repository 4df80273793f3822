"""Logs: a value about a person gets in by no door."""

from __future__ import annotations

import io
import json
import logging
import math
import subprocess
import sys
import threading
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
import structlog
from faststream._internal.logger import logger as faststream_logger
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import log
from shared.log import ALLOWED_KEYS, configure_logging, dropped_keys, get_logger

CANARY = "架空花子0123"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """A file to which everything of this process is logged during one test."""
    root = logging.getLogger()
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    before = (structlog.get_config(), root.handlers[:], root.level, logging.raiseExceptions)
    own = {
        name: (logging.getLogger(name).handlers[:], logging.getLogger(name).propagate)
        for name in root.manager.loggerDict
    }
    path = tmp_path / "service.log"
    configure_logging("intake", path)
    yield path
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    structlog.configure(**before[0])
    root.handlers[:] = before[1]
    root.setLevel(before[2])
    logging.raiseExceptions = before[3]
    for name, (handlers, propagate) in own.items():
        logging.getLogger(name).handlers[:] = handlers
        logging.getLogger(name).propagate = propagate


def lines(path: Path) -> list[dict[str, object]]:
    """The log as it was written, line by line."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_allowed_keys_with_harmless_values_are_logged(log_file: Path) -> None:
    """Numbers and short codes under known keys come through."""
    get_logger().info(
        "relay.waiting", position=12, error="TimeoutError", seconds=0.5, source=None, status="late"
    )

    [line] = lines(log_file)
    assert line.pop("timestamp")
    assert line == {
        "event": "relay.waiting",
        "level": "info",
        "service": "intake",
        "position": 12,
        "error": "TimeoutError",
        "seconds": 0.5,
        "source": None,
        "status": "late",
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("consumer", "placement-intake"),
        ("reason", "case-already-open"),
        ("reason", "ValueError at reader.py:31"),
        ("reason", "TimeoutError at ?"),
        ("where", "reader.py:31<inbox.py:120"),
        ("logger", "faststream.access.nats"),
    ],
)
def test_what_the_services_say_comes_through(log_file: Path, key: str, value: str) -> None:
    """The shapes are wide enough for what is logged about deliveries and failures."""
    get_logger().info("inbox.retry", **{key: value})

    [line] = lines(log_file)
    assert line[key] == value
    assert "log_keys_dropped" not in line


def test_an_unknown_key_is_dropped_and_counted(log_file: Path) -> None:
    """Carelessness costs information, and that it did is on record."""
    before = dropped_keys()
    get_logger().info("contact.recorded", name=CANARY, phone="000", **{CANARY: 1})

    [line] = lines(log_file)
    assert line["log_keys_dropped"] == 3
    assert dropped_keys() == before + 3
    assert CANARY not in log_file.read_text()
    assert "000" not in line.values()


class Kind(StrEnum):
    """A value that is a text and more."""

    NAME = CANARY


@pytest.mark.parametrize(
    "value",
    [
        CANARY,
        "x" * 500,
        "Kakuu Hanako",
        "090-0000-0000",
        "1975-03-01",
        "hanako@example.jp",
        "code\n",
        "",
        CANARY.encode(),
        [CANARY],
        {CANARY: 1},
        Kind.NAME,
        math.nan,
        math.inf,
        object(),
    ],
)
@pytest.mark.parametrize("key", sorted(ALLOWED_KEYS))
def test_a_value_of_another_shape_is_dropped(log_file: Path, key: str, value: object) -> None:
    """Under a known key only its own shape passes: no name, telephone number, date or address."""
    get_logger().info("contact.recorded", **{key: value})

    [line] = lines(log_file)
    assert line["log_keys_dropped"] == 1
    assert line.get(key) in (None, "intake")
    assert CANARY not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize(
    "event", [f"contact of {CANARY}", "Contact", "contact recorded", "contact\n", "", "x" * 81, 7]
)
def test_an_event_name_made_of_a_value_is_replaced(log_file: Path, event: str) -> None:
    """An f-string in the place of the event name leaks nothing, and is counted."""
    get_logger().info(event)

    [line] = lines(log_file)
    assert (line["event"], line["log_keys_dropped"]) == ("unnamed_event", 1)


def test_our_own_keys_cannot_be_forged(log_file: Path) -> None:
    """Level, time and counter are ours, whatever is handed in under their names."""
    get_logger().info("a.b", level=CANARY, timestamp=CANARY, log_keys_dropped=CANARY)
    get_logger().info("a.b", message="constant")

    first, second = lines(log_file)
    assert (first["level"], first["log_keys_dropped"]) == ("info", 1)
    assert CANARY not in json.dumps(first, ensure_ascii=False)
    assert "message" not in second


def _fail(text: str) -> None:
    raise ValueError(text)


def test_an_exception_is_logged_by_type_and_place_only(log_file: Path) -> None:
    """Exception messages may hold values and are left out; the trail begins where it happened."""
    try:
        _fail(CANARY)
    except ValueError as error:
        get_logger().exception("handler.failed")
        get_logger().error("handler.failed", exc_info=error)
        get_logger().error("handler.failed", exc_info=sys.exc_info())

    written = lines(log_file)
    assert len(written) == 3
    for line in written:
        assert line["error"] == "ValueError"
        inner, outer = str(line["where"]).split("<")
        assert inner.startswith("test_log.py:")
        assert outer.startswith("test_log.py:")
        assert inner != outer
        assert "log_keys_dropped" not in line
    assert CANARY not in log_file.read_text()


def test_a_file_name_in_a_trail_can_be_no_text(log_file: Path) -> None:
    """Code compiled under a strange file name does not bring that name into the log."""
    try:
        exec(compile("1/0", f"/tmp/{CANARY}", "exec"))  # noqa: S102, S108 - the strange file name
    except ZeroDivisionError:
        get_logger().exception("handler.failed")

    assert str(lines(log_file)[0]["where"]).startswith("?:0<test_log.py:")


@pytest.mark.parametrize("name", ["asyncio", "uvicorn.error", "nats.aio.client", "eventsourcing"])
def test_what_libraries_log_is_reduced_to_who_and_how_bad(log_file: Path, name: str) -> None:
    """Neither the message nor the arguments nor the extras of a library's log come through."""
    library = logging.getLogger(name)
    library.error("failed for %s", CANARY, extra={"reason": CANARY})
    library.warning(f"failed for {CANARY}")
    library.log(35, ValueError(CANARY))
    library.error("%d", CANARY)
    library.info("not worth a line")

    written = lines(log_file)
    assert [line["level"] for line in written] == ["error", "warning", "warning", "error"]
    assert {(line["event"], line["logger"]) for line in written} == {("library.log", name)}
    assert CANARY not in json.dumps(written, ensure_ascii=False)
    assert not any("message" in line for line in written)


def test_a_librarys_exception_is_logged_without_its_message(log_file: Path) -> None:
    """A traceback logged by a library becomes type and place."""
    try:
        _fail(CANARY)
    except ValueError:
        logging.getLogger("asyncio").exception("Task %s failed", CANARY)

    [line] = lines(log_file)
    assert (line["error"], line["logger"]) == ("ValueError", "asyncio")
    assert CANARY not in json.dumps(line, ensure_ascii=False)


def test_a_harmless_librarys_template_is_shown_without_arguments(log_file: Path) -> None:
    """Of loggers known for constant templates the template helps, still without its values."""
    logging.getLogger("psycopg.pool").error("error connecting in %r: %s", "pool-1", CANARY)

    [line] = lines(log_file)
    assert line["message"] == "error connecting in %r: %s"
    assert "log_keys_dropped" not in line


def test_a_library_with_handlers_of_its_own_loses_them(log_file: Path) -> None:
    """FastStream prints to standard error by itself; its lines come through ours instead."""
    assert faststream_logger.handlers == []
    faststream_logger.error("failed for %s", CANARY)

    [line] = lines(log_file)
    assert line["logger"] == faststream_logger.name
    assert CANARY not in json.dumps(line, ensure_ascii=False)


def test_a_crashed_thread_is_logged_without_its_message(log_file: Path) -> None:
    """An exception that nobody catches in a thread does not print its message."""
    thread = threading.Thread(target=_fail, args=(CANARY,))
    thread.start()
    thread.join()

    [line] = lines(log_file)
    assert (line["event"], line["error"]) == ("thread.crashed", "ValueError")


_CRASH = """
import sys, logging, warnings
from shared.log import configure_logging, get_logger
canary = sys.argv[1]
get_logger().warning("before.configuration", name=canary)
get_logger().warning(canary)
if sys.argv[2] == "configured":
    configure_logging("intake")
    class Bad:
        def __del__(self):
            raise ValueError(canary)
    Bad()
    logging.getLogger("any").error("x %s", canary)
    warnings.warn(canary)
    raise RuntimeError(canary)
"""


@pytest.mark.parametrize("mode", ["configured", "unconfigured"])
def test_a_process_prints_nothing_else_to_standard_error(mode: str) -> None:
    """Before configuration, and when the process crashes, only checked lines come out."""
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, CANARY, mode],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )

    assert done.stdout == ""
    written = [json.loads(line) for line in done.stderr.splitlines()]
    assert CANARY not in json.dumps(written, ensure_ascii=False)
    events = [line["event"] for line in written]
    assert events[:2] == ["before.configuration", "unnamed_event"]
    told = list(zip(events, written, strict=True))[2:]
    if mode == "configured":
        assert done.returncode == 1
        assert [(event, line.get("error"), line.get("logger")) for event, line in told] == [
            ("destructor.crashed", "ValueError", None),
            ("library.log", None, "any"),
            ("library.log", None, "py.warnings"),
            ("process.crashed", "RuntimeError", None),
        ]
    else:
        assert told == []


def test_a_log_that_cannot_be_written_stops_nothing(
    log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a closed stream costs lines, not commands."""
    closed = io.StringIO()
    closed.close()
    log._configure(log._Lines(closed), "intake")
    get_logger().info("a.b")
    monkeypatch.setattr(sys, "stderr", closed)
    log._configure(log._Lines(None), "intake")
    get_logger().info("a.b")

    assert log_file.read_text() == ""


def test_the_log_is_appended_to_and_ascii(log_file: Path) -> None:
    """A restart keeps what was logged, and no terminal chokes on it."""
    get_logger().info("a.b")
    configure_logging("intake", log_file)
    get_logger().info("c.d")

    assert [line["event"] for line in lines(log_file)] == ["a.b", "c.d"]
    assert log_file.read_bytes().isascii()


KEYS = st.sampled_from(
    [*sorted(ALLOWED_KEYS), "name", "message", "level", "exc_info", "stack_info"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    canary=st.text(alphabet="架空花子 ABC０", min_size=4).filter(lambda text: not text.isascii()),
    around=st.sampled_from(["{}", "case.{}", "{}.py:1", "a {} b"]),
    key=KEYS,
    library=st.sampled_from([*log.HARMLESS_LOGGERS, "uvicorn.access", "架空"]),
)
def test_no_door_lets_a_canary_in(
    log_file: Path, canary: str, around: str, key: str, library: str
) -> None:
    """As key, value, event, argument or exception, logged by us or a library: it never shows."""
    text = around.format(canary)
    logger, other = get_logger(), logging.getLogger(library)
    logger.info(text)
    logger.info("a.b", **{key: text})
    logger.info("a.b", **{text: 1})
    logger.info("a.b %s", text)
    logger.bind(**{key: text}).warning("a.b")
    other.error("%s", text)
    other.error("template", {"a": text})
    try:
        _fail(text)
    except ValueError as error:
        logger.exception("a.b", reason=str(error))
        other.exception("template", exc_info=error, stack_info=True)

    written = json.dumps(lines(log_file), ensure_ascii=False)
    assert canary not in written
