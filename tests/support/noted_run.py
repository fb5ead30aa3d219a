"""A program that notes a run of a plugin in an archive, and ends it when it is told to."""

from __future__ import annotations

import sys
from pathlib import Path

from workstation.keeping.autosave import Autosave

if __name__ == "__main__":
    saved = Autosave(Path(sys.argv[1]), lambda fault: sys.exit(str(fault)))
    with saved.job("1.2.3", "1.2.3.4", sys.argv[2]):
        print("running", flush=True)  # noqa: T201
        sys.stdin.readline()
    saved.close()
