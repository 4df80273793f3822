"""What the command shows: progress and errors on standard error, answers on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shared.refusal import InvalidInput, Refusal

EXIT_REFUSED = 2
"""The command was understood and refused; nothing was changed."""

err = Console(stderr=True, highlight=False, emoji=False)
out = Console(highlight=False, emoji=False)


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


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Progress]:
    """Show a bar on standard error while something long is done."""
    columns = (
        TextColumn("  {task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        bar.add_task(title, total=total)
        yield bar
