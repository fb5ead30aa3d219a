"""Segments and the label image that holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from workstation.domain.coding import Code
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.provenance import Provenance
from workstation.messages import Message

CONTOURS_METHOD = "RTSTRUCT contours, voxel centers inside"
"""Of the provenance of masks that were made of the contours of a structure set."""


class AlgorithmType(StrEnum):
    """Segment Algorithm Type (0062,0008)."""

    AUTOMATIC = "AUTOMATIC"
    SEMIAUTOMATIC = "SEMIAUTOMATIC"
    MANUAL = "MANUAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One labelled structure (PS3.3 C.8.20.4): number from 1, codes, display color."""

    number: int
    label: Message | str
    category: Code
    type: Code
    type_modifier: Code | None = None
    anatomic_region: Code | None = None
    color_rgb: tuple[int, int, int] = (255, 80, 80)
    algorithm_type: AlgorithmType = AlgorithmType.AUTOMATIC
    algorithm_name: str = ""
    tracking_uid: str = ""
    tracking_id: str = ""
    caveats: tuple[Message, ...] = ()
    """What of the structure is not as its file has it, in sentences for the reader."""

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("segment numbers start at 1")


def new_id() -> str:
    """A fresh id for a value, 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mask:
    """Labels on the grid of the image that they describe.

    Parameters
    ----------
    labels : (k, j, i) uint8 or uint16
        0 is background; other values are segment numbers. A radiograph has k = 1.
    geometry : VolumeGeometry or None
        None for a radiograph, whose pixels have no place in the patient.
    sop_instance_uids : tuple of str
        Source image of each slice k, when known.
    frame_indices : tuple of int
        Frame of that image, 0-based, for each slice k; images of one file may hold several
        volumes, e.g. phases.
    notes : tuple of str
        What else its file holds and could not be shown, in sentences.
    changed_versions : tuple of (int, int)
        Segment number and the version in which its voxels last changed, as far as known.
    """

    labels: NDArray[Any]
    geometry: VolumeGeometry | None
    segments: tuple[Segment, ...]
    provenance: Provenance
    id: str
    version: int = 1
    series_instance_uid: str = ""
    sop_instance_uids: tuple[str, ...] = ()
    frame_indices: tuple[int, ...] = ()
    changed_versions: tuple[tuple[int, int], ...] = ()
    notes: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        if self.labels.ndim != 3 or self.labels.dtype.kind != "u":
            raise ValueError("labels must be a (k, j, i) array of unsigned integers")
        if self.geometry is not None and self.labels.shape != self.geometry.shape_kji:
            raise ValueError(f"labels {self.labels.shape} is not {self.geometry.shape_kji}")
        numbers = [segment.number for segment in self.segments]
        if len(set(numbers)) != len(numbers):
            raise ValueError("two segments share a number")

    def segment(self, number: int) -> Segment:
        """The segment with this number.

        Raises
        ------
        KeyError
            There is none.
        """
        for segment in self.segments:
            if segment.number == number:
                return segment
        raise KeyError(number)

    @property
    def next_number(self) -> int:
        """For a new segment: none that another has, or had before it was deleted.

        Findings and decisions name segments by number; what was said of one that is gone must
        not speak of another.
        """
        had = (number for number, _ in self.changed_versions)
        return 1 + max((*(segment.number for segment in self.segments), *had), default=0)

    def is_current(self, version: int, number: int | None) -> bool:
        """Whether what was said of a segment at a version still holds.

        Parameters
        ----------
        version : int
            Version of the mask that was measured.
        number : int or None
            The segment; None for the mask as a whole.
        """
        last = self.version
        if number is not None:
            last = dict(self.changed_versions).get(number, last)
        return last <= version <= self.version

    @property
    def is_of_contours(self) -> bool:
        """Whether it was made of the contours of a structure set, and is shown by its edge."""
        return self.provenance.method == CONTOURS_METHOD

    def edited(self, labels: NDArray[Any], provenance: Provenance) -> Mask:
        """Version n + 1 of this mask, same id."""
        return replace(self, labels=labels, provenance=provenance, version=self.version + 1)

    def keep(self, numbers: frozenset[int]) -> Mask:
        """The same mask with only these segments; other voxels become background."""
        labels = np.where(np.isin(self.labels, sorted(numbers)), self.labels, 0)
        kept = tuple(s for s in self.segments if s.number in numbers)
        return replace(self, labels=labels.astype(self.labels.dtype), segments=kept)
