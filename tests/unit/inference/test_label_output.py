"""Results of networks become labels only where they lie on the image and mean something."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workstation.inference.label_output import LabelsUnusableError, label_volume

SHAPE = (3, 4, 5)
OUTPUT = {"form": "index", "labels": [1, 2]}


def tensor(values: Any, affine: Any = None) -> Any:
    import torch
    from monai.data import MetaTensor

    return MetaTensor(
        torch.as_tensor(np.asarray(values, dtype=np.float32)),
        affine=torch.as_tensor(np.eye(4) if affine is None else affine),
    )


IMAGE = np.zeros((1, *SHAPE))
LABELS = np.arange(60).reshape(1, *SHAPE) % 3


def test_labels_come_in_the_order_of_the_host() -> None:
    found = label_volume(tensor(LABELS), tensor(IMAGE), OUTPUT)
    assert found.dtype == np.uint16
    np.testing.assert_array_equal(found, LABELS[0].transpose(2, 1, 0))


def test_one_channel_for_each_label_is_the_same() -> None:
    channels = np.stack([LABELS[0] == n for n in range(3)])
    found = label_volume(tensor(channels), tensor(IMAGE), {**OUTPUT, "form": "onehot"})
    np.testing.assert_array_equal(found, LABELS[0].transpose(2, 1, 0))


def moved(row: int, column: int, by: float) -> Any:
    affine = np.eye(4)
    affine[row, column] += by
    return affine


@pytest.mark.parametrize(
    ("values", "affine", "reason"),
    [
        (LABELS, moved(0, 3, 0.5), "0.500 mm away"),
        (LABELS, np.diag([-1.0, 1.0, 1.0, 1.0]), "mm away"),
        (LABELS, moved(2, 2, 0.1), "mm away"),
        (LABELS, moved(0, 3, float("nan")), "mm away"),
        (LABELS[:, :, :3], None, "shape"),
        (np.repeat(LABELS, 2, axis=0), None, "2 channels"),
        (LABELS + 1, None, "label 3 is not named"),
        (LABELS * 0.5, None, "label 0.5 is not named"),
        (LABELS - 1, None, "label -1 is not named"),
    ],
)
def test_results_elsewhere_or_without_a_name_are_refused(
    values: Any, affine: Any, reason: str
) -> None:
    with pytest.raises(LabelsUnusableError, match=reason):
        label_volume(tensor(values, affine), tensor(IMAGE), OUTPUT)


def test_a_result_that_does_not_say_where_it_lies_is_refused() -> None:
    import torch

    with pytest.raises(LabelsUnusableError, match="where it lies"):
        label_volume(torch.as_tensor(LABELS), tensor(IMAGE), OUTPUT)
