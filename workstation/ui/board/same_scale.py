"""Pictures that a hanging shows at one scale, so that sizes can be compared by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.scene.sources import FlatView
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.viewer.slice_viewport import SliceViewport


def even_out(frames: Sequence[ViewportFrame]) -> None:
    """Fit pictures at the scale of the one that needs most room.

    Films with chest walls share a scale, and so do cells whose rule asks for one, volumes in
    three dimensions with them. Only those whose pixel size is known take part; what the reader
    zoomed stays.
    """
    for viewport in (frame.viewport for frame in frames):
        if viewport.camera.fit_limit is not None:
            viewport.set_camera(replace(viewport.camera, fit_limit=None))
    fits = {frame: _fit(frame) for frame in frames}
    common = min((scale for scale in fits.values() if scale > 0), default=0.0)
    for frame, scale in fits.items():
        if frame.volume is not None and frame.shows_volume:
            frame.volume.limit_fit(common if scale > 0 else 0.0)
        elif scale > 0:
            frame.viewport.set_camera(replace(frame.viewport.camera, fit_limit=common))


def _fit(frame: ViewportFrame) -> float:
    """Screen pixels per mm at which the picture of a frame fits; 0 if it does not take part."""
    rule, viewport = frame.rule, frame.viewport
    if rule is None:
        return 0.0
    if frame.shows_volume and frame.volume is not None:
        return frame.volume.fit_scale() if rule.one_scale and frame.volume.isVisible() else 0.0
    is_film = isinstance(viewport.view, FlatView) and rule.chest_wall is not None
    if not viewport.isVisible() or not (is_film or rule.one_scale):
        return 0.0
    return _fit_of_slices(viewport)


def _fit_of_slices(viewport: SliceViewport) -> float:
    shown = viewport.frame()
    if shown is None or shown.spacing_rc_mm is None:
        return 0.0
    size = (float(viewport.width()), float(viewport.height()))
    shape = (shown.values.shape[0], shown.values.shape[1])
    return viewport.camera.fit_scale(shape, shown.pixel_rc, size)
