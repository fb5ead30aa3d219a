"""Images for tests of the shipped plugins."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture

from workstation.domain.geometry import Calibration, ProjectionGeometry, VolumeGeometry
from workstation.domain.image import ImageSource, Radiograph, Volume
from workstation.domain.study import Patient
from workstation.plugin_api.payloads import ImagePayload
from workstation.plugin_api.phantoms import ThoraxPhantom


def ct_volume(phantom: ThoraxPhantom) -> Volume:
    """A thorax phantom as a decoded series."""
    k, j, i = phantom.hu.shape
    return Volume(
        array=phantom.hu,
        geometry=VolumeGeometry(shape_kji=(k, j, i), affine_lps=phantom.affine_lps),
        quantity="HU",
        source=ImageSource(modality="CT", series_instance_uid="1.2.3", body_part="CHEST"),
    )


def reoriented(volume: Volume, axes: tuple[int, int, int], flips: tuple[bool, ...]) -> Volume:
    """The same patient with its array transposed and flipped, and the affine that fits."""
    array = volume.array.transpose(axes)
    affine = np.array(volume.geometry.affine_lps)[:, [*axes, 3]]
    for axis, flip in enumerate(flips):
        if flip:
            affine[:3, 3] += affine[:3, axis] * (array.shape[axis] - 1)
            affine[:3, axis] *= -1
            array = np.flip(array, axis)
    k, j, i = array.shape
    return Volume(
        array=np.ascontiguousarray(array),
        geometry=VolumeGeometry(shape_kji=(k, j, i), affine_lps=affine),
        quantity=volume.quantity,
        source=volume.source,
    )


def mr_volume(payload: ImagePayload) -> Volume:
    """A crop phantom as a decoded MR series."""
    k, j, i = payload.array.shape
    affine = payload.affine_lps if payload.affine_lps is not None else np.eye(4)
    return Volume(
        array=payload.array,
        geometry=VolumeGeometry(shape_kji=(k, j, i), affine_lps=affine),
        quantity="US",
        source=ImageSource(modality="MR", series_instance_uid="1.2.4"),
    )


def film(
    values: NDArray[np.generic],
    *,
    age: str = "",
    view: str = "PA",
    letters: tuple[str, str] = ("L", "F"),
    inverted: bool = False,
) -> Radiograph:
    """A radiograph of these values."""
    rows, columns = values.shape
    return Radiograph(
        array=values,
        geometry=ProjectionGeometry(
            shape_ji=(rows, columns),
            spacing_ji_mm=(1.0, 1.0),
            calibration=Calibration.DETECTOR,
            orientation_letters=letters,
        ),
        quantity="US",
        source=ImageSource(
            patient=Patient(age=age), modality="DX", view_position=view, body_part="CHEST"
        ),
        inverted=inverted,
    )


def read_film(path: Path) -> NDArray[np.uint8]:
    """Pixels of a PNG or JPEG film."""
    with Picture.open(path) as picture:
        return np.asarray(picture.convert("L"))


def dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Overlap of two masks."""
    return 2.0 * int((a & b).sum()) / (int(a.sum()) + int(b.sum()))
