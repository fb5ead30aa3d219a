"""From a line of known length to the pixel size of a film, and measuring it anew."""

from __future__ import annotations

import math
from dataclasses import replace

from workstation.domain.geometry import Calibration, GeometryHonesty
from workstation.domain.image import FrameSequence, Image, Radiograph
from workstation.imaging.planes import PlaneName
from workstation.measuring.readings import readings
from workstation.scene.flat_view import FlatView
from workstation.scene.image_view import ImageView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.session.calibrations import ManualCalibration

SHORTEST_PX = 20.0
"""A shorter line says too little: one pixel at either end would be 10 percent."""


def can_calibrate(annotation: Annotation, view: ImageView | None) -> bool:
    """Whether a measurement is a line on a film or clip that is long enough."""
    return (
        annotation.kind is AnnotationKind.LENGTH
        and isinstance(view, FlatView)
        and annotation.stack_id == view.stack_id
        and line_length_px(annotation, view) >= SHORTEST_PX
    )


def line_length_px(annotation: Annotation, view: FlatView) -> float:
    """Length of a line in columns of the image; rows count with their height."""
    (r0, c0, _), (r1, c1, _) = annotation.points
    return math.hypot((r1 - r0) * view.image.geometry.aspect_ratio_ji, c1 - c0)


def calibration_from(
    annotation: Annotation, view: FlatView, length_mm: float, *, by: str
) -> ManualCalibration:
    """The pixel size at which a line has a length.

    Parameters
    ----------
    annotation : Annotation
        A length on the image of the view.
    length_mm : float
        What it is known to be.
    by : str
        The reader.

    Raises
    ------
    ValueError
        The length is not positive, or the line is too short.
    """
    pixels = line_length_px(annotation, view)
    if not (math.isfinite(length_mm) and length_mm > 0 and pixels >= SHORTEST_PX):
        raise ValueError("a calibration needs a positive length and a line long enough")
    width = length_mm / pixels
    return ManualCalibration(
        stack_id=view.stack_id,
        study_instance_uid=annotation.study_instance_uid,
        spacing_ji_mm=(width * view.image.geometry.aspect_ratio_ji, width),
        length_px=pixels,
        length_mm=length_mm,
        by=by,
    )


def calibrated_view(view: ImageView, calibration: ManualCalibration | None) -> ImageView:
    """What a viewport shows of a film whose pixel size was set by hand."""
    if calibration is None or not isinstance(view, FlatView):
        return view
    return replace(view, image=_calibrated(view.image, calibration))


def calibrated_image(image: Image, calibration: ManualCalibration | None) -> Image:
    """A film with the pixel size that was set by hand; volumes as they are."""
    if calibration is None or not isinstance(image, Radiograph | FrameSequence):
        return image
    return _calibrated(image, calibration)


def honesty_by_hand(
    honesty: GeometryHonesty, calibration: ManualCalibration | None
) -> GeometryHonesty:
    """What is doubtful where the pixel size was set by hand: not what the file states of it."""
    if calibration is None:
        return honesty
    return replace(
        honesty, issues=tuple(issue for issue in honesty.issues if not issue.of_pixel_size)
    )


def _calibrated(
    image: Radiograph | FrameSequence, calibration: ManualCalibration
) -> Radiograph | FrameSequence:
    geometry = replace(
        image.geometry,
        spacing_ji_mm=calibration.spacing_ji_mm,
        calibration=Calibration.MANUAL,
        magnification=None,
        scaled_parts=(),
    )
    return replace(image, geometry=geometry, honesty=honesty_by_hand(image.honesty, calibration))


def measured_again(annotation: Annotation, view: FlatView) -> Annotation:
    """The annotation with its numbers as they are at the pixel size of the view."""
    index = annotation.frame
    found = readings(
        annotation.kind,
        tuple((row, column) for row, column, _ in annotation.points),
        view,
        view.frame(PlaneName.NATIVE, index),
        PlaneName.NATIVE,
        index=index,
        path=tuple((row, column) for row, column, _ in annotation.path),
    )
    return replace(annotation, readings=found)
