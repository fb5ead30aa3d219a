"""Applying a presentation state to a viewport: grey values, turn, mirror, displayed area."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workstation.domain.display_objects import (
    DisplayedArea,
    PresentationState,
    Reference,
    SoftcopyVoi,
    StateKind,
)
from workstation.domain.pixel_source import PixelSource
from workstation.domain.study import FrameRef, Stack, WindowSetting
from workstation.imaging.color_tables import GREY, own_table
from workstation.imaging.presentation import (
    VoiTable,
    area_size,
    needs_table,
    palette_table,
    presentation_table,
)
from workstation.imaging.windows import initial_window
from workstation.language import say, tr
from workstation.presets.window_presets import window_presets
from workstation.scene.acquired import AcquiredPicture, acquired_picture
from workstation.scene.camera import Camera
from workstation.scene.image_view import ViewFrame
from workstation.viewer.slice_viewport import SliceViewport


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a state asks for one image; equal where nothing changes from image to image."""

    covered: bool = False
    voi: SoftcopyVoi | None = None
    area: DisplayedArea | None = None
    rescale: tuple[float, float] = (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a viewport showed its image before a state was applied."""

    window: WindowSetting
    inverted: bool
    use_voi_lut: bool
    state_table: VoiTable | None
    color_table: str
    camera: Camera


def look_of(viewport: SliceViewport) -> Look:
    """How a viewport shows its image now."""
    return Look(
        viewport.window_setting, viewport.inverted, viewport.use_voi_lut,
        viewport.state_table, viewport.color_table, viewport.camera,
    )  # fmt: skip


def put_back(viewport: SliceViewport, look: Look) -> None:
    """Show an image as before."""
    viewport.set_window(look.window, inverted=look.inverted, use_voi_lut=look.use_voi_lut)
    viewport.state_table = look.state_table
    viewport.set_color_table(look.color_table)
    viewport.set_camera(look.camera)
    viewport.refresh()


def wanted(
    viewport: SliceViewport, state: PresentationState, stack: Stack, voi_number: int = 0
) -> Wanted | None:
    """What a state asks for the image that a viewport shows.

    Parameters
    ----------
    viewport : SliceViewport
        Shows the stack.
    state : PresentationState
        References images of it.
    stack : Stack
        For the modality transform of its images.
    voi_number : int
        Which of several windows and tables on offer.

    Returns
    -------
    Wanted or None
        None on planes that are no image of the stack.
    """
    if viewport.view is None:
        return None
    picture = acquired_picture(viewport.view, viewport.plane, viewport.index)
    if picture is None:
        return None
    place = (picture.uid, picture.frame)
    if not state.reference.includes(*place):
        return Wanted()
    vois = state.vois_of(*place)
    voi = vois[min(voi_number, len(vois) - 1)] if vois else None
    area = state.area_of(*place)
    # Items of other images that ask for the same are the same.
    return Wanted(
        covered=True,
        voi=None if voi is None else replace(voi, reference=Reference()),
        area=None if area is None else replace(area, reference=Reference()),
        rescale=stack.frames[picture.slice_k].rescale,
    )


def apply_state(
    viewport: SliceViewport,
    state: PresentationState,
    stack: Stack,
    asked: Wanted,
    before: Wanted | None = None,
) -> str:
    """Show an image as a state wants it.

    Parameters
    ----------
    viewport, state, stack
        As for `wanted`.
    asked : Wanted
        What it found.
    before : Wanted or None
        What was applied to the image shown before; what stays the same is left as the reader
        may have changed it. None applies everything.

    Returns
    -------
    str
        What could not be applied, in words; else nothing.
    """
    frame = viewport.frame()
    picture = (
        acquired_picture(viewport.view, viewport.plane, viewport.index)
        if viewport.view is not None
        else None
    )
    if picture is None or frame is None:
        return tr("The presentation state is shown on acquired planes only.")
    notes = []
    same_grey = before is not None and (before.voi, before.rescale) == (asked.voi, asked.rescale)
    if frame.is_color:
        if state.kind is not StateKind.COLOR and (state.vois or state.palette):
            notes.append(tr("The image is in color: grey values of the state are not applied."))
    elif not same_grey:
        notes.append(_apply_grey(viewport, state, stack, asked, picture))
        own = own_table(palette_table(state.palette)) if state.palette is not None else GREY
        if state.kind is StateKind.PSEUDO_COLOR:
            viewport.set_color_table(own)
    if before is None or before.area != asked.area:
        notes.append(_apply_camera(viewport, state, asked.area, picture, frame))
    if state.kind is StateKind.OTHER:
        notes.append(tr("Only graphics and window of this kind of presentation state are shown."))
    if state.not_applied:
        missing = ", ".join(say(each) for each in state.not_applied)
        notes.append(tr("Not applied of the presentation state: {what}.", what=missing))
    return " ".join(note for note in notes if note)


def _apply_grey(
    viewport: SliceViewport,
    state: PresentationState,
    stack: Stack,
    asked: Wanted,
    picture: AcquiredPicture,
) -> str:
    voi = asked.voi
    first = stack.frames[picture.slice_k]
    if not needs_table(state, voi, first.rescale):
        window = voi.window if voi is not None and voi.window is not None else None
        note = ""
        if window is None and viewport.view is not None:
            # No VOI means that every stored value is shown (PS3.4 N.2); a window that the file
            # itself brings is kept, since CT and MR would be flat without one.
            image = viewport.view.image
            asks = initial_window(image, window_presets()) if image.windows else None
            window = asks or _whole_range(first)
            if asks or not window:
                note = tr("The presentation state has no window: as the file asks.")
        viewport.set_window(window or viewport.window_setting, inverted=state.inverse)
        return note
    array = viewport.view.image.array if viewport.view is not None else np.zeros(0)
    own_table = first.pixels.format.modality_lut if first.pixels is not None else None
    if array.dtype.kind not in "iu" or first.pixels is None or own_table is not None:
        return tr("The lookup tables of the presentation state do not fit the values of the image.")
    stored = _stored_range(first.pixels)
    values = (int(array.min()), int(array.max()))
    table = presentation_table(state, voi, values, first.rescale, stored)
    viewport.set_window(viewport.window_setting, inverted=state.inverse, use_voi_lut=True)
    viewport.state_table = table
    viewport.refresh()
    return ""


def _stored_range(pixels: PixelSource) -> tuple[int, int]:
    """Smallest and largest value that can be stored."""
    bits = pixels.format.bits_stored
    if pixels.format.signed:
        return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    return 0, 2**bits - 1


def _whole_range(frame: FrameRef) -> WindowSetting | None:
    """The window that shows every value that can be stored; None where that is not known."""
    if frame.pixels is None or frame.pixels.format.modality_lut is not None:
        return None
    slope, intercept = frame.rescale
    low, high = sorted(value * slope + intercept for value in _stored_range(frame.pixels))
    return WindowSetting(
        center=(low + high) / 2, width=high - low, function="LINEAR_EXACT",
        explanation="Full range",
    )  # fmt: skip


def _apply_camera(
    viewport: SliceViewport,
    state: PresentationState,
    area: DisplayedArea | None,
    picture: AcquiredPicture,
    frame: ViewFrame,
) -> str:
    camera = replace(
        Camera(anchor_x=viewport.camera.anchor_x),
        quarter_turns=state.quarter_turns,
        flip_horizontal=state.flip_horizontal,
    )
    shape = (frame.values.shape[0], frame.values.shape[1])
    note = ""
    if area is not None:
        scale, note = _stated_scale(viewport, area, frame)
        if scale is not None or area_size(area)[1] != shape:
            camera = _on_area(camera, area, scale, picture, frame, viewport)
    viewport.set_camera(camera)
    return note


def _stated_scale(
    viewport: SliceViewport, area: DisplayedArea, frame: ViewFrame
) -> tuple[float | None, str]:
    """The scale that an area asks for, and why it cannot be had; None fits the area."""
    if area.size_mode == "MAGNIFY" and area.magnification:
        return area.magnification / frame.pixel_rc[1], ""
    if area.size_mode != "TRUE SIZE":
        return None, ""
    px_per_mm, _measured = viewport.screen_px_per_mm()
    spacing = area.spacing_rc_mm or frame.spacing_rc_mm
    if px_per_mm is None or spacing is None:
        return None, tr("Not shown in true size: the size of pixels or screen is not known.")
    return px_per_mm * spacing[1] / frame.pixel_rc[1], ""


def _on_area(
    camera: Camera,
    area: DisplayedArea,
    scale: float | None,
    picture: AcquiredPicture,
    frame: ViewFrame,
    viewport: SliceViewport,
) -> Camera:
    (column, row), part = area_size(area)
    size = (float(viewport.width()), float(viewport.height()))
    chosen = scale or camera.fit_scale(part, frame.pixel_rc, size)
    x, y = picture.matrix @ (column, row, 1.0)
    shape = (frame.values.shape[0], frame.values.shape[1])
    return replace(camera, scale=chosen).centered_on(
        (float(y), float(x)), shape, frame.pixel_rc, size
    )
