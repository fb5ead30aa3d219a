"""What commands print: JSON to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from workstation.errors import WorkstationError
from workstation.jobs.cancel import ProgressFn
from workstation.services.result_folder import json_text

console = Console(stderr=True, highlight=False)


def print_json(document: Any) -> None:  # noqa: ANN401 - any JSON value
    """One JSON document on standard output. Values that are not finite become null."""
    sys.stdout.write(json_text(document) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A line for the person, on standard error, without markup."""
    console.print(text, markup=False, soft_wrap=True)


def print_error(error: WorkstationError) -> None:
    """`error:` and `hint:` lines."""
    say(f"error: {error.message}")
    if error.hint:
        say(f"hint: {error.hint}")


@contextmanager
def progress_bar(title: str) -> Iterator[ProgressFn]:
    """A progress bar on a terminal, nothing elsewhere."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(title, total=1.0)

        def report(fraction: float, stage: str) -> None:
            bar.update(task, completed=fraction, description=stage or title)

        yield report
