"""Held-out numbers of classifiers, and the table that has a line for each case."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from workstation.errors import InputError
from workstation.messages import Message
from workstation.security.integrity import write_whole
from workstation.training.datasets import Sample
from workstation.training.metrics import bootstrap_interval, roc_auc
from workstation.training.tasks import film_logits

CaseRows = list[dict[str, object]]


def classification_numbers(
    network: nn.Module, samples: Sequence[Sample], classes: Sequence[str]
) -> tuple[dict[str, Any], CaseRows]:
    """Accuracy, area under the curve of each class against the rest, and a row per picture.

    Intervals are 95 % by resampling whole patients. Probabilities are not calibrated.
    """
    logits = film_logits(network, samples, precision="fp32")
    probability = torch.softmax(logits, dim=1).numpy().astype(np.float64)
    labels = np.array([int(sample.label) for sample in samples])
    found = probability.argmax(axis=1)
    right = found == labels
    groups = [sample.ref.patient for sample in samples]
    result: dict[str, Any] = {
        "accuracy": {
            "value": float(right.mean()),
            "ci95": list(bootstrap_interval(lambda r: float(right[r].mean()), groups)),
        },
        "auc": {},
        "confusion": {
            truth: {
                name: int(((labels == n) & (found == m)).sum()) for m, name in enumerate(classes)
            }
            for n, truth in enumerate(classes)
        },
    }
    for number, name in enumerate(classes):
        scores, positive = probability[:, number], labels == number
        interval = bootstrap_interval(
            lambda r, s=scores, p=positive: roc_auc(s[r], p[r]),  # type: ignore[misc]
            groups,
        )
        result["auc"][name] = {"value": roc_auc(scores, positive), "ci95": list(interval)}
    rows: CaseRows = [
        {
            "case": sample.ref.name,
            "patient": sample.ref.patient,
            "label": classes[label],
            "found": classes[best],
            **{
                f"probability {name}": round(float(p), 5)
                for name, p in zip(classes, each, strict=True)
            },
        }
        for sample, label, best, each in zip(samples, labels, found, probability, strict=True)
    ]
    return result, rows


def write_cases(path: Path, rows: CaseRows) -> None:
    """Write one line per case.

    Raises
    ------
    InputError
        There are no lines: the task has none.
    OutputError
        The file cannot be written.
    """
    if not rows:
        raise InputError(
            Message("This model has no numbers for single cases."),
            hint=Message("Leave --cases out."),
        )
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, stream.getvalue().encode("utf-8"))
