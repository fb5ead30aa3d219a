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
from workstation.jobs.plain_messages import (
    FailedMessage,
    MalformedMessage,
    MessageReader,
    build,
    decode,
    encode,
)

_POLL_S = 0.1


def train_in_child(
    config: Path,
    output: Path | None,
    *,
    replace: bool = False,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Run `workstation.training.train.train`; gives epochs, best score, folder and pins.

    Raises
    ------
    WorkstationError
        Whatever training raised; `CancelledError` when the token was cancelled. The
        checkpoint of the last full epoch stays.
    """
    arguments = ("train", str(config), str(output or ""), "replace" if replace else "")
    return _call(arguments, token, progress)


def evaluate_in_child(
    bundle: Path,
    data: Path | None,
    *,
    outliers: Path | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Run `workstation.training.evaluate.evaluate`; gives its numbers.

    Raises
    ------
    WorkstationError
        Whatever evaluating raised.
    """
    arguments = ("evaluate", str(bundle), str(data or ""), str(outliers or ""))
    return _call(arguments, token, progress)


def _call(
    arguments: tuple[str, ...], token: CancelToken | None, progress: ProgressFn
) -> dict[str, Any]:
    child = ChildProcess("workstation.training.child", arguments)
    reader = MessageReader(child.connection)
    try:
        while True:
            if token is not None:
                token.raise_if_cancelled()
            message = reader.next(_POLL_S)
            if message is None:
                continue
            kind, content = decode(message)
            if kind == "progress":
                fraction, stage = build(tuple[float, str], content)
                progress(fraction, stage)
            elif kind == "error":
                raise build(FailedMessage, content).error
            else:
                return dict(content)
    except (EOFError, ConnectionResetError, MalformedMessage, TypeError) as error:
        code = child.wait_for_end(5.0)
        raise InputError(
            f"The {arguments[0]} process ended unexpectedly (exit code {code}).",
            hint="--verbose prints why. A checkpoint of the last full epoch, if there was one, is "
            "kept; running it again goes on from there.",
            detail=child.stderr_tail(),
        ) from error
    finally:
        child.close()


def _main(connection: Connection, work: str, *arguments: str) -> None:
    def tell(fraction: float, stage: str) -> None:
        connection.send_bytes(encode("progress", (fraction, stage)))

    try:
        done = _evaluate(arguments, tell) if work == "evaluate" else _train(arguments, tell)
    except WorkstationError as error:
        connection.send_bytes(encode("error", FailedMessage.of(error)))
    else:
        connection.send_bytes(encode("done", done))


def _train(arguments: tuple[str, ...], tell: ProgressFn) -> dict[str, Any]:
    from workstation.training.train import train

    config, output, replace = arguments
    trained = train(
        Path(config),
        Path(output) if output else None,
        replace=bool(replace),
        progress=tell,
    )
    numbers = {name: value for name, value in asdict(trained.state).items() if name != "rows"}
    return {**numbers, "folder": str(trained.folder), "sha256": trained.pins}


def _evaluate(arguments: tuple[str, ...], tell: ProgressFn) -> dict[str, Any]:
    from workstation.training.evaluate import evaluate

    bundle, data, outliers = (Path(a) if a else None for a in arguments)
    if bundle is None:
        raise ValueError("no bundle is named")
    return evaluate(bundle, data, outliers=outliers, progress=tell)


if __name__ == "__main__":
    _main(open_parent_connection(sys.argv[1]), *sys.argv[2:])
