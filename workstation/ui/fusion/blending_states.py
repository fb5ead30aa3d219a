"""Blending presentation states, shown by fusion."""

from __future__ import annotations

from collections.abc import Callable

from workstation.domain.display_objects import Blending
from workstation.imaging.color_tables import own_table
from workstation.imaging.presentation import palette_table
from workstation.language import tr
from workstation.session.workspace import Workspace
from workstation.ui.fusion.controller import FusionController
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage


def blender(
    workspace: Workspace, stage: Stage, fusion: FusionController
) -> Callable[[SliceViewport, Blending], str]:
    """What lays the superimposed series of a state over a viewport.

    The callable returns why it was not done, in words; else nothing.
    """

    def blend(viewport: SliceViewport, blending: Blending) -> str:
        place = workspace.place(viewport.view.stack_id) if viewport.view is not None else None
        if place is None:
            return ""
        if place.series.series_instance_uid not in blending.underlying:
            return tr("Blending is not applied: it is shown on the series that lies below.")
        if viewport.view is not stage.view:
            return ""
        upper = next(
            (
                each
                for each in fusion.candidates
                if each.series.series_instance_uid in blending.superimposed
            ),
            None,
        )
        if upper is None:
            return tr("Blending is not applied: the upper series is not open or has no place here.")
        fusion.choose(upper.stack.id)
        settings: dict[str, object] = {"opacity": blending.opacity}
        if blending.window is not None:
            half = blending.window.width / 2
            settings["low"] = blending.window.center - half
            settings["high"] = blending.window.center + half
            settings["threshold"] = blending.window.center - half
        if blending.palette is not None:
            settings["table"] = own_table(palette_table(blending.palette))
        fusion.change(**settings)
        return ""

    return blend
