"""What is being edited: the chosen segment, the brush, the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from workstation.domain.image import Image
from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import Mask, Segment
from workstation.language import tr
from workstation.scene.sources import FlatView, VolumeView
from workstation.segmentation.edit_input import EditInput
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.placing import grid_of, is_uneven, lies_on, values_of
from workstation.segmentation.rules import EditRules
from workstation.services.edit_segments import CheckFn, Cut, IslandChoice
from workstation.session.workspace import Workspace
from workstation.viewer.slice_viewport import SliceViewport

SMALLEST_MM, LARGEST_MM = 0.5, 100.0
_RADIUS_STEP = 1.15

Operation = Callable[[EditInput, CheckFn], LabelPatch | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSettings:
    """How the tools edit.

    Parameters
    ----------
    radius_mm : float
        Of the brush; pixels where their size is not known.
    rules : EditRules
        Overlap, inside and masking range as chosen; locks and hidden segments are added.
    tolerance : float
        Of region growing, around the value that is clicked.
    cut : Cut
        What scissors do.
    depth_mm : float or None
        Half depth of scissors; None cuts through everything.
    click : IslandChoice
        What a click on a part of a segment does.
    """

    radius_mm: float = 6.0
    rules: EditRules = field(default_factory=EditRules)
    tolerance: float = 50.0
    cut: Cut = Cut.ERASE_INSIDE
    depth_mm: float | None = None
    click: IslandChoice = IslandChoice.REMOVE_CLICKED


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EditTarget:
    """The chosen segment on the image of a viewport."""

    mask: Mask
    segment: Segment
    grid: EditGrid
    values: NDArray[Any] | None
    rules: EditRules
    is_film: bool

    def given(self) -> EditInput:
        """What an operation works on."""
        return EditInput(
            labels=self.mask.labels,
            values=self.values,
            grid=self.grid,
            number=self.segment.number,
            rules=self.rules,
        )

    def place(self, viewport: SliceViewport, row: float, column: float) -> NDArray[np.float64]:
        """A point of the picture as the grid counts, (3,)."""
        view = viewport.view
        if view is None:
            raise LookupError("the viewport is empty")
        if self.is_film:
            index = min(viewport.index, self.grid.shape_kji[0] - 1)
            return self.grid.to_points((index, row, column))
        return np.asarray(view.to_point(viewport.plane, viewport.index, row, column))

    def axes(self, viewport: SliceViewport) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Unit vectors in which rows and columns of the picture grow."""
        if self.is_film or viewport.view is None:
            return np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
        row, column = (np.asarray(d) for d in viewport.view.directions(viewport.plane))
        # On a sheared plane the second one is turned to a right angle.
        column = column - row * float(row @ column)
        return row, column / np.linalg.norm(column)


class SegmentEditing(QObject):
    """The chosen segment and the settings of every editing tool."""

    changed = Signal()
    touching = Signal()
    """A stroke begins."""
    told = Signal(str)
    """A line for the reader: why nothing was done."""
    wanted = Signal(object, object, object)
    """EditTarget, words and Operation to do by a job."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.settings = EditSettings()
        self.mask_id = ""
        self.number = 0
        self.is_busy = False

    def choose(self, mask_id: str, number: int) -> None:
        """Edit this segment from now on."""
        if (mask_id, number) != (self.mask_id, self.number):
            self.mask_id, self.number = mask_id, number
            self.changed.emit()

    def set(self, **changes: Any) -> None:  # noqa: ANN401 - fields of EditSettings
        """Change settings by name."""
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            self.settings = settings
            self.changed.emit()

    def step_radius(self, steps: float) -> None:
        """Make the brush larger or smaller by steps of 15 %."""
        radius = self.settings.radius_mm * _RADIUS_STEP**steps
        self.set(radius_mm=float(np.clip(radius, SMALLEST_MM, LARGEST_MM)))

    @property
    def color(self) -> tuple[int, int, int]:
        """Color of the chosen segment."""
        return self.workspace.segment_display(self.mask_id, self.number).color_rgb

    def rules_of(self, mask: Mask) -> EditRules:
        """The chosen rules with the locks and hidden segments of a mask."""
        shown = self.workspace.segment_display
        hidden = frozenset(s.number for s in mask.segments if not shown(mask.id, s.number).visible)
        locked = self.workspace.segmentation.locked(mask.id)
        return replace(self.settings.rules, locked=locked, hidden=hidden)

    def target_on(self, image: Image) -> EditTarget | str:
        """The chosen segment on an image, or why it cannot be edited there."""
        mask = self.workspace.segmentation.get(self.mask_id)
        segment = None
        if mask is not None:
            segment = next((s for s in mask.segments if s.number == self.number), None)
        if mask is None or segment is None:
            return tr("Choose a segment to edit, or make a new segmentation.")
        refusal = ""
        if self.is_busy:
            refusal = tr("An operation is running; wait or cancel it.")
        elif not lies_on(mask, image):
            refusal = tr("“{label}” belongs to another image.", label=segment.label)
        elif is_uneven(image):
            refusal = tr("Slices of this series lie unevenly; segments are not edited on it.")
        elif segment.number in self.workspace.segmentation.locked(mask.id):
            refusal = tr("“{label}” is locked.", label=segment.label)
        elif not self.workspace.segment_display(mask.id, segment.number).visible:
            refusal = tr("“{label}” is hidden; show it first.", label=segment.label)
        if refusal:
            return refusal
        return EditTarget(
            mask=mask,
            segment=segment,
            grid=grid_of(image),
            values=values_of(image),
            rules=self.rules_of(mask),
            is_film=mask.geometry is None,
        )

    def target_in(self, viewport: SliceViewport) -> EditTarget | None:
        """The chosen segment on what a viewport shows; None, and the reader is told why."""
        view = viewport.view
        if not isinstance(view, VolumeView | FlatView):
            return None
        found: EditTarget | str = self.target_on(view.image)
        if viewport.slab_mm > 0:
            found = tr("Turn off the slab: segments are edited on single planes.")
        if isinstance(found, str):
            self.told.emit(found)
            return None
        return found
