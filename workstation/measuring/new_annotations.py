"""Making measurements from points on a picture, and keeping them whole."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.mask import new_id
from workstation.imaging.annotation import PLANE_WORDS
from workstation.measuring.picture import Picture
from workstation.measuring.picture_points import picture_points
from workstation.measuring.readings import readings
from workstation.measuring.registry import measurement
from workstation.messages import NOTHING, Message, joined, number
from workstation.scene.sources import Point, VolumeView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.session.workspace import Workspace


def with_readings(annotation: Annotation, picture: Picture, *, drawing: bool = False) -> Annotation:
    """The annotation with its numbers made anew from a picture."""
    view, frame = picture.view, picture.frame()
    if view is None or frame is None:
        return annotation
    slab = view.in_patient and picture.slab_mm > 0
    found = readings(
        annotation.kind,
        picture_points(picture, annotation.points),
        view,
        frame,
        picture.plane,
        index=picture.index,
        path=picture_points(picture, annotation.path),
        drawing=drawing,
        caveat=Message(
            "{slab_mode} of a slab of {slab_mm:g} mm",
            slab_mode=picture.slab_mode,
            slab_mm=picture.slab_mm,
        )
        if slab
        else NOTHING,
    )
    where = view.position_words(picture.plane, picture.index)
    if not where and view.in_patient:
        where = joined(" ", (PLANE_WORDS[picture.plane], number(picture.index + 1, "d")))
    if annotation.frame and not view.in_patient:
        where = Message("Frame {number}", number=annotation.frame + 1)
    return replace(annotation, readings=found, plane_text=where)


def new_annotation(
    kind: AnnotationKind,
    picture: Picture,
    points: tuple[Point, ...],
    workspace: Workspace,
    *,
    drawing: bool = False,
    text: str = "",
) -> Annotation | None:
    """An annotation on a picture; None while it is empty."""
    view = picture.view
    place = workspace.place(view.stack_id) if view is not None else None
    if view is None or place is None:
        return None
    annotation = Annotation(
        id=new_id(),
        kind=kind,
        study_instance_uid=place.study.study_instance_uid,
        series_instance_uid=place.series.series_instance_uid,
        stack_id=place.stack.id,
        frame_of_reference_uid="",
        points=points,
        in_patient=view.in_patient,
        by=workspace.reader,
        text=text,
    )
    return measured(annotation, picture, moved=None, drawing=drawing)


def measured(
    annotation: Annotation,
    picture: Picture,
    *,
    moved: int | None,
    drawing: bool = False,
) -> Annotation:
    """The annotation with what follows from its points, on the plane of a picture.

    A short axis is made perpendicular, a livewire traced, the plane noted, the numbers read.

    Parameters
    ----------
    moved : int or None
        Which point was put elsewhere last; None for the last one, or for all of them.
    drawing : bool
        Leave out what takes long.
    """
    view = picture.view
    if view is None:
        return annotation
    points, path = measurement(annotation.kind).completed(
        picture, annotation.points, annotation.path, moved=moved, drawing=drawing
    )
    rows, columns = view.directions(picture.plane)
    frame_of_reference = ""
    if isinstance(view, VolumeView):
        frame_of_reference = view.image.geometry.frame_of_reference_uid
    shaped = replace(
        annotation,
        points=points,
        path=path,
        row_direction=rows,
        column_direction=columns,
        frame=0 if view.in_patient else picture.index,
        frame_of_reference_uid=frame_of_reference,
    )
    return with_readings(shaped, picture, drawing=drawing)
