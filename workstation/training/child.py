"""Training and evaluating in a process of its own, so that the caller never imports torch."""

from __future__ import annotations

import sys
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workstation.errors import InputError
from workstation.jobs.cancel import CancelToken, ProgressFn, no_progress
from workstation.jobs.child_process import open_parent_connection
from workstation.jobs.single_task import TaskEndedError, answer, run_task
from workstation.words import said


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
    try:
        return run_task("workstation.training.child", arguments, token=token, progress=progress)
    except TaskEndedError as error:
        raise InputError(
            said("The process of {work} ended: {why}.", work=arguments[0], why=error.why),
            hint=said(
                "--verbose prints where. After a finished epoch, running it again goes on from it."
            ),
            detail=error.trace,
        ) from error


def _main(connection: Connection, work: str, *arguments: str) -> None:
    run = _evaluate if work == "evaluate" else _train
    answer(connection, lambda tell: run(arguments, tell))


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
