"""`lightbox`: the window with paths, or one of the commands."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_ENDS = ("SIGTERM", "SIGHUP")


def open_window(paths: Sequence[Path]) -> int:
    """Start the window; Qt is imported only here, so that commands need no screen."""
    from workstation.app.main import main

    return main(paths)


def entry() -> int:
    """Run one command line; returns the exit status."""
    # Shutdown, and the terminal that is closed, end a command as Ctrl-C does: what was unpacked
    # is removed, and no process of it stays. Under nohup it goes on.
    for name in _ENDS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    try:
        # Loading the commands takes a second, in which Ctrl-C must be as quiet as later.
        from workstation.app.own_settings import open_settings
        from workstation.cli.main import run

        return run(sys.argv[1:], open_window=open_window, open_settings=open_settings)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(entry())
