"""One piece of work in a process of its own, which answers once and ends."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

import psutil

from workstation.errors import WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.child_process import ChildProcess, how_it_ended
from workstation.processes.plain_messages import (
    FailedMessage,
    MalformedMessage,
    MessageReader,
    build,
    decode,
    encode,
)
from workstation.processes.process_tree import tree_memory_mb

_POLL_S = 0.1
_CRASH = "crash"
_MEMORY_SHARE = 0.85


class TaskEndedError(Exception):
    """The process did not come to an answer.

    Parameters
    ----------
    why : Message or str
        In words, without a stop at the end: the exception that ended it, a signal, or memory.
    trace : str
        For the log: its traceback, or the end of what it wrote to standard error.
    """

    def __init__(self, why: Message | str, trace: str) -> None:
        super().__init__(why)
        self.why = why
        self.trace = trace


def run_task(
    module: str,
    arguments: Sequence[str],
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Run `python -m module`, whose main function calls `answer`; gives what its work gave.

    Raises
    ------
    WorkstationError
        A known fault of the work; `CancelledError` when the token was cancelled.
    TaskEndedError
        It ended in any other way.
    """
    child = ChildProcess(module, arguments)
    reader = MessageReader(child.connection)
    limit_mb = _MEMORY_SHARE * psutil.virtual_memory().total / 2**20
    try:
        while True:
            if token is not None:
                token.raise_if_cancelled()
            message = reader.next(_POLL_S)
            if message is None:
                if tree_memory_mb(child.pid) > limit_mb:
                    raise TaskEndedError(Message("it needs more memory than is there"), "")
                continue
            kind, content = decode(message)
            if kind == "progress":
                fraction, stage = build(tuple[float, Message], content)
                progress(fraction, stage)
            elif kind == "error":
                raise build(FailedMessage, content).error
            elif kind == _CRASH:
                why, trace = build(tuple[str, str], content)
                raise TaskEndedError(why, trace)
            else:
                return dict(content)
    except (EOFError, ConnectionResetError, MalformedMessage, TypeError) as error:
        code = child.wait_for_end(5.0)
        raise TaskEndedError(how_it_ended(code), child.stderr_tail()) from error
    finally:
        child.close()


def answer(connection: Connection, work: Callable[[ProgressFn], Mapping[str, Any]]) -> None:
    """In the child: do the work, and send what came of it, whatever it was."""

    def tell(fraction: float, stage: Message) -> None:
        connection.send_bytes(encode("progress", (fraction, stage)))

    try:
        done = dict(work(tell))
    except WorkstationError as error:
        connection.send_bytes(encode("error", FailedMessage.of(error)))
    except Exception as error:  # noqa: BLE001 - a bug of the work is told to whoever waits for it
        what = str(error).strip().partition("\n")[0][:300]
        why = f"{type(error).__name__}: {what}" if what else type(error).__name__
        trace = traceback.format_exc()[-10_000:]
        connection.send_bytes(encode(_CRASH, (why, trace)))
    else:
        connection.send_bytes(encode("done", done))
