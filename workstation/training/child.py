"""Training and evaluating in a process of its own, so that the caller never imports torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workstation.errors import InputError, WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.child_task import TaskEndedError, run_in_child
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
    try:
        done: dict[str, Any] = run_in_child(
            _train,
            config,
            output,
            replace=replace,
            epochs=epochs,
            seed=seed,
            start=start,
            token=token,
            progress=progress,
        )
    except TaskEndedError as error:
        raise InputError(
            Message("The training ended: {why}.", why=error.why),
            hint=_what_is_kept(config, output, replace=replace),
            detail=error.trace,
        ) from error
    return done


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
    try:
        done: dict[str, Any] = run_in_child(
            _evaluate, bundle, data, outliers=outliers, cases=cases, token=token, progress=progress
        )
    except TaskEndedError as error:
        raise InputError(
            Message("The evaluation ended: {why}.", why=error.why),
            hint=Message("--verbose prints where it failed."),
            detail=error.trace,
        ) from error
    return done


def _train(
    config: Path,
    output: Path | None,
    *,
    replace: bool,
    epochs: int | None,
    seed: int | None,
    start: str,
    token: CancelToken,  # noqa: ARG001 - its process is ended
    progress: ProgressFn,
) -> dict[str, Any]:
    from workstation.training.train import Overrides, train

    trained = train(
        config,
        output,
        replace=replace,
        overrides=Overrides(epochs=epochs, seed=seed, start=start),
        progress=progress,
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


def _evaluate(
    bundle: Path,
    data: Path | None,
    *,
    outliers: Path | None,
    cases: Path | None,
    token: CancelToken,  # noqa: ARG001 - its process is ended
    progress: ProgressFn,
) -> dict[str, Any]:
    from workstation.training.evaluate import evaluate

    return evaluate(bundle, data, outliers=outliers, cases=cases, progress=progress)
