"""What the command shows: progress and errors on standard error, answers on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shared.refusal import InvalidInput, Refusal

err = Console(stderr=True, highlight=False)
out = Console(highlight=False)


def say(line: str) -> None:
    """Show one line of progress."""
    err.print(f"  {line}")


def answer_json(answer: Mapping[str, object] | list[object]) -> None:
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
        err.print(f"[bold red]できません[/] {refusal.message}")
        err.print(f"  {refusal.remedy}  [dim]({refusal.code})[/]")


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
