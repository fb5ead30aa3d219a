"""Losses and validation scores of the tasks that are trained here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from workstation.training.datasets import OUTLIER, Sample
from workstation.training.loop import Batch, LossFn, ScoreFn
from workstation.training.metrics import dice


def segmentation_loss() -> LossFn:
    """Soft Dice plus cross entropy (Isensee et al. 2021), background left out of the Dice."""
    from monai.losses import DiceCELoss

    criterion = DiceCELoss(include_background=False, to_onehot_y=True, softmax=True, batch=True)

    def loss(network: nn.Module, batch: Batch) -> torch.Tensor:
        images = torch.stack([torch.as_tensor(item["image"]) for item in batch])
        labels = torch.stack([torch.as_tensor(item["label"]) for item in batch])
        result: torch.Tensor = criterion(network(images).float(), labels.float())
        return result

    return loss


def predict_labels(
    network: nn.Module, image: torch.Tensor, roi: Sequence[int], *, precision: str
) -> torch.Tensor:
    """Label image, (...), of one pre-processed image, (1, ...), by sliding window."""
    from monai.inferers import sliding_window_inference

    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        logits = sliding_window_inference(
            image[None], tuple(roi), 4, network, overlap=0.5, mode="gaussian"
        )
    labels: torch.Tensor = torch.as_tensor(logits)[0].float().argmax(0)
    return labels


def segmentation_score(
    samples: Sequence[Sample], roi: Sequence[int], n_classes: int, *, precision: str
) -> ScoreFn:
    """Mean Dice over samples and classes."""

    def score(network: nn.Module) -> float:
        values = []
        for sample in samples:
            labels = predict_labels(network, sample.image, roi, precision=precision).numpy()
            truth = sample.label[0].numpy()
            values.append([dice(labels == c, truth == c) for c in range(1, n_classes)])
        return float(np.nanmean(values))

    return score


def classification_loss() -> LossFn:
    """Cross entropy over the classes, each of the same weight in the data as it comes."""
    cross_entropy = nn.CrossEntropyLoss(label_smoothing=0.02)

    def loss(network: nn.Module, batch: Batch) -> torch.Tensor:
        logits = network(torch.stack([torch.as_tensor(b["image"]) for b in batch])).float()
        labels = torch.stack([torch.as_tensor(b["label"]) for b in batch]).long()
        result: torch.Tensor = cross_entropy(logits, labels)
        return result

    return loss


def classification_score(samples: Sequence[Sample], *, precision: str) -> ScoreFn:
    """Negative log loss on validation pictures; higher is better."""
    labels = torch.stack([s.label for s in samples]).long()

    def score(network: nn.Module) -> float:
        logits = film_logits(network, samples, precision=precision)
        return -float(nn.functional.cross_entropy(logits, labels))

    return score


def pneumonia_loss() -> LossFn:
    """Cross entropy over the classes, and one logit that tells samples the model is not for."""
    cross_entropy = nn.CrossEntropyLoss(label_smoothing=0.02)
    binary = nn.BCEWithLogitsLoss()

    def loss(network: nn.Module, batch: Batch) -> torch.Tensor:
        logits = network(torch.stack([torch.as_tensor(b["image"]) for b in batch])).float()
        labels = torch.stack([torch.as_tensor(b["label"]) for b in batch]).long()
        inside = labels != OUTLIER
        result: torch.Tensor = binary(logits[:, -1], (~inside).float())
        if bool(inside.any()):
            result = result + cross_entropy(logits[inside, :-1], labels[inside])
        return result

    return loss


def film_logits(network: nn.Module, samples: Sequence[Sample], *, precision: str) -> torch.Tensor:
    """Logits, (n, outputs of the network), of films in batches of 32."""
    rows = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        for start in range(0, len(samples), 32):
            images = torch.stack([s.image for s in samples[start : start + 32]])
            rows.append(network(images).float())
    return torch.cat(rows)


def pneumonia_score(samples: Sequence[Sample], *, precision: str) -> ScoreFn:
    """Negative log loss on validation films; higher is better."""
    labels = torch.stack([s.label for s in samples]).long()
    inside = labels != OUTLIER

    def score(network: nn.Module) -> float:
        logits = film_logits(network, samples, precision=precision)
        total = nn.functional.binary_cross_entropy_with_logits(logits[:, -1], (~inside).float())
        total = total + nn.functional.cross_entropy(logits[inside, :-1], labels[inside])
        return -float(total)

    return score
