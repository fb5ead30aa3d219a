"""One training run: a configuration in, weights and a log in the bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from workstation.errors import InputError
from workstation.jobs.cancel import CancelToken, ProgressFn, no_progress
from workstation.training.bundles import (
    build_network,
    build_preprocessing,
    build_transforms,
    read_inference_config,
)
from workstation.training.config import TrainingConfig, TrainingPaths, read_config
from workstation.training.datasets import Sample, list_samples, load_sample
from workstation.training.loop import LoopParts, run_loop
from workstation.training.output import Trained, begin, output_paths, pins_of
from workstation.training.splits import Part, keep_or_draw
from workstation.training.tasks import (
    pneumonia_loss,
    pneumonia_score,
    segmentation_loss,
    segmentation_score,
)


def load_parts(
    config: TrainingConfig, paths: TrainingPaths, wanted: frozenset[Part]
) -> dict[Part, list[Sample]]:
    """Read the samples of the wanted parts into memory."""
    refs = list_samples(config.layout, paths.data, paths.outlier_data, config.classes)
    split = keep_or_draw(paths.split_file, {r.name: r.patient for r in refs}, config.split)
    prepare = build_preprocessing(paths.bundle)
    prepare_label = build_transforms(config.label_preprocessing)
    loaded: dict[Part, list[Sample]] = {part: [] for part in wanted}
    for ref in refs:
        if split[ref.name] in wanted:
            loaded[split[ref.name]].append(load_sample(ref, prepare, prepare_label))
    return loaded


def roi_of(inference: dict[str, Any], sample: Sample) -> list[int]:
    """The window size of the bundle's inferer; the whole image where it has none."""
    roi = inference["inferer"].get("roi_size")
    return list(roi) if roi else list(sample.image.shape[1:])


def train(
    config_path: Path,
    output: Path | None = None,
    *,
    replace: bool = False,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> Trained:
    """Train the model that `config_path` describes and write it into a bundle of its own.

    Parameters
    ----------
    config_path : Path
        `<bundle>/configs/train.json`.
    output : Path or None
        The new bundle; None for `out/training/<model>` beside the folder of the models.
    replace : bool
        Write over the weights of the bundle of `config_path` itself.

    Raises
    ------
    InputError
        The configuration or the data are not usable.
    CancelledError
        `token` was cancelled; the next run goes on from the checkpoint.
    """
    from monai.data import set_track_meta
    from safetensors.torch import save_model

    config = read_config(config_path)
    paths = output_paths(config, config_path, output, replace=replace)
    _require_outputs(config, read_inference_config(paths.bundle))
    begin(config, paths)
    settings = config.optimizer
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    progress(0.0, "reading the training data")
    samples = load_parts(config, paths, frozenset({Part.TRAIN, Part.VALIDATION}))
    training, validation = samples[Part.TRAIN], samples[Part.VALIDATION]
    if not training or not validation:
        raise InputError(
            "There are too few patients for a training and a validation part.",
            hint="Add data or change the fractions in train.json.",
        )
    network = build_network(paths.bundle)
    inference = read_inference_config(paths.bundle)
    if config.task == "segmentation":
        loss = segmentation_loss()
        score = segmentation_score(
            validation,
            roi_of(inference, validation[0]),
            len(config.classes),
            precision=settings.precision,
        )
    else:
        loss, score = pneumonia_loss(), pneumonia_score(validation, precision=settings.precision)
    set_track_meta(False)
    try:
        state = run_loop(
            LoopParts(
                network=network,
                samples=training,
                augment=build_transforms(config.augmentation, seed=settings.seed),
                loss=loss,
                score=score,
                settings=settings,
                checkpoint=paths.checkpoint,
                log_file=paths.log_file,
            ),
            token=token,
            progress=progress,
        )
    finally:
        set_track_meta(True)
    paths.weights_file.parent.mkdir(parents=True, exist_ok=True)
    # Some networks name a layer twice; `save_model` writes it once.
    save_model(network, str(paths.weights_file))
    if config.task == "pneumonia":
        from workstation.training.film_reference import write_reference

        write_reference(
            paths.weights_file.with_name("reference.safetensors"),
            network,
            inference["features"]["layer"],
            training,
            validation,
        )
    progress(1.0, f"stopped: {state.stopped}; best epoch {state.best_epoch}")
    return Trained(state=state, folder=paths.output, pins=pins_of(paths.output))


def _require_outputs(config: TrainingConfig, inference: dict[str, Any]) -> None:
    """The classifier has one output more than classes: for what the model is not for."""
    outputs = inference["network_def"].get("num_classes")
    wanted = len(config.classes) + 1
    if config.task == "pneumonia" and outputs is not None and outputs != wanted:
        raise InputError(
            f"The network has {outputs} outputs; {len(config.classes)} classes need {wanted}, the "
            "last for images that the model is not for.",
            hint="Set `num_classes` in configs/inference.json.",
        )
