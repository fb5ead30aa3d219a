"""A PostgreSQL server on loopback for the time of a test run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = Path("/usr/lib/postgresql")
_USER = "postgres"


def installed() -> Path | None:
    """Folder of the server's programs, the newest version; None where there are none."""
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """URL of a fresh, empty database cluster's server; it ends with the block."""
    binaries = installed()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="lightbox-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER, _USER)
        data = folder / "data"
        _run(folder, binaries / "initdb", "-D", data, "-U", _USER, "-A", "trust", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = f"-h 127.0.0.1 -p {port} -k {folder} -F"
        control = (binaries / "pg_ctl", "-D", data, "-w", "-t", "120", "-l", folder / "log")
        _run(folder, *control, "-o", options, "start")
        try:
            yield f"postgresql+pg8000://{_USER}@127.0.0.1:{port}"
        finally:
            _run(folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, *command: object) -> None:
    """As the server's own user: it refuses to run for root."""
    prefix = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    words = [*prefix, *(str(word) for word in command)]
    done = subprocess.run(
        words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
