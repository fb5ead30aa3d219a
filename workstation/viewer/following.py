"""One viewport follows another: its plane, its zoom and its place; and where planes cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workstation.domain.image import FrameSequence
from workstation.scene.linking import Linking, SpaceLink, rectangle_of, space_of
from workstation.scene.reference_lines import PlaneRectangle, ReferenceLine, cut_of, run_alike
from workstation.scene.sources import FlatView
from workstation.viewer.slice_viewport import SliceViewport


def plane_rectangle(viewport: SliceViewport) -> PlaneRectangle | None:
    """Where the picture of a viewport lies in the patient; None for films and while empty."""
    view, frame = viewport.view, viewport.frame()
    if view is None or frame is None or not view.in_patient:
        return None
    return rectangle_of(
        view, viewport.plane, viewport.index, (frame.values.shape[0], frame.values.shape[1])
    )


def _link(source: SliceViewport, other: SliceViewport, linking: Linking) -> SpaceLink | None:
    if source.view is None or other.view is None:
        return None
    return linking.between(space_of(source.view), space_of(other.view))


def _alike(source: SliceViewport, other: SliceViewport, linking: Linking) -> SpaceLink | None:
    """The link between two viewports in the patient whose planes run alike."""
    link = _link(source, other, linking)
    first, second = plane_rectangle(source), plane_rectangle(other)
    if link is None or first is None or second is None:
        return None
    return link if run_alike(first.moved(link.affine), second) else None


def follow_scroll(source: SliceViewport, other: SliceViewport, linking: Linking) -> None:
    """Show in `other` the plane nearest to the one that `source` was scrolled to."""
    if source.view is None or other.view is None:
        return
    if source.view is other.view and source.plane is other.plane:
        other.set_index(source.index)
        return
    if not linking.settings.scroll or source.view.stack_id == other.view.stack_id:
        return
    if isinstance(source.view, FlatView) or isinstance(other.view, FlatView):
        return
    if _alike(source, other, linking) is None:
        return
    rectangle = plane_rectangle(source)
    if rectangle is None:
        return
    middle = rectangle.corner_lps_mm + (rectangle.row_edge_mm + rectangle.column_edge_mm) / 2
    x, y, z = middle.tolist()
    carried = linking.carry((x, y, z), space_of(source.view), space_of(other.view))
    if carried is not None:
        other.set_index(round(other.view.locate(other.plane, carried)[0]))


def follow_camera(source: SliceViewport, other: SliceViewport, linking: Linking) -> None:
    """Zoom and pan `other` as `source` is, where their pictures can be laid on each other."""
    settings = linking.settings
    if not (settings.zoom or settings.pan) or source.view is None or other.view is None:
        return
    if isinstance(source.view, FlatView) and isinstance(other.view, FlatView):
        _follow_film(source, other, linking)
        return
    frame = other.frame()
    if _alike(source, other, linking) is None or frame is None:
        return
    camera = other.camera
    if source.camera.scale is None:
        if settings.zoom and settings.pan:
            other.set_camera(camera.fitted())
        return
    scale = source.camera.scale if settings.zoom else camera.scale
    middle = source.point(source.rect().toRectF().center())
    carried = linking.carry(middle, space_of(source.view), space_of(other.view)) if middle else None
    camera = replace(camera, scale=scale)
    if settings.pan and carried is not None:
        _, row, column = other.view.locate(other.plane, carried)
        camera = camera.centered_on(
            (row, column),
            (frame.values.shape[0], frame.values.shape[1]),
            frame.pixel_rc,
            (float(other.width()), float(other.height())),
        )
    other.set_camera(camera)


def _follow_film(source: SliceViewport, other: SliceViewport, linking: Linking) -> None:
    """Films follow in fractions of the fitted size: their pixels have no place in common."""
    frame, their_frame = source.frame(), other.frame()
    if frame is None or their_frame is None or _is_sequence(source) or _is_sequence(other):
        return
    settings = linking.settings
    fits = [
        v.camera.fit_scale(
            (f.values.shape[0], f.values.shape[1]),
            f.pixel_rc,
            (float(v.width()), float(v.height())),
        )
        for v, f in ((source, frame), (other, their_frame))
    ]
    camera = other.camera
    if settings.zoom:
        scale = source.camera.scale
        camera = replace(camera, scale=None if scale is None else scale / fits[0] * fits[1])
    if settings.pan:
        x, y = source.camera.pan_xy
        share = other.height() / max(source.height(), 1)
        camera = replace(camera, pan_xy=(x * share, y * share))
    other.set_camera(camera)


def _is_sequence(viewport: SliceViewport) -> bool:
    return viewport.view is not None and isinstance(viewport.view.image, FrameSequence)


def reference_lines(
    source: SliceViewport, other: SliceViewport, linking: Linking
) -> tuple[ReferenceLine, ...]:
    """Where the plane of `source` cuts the picture of `other`, which shows another image.

    Planes of one image are marked by the crosshair.
    """
    if source is other or source.view is None or other.view is None:
        return ()
    if source.view.stack_id == other.view.stack_id and other.crosshair is not None:
        return ()
    link = _link(source, other, linking)
    frame = other.frame()
    cutting, seen = plane_rectangle(source), plane_rectangle(other)
    if link is None or cutting is None or seen is None or frame is None:
        return ()
    found = cut_of(cutting.moved(link.affine), seen)
    if found is None:
        return ()
    size = np.array(frame.values.shape[:2], dtype=np.float64)
    start, end = (np.array(each) * size - 0.5 for each in found)
    return (
        ReferenceLine(
            (float(start[0]), float(start[1])), (float(end[0]), float(end[1])), source.plane
        ),
    )
