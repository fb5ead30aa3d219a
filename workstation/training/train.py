"""One training run: a configuration in, weights and a log in the bundle out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import torch

from workstation.errors import InputError
from workstation.messages import NOTHING, Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.security.integrity import make_folder, write_whole
from workstation.training.bundles import (
    build_network,
    build_preprocessing,
    build_transforms,
    read_inference_config,
)
from workstation.training.config import OWN_LAYOUTS, TrainingConfig, TrainingPaths, read_config
from workstation.training.datasets import Sample, load_sample
from workstation.training.defaults import (
    PICTURE_SIZE,
    metadata_of,
    picture_augmentation,
    picture_inference,
    volume_inference,
    volume_transforms,
)
from workstation.training.loop import LoopParts, LoopState, LossFn, ScoreFn, run_loop
from workstation.training.output import begin, output_paths, pins_of, start_from
from workstation.training.own_data import list_pictures, read_dataset, samples_of
from workstation.training.splits import Part, keep_or_draw
from workstation.training.tasks import (
    classification_loss,
    classification_score,
    pneumonia_loss,
    pneumonia_score,
    segmentation_loss,
    segmentation_score,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model that was trained: for what, how it went, its bundle, and the SHA-256 to pin it by."""

    task: str
    state: LoopState
    folder: Path
    pins: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What a command says in place of the configuration; None and empty leave it as it is.

    `start` is "resume", "restart" or empty; see `output.start_from`.
    """

    epochs: int | None = None
    seed: int | None = None
    start: str = ""

    def applied(self, config: TrainingConfig) -> TrainingConfig:
        """The configuration with them."""
        given = {"max_epochs": self.epochs, "seed": self.seed}
        changed = {name: value for name, value in given.items() if value is not None}
        return config.model_copy(update={"optimizer": config.optimizer.model_copy(update=changed)})


def load_parts(
    config: TrainingConfig, paths: TrainingPaths, wanted: frozenset[Part]
) -> dict[Part, list[Sample]]:
    """Read the samples of the wanted parts into memory."""
    refs = samples_of(config, paths)
    split = keep_or_draw(paths.split_file, {r.name: r.patient for r in refs}, config.split)
    prepare = build_preprocessing(paths.bundle)
    prepare_label = build_transforms(config.label_preprocessing)
    loaded: dict[Part, list[Sample]] = {part: [] for part in wanted}
    for ref in refs:
        if split[ref.name] in wanted:
            sample = load_sample(ref, prepare, prepare_label, classes=len(config.classes))
            loaded[split[ref.name]].append(sample)
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
    overrides: Overrides | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> Trained:
    """Train the model that `config_path` describes and write it into a bundle of its own.

    Parameters
    ----------
    config_path : Path
        `<bundle>/configs/train.json`, or a configuration for data of the user anywhere.
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
    from safetensors.torch import save_file

    overrides = overrides or Overrides()
    config = overrides.applied(read_config(config_path))
    paths = output_paths(config, config_path, output, replace=replace)
    start_from(paths, overrides.start, replace=replace)
    config = _fitted_to_data(config, paths, given=replace or paths.bundle != paths.output)
    _require_outputs(config, read_inference_config(paths.bundle))
    begin(config, paths, replace=replace)
    settings = config.optimizer
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    progress(0.0, Message("reading the training data"))
    samples = load_parts(config, paths, frozenset({Part.TRAIN, Part.VALIDATION}))
    training, validation = samples[Part.TRAIN], samples[Part.VALIDATION]
    _require_enough(config, training, validation)
    network = build_network(paths.bundle)
    inference = read_inference_config(paths.bundle)
    loss, score, score_name = _task(config, inference, validation)
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
                score_name=score_name,
            ),
            token=token,
            progress=progress,
        )
    finally:
        set_track_meta(True)
    paths.weights_file.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights_of(network), str(paths.weights_file))
    if config.task == "pneumonia":
        from workstation.training.film_reference import write_reference

        write_reference(
            paths.weights_file.with_name("reference.safetensors"),
            network,
            inference["features"]["layer"],
            training,
            validation,
        )
    progress(
        1.0,
        Message(
            "stopped: {stopped}; best epoch {best_epoch}",
            stopped=state.stopped,
            best_epoch=state.best_epoch,
        ),
    )
    pins = pins_of(paths.output)
    return Trained(task=config.task, state=state, folder=paths.output, pins=pins)


