"""The pinned reference arrays of the film classifier: temperature, means, limits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from workstation.training.calibration import fit_outliers, fit_temperature
from workstation.training.datasets import OUTLIER, Sample


def film_outputs(
    network: nn.Module, layer: str, samples: Sequence[Sample]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Logits (n, c + 1), pooled features (n, f) and labels (n,) of films, in fp32."""
    kept: list[torch.Tensor] = []
    logits: list[torch.Tensor] = []
    hook = network.get_submodule(layer).register_forward_hook(
        lambda _module, _inputs, output: kept.append(output.flatten(1))
    )
    network.eval()
    try:
        with torch.inference_mode():
            for start in range(0, len(samples), 32):
                images = torch.stack([s.image for s in samples[start : start + 32]])
                logits.append(network(images))
    finally:
        hook.remove()
    labels = np.array([int(s.label) for s in samples], dtype=np.int64)
    return torch.cat(logits).double().numpy(), torch.cat(kept).double().numpy(), labels


def write_reference(
    path: Path,
    network: nn.Module,
    layer: str,
    training: Sequence[Sample],
    validation: Sequence[Sample],
) -> None:
    """Fit temperature and outlier limits and write them beside the weights."""
    from safetensors.numpy import save_file

    _, features, labels = film_outputs(network, layer, training)
    held_logits, held_features, held_labels = film_outputs(network, layer, validation)
    inside, held_inside = labels != OUTLIER, held_labels != OUTLIER
    temperature = fit_temperature(held_logits[held_inside, :-1], held_labels[held_inside])
    scores = 1 / (1 + np.exp(-held_logits[held_inside, -1]))
    reference = fit_outliers(features[inside], labels[inside], held_features[held_inside], scores)
    limits = [temperature, reference.outlier_limit, reference.distance_limit]
    save_file(
        {
            "means": np.ascontiguousarray(reference.means),
            "precision": np.ascontiguousarray(reference.precision),
            "temperature_and_limits": np.array(limits, dtype=np.float32),
        },
        path,
    )
