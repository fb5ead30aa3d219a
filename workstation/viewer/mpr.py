"""Turning the planes of the volume that viewports share, and putting them back."""

from __future__ import annotations

from dataclasses import replace

from workstation.imaging.mpr_axes import MprAxes
from workstation.scene.image_view import Point
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.volume_view import VolumeView
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage
from workstation.viewer.turned_views import straight, turned


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


def _show(stage: Stage, view: VolumeView, center: Point) -> None:
    viewports = stage.on_stack(view.stack_id)
    for viewport in viewports:
        if isinstance(viewport.view, VolumeView):
            viewport.show_view(view, keep_camera=True)
    stage.set_crosshair(center)