def weights_of(network: torch.nn.Module) -> dict[str, torch.Tensor]:
    """What a network keeps, each layer once though it has two names.

    The same weights make the same file: `save_model` writes its names in any order, and the pins
    of a model would change without a training.
    """
    kept = network.state_dict().keys()
    named = chain(network.named_parameters(), network.named_buffers())
    return {name: value.detach().contiguous() for name, value in named if name in kept}


def _task(
    config: TrainingConfig, inference: dict[str, Any], validation: Sequence[Sample]
) -> tuple[LossFn, ScoreFn, str]:
    """Loss, validation score, and what the score is."""
    precision = config.optimizer.precision
    if config.task == "segmentation":
        roi = roi_of(inference, validation[0])
        score = segmentation_score(validation, roi, len(config.classes), precision=precision)
        return segmentation_loss(), score, "mean Dice"
    make: Callable[..., ScoreFn] = (
        classification_score if config.task == "classification" else pneumonia_score
    )
    loss = classification_loss() if config.task == "classification" else pneumonia_loss()
    return loss, make(validation, precision=precision), "negative log loss"


def _fitted_to_data(config: TrainingConfig, paths: TrainingPaths, *, given: bool) -> TrainingConfig:
    """Classes of the user's data, and a network for them where none is `given`."""
    if config.layout not in OWN_LAYOUTS:
        return config
    if config.layout == "pictures":
        found = {ref.group for ref in list_pictures(paths.data)}
        classes = config.classes or tuple(sorted(found))
        config = config.model_copy(update={"classes": classes})
        if not given:
            usual = config.augmentation or picture_augmentation()
            config = config.model_copy(update={"augmentation": usual})
            size = (PICTURE_SIZE, PICTURE_SIZE)
            _write_bundle(paths, picture_inference(classes), metadata_of(config, "", size))
        return config
    refs, classes, modality = read_dataset(paths.data)
    config = config.model_copy(update={"classes": config.classes or classes})
    if not given:
        inference, spacing, patch = volume_inference(refs, classes, modality)
        labels, augmentation = volume_transforms(spacing, patch)
        config = config.model_copy(
            update={
                "label_preprocessing": config.label_preprocessing or labels,
                "augmentation": config.augmentation or augmentation,
            }
        )
        _write_bundle(paths, inference, metadata_of(config, modality, patch))
    return config


def _write_bundle(
    paths: TrainingPaths, inference: dict[str, Any], metadata: dict[str, Any]
) -> None:
    """Network and metadata of a new bundle; those of a training that goes on stay."""
    folder = make_folder(paths.output / "configs")
    for name, content in (("inference.json", inference), ("metadata.json", metadata)):
        if not (folder / name).exists() or not paths.checkpoint.exists():
            write_whole(folder / name, json.dumps(content, indent=2).encode())


def _require_enough(
    config: TrainingConfig, training: Sequence[Sample], validation: Sequence[Sample]
) -> None:
    if not training or not validation:
        raise InputError(
            Message("There are too few patients for a training and a validation part."),
            hint=Message("Add data or change the fractions in train.json."),
        )
    if config.task != "classification":
        return
    for number, name in enumerate(config.classes):
        if not any(int(sample.label) == number for sample in training):
            raise InputError(
                Message("No picture of the class {name} is in the training part.", name=name),
                hint=Message("Add pictures of it, or draw the parts with another `split.seed`."),
            )


def _require_outputs(config: TrainingConfig, inference: dict[str, Any]) -> None:
    """The network has an output for each class; that of films one more, for all other images."""
    network = inference["network_def"]
    outputs = network.get("num_classes", network.get("out_channels"))
    extra = 1 if config.task == "pneumonia" else 0
    wanted = len(config.classes) + extra
    if not isinstance(outputs, int) or outputs == wanted:
        return
    last = Message(", the last for images that the model is not for") if extra else NOTHING
    raise InputError(
        Message(
            "The network has {outputs} outputs; {count} classes need {wanted}{last}.",
            outputs=outputs,
            count=len(config.classes),
            wanted=wanted,
            last=last,
        ),
        hint=Message("Set the number of outputs in configs/inference.json."),
    )
