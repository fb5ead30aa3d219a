"""What the viewer asks of presentation states, without a window."""

from __future__ import annotations

import numpy as np

from workstation.domain.display_objects import DisplayObjects, PresentationState
from workstation.domain.image import Image
from workstation.domain.study import Stack
from workstation.imaging.grayscale import apply_voi_lut, apply_window
from workstation.imaging.presentation import (
    area_points,
    area_size,
    graphic_outline,
    needs_table,
    palette_table,
    presentation_table,
    turned_and_flipped,
)


def use_states(objects: DisplayObjects, stack: Stack, image: Image) -> None:
    """Apply each state to the first image of a stack."""
    for state in objects.states:
        _use(state, stack, image)


def _use(state: PresentationState, stack: Stack, image: Image) -> None:
    first = stack.frames[0]
    uid = first.sop_instance_uid
    turned_and_flipped(state.quarter_turns, flip_horizontal=state.flip_horizontal)
    area = state.area_of(uid, 0)
    if area is not None:
        area_size(area)
        area_points(
            [(0, 0), (1, 1)], area, state.quarter_turns, flip_horizontal=state.flip_horizontal
        )
    for graphic in state.graphics:
        graphic_outline(graphic)
    if state.palette is not None:
        palette_table(state.palette)
    vois = state.vois_of(uid, 0)
    voi = vois[0] if vois else None
    values = np.asarray(image.array)
    if needs_table(state, voi, first.rescale):
        if values.dtype.kind in "iu":
            limits = (int(values.min()), int(values.max()))
            table = presentation_table(state, voi, limits, first.rescale, (0, 4095))
            apply_voi_lut(values, table, inverted=state.inverse)
    elif voi is not None and voi.window is not None:
        apply_window(values, voi.window, inverted=state.inverse)
