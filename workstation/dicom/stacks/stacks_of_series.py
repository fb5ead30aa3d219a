"""One series → its stacks: kind, order, affine, badge.

The kind follows from what the frames know of their place: volumes have positions,
radiographs stand alone, everything else is a sequence of frames.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from workstation.dicom.headers.acquisition_facts import technique
from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.headers.frame_geometry import FrameHeader
from workstation.dicom.pixels.windows import windows
from workstation.dicom.stacks.calibration import RECONSTRUCTED, projection_geometry
from workstation.dicom.stacks.display_doubts import display_issues, table_issues, tables_for_display
from workstation.dicom.stacks.frame_groups import Group, partition
from workstation.dicom.stacks.frame_timing import frame_time_ms, frame_timing
from workstation.dicom.stacks.frame_traits import Placed, Trait, spacing_words
from workstation.dicom.stacks.geometry_check import check_positions, slice_normal
from workstation.dicom.stacks.stack_issues import (
    MOST_NAMED_FILES,
    group_issues,
    left_unplaced,
    mosaic,
    no_position,
    no_thickness,
    one_position,
    shared_uid,
    slice_gaps,
    tiled,
    unexplained_pixels,
    unreadable_place,
)
from workstation.dicom.stacks.stack_quantity import Quantity, stack_quantity
from workstation.dicom.stacks.view_codes import view_words
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.sop_classes import is_capture
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, ProjectionGeometry
from workstation.domain.sizes import implausible_size, is_plausible
from workstation.domain.study import FrameRef, Stack, StackKind
from workstation.imaging.time_axis import common_moment
from workstation.messages import Message, joined

RADIOGRAPHS = frozenset({"CR", "DX", "MG", "IO", "PX", "RG", "XA", "RF"})
CROSS_SECTIONS = frozenset({"CT", "MR", "PT"})
TIMED = frozenset({"CT", "MR", "PT", "NM"})
MOSAIC = "MOSAIC"
TILED = frozenset({MOSAIC, "VFRAME"})
"""Image types of Siemens and of United Imaging for slices that are tiled into one image."""

_NO_TRAIT = Trait("")
_SERIES_NUMBER = tag("SeriesNumber")
_BODY_PART = tag("BodyPartExamined")
_LATERALITY, _IMAGE_LATERALITY = tag("Laterality"), tag("ImageLaterality")
_SHAPE, _SHAPES = tag("PresentationLUTShape"), frozenset({"IDENTITY", "INVERSE"})
_LOSSY = tag("LossyImageCompression")
_DIGITS = 4
"""Of sizes that are compared."""


def series_stacks(files: Sequence[FileHeader], twins: Collection[str] = ()) -> tuple[Stack, ...]:
    """All stacks of one series, in the order of their first instance.

    Parameters
    ----------
    files : sequence of FileHeader
        The images of the series.
    twins : collection of str
        SOP Instance UIDs that several images with different content bear.
    """
    spatial: list[Placed] = []
    flat: dict[tuple[object, ...], list[Placed]] = {}
    for file in files:
        for frame in file.frames:
            if _is_spatial(file, frame):
                spatial.append(Placed(file, frame))
            else:
                flat.setdefault(_flat_key(file, frame), []).append(Placed(file, frame))
    groups = partition(spatial) if spatial else []
    labels = _labels(groups)
    numbers = {file.attributes.integer(_SERIES_NUMBER) for file in files}
    peers = list({member.file.path: member.file for member in spatial}.values())
    found: list[Stack] = []
    for group, label in zip(groups, labels, strict=True):
        quantity = stack_quantity(group.members, _same_class(peers, group.members[0].file))
        stack = _spatial_stack(group, label, groups, quantity)
        apart = left_unplaced(group.members, chain.from_iterable(flat.values()))
        found.append(_with(stack, apart))
    stills = [_still_traits(members[0]) for members in flat.values() if _is_still(members[0].file)]
    differing = [n for n, words in enumerate(zip(*stills, strict=True)) if len(set(words)) > 1]
    for members in flat.values():
        members.sort(key=lambda m: (m.file.instance_number, m.frame.number))
        quantity = stack_quantity(members, [member.file for member in members])
        stack = _flat_stack(members, quantity)
        if len(numbers) > 1:
            number = members[0].file.attributes.integer(_SERIES_NUMBER)
            if number is not None:
                series = Message("series {number}", number=number)
                stack = replace(stack, label=_words(", ", (series, stack.label)))
        if _is_still(members[0].file):
            traits = _still_traits(members[0])
            apart_by = (traits[n] for n in differing)
            stack = replace(stack, label=_words(", ", (stack.label, *apart_by)))
        found.append(stack)
    found.sort(key=lambda stack: (stack.frames[0].instance_number, stack.frames[0].frame_index))
    series_uid = files[0].series_uid
    return tuple(
        replace(_with_twins(stack, twins), id=f"{series_uid}#{number}")
        for number, stack in enumerate(found, 1)
    )


def _same_class(files: Sequence[FileHeader], like: FileHeader) -> list[FileHeader]:
    """Images of one kind: what was captured beside them says nothing of their scale."""
    return [file for file in files if file.sop_class_uid == like.sop_class_uid]


def _with_twins(stack: Stack, twins: Collection[str]) -> Stack:
    paths = [frame.path for frame in stack.frames if frame.sop_instance_uid in twins]
    return _with(stack, (shared_uid(paths),)) if paths else stack


def _with(stack: Stack, issues: Sequence[GeometryIssue]) -> Stack:
    return replace(stack, geometry=GeometryHonesty(issues=(*stack.geometry.issues, *issues)))


def _is_spatial(file: FileHeader, frame: FrameHeader) -> bool:
    if frame.position is None or frame.orientation is None or frame.spacing_ji is None:
        return False
    return not (_is_color(file) or TILED & set(frame.image_type))


def _is_color(file: FileHeader) -> bool:
    if file.pixels is None:
        return False
    return file.pixels.format.samples == 3 or file.pixels.format.palette is not None


def _flat_key(file: FileHeader, frame: FrameHeader) -> tuple[object, ...]:
    """Frames without a place: each radiograph and each clip stands alone.

    Stills are one stack where one header holds for all of them: one scale, one side.
    """
    if file.pixels is None:
        raise ValueError("an image has pixels")
    image_format = file.pixels.format
    if not _is_still(file):
        return (file.path, _rounded(frame.spacing_ji))
    geometry = _projection(file, frame)
    return (
        image_format.rows,
        image_format.columns,
        image_format.photometric,
        image_format.samples,
        is_capture(file.sop_class_uid, file.frames[0].image_type),
        file.attributes.integer(_SERIES_NUMBER),
        _rounded(geometry.spacing_ji_mm),
        geometry.calibration,
        geometry.scaled_parts,
        geometry.magnification,
        round(geometry.aspect_ratio_ji, _DIGITS),
        geometry.orientation_letters,
        view_words(file.attributes),
        _laterality(file.attributes),
        _inverted(file.attributes, image_format.photometric),
    )


def _is_still(file: FileHeader) -> bool:
    """Whether a flat image is shown beside others: no film, and no clip."""
    several = file.pixels is not None and file.pixels.format.frames > 1
    return not several and _flat_kind(file) is not StackKind.PROJECTION


def _projection(file: FileHeader, frame: FrameHeader) -> ProjectionGeometry:
    if file.pixels is None:
        raise ValueError("an image has pixels")
    shape = (file.pixels.format.rows, file.pixels.format.columns)
    return projection_geometry(file.attributes, shape, file.modality, frame.spacing_ji)[0]


def _rounded(spacing_ji: tuple[float, float] | None) -> tuple[str, ...]:
    """Sizes of pixels that are one up to how they are written."""
    return () if spacing_ji is None else tuple(f"{size:.{_DIGITS}g}" for size in spacing_ji)


def _still_traits(member: Placed) -> tuple[Message | str, ...]:
    """What sets stills of one series apart, in words: their scale and their side."""
    spacing = _projection(*member).spacing_ji_mm
    return ("" if spacing is None else spacing_words(spacing), _laterality(member.file.attributes))


def _laterality(attributes: Attributes) -> str:
    return attributes.string(_IMAGE_LATERALITY) or attributes.string(_LATERALITY)


def _flat_kind(file: FileHeader) -> StackKind:
    if file.pixels is None:
        raise ValueError("an image has pixels")
    frame = file.frames[0]
    several = file.pixels.format.frames > 1
    if _is_color(file) or TILED & set(frame.image_type):
        return StackKind.FRAMES
    if file.modality in RADIOGRAPHS and not several:
        return StackKind.PROJECTION
    if file.modality in CROSS_SECTIONS and frame.spacing_ji is not None and not several:
        return StackKind.SLICES
    return StackKind.FRAMES


def _labels(groups: Sequence[Group]) -> list[Message | str]:
    """What sets each group apart: the traits in which groups differ."""
    names = dict.fromkeys(name for group in groups for name in group.traits)
    differing = [name for name in names if len({g.traits.get(name, _NO_TRAIT) for g in groups}) > 1]
    return [
        _words(", ", (group.traits.get(name, _NO_TRAIT).words for name in differing))
        for group in groups
    ]


def _words(separator: str, parts: Iterable[Message | str]) -> Message | str:
    """What there is of some words, one after the other."""
    there = [part for part in parts if part]
    return there[0] if len(there) == 1 else joined(separator, there)


def _spatial_stack(
    group: Group, label: Message | str, groups: Sequence[Group], quantity: Quantity
) -> Stack:
    members = group.members
    first = members[0]
    frame = first.frame
    if first.file.pixels is None or frame.orientation is None or frame.spacing_ji is None:
        raise ValueError("spatial frames have a place")
    positions = np.array([member.frame.position for member in members], dtype=np.float64)
    if group.at_one_place:
        return replace(_flat_stack(members, quantity), label=label)
    paths = [member.file.path for member in members]
    issues, _uniform = check_positions(positions, frame.orientation, paths, first.file.modality)
    issues = (*issues, *group_issues(group, groups, paths))
    step, spacing_k = _slice_step(positions, frame)
    affine = np.eye(4)
    affine[:3, 0] = step
    affine[:3, 1] = np.asarray(frame.orientation[3:]) * frame.spacing_ji[0]
    affine[:3, 2] = np.asarray(frame.orientation[:3]) * frame.spacing_ji[1]
    affine[:3, 3] = positions[0]
    if spacing_k is None:
        issues = (*issues, no_thickness(paths))
    issues = (*issues, *slice_gaps(members, spacing_k, paths))
    unreadable = [word for member in members for word in member.frame.unreadable]
    if unreadable:
        issues = (*issues, unreadable_place(unreadable, paths, blocks=False))
    issues = (*issues, *_size_issue((spacing_k, *frame.spacing_ji), _shape(members), paths))
    stack = _stack(members, quantity, StackKind.VOLUME if len(members) > 1 else StackKind.SLICES)
    return replace(
        stack,
        shape_kji=_shape(members),
        spacing_kji_mm=(spacing_k, *frame.spacing_ji),
        affine_lps=affine,
        frame_of_reference_uid=_common_frame_of_reference(members),
        geometry=GeometryHonesty(issues=(*issues, *quantity.issues, *stack.geometry.issues)),
        label=label,
    )


def _slice_step(
    positions: np.ndarray[tuple[int, ...], np.dtype[np.float64]], frame: FrameHeader
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], float | None]:
    """Slice step vector, and the distance of the slice planes; None when it is not known.

    The step of a stack is (last - first) / (n - 1), which keeps the shear of a tilted gantry.
    """
    normal = slice_normal(frame.orientation or ())
    if len(positions) > 1:
        step = (positions[-1] - positions[0]) / (len(positions) - 1)
        return step, abs(float(step @ normal))
    if frame.thickness is not None:
        return normal * frame.thickness, frame.thickness
    return normal, None


def _common_frame_of_reference(members: Sequence[Placed]) -> str:
    """The one frame of reference of a stack; empty when slices disagree."""
    distinct = {member.file.frame_of_reference_uid for member in members}
    return distinct.pop() if len(distinct) == 1 else ""


def _flat_stack(members: Sequence[Placed], quantity: Quantity) -> Stack:
    first = members[0]
    file, frame = first
    if file.pixels is None:
        raise ValueError("an image has pixels")
    image_format = file.pixels.format
    shape = (image_format.rows, image_format.columns)
    kind = _flat_kind(file)
    if frame.position is not None and kind is StackKind.SLICES:
        kind = StackKind.FRAMES
    geometry, issues = projection_geometry(file.attributes, shape, file.modality, frame.spacing_ji)
    paths = [member.file.path for member in members]
    spacing: tuple[float | None, float | None] = geometry.spacing_ji_mm or (None, None)
    thickness: float | None = None
    issues = (*issues, *_flat_issues(members, kind, paths))
    if kind is StackKind.SLICES:
        thickness = frame.thickness
    issues = (*issues, *_size_issue((None, *spacing), (len(members), *shape), paths))
    if not _is_color(file):
        issues = (*issues, *quantity.issues)
    stack = _stack(members, quantity, kind)
    return replace(
        stack,
        shape_kji=(len(members), *shape),
        spacing_kji_mm=(thickness, *spacing),
        geometry=GeometryHonesty(issues=(*issues, *stack.geometry.issues)),
        projection=geometry,
        label=_flat_label(stack),
    )


def _flat_issues(
    members: Sequence[Placed], kind: StackKind, paths: Sequence[str]
) -> tuple[GeometryIssue, ...]:
    """Why cross sections have no place."""
    file, frame = members[0]
    found: tuple[GeometryIssue, ...] = ()
    if TILED & set(frame.image_type):
        found = (mosaic(paths) if MOSAIC in frame.image_type else tiled(paths),)
    elif kind is StackKind.SLICES:
        found = (no_position(paths),)
    elif _is_unplaced_scan(members):
        found = (one_position(paths),)
    unreadable = [word for member in members for word in member.frame.unreadable]
    if unreadable and file.modality in RECONSTRUCTED:
        found = (*found, unreadable_place(unreadable, paths, blocks=True))
    return found


def _is_unplaced_scan(members: Sequence[Placed]) -> bool:
    """Many cross sections in one file, whose only position is that of the first."""
    file, frame = members[0]
    return (
        file.modality in CROSS_SECTIONS
        and len(members) > 1
        and frame.orientation is not None
        and frame.position is None
        and not is_capture(file.sop_class_uid, frame.image_type)
        and not _is_color(file)
    )


def _shape(members: Sequence[Placed]) -> tuple[int, int, int]:
    file = members[0].file
    if file.pixels is None:
        raise ValueError("an image has pixels")
    return len(members), file.pixels.format.rows, file.pixels.format.columns


def _size_issue(
    spacing_kji_mm: tuple[float | None, float | None, float | None],
    shape_kji: tuple[int, int, int],
    paths: Sequence[str],
) -> tuple[GeometryIssue, ...]:
    """A voxel that is a unit off: micrometers, or meters for millimeters."""
    known = [(size, n) for size, n in zip(spacing_kji_mm, shape_kji, strict=True) if size]
    sizes = [size for size, _n in known]
    if is_plausible(sizes, [n for _size, n in known]):
        return ()
    return (implausible_size(sizes, tuple(paths[:MOST_NAMED_FILES])),)


def _flat_label(stack: Stack) -> Message | str:
    words: list[Message | str] = []
    if stack.kind is StackKind.PROJECTION:
        words += [stack.laterality, stack.view_position]
    if stack.is_color:
        words.append(Message("color"))
    return _words(" ", words)


def _stack(members: Sequence[Placed], quantity: Quantity, kind: StackKind) -> Stack:
    """What every kind of stack has; the geometry is filled in by the caller."""
    first = members[0]
    file = first.file
    if file.pixels is None:
        raise ValueError("an image has pixels")
    attributes = file.attributes
    color = _is_color(file)
    shown = members[:1] if kind is StackKind.PROJECTION else members
    line = quantity.from_rescaled(first)
    tables = tables_for_display(shown, file.pixels.format, line)
    # Stills of other modalities have times, too, but are no course of one thing.
    course = file.modality in TIMED or len({m.file.path for m in members}) == 1
    moments = [m.frame.moment for m in members] if course else []
    return Stack(
        id="",
        series_instance_uid=file.series_uid,
        kind=kind,
        frames=tuple(_frame_ref(member, quantity) for member in members),
        shape_kji=(len(members), file.pixels.format.rows, file.pixels.format.columns),
        spacing_kji_mm=(None, None, None),
        affine_lps=None,
        frame_of_reference_uid=file.frame_of_reference_uid,
        transfer_syntaxes=tuple(dict.fromkeys(m.file.syntax.uid for m in members)),
        quantity="RGB" if color else quantity.name,
        geometry=GeometryHonesty(
            issues=(
                *unexplained_pixels(members),
                *table_issues(shown, line, color=color),
                *display_issues(
                    {m.file.path: (m.file.attributes, m.file.path) for m in members}.values(),
                    color=color,
                ),
            )
        ),
        photometric=file.pixels.format.photometric,
        is_color=color,
        windows=() if color else windows(attributes, line, frame=first.frame.number),
        frame_time_ms=frame_time_ms(attributes),
        timing=frame_timing(attributes, len(members), moments),
        moment=common_moment(moments),
        lossy=any(m.file.syntax.lossy or m.file.attributes.string(_LOSSY) == "01" for m in members),
        body_part=attributes.string(_BODY_PART),
        slice_thickness_mm=first.frame.thickness,
        voi_luts=() if color else tables,
        inverted=_inverted(attributes, file.pixels.format.photometric),
        view_position=view_words(attributes),
        laterality=_laterality(attributes),
        technique=(*technique(attributes), *quantity.facts),
    )


def _inverted(attributes: Attributes, photometric: str) -> bool:
    """Whether small values are white: a Presentation LUT Shape decides, else MONOCHROME1.

    PS3.3 C.11.6.1.2: what the shape turns, the photometric interpretation does not turn again.
    """
    shape = attributes.string(_SHAPE)
    return shape == "INVERSE" if shape in _SHAPES else photometric == "MONOCHROME1"


def _frame_ref(member: Placed, quantity: Quantity) -> FrameRef:
    file, frame = member
    return FrameRef(
        path=file.path,
        sop_instance_uid=file.sop_instance_uid,
        sop_class_uid=file.sop_class_uid,
        transfer_syntax_uid=file.syntax.uid,
        frame_index=frame.number,
        instance_number=file.instance_number,
        position_lps_mm=frame.position,
        orientation=frame.orientation,
        rescale=quantity.rescale(member),
        mapped=quantity.mapped(member),
        pixels=file.pixels,
    )
