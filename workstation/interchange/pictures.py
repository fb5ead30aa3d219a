"""PNG and JPEG films as radiographs without calibration."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageOps, UnidentifiedImageError

from workstation.domain.geometry import (
    Calibration,
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    ProjectionGeometry,
)
from workstation.domain.image import ImageSource, Radiograph
from workstation.errors import InputError, ResourceLimitError
from workstation.messages import Message

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")
_COLOR_TOLERANCE = 8


def is_picture_file(path: Path) -> bool:
    """Whether the name is one of a PNG or JPEG file."""
    return path.is_file() and path.suffix.lower() in PICTURE_SUFFIXES


def read_film(path: Path, *, modality: str = "") -> Radiograph:
    """A PNG or JPEG picture of a film; it has no pixel size, age or view.

    Parameters
    ----------
    modality : str
        DICOM modality, e.g. "DX"; the file states none.

    Raises
    ------
    InputError
        The file is not a grey-scale picture.
    ResourceLimitError
        The picture is too large.
    """
    try:
        with PilImage.open(path) as stored:
            picture = ImageOps.exif_transpose(stored)
            array = _grey(
                np.asarray(picture.convert("RGB"))
                if _is_color(picture.mode)
                else np.asarray(picture),
                path.name,
            )
    except PilImage.DecompressionBombError as error:
        raise ResourceLimitError(Message("The picture is too large."), detail=str(error)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InputError(
            Message("{name} cannot be read as a picture.", name=path.name),
            hint=Message("The file may be cut short; fetch it again."),
            detail=str(error),
        ) from error
    uid = "2.25." + str(int.from_bytes(hashlib.sha256(os.fsencode(path.resolve())).digest()[:15]))
    issue = GeometryIssue(
        code=GeometryIssueCode.UNCALIBRATED,
        message=Message("A picture file states no pixel size: lengths are in pixels."),
        blocks_volume=True,
        of_pixel_size=True,
        files=(path.name,),
    )
    return Radiograph(
        array=array,
        geometry=ProjectionGeometry(
            shape_ji=(array.shape[0], array.shape[1]),
            spacing_ji_mm=None,
            calibration=Calibration.UNKNOWN,
        ),
        quantity="US",
        source=ImageSource(
            series_instance_uid=uid, modality=modality, description=path.name, paths=(str(path),)
        ),
        honesty=GeometryHonesty(issues=(issue,)),
    )


def _is_color(mode: str) -> bool:
    return mode in {"RGB", "RGBA", "P", "PA", "CMYK", "YCbCr"}


def _grey(array: NDArray[np.generic], name: str) -> NDArray[np.uint16]:
    values = array.astype(np.float32)
    if values.ndim == 3:
        if values.shape[2] == 2:  # grey with transparency
            values = values[..., 0]
        elif float(np.ptp(values, axis=2).max()) > _COLOR_TOLERANCE:
            raise InputError(Message("{name} is a color picture, not a film.", name=name))
        else:
            values = values.mean(axis=2)
    if values.ndim != 2:
        raise InputError(Message("{name} is not a single picture.", name=name))
    return np.rint(values).astype(np.uint16)
