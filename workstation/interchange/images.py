"""Read NIfTI, NRRD and MetaImage files as volumes."""

from __future__ import annotations

import hashlib
import math
import os
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from nibabel.filebasedimages import ImageFileError
from nibabel.openers import Opener
from nibabel.spatialimages import HeaderDataError
from numpy.typing import NDArray

from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import (
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    VolumeGeometry,
)
from workstation.domain.image import ImageSource, Volume
from workstation.domain.sizes import implausible_size, is_place, is_plausible, is_size
from workstation.errors import InputError, ResourceLimitError, WorkstationError
from workstation.interchange.itk_files import read_itk
from workstation.interchange.meta_header import stated_by_meta
from workstation.interchange.named_segments import named_segments
from workstation.interchange.names import META_SUFFIXES, NIFTI_SUFFIXES
from workstation.interchange.nifti_place import place_of_nifti
from workstation.interchange.nrrd_header import stated_by_nrrd
from workstation.messages import Message

_LIMIT_BYTES = 8 << 30
_GZIP = b"\x1f\x8b"
_COLOR_KINDS = frozenset(
    {"RGB-color", "RGBA-color", "HSV-color", "XYZ-color", "3-color", "4-color"}
)
"""Kinds of NRRD axes (Teem, "Definition of NRRD File Format", field "kinds")."""
_LEAST_SPARE_BYTES = 4
"""Fewer behind the values harm nothing: the end of a line."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What one file holds.

    `array` is [layer, k, j, i]: layers are time points of an image (`in_time`), its components,
    or segments of a label file. `sized` is whether the header states the size of a voxel,
    `spare_bytes` what the data have beyond what it explains. `cautions` say in sentences what else
    is doubtful; `tags` are the words of the header.
    """

    array: NDArray[Any]
    geometry: VolumeGeometry
    placed: bool
    cautions: tuple[Message, ...] = ()
    tags: dict[str, str] = field(default_factory=dict)
    in_time: bool = False
    sized: bool = True
    spare_bytes: int = 0

    def doubts(self) -> tuple[Message, ...]:
        """What is not known of where it lies, in sentences."""
        place = () if self.placed else (no_position(),)
        return (*place, *(message for _code, message in self.severe_doubts()), *self.cautions)

    def severe_doubts(self) -> tuple[tuple[GeometryIssueCode, Message], ...]:
        """Those with which no size can be given."""
        found = []
        if not self.sized:
            found.append((GeometryIssueCode.UNCALIBRATED, _no_size()))
        if self.spare_bytes >= _LEAST_SPARE_BYTES:
            found.append((GeometryIssueCode.PIXELS, _spare(self.spare_bytes)))
        return tuple(found)


def read_grid(path: Path) -> tuple[NDArray[Any], VolumeGeometry]:
    """Array [k, j, i] and geometry of a NIfTI, NRRD or MetaImage file of one layer.

    Raises
    ------
    InputError
        The file is not readable, or has other than three axes.
    ResourceLimitError
        The header claims more than 8 GiB.
    """
    grid = read_layers(path)
    if len(grid.array) > 1:
        raise _unfit(
            path, Message("it holds {count} volumes, one is needed", count=len(grid.array))
        )
    return grid.array[0], grid.geometry


def read_layers(path: Path) -> Grid:
    """Everything that a file holds; see `Grid`.

    Raises
    ------
    InputError
        The file is damaged, or holds something else than one or more volumes of numbers.
    ResourceLimitError
        The header claims more than 8 GiB.
    """
    name = path.name.lower()
    _require_compressed_as_named(path)
    try:
        return _read_nifti(path) if name.endswith(NIFTI_SUFFIXES) else _read_itk(path)
    except WorkstationError:
        raise
    except (
        ImageFileError,
        HeaderDataError,
        OSError,
        EOFError,
        KeyError,
        zlib.error,
        ValueError,
        TypeError,
        OverflowError,
        MemoryError,
    ) as error:
        raise InputError(
            Message("{name} cannot be read as an image.", name=path.name),
            hint=Message("The file may be cut short or damaged; fetch it again."),
            detail=f"{type(error).__name__}: {error}",
        ) from error


def read_image(path: Path, *, modality: str = "", layer: int = 0) -> Volume:
    """One volume of a NIfTI, NRRD or MetaImage file.

    Parameters
    ----------
    modality : str
        DICOM modality, e.g. "CT"; these files do not state one. "CT" makes the values HU.
    layer : int
        Which time point of a file that holds several, from 0.

    Raises
    ------
    InputError
        The file cannot be read, or holds fewer volumes.
    """
    made = volumes(path, read_layers(path), modality=modality)
    if not 0 <= layer < len(made):
        raise InputError(
            Message(
                "{name} holds {count} volume.",
                many="{name} holds {count} volumes.",
                name=path.name,
                count=len(made),
            ),
            hint=Message("Count from 0."),
        )
    return made[layer] if len(made) == 1 else _one_of(made[layer], layer + 1, len(made))


