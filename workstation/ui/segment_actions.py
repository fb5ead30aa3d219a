"""What the actions of the segmentation menu do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workstation.ui.panels.segment_editor import SegmentEditorPanel
from workstation.ui.segment_controller import SegmentController
from workstation.viewer.language import tr


def segment_handlers(
    controller: SegmentController,
    panel: SegmentEditorPanel,
    show: Callable[[], object],
    ask_path: Callable[[str], Path | None],
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does.

    Parameters
    ----------
    show : callable
        Brings the panel to the front.
    ask_path : callable
        Asks where to write a file, given a name; None when cancelled.
    """
    editing = controller.editing

    def step(by: int) -> None:
        count = panel.model.rowCount()
        if count:
            row = panel.model.row_of(editing.mask_id, editing.number)
            mask, segment = panel.model.segment((row + by) % count)
            editing.choose(mask.id, segment.number)

    def begin(_on: bool) -> None:
        show()
        controller.new_segmentation()

    def export(_on: bool) -> None:
        if controller.chosen is None:
            controller.told.emit(tr("Choose a segment of the segmentation to export."))
        elif (path := ask_path("segmentation.dcm")) is not None:
            controller.export(path)

    return {
        "export_segmentation": export,
        "new_segmentation": begin,
        "add_segment": lambda _on: controller.add_segment(),
        "previous_segment": lambda _on: step(-1),
        "next_segment": lambda _on: step(1),
        "brush_smaller": lambda _on: editing.step_radius(-1),
        "brush_larger": lambda _on: editing.step_radius(1),
        "measure_stale": lambda _on: controller.measure_stale(),
        "cancel_operation": lambda _on: controller.cancel(),
    }
