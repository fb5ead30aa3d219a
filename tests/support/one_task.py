"""A task in a process of its own that ends in the way that it is told to."""

from __future__ import annotations

import os
import sys
from typing import Any

from workstation.errors import InputError
from workstation.messages import Message
from workstation.processes.cancel import ProgressFn
from workstation.processes.child_process import open_parent_connection
from workstation.processes.single_task import answer


def work(how: str, tell: ProgressFn) -> dict[str, Any]:
    """End well, with a known fault, with a bug, by a signal, or after progress."""
    tell(0.5, Message("half"))
    if how == "known":
        raise InputError(Message("Nothing to read."), hint=Message("Give a file."), detail="why")
    if how == "bug":
        raise ValueError("first line\nsecond line")
    if how == "killed":
        os.kill(os.getpid(), 9)
    return {"how": how, "number": 3}


if __name__ == "__main__":
    answer(open_parent_connection(sys.argv[1]), lambda tell: work(sys.argv[2], tell))
