"""Measurements from points in a file, by the code that measures under the mouse."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from workstation.domain.image import Image, Volume
from workstation.domain.mask import new_id
from workstation.errors import InputError
from workstation.imaging.planes import PlaneName
from workstation.imaging.rectify import rectify
from workstation.measuring.new_annotations import measured
from workstation.measuring.picture import PlanePicture
from workstation.messages import NOTHING, Message, joined
from workstation.plain.values import from_json, from_plain
from workstation.result_files.records import sentence_record
from workstation.scene.sources import ImageView, view_of
from workstation.security.plain_files import read_small
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation

MOST_BYTES = 16 * 1024**2
_OFF_PLANE = 0.5
"""How far a point may lie from the plane, in planes; beyond, it lies nearer to another one."""
_EDGE = 0.5
"""From the center of the outermost pixels to the edge of the image, in pixels."""
_PLANES = (PlaneName.NATIVE, PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMeasurement:
    """What is to be measured.

    Parameters
    ----------
    kind : AnnotationKind
        E.g. "length", "ellipse", "cobb".
    points : tuple of tuple of float
        On a volume (x, y, z), LPS mm; on a film or a clip (row, column) in pixels, where whole
        numbers are the centers.
    plane : PlaneName or None
        Which way a volume is cut; None takes the first in which all points lie.
    frame : int
        Of a clip, from 1.
    text : str
        Comes back with the numbers.
    """

    kind: AnnotationKind
    points: tuple[tuple[float, ...], ...]
    plane: PlaneName | None = None
    frame: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _PointsFile:
    measurements: tuple[WantedMeasurement, ...]


def read_points(path: Path) -> tuple[WantedMeasurement, ...]:
    """The measurements that a JSON file asks for.

    Raises
    ------
    InputError
        It is not there, cannot be read, or asks for something else.
    """
    if not path.exists():
        raise InputError(
            Message("{name} does not exist.", name=path.name), hint=Message("Check the path.")
        )
    try:
        plain = from_json(read_small(path, MOST_BYTES).decode())
        unknown = _unknown_name(plain)
        if unknown is None:
            return from_plain(_PointsFile, plain).measurements
    except (OSError, UnicodeDecodeError, InputError) as error:
        raise InputError(
            Message("The file of points cannot be read."),
            hint=Message(
                "It is JSON such as {example}; points are LPS mm on a volume, row and column "
                "on a film.",
                example='{"measurements": [{"kind": "length", "points": [[0, 0, 0], [0, 9, 0]]}]}',
            ),
            detail=getattr(error, "detail", "") or str(error),
        ) from error
    raise unknown


def measure_points(
    image: Image,
    wanted: Sequence[WantedMeasurement],
    *,
    acknowledged: bool = False,
    by: str = "",
) -> tuple[Annotation, ...]:
    """Measure on an image as a reader would with the mouse.

    Parameters
    ----------
    image : Image
        As it was opened.
    wanted : sequence of WantedMeasurement
        Each stands for itself.
    acknowledged : bool
        A reader takes note of a doubtful geometry; without it, no millimeters where it matters.
    by : str
        Who measures.

    Raises
    ------
    InputError
        A measurement has too few or too many points, does not lie on one plane, or lies outside of
        the image.
    """
    shown = rectify(image) if isinstance(image, Volume) else image
    view = view_of(image, shown, image.source.series_instance_uid, acknowledged=acknowledged)
    return tuple(
        replace(_measured(view, each, number), by=by) for number, each in enumerate(wanted, start=1)
    )


def points_record(annotations: Sequence[Annotation]) -> list[dict[str, Any]]:
    """Measurements as JSON; `value` and `unit` of each reading as the window shows them."""
    return [
        {
            "kind": drawn.kind.value,
            "text": drawn.text,
            "plane": str(drawn.plane_text),
            "frame": None if drawn.in_patient else drawn.frame + 1,
            "points": [list(p if drawn.in_patient else p[:2]) for p in drawn.points],
            "readings": [
                {
                    "name": str(reading.name),
                    "value": float(reading.value),
                    "unit": reading.unit,
                    "caveat": sentence_record(reading.caveat),
                }
                for reading in drawn.readings
            ],
        }
        for drawn in annotations
    ]


def _no_kind(name: str) -> Message:
    return Message("there is no kind “{name}”", name=name)


def _no_plane(name: str) -> Message:
    return Message("there is no plane “{name}”", name=name)


def _no_field(name: str) -> Message:
    return Message("there is no field “{name}”", name=name)


def _unknown_name(plain: Any) -> InputError | None:  # noqa: ANN401 - parsed JSON
    """The first word of a file of points that names nothing; other faults are found later."""
    rows = plain.get("measurements") if isinstance(plain, dict) else None
    names = tuple(field.name for field in fields(WantedMeasurement))
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        if not isinstance(row, dict):
            continue
        given: list[tuple[Callable[[str], Message], Any, tuple[str, ...]]] = [
            (_no_kind, row.get("kind"), tuple(AnnotationKind)),
            (_no_plane, row.get("plane"), _PLANES),
            *((_no_field, name, names) for name in row),
        ]
        for why, word, known in given:
            if isinstance(word, str) and word not in known:
                hint = Message("There are: {names}.", names=joined(", ", known))
                return _wrong(number, why(word), hint=hint)
    return None


def _measured(view: ImageView, wanted: WantedMeasurement, number: int) -> Annotation:
    size = 3 if view.in_patient else 2
    if any(len(p) != size or not all(map(math.isfinite, p)) for p in wanted.points):
        raise _wrong(number, Message("each of its points has {count} numbers", count=size))
    kind, count = wanted.kind, len(wanted.points)
    if not kind.has_any_number and count != kind.points:
        raise _wrong(
            number, Message("it has {count} point", many="it has {count} points", count=kind.points)
        )
    if count < kind.points:
        raise _wrong(
            number,
            Message(
                "it has {count} point or more",
                many="it has {count} points or more",
                count=kind.points,
            ),
        )
    points = tuple((p[0], p[1], p[2] if size == 3 else 0.0) for p in wanted.points)
    picture = _picture(view, wanted, points, number)
    source = view.image.source
    drawn = Annotation(
        id=new_id(),
        kind=wanted.kind,
        study_instance_uid=source.study_instance_uid,
        series_instance_uid=source.series_instance_uid,
        stack_id=view.stack_id,
        frame_of_reference_uid="",
        points=points,
        in_patient=view.in_patient,
        frame=0 if view.in_patient else wanted.frame - 1,
        text=wanted.text,
    )
    if not kind.is_region and _is_outside(picture, points):
        raise _wrong(number, Message("it lies outside of the image"))
    return measured(drawn, picture, moved=None)


def _is_outside(picture: PlanePicture, points: Sequence[tuple[float, float, float]]) -> bool:
    """Whether the rectangle around the points has no part of the picture in it."""
    places = [picture.view.locate(picture.plane, point)[1:] for point in points]
    sizes = picture.frame().values.shape[:2]
    return any(
        max(along) < -_EDGE or min(along) > size - 1 + _EDGE
        for along, size in zip(zip(*places, strict=True), sizes, strict=True)
    )


def _picture(
    view: ImageView,
    wanted: WantedMeasurement,
    points: Sequence[tuple[float, float, float]],
    number: int,
) -> PlanePicture:
    if not view.in_patient:
        if not 1 <= wanted.frame <= view.count(PlaneName.NATIVE):
            raise _wrong(number, Message("there is no frame {frame}", frame=wanted.frame))
        return PlanePicture(view, PlaneName.NATIVE, wanted.frame - 1)
    for plane in _PLANES if wanted.plane is None else (wanted.plane,):
        places = [view.locate(plane, point)[0] for point in points]
        index = round(places[0])
        is_there = -_OFF_PLANE <= places[0] <= view.count(plane) - 1 + _OFF_PLANE
        if is_there and all(abs(each - index) <= _OFF_PLANE for each in places):
            return PlanePicture(view, plane, min(max(index, 0), view.count(plane) - 1))
    raise _wrong(number, Message("its points lie on no one plane of the volume"))


def _wrong(number: int, why: Message, *, hint: Message = NOTHING) -> InputError:
    return InputError(
        Message("Measurement {number} cannot be made: {why}.", number=number, why=why),
        hint=hint or Message("Correct it in the file of points."),
    )
