"""Where a trained model goes: a bundle of its own, unless the shipped one is to be replaced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from workstation.errors import InputError
from workstation.messages import Message
from workstation.plugin_api.integrity import WEIGHTS, sha256_of
from workstation.security.integrity import make_folder
from workstation.training.config import (
    OWN_LAYOUTS,
    TrainingConfig,
    TrainingPaths,
    resolve_paths,
)

CONFIG = "configs/inference.json"
REFERENCE = "models/reference.safetensors"
_COPIED = (CONFIG, "configs/metadata.json", "training/split.csv", "LICENSE")


def output_paths(
    config: TrainingConfig, config_path: Path, output: Path | None, *, replace: bool
) -> TrainingPaths:
    """Where a run writes; nothing is written yet.

    Without `output` it is `out/training/<model>` beside the folder of the models, or beside the
    configuration where that lies in no bundle; the network is then made for the data.

    Raises
    ------
    InputError
        Data are absent, or the output holds a model that this training did not make.
    """
    bundle = config_path.resolve().parent.parent
    if not (bundle / CONFIG).is_file():
        return _paths_without_bundle(config, config_path.resolve(), output, replace=replace)
    if replace:
        if output is not None:
            raise InputError(Message("Give either an output folder or --replace, not both."))
        return resolve_paths(config, bundle)
    folder = (output or bundle.parent.parent / "out" / "training" / config.model).resolve()
    paths = resolve_paths(config, bundle, output=folder)
    if folder == bundle:
        raise _taken(folder)
    _require_own_model(paths)
    return paths


def _paths_without_bundle(
    config: TrainingConfig, config_path: Path, output: Path | None, *, replace: bool
) -> TrainingPaths:
    if replace or config.layout not in OWN_LAYOUTS:
        raise InputError(
            Message(
                "There is no {config} beside the configuration; it says which network is trained.",
                config=CONFIG,
            ),
            hint=Message(
                "Put train.json into the folder configs of a bundle, or train on data of your own "
                "(docs/plugins/training.md)."
            ),
            detail=str(config_path),
        )
    parent = config_path.parent
    folder = (output or parent / "out" / "training" / config.model).resolve()
    paths = resolve_paths(config, folder, output=folder, config_folder=parent)
    _require_own_model(paths)
    return paths


def _require_own_model(paths: TrainingPaths) -> None:
    if paths.weights_file.exists() and not paths.checkpoint.exists():
        raise _taken(paths.output)


def _taken(folder: Path) -> InputError:
    return InputError(
        Message(
            "The folder {name} holds a model already; it is not overwritten.", name=folder.name
        ),
        hint=Message(
            "Choose another folder with -o, or --replace to replace the model of the "
            "configuration itself."
        ),
        detail=str(folder),
    )


def start_from(paths: TrainingPaths, start: str, *, replace: bool) -> None:
    """Make sure that a run begins where it was asked to.

    Parameters
    ----------
    start : str
        "resume": from the checkpoint; "restart": anew, what this training made is removed; empty:
        from the checkpoint where there is one.

    Raises
    ------
    InputError
        There is no checkpoint to go on from.
    """
    if start == "resume" and not paths.checkpoint.exists():
        raise InputError(
            Message("There is no checkpoint to go on from."),
            hint=Message("Leave --resume out to begin a training."),
            detail=str(paths.checkpoint),
        )
    if not replace and not paths.checkpoint.exists() and not paths.weights_file.exists():
        # Nothing was trained on the parts of a run that failed; data and seed may have changed.
        paths.split_file.unlink(missing_ok=True)
    if start == "restart" and paths.checkpoint.exists():
        made = [paths.checkpoint, paths.log_file]
        if not replace:
            made += [paths.weights_file, paths.split_file, paths.metrics_file]
        for path in made:
            path.unlink(missing_ok=True)


def begin(config: TrainingConfig, paths: TrainingPaths, *, replace: bool) -> None:
    """Make the bundle that is filled: network, split and licence of the one it comes from.

    Raises
    ------
    OutputError
        The folder cannot be made.
    """
    if replace:
        return
    for name in _COPIED:
        source, target = paths.bundle / name, paths.output / name
        if source != target and source.is_file() and not target.exists():
            make_folder(target.parent)
            shutil.copyfile(source, target)
    make_folder(paths.output / "configs")
    moved = config.model_copy(
        update={
            "data": str(paths.data),
            "outlier_data": str(paths.outlier_data) if paths.outlier_data is not None else "",
        }
    )
    text = json.dumps(moved.model_dump(mode="json"), indent=2)
    (paths.output / "configs" / "train.json").write_text(text + "\n", encoding="utf-8")


def pins_of(folder: Path) -> dict[str, str]:
    """SHA-256 of the files of a bundle that a plugin pins."""
    return {
        name: sha256_of(folder / name)
        for name in (CONFIG, WEIGHTS, REFERENCE)
        if (folder / name).is_file()
    }
