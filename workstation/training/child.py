"""Training and evaluating in a process of its own, so that the caller never imports torch."""

from __future__ import annotations

import json
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workstation.errors import InputError, WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.child_process import open_parent_connection
from workstation.processes.single_task import TaskEndedError, answer, run_task
from workstation.training.config import read_config
from workstation.training.output import output_paths


def train_in_child(
    config: Path,
    output: Path | None,
    *,
    replace: bool = False,
    epochs: int | None = None,
    seed: int | None = None,
    start: str = "",
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
    given = {
        "config": str(config),
        "output": str(output or ""),
        "replace": replace,
        "epochs": epochs,
        "seed": seed,
        "start": start,
    }
    try:
        return _call("train", given, token, progress)
    except TaskEndedError as error:
        raise InputError(
            Message("The training ended: {why}.", why=error.why),
            hint=_what_is_kept(config, output, replace=replace),
            detail=error.trace,
        ) from error


def _what_is_kept(config: Path, output: Path | None, *, replace: bool) -> Message:
    """What a failed training has left, as it is on the disk."""
    try:
        paths = output_paths(read_config(config), config, output, replace=replace)
    except WorkstationError:
        return Message("--verbose prints where it failed.")
    if paths.checkpoint.exists():
        return Message(
            "--verbose prints where it failed. The checkpoint of the last full epoch is kept; "
            "running it again goes on from there."
        )
    return Message("--verbose prints where it failed. No epoch was finished; nothing is kept.")


def evaluate_in_child(
    bundle: Path,
    data: Path | None,
    *,
    outliers: Path | None = None,
    cases: Path | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Run `workstation.training.evaluate.evaluate`; gives its numbers.

    Raises
    ------
    WorkstationError
        Whatever evaluating raised.
    """
    given = {
        "bundle": str(bundle),
        "data": str(data or ""),
        "outliers": str(outliers or ""),
        "cases": str(cases or ""),
    }
    try:
        return _call("evaluate", given, token, progress)
    except TaskEndedError as error:
        raise InputError(
            Message("The evaluation ended: {why}.", why=error.why),
            hint=Message("--verbose prints where it failed."),
            detail=error.trace,
        ) from error


def _call(
    work: str, given: dict[str, Any], token: CancelToken | None, progress: ProgressFn
) -> dict[str, Any]:
    return run_task(
        "workstation.training.child", (work, json.dumps(given)), token=token, progress=progress
    )


def _train(given: dict[str, Any], tell: ProgressFn) -> dict[str, Any]:
    from workstation.training.train import Overrides, train

    trained = train(
        Path(given["config"]),
        Path(given["output"]) if given["output"] else None,
        replace=given["replace"],
        overrides=Overrides(epochs=given["epochs"], seed=given["seed"], start=given["start"]),
        progress=tell,
    )
    state = trained.state
    numbers = {"epoch": state.epoch, "step": state.step, "best": state.best}
    numbers |= {"best_epoch": state.best_epoch, "minutes": state.minutes}
    folder = str(trained.folder)
    return {
        "task": trained.task,
        **numbers,
        "stopped": state.stopped.plain,
        "folder": folder,
        "sha256": trained.pins,
    }


def _evaluate(given: dict[str, Any], tell: ProgressFn) -> dict[str, Any]:
    from workstation.training.evaluate import evaluate

    data, outliers, cases = (
        Path(given[name]) if given[name] else None for name in ("data", "outliers", "cases")
    )
    return evaluate(Path(given["bundle"]), data, outliers=outliers, cases=cases, progress=tell)


def _main(connection: Connection, work: str, given: str) -> None:
    run = _evaluate if work == "evaluate" else _train
    answer(connection, lambda tell: run(json.loads(given), tell))


if __name__ == "__main__":
    _main(open_parent_connection(sys.argv[1]), *sys.argv[2:])
