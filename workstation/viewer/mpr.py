"""Turning the planes of the volume that viewports share, and putting them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.imaging.mpr_axes import TURNING_PLANES, MprAxes
from workstation.scene.curved_view import CurvedView
from workstation.scene.image_view import ImageView, Point
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.volume_view import VolumeView
from workstation.viewer.slice_viewport import SliceViewport

if TYPE_CHECKING:
    from workstation.viewer.stage import Stage


def can_turn(viewport: SliceViewport) -> bool:
    """Whether a viewport shows a plane of a volume that can be turned."""
    return isinstance(viewport.view, VolumeView) and viewport.plane in TURNING_PLANES


def axes_of(view: VolumeView, center: Point) -> MprAxes:
    """How the planes of a view lie, as turned around a point."""
    if isinstance(view, ObliqueView):
        return view.axes.moved(center)
    return MprAxes.along(view.shown.geometry, center)


def straight(view: VolumeView) -> VolumeView:
    """The same volume cut along its own grid."""
    if not isinstance(view, ObliqueView):
        return view
    return VolumeView(view.image, view.shown, view.trusted, view.stack_id)


def turned(view: VolumeView, axes: MprAxes, *, decimation: int = 1) -> ObliqueView:
    """The same volume cut along turned planes."""
    return ObliqueView(view.image, view.shown, view.trusted, view.stack_id, axes, decimation)


def show_axes(stage: Stage, source: SliceViewport, axes: MprAxes, *, decimation: int = 1) -> None:
    """Cut a volume along turned planes wherever it is shown.

    Parameters
    ----------
    stage : Stage
        The viewports.
    source : SliceViewport
        Shows the volume.
    axes : MprAxes
        The planes; the crosshair goes to their common point.
    decimation : int
        More than 1 shows larger pixels, while planes are dragged.
    """
    if isinstance(source.view, VolumeView):
        _show(stage, turned(source.view, axes, decimation=decimation), axes.center_lps_mm)


def reset_planes(stage: Stage) -> bool:
    """Cut the active volume along its own grid again; whether it was turned."""
    view = stage.view
    if not isinstance(view, ObliqueView):
        return False
    center = stage.crosshair or view.axes.center_lps_mm
    _show(stage, straight(view), center)
    return True


def hold_cameras(stage: Stage, stack_id: str) -> None:
    """Write down the zoom of pictures that are fitted, which would change with their size."""
    for viewport in stage.on_stack(stack_id):
        transform = viewport.transform_now()
        if viewport.camera.scale is None and transform is not None:
            viewport.set_camera(replace(viewport.camera, scale=transform.scale))


def kept_turned(view: ImageView | None, shown: Iterable[SliceViewport]) -> ImageView | None:
    """A view that replaces one of the same volume, turned as that one was."""
    shown = tuple(shown)
    if any(isinstance(viewport.view, CurvedView) for viewport in shown):
        return view
    for viewport in shown:
        old = viewport.view
        if not isinstance(old, ObliqueView) or not isinstance(view, VolumeView):
            continue
        same = old.stack_id == view.stack_id and not isinstance(view, ObliqueView)
        if same and old.shown.geometry is view.shown.geometry:
            return turned(view, old.axes)
    return view


def cut_alike(view: ImageView, shown: ImageView | None) -> ImageView | None:
    """Another volume on the same grid, cut along the planes of the one that is shown.

    None where its planes would lie elsewhere: on another grid, or along a curve.
    """
    if not isinstance(view, VolumeView) or not isinstance(shown, VolumeView):
        return None
    if not view.shown.geometry.same_grid(shown.shown.geometry):
        return None
    return turned(view, shown.axes) if isinstance(shown, ObliqueView) else view


def shows_same_planes(view: ImageView, shown: Iterable[SliceViewport]) -> bool:
    """Whether viewports cut a volume along the planes of one view, which cross each other.

    While one of them shows it straightened and another cuts across the line, the lines of a
    crosshair would stand for planes that nobody shows.
    """
    return all(
        viewport.view is view
        or (viewport.view is not None and viewport.view.is_along_grid and view.is_along_grid)
        for viewport in shown
    )


def _show(stage: Stage, view: VolumeView, center: Point) -> None:
    viewports = stage.on_stack(view.stack_id)
    for viewport in viewports:
        if isinstance(viewport.view, VolumeView):
            viewport.show_view(view, keep_camera=True)
    stage.set_crosshair(center)
