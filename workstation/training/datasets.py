"""Reading the training folders into memory, through the bundle's own pre-processing."""

from __future__ import annotations

import csv
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from workstation.errors import InputError
from workstation.messages import Message

_SAME_PLACE_MM = 0.01
OUTLIER = -1
"""Label of a sample that shows what the model is not for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRef:
    """One training sample on disk; `target` is a label file or a class number."""

    name: str
    patient: str
    image: Path
    target: Path | int
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample in memory: image (1, ...) float32 and label (1, ...) uint8 or a class."""

    ref: SampleRef
    image: torch.Tensor
    label: torch.Tensor


def list_samples(
    layout: str, data: Path, outlier_data: Path | None, classes: tuple[str, ...]
) -> list[SampleRef]:
    """Name every sample of a training folder.

    Raises
    ------
    InputError
        The folder has no labels.csv of this layout.
    """
    try:
        rows = _rows(data)
        if layout == "hippocampus":
            return [_hippocampus(data, row) for row in rows]
        if layout == "lungmask":
            return [_lungmask(data, row) for row in rows]
        samples = [_film(data, row, classes.index(row["label"]), row["label"]) for row in rows]
        if outlier_data is not None:
            samples += [
                _film(outlier_data, row, OUTLIER, f"adult {row['label']}")
                for row in _rows(outlier_data)
            ]
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            Message("The training data folder does not have the expected labels.csv."),
            hint=Message("See the model card for the layout of the data."),
            detail=f"{data}: {error}",
        ) from error
    return samples


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _hippocampus(data: Path, row: dict[str, str]) -> SampleRef:
    name = row["file"]
    patient = name.removesuffix(".nii.gz")
    return SampleRef(
        name=name, patient=patient, image=data / "images" / name, target=data / "labels" / name
    )


def _lungmask(data: Path, row: dict[str, str]) -> SampleRef:
    return SampleRef(
        name=row["image"],
        patient=row["patient"],
        image=data / "images" / row["image"],
        target=data / "masks" / row["mask"],
        group=row["label"],
    )


def _film(data: Path, row: dict[str, str], label: int, group: str) -> SampleRef:
    name = row["file"]
    return SampleRef(
        name=name, patient=row["patient"], image=data / "images" / name, target=label, group=group
    )


def read_array(path: Path) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Read a NIfTI volume, (i, j, k) in its RAS affine, or a film, (j, i), identity affine."""
    if path.name.endswith((".nii", ".nii.gz")):
        import nibabel

        nifti: Any = nibabel.load(path)
        return np.asarray(nifti.dataobj, dtype=np.float32), np.asarray(nifti.affine, np.float64)
    with Image.open(path) as film:
        # Films of more than 8 bits would be cut off at 255 on the way to "L".
        deep = film.mode.startswith(("I", "F"))
        return np.asarray(film if deep else film.convert("L"), dtype=np.float32), np.eye(4)


def _readable(path: Path) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    from nibabel.filebasedimages import ImageFileError

    try:
        return read_array(path)
    except (
        OSError, ValueError, EOFError, SyntaxError, IndexError, struct.error, zlib.error,
        ImageFileError, Image.DecompressionBombError,
    ) as error:  # fmt: skip
        raise InputError(
            Message("The training image {name} cannot be read.", name=path.name),
            hint=Message("Remove it from the data, or repair it."),
            detail=f"{path}: {type(error).__name__}: {error}",
        ) from error


def load_sample(
    ref: SampleRef,
    prepare: Callable[[dict[str, Any]], dict[str, Any]],
    prepare_label: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    classes: int = 256,
) -> Sample:
    """Read one sample and pre-process it.

    `prepare` is the bundle's pre-processing over `image`; `prepare_label` does the same
    spatial steps over `label` without interpolation. Labels are whole numbers below `classes`.

    Raises
    ------
    InputError
        The image or its labels cannot be read, are not on one grid, or have other values.
    """
    from monai.data import MetaTensor

    values, place = _readable(ref.image)
    if not np.isfinite(values).all():
        raise InputError(
            Message(
                "The training image {name} holds values that are no numbers.", name=ref.image.name
            ),
            hint=Message("Remove it from the data, or repair it."),
            detail=str(ref.image),
        )
    item = prepare(
        {"image": MetaTensor(torch.from_numpy(values)[None], affine=torch.from_numpy(place))}
    )
    image = torch.as_tensor(item["image"].as_tensor(), dtype=torch.float32).contiguous()
    if isinstance(ref.target, int):
        return Sample(ref=ref, image=image, label=torch.tensor(ref.target))
    shape = values.shape
    labels, affine = _readable(ref.target)
    if labels.shape != shape:
        raise InputError(
            Message(
                "The labels {name} have another shape than their image ({found}, not {wanted}).",
                name=ref.target.name,
                found=labels.shape,
                wanted=shape,
            ),
            detail=str(ref.target),
        )
    if not np.allclose(affine, place, atol=_SAME_PLACE_MM):
        raise InputError(
            Message(
                "The labels {name} lie at another place than their image.", name=ref.target.name
            ),
            hint=Message("Bring both to one grid; their affines differ."),
            detail=f"{ref.target}: {affine.tolist()} and {place.tolist()}",
        )
    if not ref.target.name.endswith((".nii", ".nii.gz")):
        labels = (labels > 127).astype(np.float32)
    _require_labels(ref.target, labels, classes)
    item = prepare_label(
        {"label": MetaTensor(torch.from_numpy(labels)[None], affine=torch.from_numpy(affine))}
    )
    label = item["label"].as_tensor().round().to(torch.uint8).contiguous()
    return Sample(ref=ref, image=image, label=label)


def _require_labels(path: Path, labels: NDArray[np.float32], classes: int) -> None:
    """Numbers of classes and nothing else, before anything rounds them or cuts them off."""
    numbers = np.unique(labels)
    wrong = numbers[~((numbers >= 0) & (numbers < classes) & (numbers == np.round(numbers)))]
    if wrong.size:
        raise InputError(
            Message(
                "The labels {name} hold the number {found}; the classes end at {last}.",
                name=path.name,
                found=f"{float(wrong[0]):g}",
                last=classes - 1,
            ),
            hint=Message("Every voxel has the whole number of its class, 0 for the background."),
            detail=str(path),
        )