def _one_of(volume: Volume, number: int, count: int) -> Volume:
    """A volume that says that others of its file are not with it."""
    issue = GeometryIssue(
        code=GeometryIssueCode.DUPLICATE_POSITIONS,
        message=Message(
            "The file holds {count} volumes at one place; this is number {number}.",
            count=count,
            number=number,
        ),
    )
    return replace(volume, honesty=GeometryHonesty(issues=(*volume.honesty.issues, issue)))


def volumes(path: Path, grid: Grid, *, modality: str = "") -> tuple[Volume, ...]:
    """The volumes of a file that was read: one, or one for each time point."""
    uid = "2.25." + str(int.from_bytes(hashlib.sha256(os.fsencode(path.resolve())).digest()[:15]))
    geometry = VolumeGeometry(
        shape_kji=grid.geometry.shape_kji, affine_lps=grid.geometry.affine_lps
    )
    issues = [] if grid.placed else [_no_position(path)]
    issues += [
        GeometryIssue(code=code, message=message, files=(path.name,), blocks_volume=True)
        for code, message in grid.severe_doubts()
    ]
    issues += [
        GeometryIssue(code=GeometryIssueCode.UNCALIBRATED, message=caution, files=(path.name,))
        for caution in grid.cautions
    ]
    sizes = geometry.spacing_kji_mm
    if not is_plausible(sizes, geometry.shape_kji):
        issues.append(implausible_size(sizes, (path.name,)))
    made = []
    for number, array in enumerate(grid.array, 1):
        values, missing = _finite(array)
        doubts = [*issues, _not_finite(path, missing)] if missing is not None else issues
        made.append(
            Volume(
                array=values,
                geometry=geometry,
                quantity="HU" if modality == "CT" else "US",
                source=ImageSource(
                    series_instance_uid=uid,
                    modality=modality,
                    description=_title(path, number, len(grid.array)),
                    paths=(str(path),),
                ),
                honesty=GeometryHonesty(issues=tuple(doubts)),
                padding=None if missing is None else BitMask.of(missing),
            )
        )
    return tuple(made)


def _geometry(shape: tuple[int, ...], affine_lps: NDArray[np.float64]) -> VolumeGeometry:
    """The grid of a file, if its lengths can be computed with."""
    sizes = [math.hypot(*map(float, column)) for column in affine_lps[:3, :3].T]
    if not (is_size(sizes) and is_place([float(each) for each in affine_lps[:3, 3]])):
        raise InputError(
            Message("The file states voxels of a size, or a place, that cannot be."),
            hint=Message("Its header may be damaged; fetch it again."),
        )
    return VolumeGeometry(shape_kji=_three(shape), affine_lps=affine_lps)


def _title(path: Path, number: int, count: int) -> str:
    return path.name if count == 1 else f"{path.name}, {number}/{count}"


