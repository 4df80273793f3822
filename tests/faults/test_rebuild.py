"""SIGKILL while statistics are made anew: the figures stand as before, and a new run works."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.behaviour.golden_logs import Town, golden_town

TIMES = 60
"""So often every kind of event happens: enough that one source is in while another is read."""

WITHIN_SECONDS = 120.0
MOMENTS = ("contacts_anew", "plans_anew")
"""Fresh tables of the first source and of the second: killed once something is in them."""


def rebuilding(town: Town) -> subprocess.Popen[bytes]:
    """The command, as its operator starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "services.command.main", "rebuild-views", "stats"],
        env=os.environ | {"TSUNAGU_HOME": str(town.home.folder)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def is_filled(path: Path, table: str) -> bool:
    """Whether a fresh table is there, with something in it."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            return bool(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())  # noqa: S608
        except sqlite3.OperationalError:
            return False


def assert_all_gone(group: int) -> None:
    """Those that read for whoever was killed end as well; nobody would ever end them."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a reader outlives its writer")


def test_a_rebuilding_that_is_killed_leaves_the_figures_and_the_way_for_the_next(
    tmp_path: Path,
) -> None:
    """Wherever it was; the one that is let go on gives every row again."""
    store = tmp_path / "town" / "stores" / "stats.sqlite"
    with golden_town(tmp_path / "town", (f"sqlite://{store}", "")) as town:
        town.record(TIMES)
        town.hear()
        before = town.observed()

        for moment in MOMENTS:
            process = rebuilding(town)
            deadline = time.monotonic() + WITHIN_SECONDS
            while not is_filled(store, moment):
                assert process.poll() is None, "it ended before it could be killed"
                assert time.monotonic() < deadline
                time.sleep(0.01)
            process.kill()
            process.wait()
            assert_all_gone(process.pid)
            assert town.observed() == before

        assert rebuilding(town).wait(WITHIN_SECONDS) == 0
        assert town.observed() == before
        assert not is_filled(store, MOMENTS[0])
