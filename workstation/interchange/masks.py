"""NIfTI and NRRD label images as masks, and masks as NIfTI."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from numpy.typing import NDArray

from workstation.domain import coding
from workstation.domain.image import Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError, VerificationError
from workstation.interchange.images import read_grid, read_layers
from workstation.interchange.named_segments import NamedSegment, named_segments
from workstation.interchange.nifti_place import affine_ras_for_nifti
from workstation.interchange.regrid import Carried, labels_on_grid
from workstation.messages import Message
from workstation.security.integrity import whole_file

MOST_LABELS_OF_ANY_LOOK = 64
"""With more label numbers than this, a mask must look like one: labels lie in patches."""
LEAST_EQUAL_NEIGHBORS = 0.5
_PALETTE = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255))


def read_label_images(path: Path, like: Volume) -> tuple[Mask, ...]:
    """The label images of a file on the grid of `like`, one mask for each layer.

    The file's axes may be permuted or flipped against the image, as its affine says. Names and
    colors that a `.seg.nrrd` gives its segments are kept.

    Raises
    ------
    MaskReadError
        Values are not whole numbers, or voxels do not coincide with those of `like`.
    """
    grid = read_layers(path)
    named = named_segments(grid.tags)
    if len(grid.array) > 1 and not named:
        raise MaskReadError(
            Message(
                "{name} holds {count} volumes, and nothing says which segments they are.",
                name=path.name,
                count=len(grid.array),
            ),
            hint=Message("Choose a file with one label image, or a .seg.nrrd."),
        )
    masks = []
    for number, layer in enumerate(grid.array):
        labels = as_labels(layer, path.name)
        carried = labels_on_grid(labels, grid.geometry, like, path.name)
        placed = carried.labels
        segments = _segments(carried, [each for each in named if each.layer == number])
        caveats = (*grid.doubts(), *carried.caveats)
        masks.append(
            Mask(
                labels=placed,
                geometry=like.geometry,
                segments=tuple(
                    replace(
                        each,
                        caveats=(*each.caveats, *caveats, *carried.lost.get(each.number, ())),
                    )
                    for each in segments
                ),
                provenance=Provenance(method="label image", version="1", inputs=(path.name,)),
                id=new_id(),
                series_instance_uid=like.source.series_instance_uid,
                sop_instance_uids=like.source.sop_instance_uids,
                frame_indices=like.source.frame_indices,
            )
        )
    notes = tuple(
        Message('"{name}" is left out: the file has no layer for it.', name=each.name or each.value)
        for each in named
        if not 0 <= each.layer < len(grid.array)
    )
    return (replace(masks[0], notes=notes), *masks[1:])


def _segments(carried: Carried, named: Sequence[NamedSegment]) -> list[Segment]:
    """The segments of a layer, with the names that the header has for them."""
    names = {each.value: each for each in named}
    found = []
    for plain in numbered_segments(carried.labels, also={*names, *carried.lost}):
        name = names.get(plain.number)
        segment = name.segment(plain) if name else plain
        if name and name.shared:
            segment = replace(segment, caveats=(_several_names(),))
        found.append(segment)
    return found


def _several_names() -> Message:
    return Message("The file gives several structures one number; the name may be another's.")


def as_labels(array: NDArray[Any], name: str) -> NDArray[Any]:
    """Whole, non-negative values as uint8 or uint16.

    Raises
    ------
    MaskReadError
        Values are negative, fractional or above 65535, or those of an image.
    """
    if array.dtype.kind == "f" and not np.array_equal(array, np.rint(array)):
        raise MaskReadError(
            Message("{name} does not hold whole label numbers.", name=name),
            hint=Message("Choose a label image, not a probability or an image."),
        )
    low, high = float(array.min()), float(array.max())
    if low < 0 or high > 65535:
        raise MaskReadError(Message("{name} has label numbers outside 0 to 65535.", name=name))
    labels = array.astype(np.uint8 if high < 256 else np.uint16)
    if _is_an_image(labels):
        raise MaskReadError(
            Message(
                "{name} looks like an image, not like a mask: it has many values, and those of "
                "neighboring voxels differ.",
                name=name,
            ),
            hint=Message("Choose the label image that belongs to it."),
        )
    return labels


def _is_an_image(labels: NDArray[Any]) -> bool:
    """Whether many values lie mixed, as gray values do, and not in patches, as labels do."""
    counts = np.bincount(labels.ravel())
    if np.count_nonzero(counts[1:]) <= MOST_LABELS_OF_ANY_LOOK:
        return False
    left, right = labels[..., :-1], labels[..., 1:]
    both = (left > 0) & (right > 0)
    equal = np.count_nonzero(both & (left == right))
    return bool(equal < LEAST_EQUAL_NEIGHBORS * np.count_nonzero(both))


def numbered_segments(labels: NDArray[Any], also: Collection[int] = ()) -> tuple[Segment, ...]:
    """One segment per number that occurs, or that is in `also`, without names."""
    present = sorted({*np.flatnonzero(np.bincount(labels.ravel())).tolist(), *also})
    return tuple(
        Segment(
            number=int(number),
            label=Message("Label {number}", number=number),
            category=coding.TISSUE,
            type=coding.TISSUE,
            color_rgb=_PALETTE[(int(number) - 1) % len(_PALETTE)],
        )
        for number in present
        if number > 0
    )


def write_nifti(mask: Mask, path: Path) -> None:
    """Write a mask as NIfTI, read it again and compare before it is kept.

    Raises
    ------
    OutputError
        The file cannot be written.
    VerificationError
        Read again, it differs; nothing is kept.
    MaskReadError
        The mask has no place in the patient (a radiograph's).
    """
    if mask.geometry is None:
        raise MaskReadError(
            Message("A radiograph's mask has no position for NIfTI."),
            hint=Message("Write DICOM SEG instead."),
        )
    image = nibabel.Nifti1Image(
        mask.labels.transpose(2, 1, 0), affine_ras_for_nifti(mask.geometry.affine_lps)
    )
    image.header.set_xyzt_units("mm")
    # A sheared grid cannot be a quaternion; only the sform is then given.
    image.set_sform(image.affine, code=1)
    if mask.geometry.is_sheared:
        image.set_qform(None, code=0)
    else:
        image.set_qform(image.affine, code=1)
    with whole_file(path) as temporary:
        nibabel.save(image, temporary)
        array, geometry = read_grid(temporary)
        same = np.array_equal(array, mask.labels) and geometry.same_grid(
            mask.geometry, tolerance_mm=0.01
        )
        if not same:
            raise VerificationError(
                Message("The NIfTI mask, read again, differs from the mask; it is not kept."),
                hint=Message("Report this fault."),
            )
