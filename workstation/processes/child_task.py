"""One piece of work in a process of its own, which answers once and ends."""

from __future__ import annotations

import pickle
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workstation.errors import WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.channel import Channel, MalformedMessage
from workstation.processes.child_process import ChildProcess, how_it_ended
from workstation.processes.child_side import open_parent_channel
from workstation.processes.conversation import Conversation
from workstation.processes.limits import (
    NO_LIMITS,
    Limits,
    OverMemoryError,
    OverTimeError,
    most_memory_mb,
)
from workstation.processes.plain_messages import FailedMessage, build, decode, encode

_CRASH = "crash"


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


class TaskOverTimeError(TaskEndedError, OverTimeError):
    """It was ended because it took longer than it may."""


class TaskOverMemoryError(TaskEndedError, OverMemoryError):
    """It was ended because it held more memory than it may."""


def run_in_child(
    function: Callable[..., Any],
    *args: Any,  # noqa: ANN401 - what the function takes
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
    limits: Limits = NO_LIMITS,
    **keywords: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Call `function(*args, **keywords, token=..., progress=...)` in a process; gives its answer.

    Parameters
    ----------
    function : callable
        Of a module, by its name there. What it returns comes back as plain data: of dataclasses
        dictionaries, of tuples lists.
    limits : Limits
        Without memory stated, the process may hold most of the machine's.

    Raises
    ------
    WorkstationError
        A known fault of the work; `CancelledError` when the token was cancelled.
    TaskEndedError
        It ended in any other way.
    """
    call = pickle.dumps((function, args, keywords))
    if limits.memory_mb is None:
        limits = replace(limits, memory_mb=most_memory_mb())
    if token is not None:
        token.raise_if_cancelled()
    child = ChildProcess(__name__)
    try:
        child.channel.send(call)
        return _answer(Conversation(child, token=token, limits=limits), progress)
    except OverMemoryError as error:
        raise TaskOverMemoryError(Message("it needs more memory than is there"), "") from error
    except OverTimeError as error:
        why = Message("it took longer than {seconds:.3g} s", seconds=limits.seconds or 0.0)
        raise TaskOverTimeError(why, child.stderr_tail()) from error
    except (EOFError, BrokenPipeError, ConnectionResetError, MalformedMessage) as error:
        code = child.wait_for_end(5.0)
        raise TaskEndedError(how_it_ended(code), child.stderr_tail()) from error
    finally:
        child.close()


def _answer(conversation: Conversation, progress: ProgressFn) -> Any:  # noqa: ANN401
    while True:
        kind, content = decode(conversation.next())
        if kind == "progress":
            fraction, stage = build(tuple[float, Message], content)
            progress(fraction, stage)
        elif kind == "error":
            raise build(FailedMessage, content).error
        elif kind == _CRASH:
            why, trace = build(tuple[str, str], content)
            raise TaskEndedError(why, trace)
        else:
            return content


def _serve(channel: Channel) -> None:
    """In the child: do the work, and send what came of it, whatever it was."""

    def tell(fraction: float, stage: Message) -> None:
        channel.send(encode("progress", (fraction, stage)))

    try:
        function, args, keywords = pickle.loads(channel.receive())  # noqa: S301 - of the owner
        done = function(*args, **keywords, token=CancelToken(), progress=tell)
        reply = encode("done", done)
    except WorkstationError as error:
        reply = encode("error", FailedMessage.of(error))
    except Exception as error:  # noqa: BLE001 - a bug of the work is told to whoever waits for it
        what = str(error).strip().partition("\n")[0][:300]
        why = f"{type(error).__name__}: {what}" if what else type(error).__name__
        reply = encode(_CRASH, (why, traceback.format_exc()[-10_000:]))
    channel.send(reply)


if __name__ == "__main__":
    _serve(open_parent_channel(sys.argv[1]))
