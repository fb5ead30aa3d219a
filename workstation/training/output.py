"""Where a trained model goes: a bundle of its own, unless the shipped one is to be replaced."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from workstation.errors import InputError
from workstation.plugin_api.integrity import WEIGHTS, sha256_of
from workstation.security.integrity import make_folder
from workstation.training.config import TrainingConfig, TrainingPaths, resolve_paths
from workstation.training.loop import LoopState

CONFIG = "configs/inference.json"
REFERENCE = "models/reference.safetensors"
_COPIED = (CONFIG, "configs/metadata.json", "training/split.csv", "LICENSE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model that was trained: how it went, its bundle, and the SHA-256 to pin it by."""

    state: LoopState
    folder: Path
    pins: dict[str, str]


def output_paths(
    config: TrainingConfig, config_path: Path, output: Path | None, *, replace: bool
) -> TrainingPaths:
    """Where a run writes; nothing is written yet.

    Without `output` it is `out/training/<model>` beside the folder of the models.

    Raises
    ------
    InputError
        Data are absent, or the output holds a model that this training did not make.
    """
    bundle = config_path.resolve().parent.parent
    if replace:
        if output is not None:
            raise InputError("Give either an output folder or --replace, not both.")
        return resolve_paths(config, bundle)
    folder = (output or bundle.parent.parent / "out" / "training" / config.model).resolve()
    paths = resolve_paths(config, bundle, output=folder)
    if folder == bundle or (paths.weights_file.exists() and not paths.checkpoint.exists()):
        raise InputError(
            f"The folder {folder.name} holds a model already; it is not overwritten.",
            hint="Choose another folder with -o, or --replace to replace the model of the "
            "configuration itself.",
            detail=str(folder),
        )
    return paths


def begin(config: TrainingConfig, paths: TrainingPaths) -> None:
    """Make the bundle that is filled: network, split and licence of the one it comes from.

    Raises
    ------
    OutputError
        The folder cannot be made.
    """
    if paths.output == paths.bundle:
        return
    for name in _COPIED:
        source, target = paths.bundle / name, paths.output / name
        if source.is_file() and not target.exists():
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
