"""Position, size and meaning of each frame: classic files and functional groups.

References
----------
PS3.3 C.7.6.2 (Image Plane), C.7.6.16 (Multi-frame Functional Groups), C.8.4.9 (NM).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from workstation.dicom.headers.frame_moments import MOMENT_TAGS, classic_moment, enhanced_moment
from workstation.dicom.pixels.rescaling import AS_STORED, Rescaling, real_world, rescaling
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import (
    GE_B_VALUE,
    GE_COMPONENT,
    PHILIPS_B_VALUE,
    SIEMENS_B_VALUE,
    Private,
    tag,
)
from workstation.domain.moments import Moment
from workstation.domain.sizes import is_place, is_size

Vector = tuple[float, float, float]
Orientation = tuple[float, float, float, float, float, float]

ORIENTATION_TOLERANCE = 0.01
NO_MOMENT = Moment()

_POSITION, _ORIENTATION = tag("ImagePositionPatient"), tag("ImageOrientationPatient")
_SPACING, _THICKNESS = tag("PixelSpacing"), tag("SliceThickness")
_BETWEEN = tag("SpacingBetweenSlices")
_IMAGE_TYPE, _COMPONENT = tag("ImageType"), tag("ComplexImageComponent")
_ECHO_TIME, _ECHO_NUMBER = tag("EchoTime"), tag("EchoNumbers")
_B_VALUE, _TEMPORAL = tag("DiffusionBValue"), tag("TemporalPositionIdentifier")
_TRIGGER, _ACQUISITION = tag("TriggerTime"), tag("AcquisitionNumber")
_ACQUISITION_TIME, _CONTENT_TIME = tag("AcquisitionTime"), tag("ContentTime")
_ACQUISITION_DATE_TIME = tag("AcquisitionDateTime")
_GRADIENT = tag("DiffusionGradientOrientation")
_FLIP_ANGLE, _INVERSION_TIME = tag("FlipAngle"), tag("InversionTime")
_KVP, _KERNEL = tag("KVP"), tag("ConvolutionKernel")
_MODALITY, _MAPPINGS = tag("Modality"), tag("RealWorldValueMappingSequence")
_GE_COMPONENTS = {0: "MAGNITUDE", 1: "PHASE", 2: "REAL", 3: "IMAGINARY"}
_TIMING = tag("MRTimingAndRelatedParametersSequence")
_SHARED, _PER_FRAME = (
    tag("SharedFunctionalGroupsSequence"),
    tag("PerFrameFunctionalGroupsSequence"),
)
_PLANE_POSITION, _PLANE_ORIENTATION = tag("PlanePositionSequence"), tag("PlaneOrientationSequence")
_REPRESENTATION = tag("PixelRepresentation")
_MEASURES, _CONTENT = tag("PixelMeasuresSequence"), tag("FrameContentSequence")
_TRANSFORMATION = tag("PixelValueTransformationSequence")
_FRAME_TYPES = (
    tag("MRImageFrameTypeSequence"),
    tag("CTImageFrameTypeSequence"),
    tag("PETFrameTypeSequence"),
    tag("XAXRFFrameCharacteristicsSequence"),
)
_FRAME_TYPE = tag("FrameType")
_MR_ECHO, _EFFECTIVE_ECHO = tag("MREchoSequence"), tag("EffectiveEchoTime")
_MR_DIFFUSION = tag("MRDiffusionSequence")
_DIRECTIONS = tag("DiffusionGradientDirectionSequence")
_TEMPORAL_INDEX = tag("TemporalPositionIndex")
_TEMPORAL_OFFSET = tag("TemporalPositionTimeOffset")
_TEMPORAL_POSITION = tag("TemporalPositionSequence")
_CARDIAC = tag("CardiacSynchronizationSequence")
_TRIGGER_DELAY = tag("NominalCardiacTriggerDelayTime")
_FRAME_ACQUISITION = tag("FrameAcquisitionNumber")
_FRAME_TIME = tag("FrameAcquisitionDateTime")
_STACK_ID = tag("StackID")
_VELOCITY = tag("MRVelocityEncodingSequence")
_VELOCITY_DIRECTION = tag("VelocityEncodingDirection")
_VELOCITY_LARGEST = tag("VelocityEncodingMaximumValue")
_DETECTOR = tag("DetectorInformationSequence")
_TIME_SLOTS, _INTERVALS = tag("NumberOfTimeSlots"), tag("NumberOfRRIntervals")


class FrameHeader(NamedTuple):
    """One frame: where it lies, how its values are scaled, what sets it apart."""

    number: int
    position: Vector | None
    orientation: Orientation | None
    spacing_ji: tuple[float, float] | None
    thickness: float | None
    spacing_between: float | None
    rescaling: Rescaling
    image_type: tuple[str, ...]
    echo_time: float | None
    echo_number: int | None
    b_value: float | None
    gradient: tuple[float, ...]
    temporal: float | None
    trigger: float | None
    acquisition: int | None
    time: str
    stack_id: str = ""
    moment: Moment = NO_MOMENT
    flip_angle: float | None = None
    inversion_time: float | None = None
    kvp: float | None = None
    kernel: str = ""
    component: str = ""
    """MAGNITUDE, PHASE, REAL or IMAGINARY; empty where it is not stated."""
    velocity: str = ""
    """Largest velocity that is encoded, and its direction in LPS; empty where none is."""
    real_world: Rescaling = AS_STORED
    """Real World Value Mapping; its `kind` is the UCUM code of the unit."""
    unreadable: tuple[str, ...] = ()
    """Attributes of place that are stated, but not in numbers: keyword and value."""


_COMMON = (
    _ORIENTATION, _SPACING, _THICKNESS, _BETWEEN, tag("RescaleSlope"), tag("RescaleIntercept"),
    tag("RescaleType"), _IMAGE_TYPE, _ECHO_TIME, _ECHO_NUMBER, _GRADIENT, _TEMPORAL, _TRIGGER,
    _ACQUISITION, _FLIP_ANGLE, _INVERSION_TIME, _KVP, _KERNEL, _COMPONENT,
)  # fmt: skip
"""What is mostly the same in all files of a series, so that it is worked out once."""
_DATED = (*_COMMON, *MOMENT_TAGS, _ACQUISITION_TIME, _ACQUISITION_DATE_TIME, _CONTENT_TIME)
"""What is the same in many of them."""


def classic_frames(attributes: Attributes, count: int) -> tuple[FrameHeader, ...]:
    """Frames of a file without functional groups; all of them share its header."""
    common = _dated_header(tuple(map(attributes.raw.get, _DATED)), attributes.big_endian)
    position = _position(attributes)
    first = common._replace(
        position=position, real_world=real_world(attributes, signed=_is_signed(attributes))
    )
    if attributes.string(_MODALITY).upper() == "MR":
        first = first._replace(
            b_value=_classic_b_value(attributes),
            component=common.component or _ge_component(attributes),
        )
    if position is None or common.unreadable:
        first = first._replace(unreadable=_unreadable(first, attributes, attributes, attributes))
    if count == 1:
        return (first,)
    # One time for many frames says nothing of any of them.
    first = first._replace(moment=NO_MOMENT)
    placed = _tomographic_positions(attributes, first, count)
    if placed:
        return placed
    if first.position is not None:
        # One position for many frames: it is true of the first frame only.
        first = first._replace(position=None)
    return tuple(first._replace(number=index) for index in range(count))


@lru_cache(maxsize=1024)
def _dated_header(values: tuple[bytes | None, ...], big_endian: bool) -> FrameHeader:
    """A frame header of the attributes in `_DATED`, without a position."""
    stated = {n: value for n, value in zip(_DATED, values, strict=True) if value is not None}
    attributes = Attributes(stated, big_endian=big_endian)
    return _common_header(values[: len(_COMMON)], big_endian)._replace(
        time=attributes.string(_ACQUISITION_TIME)
        or attributes.string(_ACQUISITION_DATE_TIME)
        or attributes.string(_CONTENT_TIME),
        moment=classic_moment(attributes),
    )


@lru_cache(maxsize=1024)
def _common_header(values: tuple[bytes | None, ...], big_endian: bool) -> FrameHeader:
    """A frame header of the attributes in `_COMMON`, without a position."""
    stated = {n: value for n, value in zip(_COMMON, values, strict=True) if value is not None}
    attributes = Attributes(stated, big_endian=big_endian)
    header = FrameHeader(
        0,
        None,
        _orientation(attributes.raw.get(_ORIENTATION)),
        _spacing(attributes.raw.get(_SPACING)),
        _size(attributes.number(_THICKNESS)),
        attributes.number(_BETWEEN),
        rescaling(attributes),
        attributes.strings(_IMAGE_TYPE),
        attributes.number(_ECHO_TIME),
        attributes.integer(_ECHO_NUMBER),
        None,
        attributes.doubles(_GRADIENT),
        attributes.number(_TEMPORAL),
        attributes.number(_TRIGGER),
        attributes.integer(_ACQUISITION),
        "",
        flip_angle=attributes.number(_FLIP_ANGLE),
        inversion_time=attributes.number(_INVERSION_TIME),
        kvp=attributes.number(_KVP),
        kernel=" ".join(attributes.strings(_KERNEL)),
        component=attributes.string(_COMPONENT),
    )
    return header._replace(unreadable=_unreadable(header, attributes, attributes, attributes))


def _tomographic_positions(
    attributes: Attributes, first: FrameHeader, count: int
) -> tuple[FrameHeader, ...]:
    """Frames of a reconstructed NM volume: one start, one signed step (PS3.3 C.8.4.15)."""
    detector = attributes.item(_DETECTOR)
    slots = (attributes.unsigned(_TIME_SLOTS) or 1) * (attributes.unsigned(_INTERVALS) or 1)
    step = first.spacing_between
    if "RECON TOMO" not in first.image_type or detector is None or slots != 1 or not step:
        return ()
    position = _position(detector)
    orientation = _orientation(detector.raw.get(_ORIENTATION))
    if position is None or orientation is None:
        return ()
    normal = np.cross(orientation[:3], orientation[3:])
    return tuple(
        first._replace(
            number=index,
            orientation=orientation,
            position=_vector(np.asarray(position) + normal * step * index),
        )
        for index in range(count)
    )


def _vector(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Vector:
    return float(values[0]), float(values[1]), float(values[2])


def enhanced_frames(attributes: Attributes, count: int) -> tuple[FrameHeader, ...]:
    """Frames of an enhanced multi-frame file, from its shared and per-frame groups."""
    shared = attributes.item(_SHARED) or Attributes({})
    own = attributes.items(_PER_FRAME)
    empty = Attributes({})
    return tuple(
        _enhanced_frame(attributes, shared, own[index] if index < len(own) else empty, index)
        for index in range(count)
    )


def _enhanced_frame(
    attributes: Attributes, shared: Attributes, own: Attributes, index: int
) -> FrameHeader:
    def group(sequence: int) -> Attributes | None:
        return own.item(sequence) or shared.item(sequence)

    top = attributes if attributes.integer(tag("NumberOfFrames")) in {None, 1} else Attributes({})
    plane = group(_PLANE_POSITION) or top
    orientation = group(_PLANE_ORIENTATION) or attributes
    measures = group(_MEASURES) or attributes
    content = group(_CONTENT) or Attributes({})
    transformation = group(_TRANSFORMATION) or attributes
    mapping = own if own.items(_MAPPINGS) else shared
    echo = group(_MR_ECHO)
    diffusion = group(_MR_DIFFUSION)
    direction = diffusion.item(_DIRECTIONS) if diffusion is not None else None
    cardiac = group(_CARDIAC)
    temporal = group(_TEMPORAL_POSITION)
    timing = group(_TIMING)
    types = next((item for item in map(group, _FRAME_TYPES) if item is not None), None)
    temporal_index: float | None = content.unsigned(_TEMPORAL_INDEX)
    if temporal_index is None and temporal is not None:
        temporal_index = temporal.double(_TEMPORAL_OFFSET)
    frame = FrameHeader(
        index,
        _position(plane),
        _orientation(orientation.raw.get(_ORIENTATION)),
        _spacing(measures.raw.get(_SPACING)),
        _size(measures.number(_THICKNESS)),
        measures.number(_BETWEEN),
        rescaling(transformation),
        (types.strings(_FRAME_TYPE) if types is not None else ())
        or attributes.strings(_IMAGE_TYPE),
        echo.double(_EFFECTIVE_ECHO) if echo is not None else None,
        None,
        diffusion.double(_B_VALUE) if diffusion is not None else None,
        direction.doubles(_GRADIENT) if direction is not None else (),
        temporal_index,
        cardiac.double(_TRIGGER_DELAY) if cardiac is not None else None,
        content.unsigned(_FRAME_ACQUISITION),
        content.string(_FRAME_TIME),
        content.string(_STACK_ID),
        enhanced_moment(attributes, group),
        flip_angle=timing.double(_FLIP_ANGLE) if timing is not None else None,
        component=(types.string(_COMPONENT) if types is not None else "")
        or attributes.string(_COMPONENT),
        velocity=_velocity(group(_VELOCITY)),
        real_world=real_world(mapping, signed=_is_signed(attributes)),
    )
    return frame._replace(unreadable=_unreadable(frame, plane, orientation, measures))


def _is_signed(attributes: Attributes) -> bool:
    return attributes.unsigned(_REPRESENTATION) == 1


def _velocity(encoding: Attributes | None) -> str:
    """The encoding of flow in words (PS3.3 C.8.13.5.14), e.g. "150 cm/s 0 0 1"."""
    direction = () if encoding is None else encoding.doubles(_VELOCITY_DIRECTION)
    if encoding is None or not direction:
        return ""
    largest = encoding.double(_VELOCITY_LARGEST)
    words = [f"{part:.2g}" for part in direction]
    return " ".join(words if largest is None else [f"{largest:g} cm/s", *words])


def _unreadable(
    frame: FrameHeader, plane: Attributes, orientation: Attributes, measures: Attributes
) -> tuple[str, ...]:
    """What is stated of the place of a frame and cannot be used: a comma, too few values."""
    stated = (
        (frame.position, plane, _POSITION, "Image Position (Patient)"),
        (frame.orientation, orientation, _ORIENTATION, "Image Orientation (Patient)"),
        (frame.spacing_ji, measures, _SPACING, "Pixel Spacing"),
        (frame.thickness, measures, _THICKNESS, "Slice Thickness"),
    )
    return tuple(
        f'{name} "{attributes.quoted(number)}"'
        for value, attributes, number, name in stated
        if value is None and attributes.states(number)
    )


def _position(attributes: Attributes) -> Vector | None:
    values = attributes.numbers(_POSITION)
    if len(values) != 3 or not is_place(values):
        return None
    return values[0], values[1], values[2]


@lru_cache(maxsize=256)
def _orientation(value: bytes | None) -> Orientation | None:
    """Row and column direction, made exactly unit; None when absent or not at right angles."""
    values = Attributes({_ORIENTATION: value}).numbers(_ORIENTATION) if value else ()
    if len(values) != 6:
        return None
    row, column = np.array(values[:3]), np.array(values[3:])
    lengths = float(np.linalg.norm(row)), float(np.linalg.norm(column))
    if any(abs(length - 1) > ORIENTATION_TOLERANCE for length in lengths):
        return None
    row, column = row / lengths[0], column / lengths[1]
    if abs(float(row @ column)) > ORIENTATION_TOLERANCE:
        return None
    return (*_vector(row), *_vector(column))


@lru_cache(maxsize=256)
def _spacing(value: bytes | None) -> tuple[float, float] | None:
    values = Attributes({_SPACING: value}).numbers(_SPACING) if value else ()
    if len(values) != 2 or not is_size(values):
        return None
    return values[0], values[1]


def _size(value: float | None) -> float | None:
    return value if value is not None and is_size((value,)) else None


def _classic_b_value(attributes: Attributes) -> float | None:
    if _B_VALUE in attributes.raw:
        return attributes.double(_B_VALUE)
    number = _private(attributes, SIEMENS_B_VALUE)
    if number is not None:
        return attributes.number(number)
    number = _private(attributes, PHILIPS_B_VALUE)
    if number is not None:
        return attributes.double(number)
    number = _private(attributes, GE_B_VALUE)
    value = None if number is None else attributes.first_number(number)
    # GE adds 1e9 to mark that directions are in the file.
    return None if value is None else value % 100000


def _ge_component(attributes: Attributes) -> str:
    """Part of a complex image where GE states it in an element of its own."""
    number = _private(attributes, GE_COMPONENT)
    values = () if number is None else attributes.shorts(number)
    return _GE_COMPONENTS.get(values[0], "") if len(values) == 1 else ""


def _private(attributes: Attributes, element: Private) -> int | None:
    return attributes.private(*element)
