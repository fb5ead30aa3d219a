"""Stack → Volume, Radiograph or FrameSequence."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.pixels.assemble import SliceFn, read_color, read_gray
from workstation.dicom.pixels.decode_doubts import (
    with_beyond_mapping,
    with_bits_beyond,
    with_missing_frames,
    with_second_choice,
)
from workstation.dicom.pixels.frame_reader import FallbackDecoder, FrameReader
from workstation.dicom.pixels.gray_frames import Assembled
from workstation.dicom.pixels.pixel_values import quantity_values, rgb_values, stored_values
from workstation.dicom.pixels.value_types import pixel_format
from workstation.dicom.pixels.video import is_video, read_video, read_video_frame
from workstation.domain.geometry import (
    Calibration,
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    ProjectionGeometry,
    VolumeGeometry,
)
from workstation.domain.image import (
    FrameSequence,
    Image,
    ImageSource,
    Radiograph,
    Volume,
    named_tables,
)
from workstation.domain.study import Series, Stack, StackKind, Study
from workstation.domain.value_codes import NO_UNIT
from workstation.errors import GeometryError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn

_UNEVEN = {GeometryIssueCode.NONUNIFORM_SPACING, GeometryIssueCode.MISSING_SLICES}


def load_stack(
    stack: Stack,
    study: Study,
    series: Series,
    *,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: SliceFn | None = None,
) -> Image:
    """Decode a stack.

    Returns
    -------
    Volume, Radiograph or FrameSequence
        By the kind of the stack.

    Raises
    ------
    DicomReadError
        A frame cannot be read.
    CancelledError
        The token was cancelled.
    """
    source = image_source(stack, study, series)
    if stack.kind is StackKind.FRAMES:
        return _sequence(stack, source, token, progress, on_slice)
    frames = stack.frames[:1] if stack.kind is StackKind.PROJECTION else stack.frames
    gray = read_gray(frames, token=token, progress=progress, on_slice=on_slice)
    honesty = _honesty(stack, gray)
    if stack.kind is StackKind.PROJECTION:
        voi_luts = named_tables(stack.voi_luts)
        return Radiograph(
            array=gray.array[0],
            geometry=_projection(stack),
            quantity=stack.quantity,
            source=source,
            honesty=honesty,
            windows=stack.windows,
            voi_lut=voi_luts[0][1] if voi_luts else None,
            voi_luts=voi_luts,
            padding=None if gray.padding is None else gray.padding[0],
            inverted=stack.inverted,
            shows_padding=bool(gray.beyond_mapping),
        )
    return Volume(
        array=gray.array,
        geometry=VolumeGeometry(
            shape_kji=stack.shape_kji,
            affine_lps=volume_affine(stack),
            frame_of_reference_uid=stack.frame_of_reference_uid,
        ),
        quantity=stack.quantity,
        source=source,
        honesty=honesty,
        windows=stack.windows,
        padding=gray.padding,
        shows_padding=bool(gray.beyond_mapping),
        slice_origins_lps_mm=_uneven_origins(stack),
        inverted=stack.inverted,
        voi_luts=named_tables(stack.voi_luts),
    )


def _sequence(
    stack: Stack,
    source: ImageSource,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: SliceFn | None,
) -> FrameSequence:
    honesty = stack.geometry
    array: NDArray[Any]
    quantity = stack.quantity
    if is_video(stack.frames[0]):
        array = read_video(stack.frames, token=token, progress=progress, on_slice=on_slice)
        honesty = with_missing_frames(honesty, len(array), stack.frames)
    else:
        read = read_color if stack.is_color else read_gray
        assembled = read(stack.frames, token=token, progress=progress, on_slice=on_slice)
        array = assembled.array
        honesty = _honesty(stack, assembled)
        if assembled.beyond_mapping:
            # A clip has no place for pixels without a value.
            quantity = NO_UNIT
    return FrameSequence(
        array=array,
        geometry=_projection(stack),
        quantity=quantity,
        source=source,
        honesty=honesty,
        windows=stack.windows,
        frame_time_ms=stack.frame_time_ms,
        timing=stack.timing,
        inverted=stack.inverted,
        voi_luts=named_tables(stack.voi_luts),
    )


def _honesty(stack: Stack, gray: Assembled) -> GeometryHonesty:
    """The doubts about a stack, and those that only its pixels raise."""
    decoded = with_bits_beyond(
        with_second_choice(stack.geometry, gray.second_choice), gray.bits_beyond
    )
    decoded = with_beyond_mapping(decoded, gray.beyond_mapping, stack.frames)
    if not gray.not_finite:
        return decoded
    issue = GeometryIssue(
        code=GeometryIssueCode.NOT_FINITE,
        message=Message(
            "{count} value is infinite or no number; it is shown as 0 and left out of every "
            "number.",
            many="{count} values are infinite or no numbers; they are shown as 0 and left out of "
            "every number.",
            count=sum(gray.not_finite.values()),
        ),
        files=tuple(dict.fromkeys(stack.frames[k].path for k in sorted(gray.not_finite))),
        blocks_volume=True,
    )
    return GeometryHonesty(issues=(*decoded.issues, issue))


def read_frame_values(stack: Stack, k: int) -> NDArray[Any]:
    """Decode one frame.

    Returns
    -------
    (rows, columns) or (rows, columns, 3)
        Quantity values, or RGB uint8 for color stacks.

    Raises
    ------
    DicomReadError
        The frame cannot be read.
    """
    frame = stack.frames[k]
    if is_video(frame):
        return read_video_frame(frame)
    image_format = pixel_format(frame)
    fallback = FallbackDecoder()
    try:
        with FrameReader(frame, fallback) as reader:
            decoded = reader.decode(frame)
    finally:
        fallback.close()
    if stack.is_color:
        return rgb_values(decoded, image_format)
    stored = stored_values(decoded, image_format)
    return quantity_values(stored, frame.rescale, image_format.modality_lut)


def volume_affine(stack: Stack) -> NDArray[np.float64]:
    """The affine of a stack; made of pixel sizes alone where no position is stated.

    Raises
    ------
    GeometryError
        Not even a pixel size is known.
    """
    if stack.affine_lps is not None:
        return stack.affine_lps
    _thickness, dj, di = stack.spacing_kji_mm
    if dj is None or di is None:
        raise GeometryError(Message("The pixel size of this series is not known."))
    # Without positions no volume may be measured; slices are drawn one pixel apart.
    dk = stack.slice_thickness_mm or dj
    affine = np.zeros((4, 4))
    affine[2, 0], affine[1, 1], affine[0, 2], affine[3, 3] = dk, dj, di, 1.0
    return affine


def _uneven_origins(stack: Stack) -> NDArray[np.float64] | None:
    if not any(issue.code in _UNEVEN for issue in stack.geometry.issues):
        return None
    positions = [frame.position_lps_mm for frame in stack.frames]
    if any(position is None for position in positions):
        return None
    return np.array(positions, dtype=np.float64)


def _projection(stack: Stack) -> ProjectionGeometry:
    if stack.projection is not None:
        return stack.projection
    return ProjectionGeometry(
        shape_ji=stack.shape_kji[1:], spacing_ji_mm=None, calibration=Calibration.UNKNOWN
    )


def image_source(stack: Stack, study: Study, series: Series) -> ImageSource:
    """Where an image came from, one entry per slice."""
    return ImageSource(
        patient=study.patient,
        study_instance_uid=study.study_instance_uid,
        series_instance_uid=series.series_instance_uid,
        modality=series.modality,
        description=series.description,
        series_number=series.number,
        study_date=study.date,
        study_description=study.description,
        accession_number=study.accession_number,
        referring_physician=study.referring_physician,
        institution=study.institution,
        body_part=stack.body_part,
        view_position=stack.view_position,
        laterality=stack.laterality or series.laterality,
        sop_instance_uids=tuple(frame.sop_instance_uid for frame in stack.frames),
        frame_indices=tuple(frame.frame_index for frame in stack.frames),
        paths=tuple(frame.path for frame in stack.frames),
        instance_numbers=tuple(frame.instance_number for frame in stack.frames),
        technique=stack.technique,
        lossy=stack.lossy,
    )
