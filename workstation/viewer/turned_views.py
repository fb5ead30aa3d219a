"""Views of one volume: along its own grid, along turned planes, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.imaging.mpr_axes import MprAxes
from workstation.scene.curved_view import CurvedView
from workstation.scene.image_view import ImageView, Point
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.volume_view import VolumeView
from workstation.viewer.slice_viewport import SliceViewport


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
