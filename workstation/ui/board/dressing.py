"""Showing an image as its hanging rule wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.domain.study import WindowSetting
from workstation.scene.sources import FlatView
from workstation.session.hanging import CellRule
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.viewer.volume_viewport import VolumeViewport


def dress(frame: ViewportFrame, offered: Sequence[WindowSetting]) -> None:
    """Show the image of a frame as its hanging rule wants: window, chest wall to its side."""
    rule, viewport = frame.rule, frame.viewport
    if rule is None or viewport.view is None:
        return
    named = [w for w in offered if rule.window and str(w.explanation) == rule.window]
    if named:
        viewport.set_window(named[0])
    if frame.shows_volume and frame.volume is not None:
        _look(frame.volume, rule)
    if rule.chest_wall is not None and isinstance(viewport.view, FlatView):
        _turn_chest_wall(frame, rule.chest_wall)


def _look(volume: VolumeViewport, rule: CellRule) -> None:
    """Give a volume its preset, and let it turn."""
    looks = [each for each in volume.presets if each.id == rule.volume_preset]
    if looks:
        volume.set_settings(volume.settings.with_preset(looks[0]))
    volume.turntable.set_on(rule.turning and volume.view is not None)


def _turn_chest_wall(frame: ViewportFrame, side: str) -> None:
    """Mirror a mammogram whose chest wall is on the other side, and lay it at that edge.

    The chest wall is posterior: the letter P of Patient Orientation (0020,0020). A film that
    does not state it is left as it is.
    """
    viewport = frame.viewport
    left, right, _, _ = viewport.letters()
    wanted, other = (left, right) if side == "left" else (right, left)
    camera = viewport.camera
    if "P" in other and "P" not in wanted:
        camera = camera.mirrored(horizontal=True)
    viewport.set_camera(replace(camera, anchor_x=-1.0 if side == "left" else 1.0))
