"""Logs: a value about a person gets in by no door."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from shared.log import configure_logging, get_logger

CANARY = "架空花子0123"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """A file to which everything of this process is logged during one test."""
    path = tmp_path / "service.log"
    configure_logging("intake", path)
    yield path
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    logging.getLogger().handlers.clear()


def lines(path: Path) -> list[dict[str, object]]:
    """The log as it was written, line by line."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_allowed_keys_with_harmless_values_are_logged(log_file: Path) -> None:
    """Numbers and short codes under known keys come through."""
    get_logger().info("relay.waiting", position=12, error="TimeoutError")

    [line] = lines(log_file)
    assert (line["event"], line["position"], line["error"]) == (
        "relay.waiting",
        12,
        "TimeoutError",
    )
    assert line["service"] == "intake"


def test_an_unknown_key_is_dropped_and_counted(log_file: Path) -> None:
    """Carelessness costs information, and that it did is on record."""
    get_logger().info("contact.recorded", name=CANARY, phone="000")

    [line] = lines(log_file)
    assert line["dropped_keys"] == 2
    assert CANARY not in log_file.read_text()


def test_a_text_under_a_known_key_is_dropped(log_file: Path) -> None:
    """Only codes pass: anything with Japanese text or length does not."""
    get_logger().info("contact.recorded", reason=CANARY, error="x" * 500)

    assert lines(log_file)[0]["dropped_keys"] == 2
    assert CANARY not in log_file.read_text()


def test_an_event_name_made_of_a_value_is_replaced(log_file: Path) -> None:
    """An f-string in the place of the event name leaks nothing."""
    get_logger().info(f"contact of {CANARY}")

    assert lines(log_file)[0]["event"] == "unnamed_event"


def test_an_exception_is_logged_by_type_and_place_only(log_file: Path) -> None:
    """Exception messages may hold values and are left out."""
    try:
        raise ValueError(CANARY)
    except ValueError:
        get_logger().exception("handler.failed")

    [line] = lines(log_file)
    assert line["error"] == "ValueError"
    assert str(line["where"]).startswith("test_log.py:")
    assert CANARY not in log_file.read_text()


def test_what_libraries_log_is_reduced_to_who_and_how_bad(log_file: Path) -> None:
    """Neither the message nor the arguments of a library's log come through."""
    logging.getLogger("psycopg").error("failed for %s", CANARY)

    [line] = lines(log_file)
    assert (line["event"], line["logger"], line["level"]) == ("library.log", "psycopg", "error")
    assert CANARY not in log_file.read_text()
