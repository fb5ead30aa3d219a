"""Training and evaluating the models of the zoo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workstation.errors import InputError
from workstation.messages import Message
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.result_files.records import sentence_record
from workstation.training.child import evaluate_in_child, train_in_child


def train(
    config: Path,
    output: Path | None = None,
    *,
    replace: bool = False,
    epochs: int | None = None,
    seed: int | None = None,
    start: str = "",
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Train the model that a `configs/train.json` describes, into a bundle of its own.

    Parameters
    ----------
    output : Path or None
        The new bundle; None for `out/training/<model>` beside the folder of the models.
    replace : bool
        Write over the weights of the bundle that the configuration belongs to.
    epochs, seed : int or None
        In place of `optimizer.max_epochs` and `optimizer.seed`.
    start : str
        "resume": from the checkpoint, which must be there; "restart": anew, what this training made
        in the output is removed; empty: from the checkpoint where there is one.

    Returns
    -------
    dict
        `task`, `epoch`, `step`, `best`, `best_epoch`, `minutes`, `stopped` with its code, `folder`,
        and `sha256` to pin it by.

    Raises
    ------
    InputError
        The configuration or the data cannot be used.
    CancelledError
        The token was cancelled; running it again goes on from the last checkpoint.
    """
    made = train_in_child(
        config,
        output,
        replace=replace,
        epochs=epochs,
        seed=seed,
        start=start,
        token=token,
        progress=progress,
    )
    return made | {"stopped": sentence_record(Message.of_plain(made["stopped"]))}


def evaluate(
    model_name: str,
    data: Path | None = None,
    *,
    outliers: Path | None = None,
    cases: Path | None = None,
    folders: PluginFolders | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> dict[str, Any]:
    """Held-out numbers of an installed model, with 95 % intervals.

    Parameters
    ----------
    model_name : str
        A folder of the model zoo, or the path of a bundle that was trained.
    data : Path or None
        A folder of the layout that the model was trained on; None for that folder itself.
    outliers : Path or None
        A folder of images that the model is not for; None for the configured one.
    cases : Path or None
        A CSV file that is written with one line per case.

    Raises
    ------
    InputError
        There is no such model, or the data cannot be used.
    """
    where = folders or default_folders()
    # "." and ".." are paths, too; in the zoo they would be no model.
    is_name = len(Path(model_name).parts) == 1 and Path(model_name).name not in {"", ".."}
    found = (m / model_name for m in where.models if is_name and (m / model_name).is_dir())
    trained = Path(model_name) if (Path(model_name) / "configs" / "train.json").is_file() else None
    bundle = next(found, trained)
    if bundle is None:
        raise InputError(
            Message("There is no model called {model_name}.", model_name=model_name),
            hint=Message("`lightbox models list` names all models."),
        )
    return evaluate_in_child(
        bundle, data, outliers=outliers, cases=cases, token=token, progress=progress
    )
