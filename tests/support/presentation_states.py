"""Presentation states, overlays and shutters written for tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import GrayscaleSoftcopyPresentationStateStorage

from tests.support.dicom_phantoms import blank


def item(**values: object) -> Dataset:
    """A sequence item."""
    data_set = Dataset()
    for keyword, value in values.items():
        setattr(data_set, keyword, value)
    return data_set


def referenced(image: Dataset, frames: Sequence[int] = ()) -> Dataset:
    """An item of the Referenced Image Sequence."""
    found = item(
        ReferencedSOPClassUID=image.SOPClassUID, ReferencedSOPInstanceUID=image.SOPInstanceUID
    )
    if frames:
        found.ReferencedFrameNumber = list(frames)
    return found


def presentation_state(image: Dataset, *, label: str = "PLAN", date: str = "20260102") -> Dataset:
    """A state that references one image and changes nothing."""
    state = blank(GrayscaleSoftcopyPresentationStateStorage)
    state.Modality = "PR"
    state.StudyInstanceUID = image.StudyInstanceUID
    state.ContentLabel, state.ContentDescription = label, "for tests"
    state.PresentationCreationDate, state.PresentationCreationTime = date, "101112"
    state.ReferencedSeriesSequence = [
        item(SeriesInstanceUID=image.SeriesInstanceUID, ReferencedImageSequence=[referenced(image)])
    ]
    state.DisplayedAreaSelectionSequence = [
        item(
            DisplayedAreaTopLeftHandCorner=[1, 1],
            DisplayedAreaBottomRightHandCorner=[int(image.Columns), int(image.Rows)],
            PresentationSizeMode="SCALE TO FIT",
            PresentationPixelAspectRatio=[1, 1],
        )
    ]
    state.PresentationLUTShape = "IDENTITY"
    return state


def graphic(kind: str, points: Sequence[float], *, units: str = "PIXEL") -> Dataset:
    """An item of the Graphic Object Sequence."""
    return item(
        GraphicAnnotationUnits=units,
        GraphicDimensions=2,
        NumberOfGraphicPoints=len(points) // 2,
        GraphicData=list(points),
        GraphicType=kind,
        GraphicFilled="N",
    )


def put_overlay(
    data_set: Dataset, group: int, bits: NDArray[np.bool_], *, origin: tuple[int, int] = (1, 1)
) -> None:
    """An overlay plane of its own data; (frames, r, c) is of several frames."""
    several = bits.ndim == 3
    rows, columns = bits.shape[-2:]
    data_set.add_new((group, 0x0010), "US", rows)
    data_set.add_new((group, 0x0011), "US", columns)
    if several:
        data_set.add_new((group, 0x0015), "IS", len(bits))
    data_set.add_new((group, 0x0040), "CS", "G")
    data_set.add_new((group, 0x0050), "SS", list(origin))
    if several:
        data_set.add_new((group, 0x0051), "US", 2)
    data_set.add_new((group, 0x0100), "US", 1)
    data_set.add_new((group, 0x0102), "US", 0)
    packed = np.packbits(bits.ravel(), bitorder="little").tobytes()
    data_set.add_new((group, 0x3000), "OW", packed + b"\0" * (len(packed) % 2))
