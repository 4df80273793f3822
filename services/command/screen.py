"""What the command shows: progress and errors on standard error, answers on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from shared.refusal import InvalidInput, Refusal


class _Screen(Console):
    """A console that leaves to the command what is done when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


err = _Screen(stderr=True, highlight=False, emoji=False)
out = _Screen(highlight=False, emoji=False)


def say(line: str) -> None:
    """Show one line of progress."""
    err.print(f"  {line}", markup=False, soft_wrap=True)


def tell(line: str) -> None:
    """Print one line of an answer; the terminal breaks it, so that nothing is torn at a blank."""
    out.print(line, markup=False, soft_wrap=True)


def tell_styled(line: str) -> None:
    """Print one line in colours; what did not come from the program is escaped in it."""
    out.print(line, soft_wrap=True)


def answer_json(answer: Mapping[str, object] | Sequence[object] | str | None) -> None:
    """Print a machine-readable answer."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def complain(refusal: Refusal, *, as_json: bool) -> None:
    """Say why something was refused and what to do."""
    if as_json:
        problem: dict[str, object] = {
            "error": refusal.code,
            "message": refusal.message,
            "remedy": refusal.remedy,
        }
        if isinstance(refusal, InvalidInput):
            problem["field"] = refusal.field
        answer_json(problem)
    else:
        err.print(f"[bold red]できません[/] {escape(refusal.message)}", soft_wrap=True)
        err.print(f"  {escape(refusal.remedy)}  [dim]({refusal.code})[/]", soft_wrap=True)


class Advance(Protocol):
    """Is told how much is done, and of how much, once that is known."""

    def __call__(self, done: int, of: int | None = None, /) -> None:
        """Move the bar."""
        ...


_COLUMNS = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@contextmanager
def progress(
    title: str, total: int | None = None, columns: Sequence[ProgressColumn] = _COLUMNS
) -> Iterator[Advance]:
    """Show a bar on standard error while something long is done; give what moves it.

    Nobody looks where standard error is no terminal, or where a machine asks: nothing is shown.

    Args:
        title: what is done.
        total: how much there is to do; ``None`` while it is not known.
        columns: what is shown beside the title.
    """
    unseen = not err.is_terminal or "--json" in sys.argv
    shown = (TextColumn("  {task.description}"), *columns)
    with Progress(*shown, console=err, transient=True, disable=unseen) as bar:
        task = bar.add_task(title, total=total)

        def advance(done: int, of: int | None = None, /) -> None:
            bar.update(task, completed=done, total=total if of is None else of)

        yield advance


@contextmanager
def counting(title: str, steps: int | None) -> Iterator[Callable[[], None]]:
    """Show a bar while steps are taken; give what moves it by one."""
    taken = count(1)
    with progress(title, steps) as advance:
        yield lambda: advance(next(taken))
