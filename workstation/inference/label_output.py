"""What a network and its post-processing gave, as one label per voxel."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

_LARGEST_SHIFT_MM = 0.01


class LabelsUnusableError(Exception):
    """The result is no label array of the image; the text says why."""


def label_volume(
    predicted: torch.Tensor, image: torch.Tensor, output: dict[str, Any]
) -> NDArray[np.uint16]:
    """Labels, (k, j, i) uint16, of a result of (c, i, j, k).

    Parameters
    ----------
    predicted : MetaTensor
        After the post-processing, which brings it back to the grid of the image.
    image : MetaTensor
        As it was handed in, (1, i, j, k).
    output : dict
        `form`: "index" (one channel of label numbers), "onehot" (a channel for each, the
        background first) or "binary" (one channel of 0 and 1); `labels`: numbers that may occur.

    Raises
    ------
    LabelsUnusableError
        It lies on another grid, has another number of channels, or holds unknown labels.
    """
    if tuple(predicted.shape[1:]) != tuple(image.shape[1:]):
        raise LabelsUnusableError(
            f"shape {tuple(predicted.shape[1:])} for an image of {tuple(image.shape[1:])}"
        )
    _require_same_place(predicted, image)
    values = torch.as_tensor(predicted).float()
    if output["form"] == "onehot":
        values = values.argmax(dim=0, keepdim=True)
    if values.shape[0] != 1:
        raise LabelsUnusableError(f"{values.shape[0]} channels for one label per voxel")
    found = values[0].cpu().numpy()
    present = np.unique(found)
    strange = set(present.tolist()) - {0.0, *map(float, output["labels"])}
    if strange:
        raise LabelsUnusableError(f"label {min(strange):g} is not named")
    return np.ascontiguousarray(found.astype(np.uint16).transpose(2, 1, 0))


def _require_same_place(predicted: torch.Tensor, image: torch.Tensor) -> None:
    """Refuse a result that lies elsewhere than the image: nobody would see that it does."""
    from monai.data import MetaTensor

    if not isinstance(predicted, MetaTensor) or not isinstance(image, MetaTensor):
        raise LabelsUnusableError("the result does not say where it lies")
    found, wanted = (np.asarray(each.affine, dtype=np.float64) for each in (predicted, image))
    corners = np.array([[0, 0, 0, 1], [*(n - 1 for n in image.shape[1:]), 1]], dtype=np.float64)
    shift = np.abs(corners @ found.T - corners @ wanted.T).max()
    if not shift <= _LARGEST_SHIFT_MM:
        raise LabelsUnusableError(f"it lies {shift:.3f} mm away")