def _finite(array: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Values with 0 for those that are no numbers, and where those are; None for nowhere."""
    if array.dtype.kind != "f":
        return array, None
    missing = ~np.isfinite(array)
    if not missing.any():
        return array, None
    return np.where(missing, np.float32(0), array), missing


def _not_finite(path: Path, missing: NDArray[np.bool_]) -> GeometryIssue:
    return GeometryIssue(
        code=GeometryIssueCode.NOT_FINITE,
        message=Message(
            "{count} value is infinite or no number; it is shown as 0 and left out of every "
            "number.",
            many="{count} values are infinite or no numbers; they are shown as 0 and left out of "
            "every number.",
            count=int(np.count_nonzero(missing)),
        ),
        files=(path.name,),
        blocks_volume=True,
    )


def _no_position(path: Path) -> GeometryIssue:
    return GeometryIssue(
        code=GeometryIssueCode.NO_POSITION,
        message=no_position(),
        files=(path.name,),
    )


def _no_size() -> Message:
    return Message(
        "The file does not state the size of a voxel; it is taken as 1 mm, so that lengths and "
        "volumes are not known."
    )


def _spare(count: int) -> Message:
    return Message(
        "The file holds {count} bytes more than its header explains: its sizes, or where its "
        "values begin, may be wrong.",
        count=count,
    )


def no_position() -> Message:
    """The sentence about a file that does not say where it lies."""
    return Message(
        "The file does not state how the image lies in the patient: left and "
        "right, front and back, head and feet are not known."
    )


def _require_compressed_as_named(path: Path) -> None:
    """A name that ends in .gz belongs to a compressed file, and none other does."""
    if not path.name.lower().endswith(NIFTI_SUFFIXES):
        return
    try:
        with path.open("rb") as file:
            is_compressed = file.read(2) == _GZIP
    except OSError as error:
        raise InputError(
            Message("{name} cannot be read as an image.", name=path.name),
            detail=error.strerror or "",
        ) from error
    if is_compressed != path.name.lower().endswith(".gz"):
        raise InputError(
            Message("{name} is compressed, but its name does not end in .gz.", name=path.name)
            if is_compressed
            else Message("{name} is not compressed, but its name ends in .gz.", name=path.name),
            hint=Message("Rename the file."),
        )


def _unfit(path: Path, reason: Message) -> InputError:
    return InputError(
        Message("{name} cannot be read as an image: {reason}.", name=path.name, reason=reason),
        hint=Message("The file is whole; convert it, or choose another."),
    )


def _read_nifti(path: Path) -> Grid:
    image = nibabel.load(path)
    if not isinstance(image, nibabel.Nifti1Image):
        raise ValueError("not NIfTI")  # noqa: TRY004 - worded with the other faults
    shape = tuple(int(n) for n in image.shape)
    while len(shape) > 3 and shape[-1] == 1:
        shape = shape[:-1]
    if len(shape) == 2:
        shape = (*shape, 1)
    if len(shape) not in {3, 4}:
        raise _unfit(
            path, Message("it has {count} axis", many="it has {count} axes", count=len(shape))
        )
    _check_size(shape, image.get_data_dtype().itemsize)
    if image.get_data_dtype().kind not in "iuf":
        raise _unfit(path, Message("its voxels are colors or complex numbers"))
    stated = _stated_header(path, image)
    # NaN is how a file says that nothing is scaled; the library takes infinity for it, too.
    if any(bool(np.isinf(stated[name])) for name in ("scl_slope", "scl_inter")):
        raise _unfit(path, Message("its slope or intercept is infinite"))
    slope, intercept = image.header.get_slope_inter()
    if slope in (None, 1.0) and intercept in (None, 0.0):
        data = np.asarray(image.dataobj)
    else:
        data = np.asarray(image.dataobj, dtype=np.float32)
    layers = data.reshape((*shape, 1) if len(shape) == 3 else shape).transpose(3, 2, 1, 0)
    place = place_of_nifti(image)
    geometry = _geometry(layers.shape[1:], place.affine_lps)
    return Grid(
        _native(np.ascontiguousarray(layers)),
        geometry,
        place.stated,
        place.cautions,
        in_time=len(layers) > 1,
        # The library takes a size of 0 for 1.
        sized=place.has_own_sizes or bool(np.all(np.abs(stated["pixdim"][1:4]) > 0)),
        spare_bytes=_spare_bytes(path, image),
    )


def _stated_header(path: Path, image: nibabel.Nifti1Image) -> nibabel.Nifti1Header:
    """The header as it stands in the file, not as the library corrects it."""
    with Opener(str(path)) as file:
        stated: nibabel.Nifti1Header = type(image.header).from_fileobj(file, check=False)
    return stated


def _spare_bytes(path: Path, image: nibabel.Nifti1Image) -> int:
    proxy: Any = image.dataobj
    if path.name.lower().endswith(".gz"):
        return 0
    values = math.prod(map(int, image.shape)) * int(image.get_data_dtype().itemsize)
    return max(path.stat().st_size - int(proxy.offset) - values, 0)


def _read_itk(path: Path) -> Grid:
    is_meta = path.name.lower().endswith(META_SUFFIXES)
    stated_by = stated_by_meta if is_meta else stated_by_nrrd
    stated_by(path, 0)  # refuses what ITK would stumble over, or half read
    image = read_itk(path, _LIMIT_BYTES)
    dimension = image.dimension
    if image.too_large:
        raise _too_large()
    if image.values is None:
        raise _unfit(
            path, Message("it has {count} axis", many="it has {count} axes", count=dimension)
        )
    data, tags = image.values, dict(image.tags)
    if image.components > 1:
        data = np.moveaxis(data, -1, 0)
    elif dimension == 3:
        data = data[np.newaxis]
    if data.dtype.kind not in "iuf" or _is_color(image.components, data, tags):
        raise _unfit(path, Message("its voxels are colors or complex numbers"))
    whole = np.array(image.direction).reshape(dimension, dimension)
    direction = (whole * np.array(image.spacing))[:3, :3]
    affine = np.eye(4)
    affine[:3, :3] = direction[:, ::-1]
    affine[:3, 3] = image.origin[:3]
    stated = stated_by(path, image.values.nbytes)
    affine[:3] *= stated.mm_per_unit
    if (stated.slope, stated.intercept) != (1.0, 0.0):
        data = data.astype(np.float32) * np.float32(stated.slope) + np.float32(stated.intercept)
    return Grid(
        np.ascontiguousarray(data),
        _geometry(data.shape[1:], affine),
        stated.is_placed,
        stated.cautions,
        tags,
        in_time=dimension == 4,
        sized=stated.is_sized,
        spare_bytes=stated.spare_bytes,
    )


def _is_color(components: int, data: NDArray[Any], tags: dict[str, str]) -> bool:
    """Whether components are those of a color: named so, or three or four bytes of no list."""
    kind = tags.get("NRRD_kinds[pixel]", "")
    if kind in _COLOR_KINDS:
        return True
    is_listed = kind == "list" or bool(named_segments(tags))
    return components in {3, 4} and data.dtype == np.uint8 and not is_listed


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
        raise _too_large()


def _too_large() -> ResourceLimitError:
    return ResourceLimitError(
        Message("The image claims more than 8 GiB."),
        hint=Message("Check the file; it may be damaged."),
    )
