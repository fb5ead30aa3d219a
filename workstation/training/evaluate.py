"""Held-out numbers of a zoo model, with 95 % bootstrap intervals over patients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from workstation.errors import InputError
from workstation.messages import Message
from workstation.plugin_api.outliers import mahalanobis_distance
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.security.integrity import require_replaceable
from workstation.training.bundles import (
    build_network,
    build_preprocessing,
    build_transforms,
    read_inference_config,
)
from workstation.training.calibration import disease_probability
from workstation.training.case_numbers import CaseRows, classification_numbers, write_cases
from workstation.training.config import TrainingConfig, TrainingPaths, read_config, resolve_paths
from workstation.training.datasets import OUTLIER, Sample, SampleRef, load_sample
from workstation.training.film_reference import film_outputs
from workstation.training.metrics import (
    bootstrap_interval,
    brier,
    dice,
    expected_calibration_error,
    roc_auc,
    share_at_half,
)
from workstation.training.own_data import samples_of
from workstation.training.splits import Part, read_split
from workstation.training.tasks import predict_labels
from workstation.training.train import roi_of

Result = dict[str, Any]
RateFn = Callable[[NDArray[np.float64], NDArray[np.bool_]], float]


def evaluate(
    bundle: Path,
    data: Path | None = None,
    *,
    outliers: Path | None = None,
    cases: Path | None = None,
    part: Part = Part.TEST,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> Result:
    """Measure a model on held-out samples.

    Parameters
    ----------
    bundle : Path
        A folder of the model zoo that holds `configs/train.json` and weights.
    data : Path or None
        A folder of the same layout; None for the one in the configuration. Samples that the
        split file names are measured only if they are in `part`; others all are.
    outliers : Path or None
        A folder of images that the model is not for; None for the one in the configuration, if it
        is there.
    cases : Path or None
        A CSV file that is written with one line per case.

    Raises
    ------
    InputError
        The bundle, the weights or the data cannot be used.
    """
    if cases is not None:
        require_replaceable(cases, b"case,", *([data] if data is not None else []))
    config = read_config(bundle / "configs" / "train.json")
    paths = resolve_paths(
        config,
        bundle.resolve(),
        data=data.resolve() if data is not None else None,
        outliers=outliers.resolve() if outliers is not None else None,
    )
    torch.set_num_threads(config.optimizer.threads)
    refs = _held_out(config, paths, part)
    progress(
        0.0, Message("reading {count} sample", many="reading {count} samples", count=len(refs))
    )
    prepare = build_preprocessing(paths.bundle)
    prepare_label = build_transforms(config.label_preprocessing)
    samples = [
        load_sample(ref, prepare, prepare_label, classes=len(config.classes)) for ref in refs
    ]
    network = _trained(paths)
    inference = read_inference_config(paths.bundle)
    rows: CaseRows = []
    if config.task == "segmentation":
        result, rows = _segmentation(network, samples, config, inference, token, progress)
    elif config.task == "classification":
        result, rows = classification_numbers(network, samples, config.classes)
    else:
        result = _pneumonia(network, samples, inference, paths)
    if cases is not None:
        write_cases(cases, rows)
    measured = _without_nan(
        {
            "model": config.model,
            "part": part.value,
            "data": str(paths.data),
            "outlier_data": str(paths.outlier_data) if paths.outlier_data is not None else None,
            "samples": len(samples),
            "patients": len({s.ref.patient for s in samples}),
            "published": config.published,
            **result,
        }
    )
    return measured if isinstance(measured, dict) else {}


def _without_nan(content: object) -> object:
    """Undefined numbers as None, which JSON can say."""
    if isinstance(content, dict):
        return {key: _without_nan(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_without_nan(value) for value in content]
    return None if isinstance(content, float) and np.isnan(content) else content


def _held_out(config: TrainingConfig, paths: TrainingPaths, part: Part) -> list[SampleRef]:
    refs = samples_of(config, paths)
    split = read_split(paths.split_file) if paths.split_file.exists() else {}
    chosen = [ref for ref in refs if split.get(ref.name, part) is part]
    if not chosen:
        raise InputError(
            Message("There is nothing to evaluate on: the folder holds no held-out samples."),
            hint=Message("Give a folder of the same layout with other samples."),
        )
    return chosen


def _trained(paths: TrainingPaths) -> nn.Module:
    from safetensors.torch import load_model

    if not paths.weights_file.exists():
        raise InputError(
            Message("The model has no weights yet."),
            hint=Message("Train it first: lightbox train <train.json>."),
        )
    network = build_network(paths.bundle)
    load_model(network, str(paths.weights_file))
    return network.eval()


def _with_interval(values: NDArray[np.float64], groups: Sequence[str]) -> Result:
    low, high = bootstrap_interval(lambda rows: float(np.nanmean(values[rows])), groups)
    return {"mean": float(np.nanmean(values)), "ci95": [low, high]}


def _segmentation(
    network: nn.Module,
    samples: Sequence[Sample],
    config: TrainingConfig,
    inference: Result,
    token: CancelToken | None,
    progress: ProgressFn,
) -> tuple[Result, CaseRows]:
    n_classes = len(config.classes)
    overlaps = np.full((len(samples), n_classes - 1), np.nan)
    volumes = np.zeros((len(samples), n_classes - 1, 2))
    for row, sample in enumerate(samples):
        if token is not None:
            token.raise_if_cancelled()
        found = predict_labels(
            network, sample.image, roi_of(inference, sample), precision="fp32"
        ).numpy()
        truth = sample.label[0].numpy()
        for c in range(1, n_classes):
            overlaps[row, c - 1] = dice(found == c, truth == c)
            volumes[row, c - 1] = (found == c).sum(), (truth == c).sum()
        progress(
            (row + 1) / len(samples),
            Message("{number} of {count}", number=row + 1, count=len(samples)),
        )
    groups = [s.ref.patient for s in samples]
    dices = {
        name: _with_interval(overlaps[:, c], groups) for c, name in enumerate(config.classes[1:])
    }
    errors = {
        name: _with_interval(
            100.0 * np.abs(volumes[:, c, 0] - volumes[:, c, 1]) / np.maximum(volumes[:, c, 1], 1.0),
            groups,
        )
        for c, name in enumerate(config.classes[1:])
    }
    subgroups: Result = {}
    for group in sorted({s.ref.group for s in samples} - {""}):
        rows = np.array([s.ref.group == group for s in samples])
        subgroups[group] = {
            "samples": int(rows.sum()),
            "dice": {
                name: float(np.nanmean(overlaps[rows, c]))
                for c, name in enumerate(config.classes[1:])
            },
        }
    result: Result = {
        "dice": dices,
        "volume_error_percent": errors,
        "worst_dice": float(np.nanmin(overlaps)) if np.isfinite(overlaps).any() else None,
        "subgroups": subgroups,
    }
    rows_of_cases: CaseRows = []
    for sample, row_dice, row_voxels in zip(samples, overlaps, volumes, strict=True):
        row_of_case: dict[str, object] = {
            "case": sample.ref.name,
            "patient": sample.ref.patient,
        }
        for c, name in enumerate(config.classes[1:]):
            row_of_case[f"dice {name}"] = round(float(row_dice[c]), 5)
            row_of_case[f"voxels {name}"] = int(row_voxels[c, 0])
            row_of_case[f"reference voxels {name}"] = int(row_voxels[c, 1])
        rows_of_cases.append(row_of_case)
    return result, rows_of_cases


def _pneumonia(
    network: nn.Module, samples: Sequence[Sample], inference: Result, paths: TrainingPaths
) -> Result:
    from safetensors.numpy import load_file

    reference = load_file(paths.bundle / "models" / "reference.safetensors")
    temperature, outlier_limit, distance_limit = (
        float(v) for v in reference["temperature_and_limits"]
    )
    logits, features, labels = film_outputs(network, inference["features"]["layer"], samples)
    inside = labels != OUTLIER
    patients = np.array([s.ref.patient for s in samples])
    probability = disease_probability(logits[inside, :-1], temperature)
    positive = labels[inside] > 0
    groups = patients[inside].tolist()

    def interval(statistic: RateFn) -> list[float]:
        return list(bootstrap_interval(lambda r: statistic(probability[r], positive[r]), groups))

    def both(statistic: RateFn) -> Result:
        return {"value": statistic(probability, positive), "ci95": interval(statistic)}

    scores = 1 / (1 + np.exp(-logits[:, -1]))
    distances = mahalanobis_distance(features, reference["means"], reference["precision"])
    flagged = (scores > outlier_limit) | (distances > distance_limit)
    result: Result = {
        "children": int(inside.sum()),
        "prevalence": float(positive.mean()),
        "auc": both(roc_auc),
        "brier": both(brier),
        "ece": both(expected_calibration_error),
        "ece_bins": "10 of equal width, (lo, hi]",
        "sensitivity_at_half": both(lambda p, y: share_at_half(p[y], above=True)),
        "specificity_at_half": both(lambda p, y: share_at_half(p[~y], above=False)),
        "temperature": temperature,
        "children_wrongly_caught": _share(flagged[inside], groups),
    }
    if (~inside).any():
        outside = patients[~inside].tolist()
        result["outliers"] = int((~inside).sum())
        result["outliers_caught"] = _share(flagged[~inside], outside)
        result["outliers_caught_by_score"] = float((scores[~inside] > outlier_limit).mean())
        result["outliers_caught_by_distance"] = float((distances[~inside] > distance_limit).mean())
    return result


def _share(flags: NDArray[np.bool_], groups: Sequence[str]) -> Result:
    return _with_interval(flags.astype(np.float64), groups)
