"""What the actions of the segmentation menu do."""

from __future__ import annotations

from collections.abc import Callable

from workstation.ui.segmenting.controller import SegmentController
from workstation.ui.segmenting.editor_panel import SegmentEditorPanel
from workstation.ui.segmenting.export import NIFTI_NAME, SEG_NAME, SegmentExport


def segment_handlers(
    controller: SegmentController,
    panel: SegmentEditorPanel,
    show: Callable[[], object],
    export: SegmentExport,
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does.

    Parameters
    ----------
    show : callable
        Brings the panel to the front.
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

    return {
        "export_segmentation": lambda _on: export.ask(SEG_NAME),
        "export_nifti": lambda _on: export.ask(NIFTI_NAME),
        "new_segmentation": begin,
        "add_segment": lambda _on: controller.add_segment(),
        "previous_segment": lambda _on: step(-1),
        "next_segment": lambda _on: step(1),
        "brush_smaller": lambda _on: editing.step_radius(-1),
        "brush_larger": lambda _on: editing.step_radius(1),
        "measure_stale": lambda _on: controller.measure_stale(),
        "cancel_operation": lambda _on: controller.cancel(),
    }
