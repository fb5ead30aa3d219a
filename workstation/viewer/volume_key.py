"""Key images in three dimensions: what is kept of a picture, and the picture made from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.domain.study import WindowSetting
from workstation.errors import InputError
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.overlay import SegmentStyle
from workstation.imaging.planes import PlaneName
from workstation.imaging.rectify import needs_rectifying, rectify, rectify_mask
from workstation.imaging.surfaces import segment_surface
from workstation.imaging.volume_preset import VolumePreset
from workstation.messages import Message, joined
from workstation.scene.image_view import Point
from workstation.scene.volume_camera import VolumeCamera
from workstation.scene.volume_view import VolumeView
from workstation.session.annotations import KeyImageMark
from workstation.session.volume_look import VolumeLook
from workstation.viewer.layers import MaskLayer
from workstation.viewer.volume_overlay import paint_volume_overlay, volume_text
from workstation.viewer.volume_renderer import VolumeRenderer
from workstation.viewer.volume_scene import HalfSpace, ShownSurface, VolumeScene
from workstation.viewer.volume_settings import (
    WHOLE_BOX,
    VolumeSettings,
    box_planes,
    drawn_surfaces,
    surface_opacity,
)


def look_of(
    settings: VolumeSettings,
    camera: VolumeCamera,
    size: tuple[int, int],
    cuts: tuple[HalfSpace, ...],
) -> VolumeLook:
    """What must be kept to see a picture again.

    Parameters
    ----------
    settings : VolumeSettings
        Preset, clip box and cuts.
    camera : VolumeCamera
        `mm_per_px` counts pixels of `size`.
    size : tuple of int
        Width and height of the picture.
    cuts : tuple of HalfSpace
        Where the cuts of the settings lie.
    """
    return VolumeLook(
        center=camera.center,
        toward=camera.toward,
        up=camera.up,
        width_mm=size[0] * camera.mm_per_px,
        height_mm=size[1] * camera.mm_per_px,
        preset=settings.preset.id,
        shift=settings.shift,
        stretch=settings.stretch,
        shading=settings.shading,
        box=settings.box,
        cuts=tuple((plane.value, side) for plane, side in settings.cuts),
        cut_planes=tuple((half.point, half.normal) for half in cuts),
        shows_volume=settings.shows_volume,
        shows_segments=settings.shows_segments,
        only_segments=settings.only_segments,
    )


def settings_of(look: VolumeLook, presets: Sequence[VolumePreset]) -> VolumeSettings:
    """The settings that were kept.

    Raises
    ------
    InputError
        Its preset is not there any more.
    """
    preset = next((each for each in presets if each.id == look.preset), None)
    if preset is None:
        raise InputError(
            Message(
                "A 3-D key image needs the preset {preset}, which is not there any more.",
                preset=repr(look.preset),
            ),
            hint=Message("Bring the preset back, or remove the key image."),
        )
    return VolumeSettings(
        preset=preset,
        shift=look.shift,
        stretch=look.stretch,
        shading=look.shading,
        box=look.box,
        cuts=tuple((PlaneName(plane), side) for plane, side in look.cuts),
        shows_volume=look.shows_volume,
        shows_segments=look.shows_segments,
        only_segments=look.only_segments,
    )


def camera_of(look: VolumeLook, size: tuple[int, int]) -> VolumeCamera:
    """The camera that shows, on so many pixels, at least what was seen."""
    mm_per_px = max(look.width_mm / max(size[0], 1), look.height_mm / max(size[1], 1))
    return VolumeCamera(look.center, look.toward, look.up, mm_per_px)


def caption_of(settings: VolumeSettings, camera: VolumeCamera) -> Message:
    """What a picture shows and what it is not for."""
    parts = [Message("3-D"), Message.term(settings.preset.title), camera.words()]
    if settings.box != WHOLE_BOX:
        parts.append(Message("Clipped by a box"))
    if settings.cuts:
        planes = joined(", ", (PLANE_WORDS[plane] for plane, _ in settings.cuts))
        parts.append(Message("Cut away: {plane}", plane=planes))
    return joined("; ", (joined(", ", parts), Message("not for measurement")))


def on_cuts(point: Point, look: VolumeLook) -> Point:
    """The point nearest to another, LPS mm, that lies on every cut of a look."""
    found = np.array(point, float)
    for place, normal in look.cut_planes:
        found -= float((found - place) @ np.array(normal)) * np.array(normal)
    x, y, z = found.tolist()
    return x, y, z


def picture_of_look(
    look: VolumeLook,
    mark: KeyImageMark,
    image: Volume,
    masks: Sequence[Mask],
    presets: Sequence[VolumePreset],
    *,
    longer_px: int,
    trusted: bool,
) -> NDArray[np.uint8]:
    """The picture that was kept, with the masks as they are now and words that say what it is.

    Parameters
    ----------
    look : VolumeLook
        What was seen.
    mark : KeyImageMark
        Its window, which presets without a unit follow.
    image : Volume
        As it was acquired.
    masks : sequence of Mask
        On the grid of the image.
    presets : sequence of VolumePreset
        Those of the program.
    longer_px : int
        Longer side of the picture.
    trusted : bool
        Whether it may have a scale.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray
        RGB.

    Raises
    ------
    InputError
        The preset is not there any more.
    NoGraphicsError
        There is no OpenGL.
    """
    settings = settings_of(look, presets)
    resampled = needs_rectifying(image)
    shown = rectify(image) if resampled else image
    scale = longer_px / max(look.width_mm, look.height_mm)
    size = (max(16, round(look.width_mm * scale)), max(16, round(look.height_mm * scale)))
    camera = camera_of(look, size)
    layers = tuple(_layer(rectify_mask(m, image) if resampled else m) for m in masks)
    window = WindowSetting(
        center=mark.window_center, width=mark.window_width, function=mark.window_function
    )
    cuts = tuple(HalfSpace(point, normal) for point, normal in look.cut_planes)
    surfaces = _surfaces(layers) if settings.shows_segments else ()
    scene = VolumeScene(
        volume=shown,
        look=settings.look(window),
        camera=camera,
        size=size,
        kept=(*box_planes(shown.geometry, settings.box), *cuts),
        surfaces=drawn_surfaces(surfaces, settings),
        inside=layers if settings.only_segments else (),
        shows_volume=settings.shows_volume and bool(layers or not settings.only_segments),
    )
    renderer = VolumeRenderer()
    try:
        made = renderer.sharp(scene)
    finally:
        renderer.close()
    if made is None:
        raise InputError(Message("The three-dimensional picture could not be made."))
    view = VolumeView(image, shown, trusted, mark.stack_id)
    return _lettered(made.pixels, view, settings, camera)


def _layer(mask: Mask) -> MaskLayer:
    return MaskLayer(
        mask,
        tuple(SegmentStyle(s.number, s.color_rgb, 0.25, dashed=False) for s in mask.segments),
    )


def _surfaces(layers: tuple[MaskLayer, ...]) -> tuple[ShownSurface, ...]:
    found = []
    for layer in layers:
        for style in layer.styles:
            if layer.mask.geometry is None:
                continue
            surface = segment_surface(layer.mask.labels, style.number, layer.mask.geometry)
            if surface is not None:
                red, green, blue = (part / 255 for part in style.color_rgb)
                opacity = surface_opacity(style.fill_opacity)
                found.append(ShownSurface(surface, (red, green, blue), opacity))
    return tuple(found)


def _lettered(
    pixels: NDArray[np.uint8], view: VolumeView, settings: VolumeSettings, camera: VolumeCamera
) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    given = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    image = given.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    text = volume_text(view, settings, camera, (), text_mode=1)
    paint_volume_overlay(painter, QRectF(0, 0, width, height), view, camera, text, None)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    # Blue comes first in memory.
    return np.ascontiguousarray(rows[:, : 4 * width].reshape(height, width, 4)[..., 2::-1])
