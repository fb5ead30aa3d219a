"""`lightbox`: the window, or one of the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from typer.exceptions import TyperException

from workstation import __version__
from workstation.cli import analysis, images, models, reports, risks, settings
from workstation.cli.options import OpenSettings, OpenWindow, Start
from workstation.cli.output import keep_warnings_to_the_log, print_error, say
from workstation.errors import CancelledError, WorkstationError

app = typer.Typer(
    name="lightbox",
    help="Medical image workstation. Without a command: open the window with PATHs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (images, analysis, risks, reports, models, settings):
    group.register(app)

_STOPPED = 130
_STOPPED_TEXT = "error: Stopped; nothing half-written was left."


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", help="Print the version.", is_eager=True),
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def run(arguments: Sequence[str], *, open_window: OpenWindow, open_settings: OpenSettings) -> int:
    """Run one command line.

    Parameters
    ----------
    arguments : sequence of str
        Without the program's name.
    open_window : callable
        Starts the window with paths; given by the composition root.
    open_settings : callable
        Reads the settings of this user.

    Returns
    -------
    int
        0 done, 1 a known fault, 2 usage, 130 stopped.
    """
    words = list(arguments)
    keep_warnings_to_the_log()
    try:
        if _opens_window(words):
            return _window(words, open_window)
        start = Start(open_window=open_window, open_settings=open_settings)
        status = int(app(words, standalone_mode=False, obj=start) or 0)
    except WorkstationError as error:
        print_error(error)
        return _STOPPED if isinstance(error, CancelledError) else 1
    except (KeyboardInterrupt, typer.Abort):
        status = _STOPPED
    except BrokenPipeError:
        # The reader of standard output went away; that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except TyperException as fault:
        if fault.format_message():
            say(f"error: {fault.format_message()}")
        say("hint: `lightbox COMMAND --help` shows how it is used.")
        return 2
    if status == _STOPPED:
        say(_STOPPED_TEXT)
    return status


def _opens_window(words: Sequence[str]) -> bool:
    names = {command.name or "" for command in app.registered_commands}
    names |= {group.name or "" for group in app.registered_groups}
    return not words or (words[0] not in names and not words[0].startswith("-"))


def _window(words: Sequence[str], open_window: OpenWindow) -> int:
    missing = [word for word in words if not Path(word).exists()]
    if missing:
        say(f"error: {missing[0]} is neither a command nor a path that exists.")
        say("hint: `lightbox --help` lists the commands.")
        return 2
    return open_window([Path(word) for word in words])
