"""Applying a presentation state to a viewport: window or table, turn, mirror, displayed area."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workstation.domain.display_objects import DisplayedArea, PresentationState
from workstation.domain.study import Stack
from workstation.imaging.presentation import area_size, needs_table, presentation_table
from workstation.viewer.acquired import AcquiredPicture, acquired_picture
from workstation.viewer.camera import Camera
from workstation.viewer.image_view import ViewFrame
from workstation.viewer.language import tr
from workstation.viewer.slice_viewport import SliceViewport


def apply_state(viewport: SliceViewport, state: PresentationState, stack: Stack) -> str:
    """Show an image as a state wants it.

    Graphics are drawn on every image that the state references; grey values, turn and
    displayed area belong to a whole viewport and are taken only where the state references
    every image of the stack.

    Parameters
    ----------
    viewport : SliceViewport
        Shows the stack.
    state : PresentationState
        References images of it.
    stack : Stack
        For the modality transform of its images.

    Returns
    -------
    str
        What could not be applied, in words; else nothing.
    """
    if viewport.view is None:
        return ""
    whole = all(state.reference.includes(f.sop_instance_uid, f.frame_index) for f in stack.frames)
    if not whole:
        return tr("The presentation state covers some images: only its graphics are shown.")
    picture = acquired_picture(viewport.view, viewport.plane, viewport.index)
    frame = viewport.frame()
    if picture is None or frame is None:
        return tr("The presentation state is shown on acquired planes only.")
    note = "" if frame.is_color else _apply_grey(viewport, state, stack, picture)
    _apply_camera(viewport, state, picture, frame)
    return note


def _apply_grey(
    viewport: SliceViewport, state: PresentationState, stack: Stack, picture: AcquiredPicture
) -> str:
    place = (picture.uid, picture.frame)
    voi = next((v for v in state.vois if v.reference.includes(*place)), None)
    first = stack.frames[picture.slice_k]
    if not needs_table(state, voi, first.rescale):
        window = voi.window if voi is not None and voi.window is not None else None
        viewport.set_window(window or viewport.window_setting, inverted=state.inverse)
        return ""
    array = viewport.view.image.array if viewport.view is not None else np.zeros(0)
    own_table = first.pixels.format.modality_lut if first.pixels is not None else None
    if array.dtype.kind not in "iu" or first.pixels is None or own_table is not None:
        return tr("The lookup tables of the presentation state do not fit the values of the image.")
    bits = first.pixels.format.bits_stored
    stored = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    if not first.pixels.format.signed:
        stored = (0, 2**bits - 1)
    values = (int(array.min()), int(array.max()))
    table = presentation_table(state, voi, values, first.rescale, stored)
    viewport.set_window(viewport.window_setting, inverted=state.inverse, use_voi_lut=True)
    viewport.state_table = table
    viewport.refresh()
    return ""


def _apply_camera(
    viewport: SliceViewport,
    state: PresentationState,
    picture: AcquiredPicture,
    frame: ViewFrame,
) -> None:
    camera = replace(
        Camera(anchor_x=viewport.camera.anchor_x),
        quarter_turns=state.quarter_turns,
        flip_horizontal=state.flip_horizontal,
    )
    area = next((a for a in state.areas if a.reference.includes(picture.uid, picture.frame)), None)
    shape = (frame.values.shape[0], frame.values.shape[1])
    if area is not None and (area_size(area)[1] != shape or area.size_mode == "MAGNIFY"):
        camera = _on_area(camera, area, picture, frame, viewport)
    viewport.set_camera(camera)


def _on_area(
    camera: Camera,
    area: DisplayedArea,
    picture: AcquiredPicture,
    frame: ViewFrame,
    viewport: SliceViewport,
) -> Camera:
    (column, row), part = area_size(area)
    size = (float(viewport.width()), float(viewport.height()))
    if area.size_mode == "MAGNIFY" and area.magnification:
        scale = area.magnification / frame.pixel_rc[1]
    else:
        scale = camera.fit_scale(part, frame.pixel_rc, size)
    x, y = picture.matrix @ (column, row, 1.0)
    shape = (frame.values.shape[0], frame.values.shape[1])
    return replace(camera, scale=scale).centered_on(
        (float(y), float(x)), shape, frame.pixel_rc, size
    )
