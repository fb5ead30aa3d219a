"""Where a NIfTI image lies: of its two matrices the one that keeps lengths in the patient.

References
----------
NIfTI-1 header (nifti1.h), "3D image orientation and location in space": qform for coordinates of
the scanner, sform for any of the codes; both may be there, and differ on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message

SCANNER = 1
SAME_SIZE = 0.002
"""Voxel sizes that differ by less than this share are equal."""
SAME_PLACE_VOXELS = 0.1
SINGULAR = 1e-9
_RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
_MM_PER_UNIT = {0: 1.0, 1: 1000.0, 2: 1.0, 3: 0.001}

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class NiftiPlace:
    """(k, j, i, 1) to LPS mm; whether the file states it; doubts in sentences.

    `has_own_sizes` is whether the matrix holds the sizes of voxels, and not pixdim.
    """

    affine_lps: Matrix
    stated: bool
    cautions: tuple[Message, ...] = ()
    has_own_sizes: bool = False


def affine_lps_of_nifti(affine_ras: Matrix) -> Matrix:
    """(k, j, i, 1) to LPS mm, from NIfTI's (i, j, k, 1) to RAS mm."""
    swapped: Matrix = _RAS_TO_LPS @ affine_ras[:, [2, 1, 0, 3]]
    return swapped


def affine_ras_for_nifti(affine_lps: Matrix) -> Matrix:
    """(i, j, k, 1) to RAS mm, from (k, j, i, 1) to LPS mm."""
    swapped: Matrix = (_RAS_TO_LPS @ affine_lps)[:, [2, 1, 0, 3]]
    return swapped


def place_of_nifti(image: Any) -> NiftiPlace:  # noqa: ANN401 - a nibabel image
    """The place of an image by its header.

    Where sform and qform disagree on sizes, the one with the voxel sizes of the header is
    taken; where they agree on sizes and not on the place, that of the scanner. Either is told.
    """
    header = image.header
    sizes = np.abs(np.asarray(header.get_zooms()[:3], dtype=np.float64))
    sizes = np.append(sizes, np.ones(3 - len(sizes)))
    cautions: list[Message] = []
    sform, qform = _usable(header.get_sform(coded=True)), _usable(_qform(header))
    if int(header["sform_code"]) and sform is None:
        cautions.append(Message("The sform of the header is no matrix of space; it is not used."))
    chosen, doubts = _chosen(
        sform, qform, sizes, int(header["sform_code"]), int(header["qform_code"])
    )
    cautions += doubts
    stated = chosen is not None
    affine = chosen if chosen is not None else np.asarray(header.get_base_affine(), np.float64)
    unit = int(header["xyzt_units"]) & 7
    if unit not in _MM_PER_UNIT:
        cautions.append(
            Message("The unit of length is not known (code {unit}); it is taken as mm.", unit=unit)
        )
    lps = affine_lps_of_nifti(affine)
    lps[:3] *= _MM_PER_UNIT.get(unit, 1.0)
    return NiftiPlace(lps, stated, tuple(cautions), has_own_sizes=stated and chosen is sform)


def _qform(header: Any) -> tuple[Matrix | None, int]:  # noqa: ANN401 - a nibabel header
    affine, code = header.get_qform(coded=True)
    return affine, code


def _usable(coded: tuple[Matrix | None, int]) -> Matrix | None:
    affine, code = coded
    if affine is None or not code:
        return None
    matrix = np.asarray(affine, dtype=np.float64)
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix[:3, :3])) < SINGULAR:
        return None
    return matrix


def _chosen(
    sform: Matrix | None, qform: Matrix | None, sizes: Matrix, s_code: int, q_code: int
) -> tuple[Matrix | None, list[Message]]:
    if sform is None:
        return qform, []
    fits = _has_sizes(sform, sizes)
    if qform is None:
        if fits:
            return sform, []
        return sform, [
            Message(
                "The header states voxels of {sizes} mm, its matrix {other} mm; the latter holds.",
                sizes=_words(sizes),
                other=_words(_sizes(sform)),
            )
        ]
    if not fits and _has_sizes(qform, sizes):
        return qform, [
            Message(
                "Two matrices of the header disagree: voxels of {other} mm by the sform, of "
                "{sizes} mm by the qform, which is used.",
                other=_words(_sizes(sform)),
                sizes=_words(sizes),
            )
        ]
    if _is_same_place(sform, qform):
        return sform, []
    use_scanner = s_code != SCANNER and q_code == SCANNER
    return (qform if use_scanner else sform), [
        Message(
            "Two matrices of the header place the image differently; that of the {name} is used.",
            name="qform" if use_scanner else "sform",
        )
    ]


def _sizes(affine: Matrix) -> Matrix:
    lengths: Matrix = np.linalg.norm(affine[:3, :3], axis=0)
    return lengths


def _has_sizes(affine: Matrix, sizes: Matrix) -> bool:
    return bool(np.allclose(_sizes(affine), sizes, rtol=SAME_SIZE, atol=0))


def _is_same_place(a: Matrix, b: Matrix) -> bool:
    tolerance = SAME_PLACE_VOXELS * float(_sizes(a).min())
    return bool(np.abs(a[:3, 3] - b[:3, 3]).max() <= tolerance) and bool(
        np.allclose(a[:3, :3], b[:3, :3], atol=SAME_SIZE * float(_sizes(a).max()))
    )


def _words(sizes: Matrix) -> str:
    return " × ".join(f"{size:.4g}" for size in sizes)
