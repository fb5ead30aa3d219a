"""`lightbox`: the window with paths, or one of the commands."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path


def open_window(paths: Sequence[Path]) -> int:
    """Start the window; Qt is imported only here, so that commands need no screen."""
    from workstation.app.main import main

    return main(paths)


def entry() -> int:
    """Run one command line; returns the exit status."""
    # Shutdown ends a command as Ctrl-C does, so that what was unpacked is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # Loading the commands takes a second, in which Ctrl-C must be as quiet as later.
        from workstation.cli.main import run

        return run(sys.argv[1:], open_window=open_window)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(entry())
