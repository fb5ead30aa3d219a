"""A task in a process of its own that ends in the way that it is told to."""

from __future__ import annotations

import os
import time
from typing import Any

from workstation.errors import InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn


def work(how: str, *, token: CancelToken, progress: ProgressFn) -> dict[str, Any]:  # noqa: ARG001
    """End well, with a known fault, with a bug, by a signal, never, or with what is not sent."""
    progress(0.5, Message("half"))
    if how == "known":
        raise InputError(Message("Nothing to read."), hint=Message("Give a file."), detail="why")
    if how == "bug":
        raise ValueError("first line\nsecond line")
    if how == "killed":
        os.kill(os.getpid(), 9)
    if how == "sleeps":
        time.sleep(600)
    return {"how": how, "number": object() if how == "object" else 3}
