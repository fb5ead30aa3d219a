"""Tasks for every kind of runner; they leave word in files, which other processes see."""

from __future__ import annotations

import os
import time
from pathlib import Path

from workstation.errors import InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn


def note(file: Path, name: str, *, token: CancelToken, progress: ProgressFn) -> str:
    """Write a name behind those that stand there."""
    del token
    progress(1.0, Message("noted"))
    with file.open("a") as opened:
        opened.write(f"{name}\n")
    return name.upper()


def wait(begun: Path, *, token: CancelToken, progress: ProgressFn) -> str:
    """Say that it has begun, then never end by itself."""
    progress(0.5, Message("waiting"))
    begun.touch()
    while True:
        token.raise_if_cancelled()
        time.sleep(0.01)


def hold(begun: Path, go: Path, *, token: CancelToken, progress: ProgressFn) -> str:
    """Say that it has begun, and end once `go` is there."""
    del progress
    begun.touch()
    while not go.exists():
        token.raise_if_cancelled()
        time.sleep(0.01)
    return "went"


def fail(*, token: CancelToken, progress: ProgressFn) -> str:
    """A fault that is known."""
    del token, progress
    raise InputError(Message("Nothing to read."), hint=Message("Give a file."))


def break_down(*, token: CancelToken, progress: ProgressFn) -> str:
    """A bug."""
    del token, progress
    raise ZeroDivisionError("a bug")


def own_pid(*, token: CancelToken, progress: ProgressFn) -> int:
    """The process that does it."""
    del token, progress
    return os.getpid()
