"""Read NIfTI and NRRD images as volumes."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import nibabel
import numpy as np
import SimpleITK as sitk  # noqa: N813 - the library's own spelling
from nibabel.filebasedimages import ImageFileError
from nibabel.spatialimages import HeaderDataError
from numpy.typing import NDArray

from workstation.domain.geometry import (
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    VolumeGeometry,
)
from workstation.domain.image import ImageSource, Volume
from workstation.errors import InputError, ResourceLimitError
from workstation.interchange.names import NIFTI_SUFFIXES
from workstation.words import said

_RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
_LIMIT_BYTES = 8 << 30
_MM_PER_UNIT = {"meter": 1000.0, "mm": 1.0, "micron": 0.001, "unknown": 1.0}


class _Grid(NamedTuple):
    """Array [k, j, i], its geometry, and whether the file states a place in the patient."""

    array: NDArray[Any]
    geometry: VolumeGeometry
    placed: bool


def read_grid(path: Path) -> tuple[NDArray[Any], VolumeGeometry]:
    """Array [k, j, i] and geometry of a NIfTI or NRRD file.

    Raises
    ------
    InputError
        The file is not readable, or has other than three axes.
    ResourceLimitError
        The header claims more than 8 GiB.
    """
    grid = _read(path)
    return grid.array, grid.geometry


def _read(path: Path) -> _Grid:
    try:
        if path.name.lower().endswith(NIFTI_SUFFIXES):
            return _read_nifti(path)
        return _read_nrrd(path)
    except (
        ImageFileError,
        HeaderDataError,
        OSError,
        EOFError,
        KeyError,
        zlib.error,
        ValueError,
    ) as error:
        raise InputError(
            said("{name} cannot be read as an image.", name=path.name),
            hint=said("The file may be cut short; fetch it again."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    except RuntimeError as error:  # SimpleITK's only error
        raise InputError(
            said("{name} cannot be read as an image.", name=path.name), detail=str(error)[-400:]
        ) from error


def read_image(path: Path, *, modality: str = "") -> Volume:
    """A NIfTI or NRRD file as a volume.

    Parameters
    ----------
    modality : str
        DICOM modality, e.g. "CT"; these files do not state one. "CT" makes the values HU.
    """
    array, geometry, placed = _read(path)
    uid = "2.25." + str(int.from_bytes(hashlib.sha256(str(path.resolve()).encode()).digest()[:15]))
    return Volume(
        array=array,
        geometry=VolumeGeometry(
            shape_kji=geometry.shape_kji, affine_lps=geometry.affine_lps, frame_of_reference_uid=""
        ),
        quantity="HU" if modality == "CT" else "US",
        source=ImageSource(
            series_instance_uid=uid,
            modality=modality,
            description=path.name,
            paths=(str(path),),
        ),
        honesty=GeometryHonesty(issues=() if placed else (_no_position(path),)),
    )


def _no_position(path: Path) -> GeometryIssue:
    return GeometryIssue(
        code=GeometryIssueCode.NO_POSITION,
        message=said(
            "The file does not state how the image lies in the patient: left and "
            "right, front and back, head and feet are not known."
        ),
        files=(path.name,),
    )


def affine_lps_of_nifti(affine_ras: NDArray[np.float64]) -> NDArray[np.float64]:
    """(k, j, i, 1) to LPS mm, from NIfTI's (i, j, k, 1) to RAS mm."""
    swapped: NDArray[np.float64] = _RAS_TO_LPS @ affine_ras[:, [2, 1, 0, 3]]
    return swapped


def affine_ras_for_nifti(affine_lps: NDArray[np.float64]) -> NDArray[np.float64]:
    """(i, j, k, 1) to RAS mm, from (k, j, i, 1) to LPS mm."""
    swapped: NDArray[np.float64] = (_RAS_TO_LPS @ affine_lps)[:, [2, 1, 0, 3]]
    return swapped


def _read_nifti(path: Path) -> _Grid:
    image = nibabel.load(path)
    if not isinstance(image, nibabel.Nifti1Image):
        raise ValueError("not NIfTI")  # noqa: TRY004 - worded with the other faults
    shape = tuple(int(n) for n in image.shape)
    while len(shape) > 3 and shape[-1] == 1:
        shape = shape[:-1]
    if len(shape) != 3:
        raise ValueError(f"{len(shape)} axes, three are needed")
    _check_size(shape, image.get_data_dtype().itemsize)
    if image.get_data_dtype().kind not in "iuf":
        raise ValueError("voxels are colors or complex numbers, plain numbers are needed")
    slope, intercept = image.header.get_slope_inter()
    if slope in (None, 1.0) and intercept in (None, 0.0):
        data = np.asarray(image.dataobj)
    else:
        data = np.asarray(image.dataobj, dtype=np.float32)
    data = np.ascontiguousarray(data.reshape(shape).transpose(2, 1, 0))
    affine = affine_lps_of_nifti(np.asarray(image.affine, dtype=np.float64))
    affine[:3] *= _MM_PER_UNIT[image.header.get_xyzt_units()[0]]
    placed = bool(image.header["qform_code"] or image.header["sform_code"])
    geometry = VolumeGeometry(shape_kji=_three(data.shape), affine_lps=affine)
    return _Grid(_native(data), geometry, placed)


def _read_nrrd(path: Path) -> _Grid:
    reader = sitk.ImageFileReader()
    reader.SetFileName(str(path))
    reader.ReadImageInformation()
    if reader.GetDimension() != 3 or reader.GetNumberOfComponents() != 1:
        raise ValueError("three axes of single values are needed")
    _check_size(reader.GetSize(), 4)
    image = reader.Execute()
    direction = np.array(image.GetDirection()).reshape(3, 3) * np.array(image.GetSpacing())
    affine = np.eye(4)
    affine[:3, :3] = direction[:, ::-1]
    affine[:3, 3] = image.GetOrigin()
    data = sitk.GetArrayFromImage(image)
    geometry = VolumeGeometry(shape_kji=_three(data.shape), affine_lps=affine)
    return _Grid(data, geometry, "NRRD_space" in reader.GetMetaDataKeys())


def _three(shape: tuple[int, ...]) -> tuple[int, int, int]:
    return (shape[0], shape[1], shape[2])


def _native(data: NDArray[Any]) -> NDArray[Any]:
    wanted = np.dtype(np.float32) if data.dtype.kind == "f" else data.dtype.newbyteorder("=")
    native: NDArray[Any] = data.astype(wanted, copy=False)
    return native


def _check_size(shape: tuple[int, ...], item_bytes: int) -> None:
    if min(shape) < 1:
        raise ValueError("an axis has no length")
    if int(np.prod([int(n) for n in shape], dtype=object)) * item_bytes > _LIMIT_BYTES:
        raise ResourceLimitError(
            said("The image claims more than 8 GiB."),
            hint=said("Check the file; it may be damaged."),
        )
