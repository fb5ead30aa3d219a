"""`lightbox`: the window with paths, or one of the commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from workstation.cli.main import run


def open_window(paths: Sequence[Path]) -> int:
    """Start the window; Qt is imported only here, so that commands need no screen."""
    from workstation.app.main import main

    return main(paths)


def entry() -> int:
    """Run one command line; returns the exit status."""
    return run(sys.argv[1:], open_window=open_window)


if __name__ == "__main__":
    sys.exit(entry())
