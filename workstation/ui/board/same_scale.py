"""Films that hang back to back are shown at one scale, so that sizes can be compared by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.scene.sources import FlatView
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.viewer.slice_viewport import SliceViewport


def even_out(frames: Sequence[ViewportFrame]) -> None:
    """Fit the films of a hanging with chest walls at the scale of the one that needs most room.

    Only films whose pixel size is known take part; what the reader zoomed stays.
    """
    fits: dict[SliceViewport, float] = {}
    for frame in frames:
        viewport = frame.viewport
        if viewport.camera.fit_limit is not None:
            viewport.set_camera(replace(viewport.camera, fit_limit=None))
        shown = viewport.frame() if isinstance(viewport.view, FlatView) else None
        if frame.rule is None or frame.rule.chest_wall is None or shown is None:
            continue
        if shown.spacing_rc_mm is None or not viewport.isVisible():
            continue
        size = (float(viewport.width()), float(viewport.height()))
        shape = (shown.values.shape[0], shown.values.shape[1])
        fits[viewport] = viewport.camera.fit_scale(shape, shown.pixel_rc, size)
    common = min(fits.values(), default=0.0)
    for viewport in fits:
        viewport.set_camera(replace(viewport.camera, fit_limit=common))
