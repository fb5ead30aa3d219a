"""Training and evaluating in a process of its own, so that the caller never imports torch."""

from __future__ import annotations

import sys
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workstation.errors import InputError, WorkstationError
from workstation.jobs.cancel import CancelToken, ProgressFn, no_progress
from workstation.jobs.child_process import ChildProcess, open_parent_connection

_POLL_S = 0.1


def train_in_child(
    config: Path, *, token: CancelToken | None = None, progress: ProgressFn = no_progress
) -> dict[str, Any]:
    """Run `workstation.training.train.train`; gives epochs, best score and why it stopped.

    Raises
    ------
    WorkstationError
        Whatever training raised; `CancelledError` when the token was cancelled. The
        checkpoint of the last full epoch stays.
    """
    return _call(("train", str(config)), token, progress)


def evaluate_in_child(
    bundle: Path,
    data: Path | None,
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Run `workstation.training.evaluate.evaluate`; gives its numbers.

    Raises
    ------
    WorkstationError
        Whatever evaluating raised.
    """
    arguments = ("evaluate", str(bundle), str(data) if data is not None else "")
    return _call(arguments, token, progress)


def _call(
    arguments: tuple[str, ...], token: CancelToken | None, progress: ProgressFn
) -> dict[str, Any]:
    child = ChildProcess("workstation.training.child", arguments)
    try:
        while True:
            if token is not None:
                token.raise_if_cancelled()
            if not child.connection.poll(_POLL_S):
                continue
            kind, content = child.connection.recv()
            if kind == "progress":
                progress(*content)
            elif kind == "error":
                raise content
            else:
                result: dict[str, Any] = content
                return result
    except (EOFError, ConnectionResetError) as error:
        code = child.wait_for_end(5.0)
        raise InputError(
            f"The {arguments[0]} process ended unexpectedly (exit code {code}).",
            hint="The checkpoint of the last epoch is kept; run it again to go on.",
            detail=child.stderr_tail(),
        ) from error
    finally:
        child.close()


def _main(connection: Connection, work: str, *arguments: str) -> None:
    def tell(fraction: float, stage: str) -> None:
        connection.send(("progress", (fraction, stage)))

    try:
        done = _evaluate(arguments, tell) if work == "evaluate" else _train(arguments, tell)
    except WorkstationError as error:
        connection.send(("error", error))
    else:
        connection.send(("done", done))


def _train(arguments: tuple[str, ...], tell: ProgressFn) -> dict[str, Any]:
    from workstation.training.train import train

    state = train(Path(arguments[0]), progress=tell)
    return {name: value for name, value in asdict(state).items() if name != "rows"}


def _evaluate(arguments: tuple[str, ...], tell: ProgressFn) -> dict[str, Any]:
    from workstation.training.evaluate import evaluate

    data = Path(arguments[1]) if arguments[1] else None
    return evaluate(Path(arguments[0]), data, progress=tell)


if __name__ == "__main__":
    _main(open_parent_connection(sys.argv[1]), *sys.argv[2:])
