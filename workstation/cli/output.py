"""What commands print: JSON to standard output, everything else to standard error."""

from __future__ import annotations

import logging
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import indent
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from workstation.errors import PluginCrashedError, WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import ProgressFn
from workstation.result_files.result_folder import json_text


class _Settings:
    """What the options of this command line have set."""

    verbose = False


def be_verbose(wanted: bool) -> None:
    """Print details of faults, and warnings of libraries, too."""
    _Settings.verbose = wanted
    logging.captureWarnings(not wanted)


def keep_warnings_to_the_log() -> None:
    """Third-party warnings speak to programmers: they go to the log, not to standard error."""
    _Settings.verbose = False
    log = logging.getLogger("py.warnings")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    logging.captureWarnings(True)


def help_when_alone(context: typer.Context) -> None:
    """A group without a command prints its help, which is no fault."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


console = Console(stderr=True, highlight=False)


def print_json(document: Any) -> None:  # noqa: ANN401 - any JSON value
    """One JSON document on standard output. Values that are not finite become null."""
    sys.stdout.write(json_text(document) + "\n")
    sys.stdout.flush()


def plain(text: str) -> str:
    """Text that neither steers a terminal nor fails to be written.

    Names of files and what files say may hold control codes, and bytes that are no text; each
    becomes a replacement mark.
    """
    return "".join(
        letter if letter in "\n\t" or not _steers(letter) else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )


def _steers(letter: str) -> bool:
    """Control codes, halves of characters, and what turns the direction of text around."""
    return unicodedata.category(letter) in {"Cc", "Cs"} or unicodedata.bidirectional(letter) in {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip


def put(text: str) -> None:
    """A line of what was asked for, on standard output."""
    typer.echo(plain(text))


def say(text: str) -> None:
    """A line for the person, on standard error, without markup."""
    console.print(plain(text), markup=False, soft_wrap=True)


def print_error(error: WorkstationError) -> None:
    """`error:` and `hint:` lines."""
    say(f"error: {error.message}")
    if error.hint:
        say(f"hint: {error.hint}")
    if error.detail and _Settings.verbose:
        say("detail:")
        say(indent(error.detail.rstrip(), "  "))
    elif isinstance(error, PluginCrashedError) and error.detail:
        say("hint: --verbose prints the plugin's traceback.")


@contextmanager
def progress_bar(title: str, *, lines: bool = False) -> Iterator[ProgressFn]:
    """A progress bar on a terminal; elsewhere nothing.

    Parameters
    ----------
    lines : bool
        Leave a line for each stage, on a terminal, too: for work of minutes, e.g. an epoch.
    """
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
        told = ""

        def report(fraction: float, stage: Message) -> None:
            nonlocal told
            line = str(stage)
            bar.update(task, completed=fraction, description=line or title)
            if lines and line and line != told:
                told = line
                say(line)

        yield report
