"""What is painted of a viewport: its state, as the painters read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QColor

from workstation.domain.study import WindowSetting
from workstation.imaging.planes import PlaneName
from workstation.imaging.presentation import VoiTable
from workstation.measuring.annotation_place import PlacedAnnotation
from workstation.scene.camera import ViewTransform
from workstation.scene.reference_lines import ReferenceLine
from workstation.scene.sampling import Sampling
from workstation.scene.sources import ImageView, Point, ViewFrame
from workstation.viewer.box_painter import Box
from workstation.viewer.display_objects import ShownObjects
from workstation.viewer.enhancement import EnhancementLayer
from workstation.viewer.fusion import FusionLayer
from workstation.viewer.layers import HeatLayer, MaskLayer
from workstation.viewer.magnifier import Lens
from workstation.viewer.tool_outline import ToolOutline


class PaintedViewport(Protocol):
    """The part of a `SliceViewport` that painters need; each field means what it means there."""

    plane: PlaneName
    view: ImageView | None
    index: int
    window_setting: WindowSetting
    inverted: bool
    use_voi_lut: bool
    state_table: VoiTable | None
    table_words: str
    phase: tuple[str, str]
    objects: ShownObjects | None
    slab_mm: float
    slab_mode: str
    crosshair: Point | None
    crosshair_handles: bool
    crosshair_marked: bool
    guide_planes: frozenset[PlaneName]
    reference_lines: tuple[ReferenceLine, ...]
    layers: tuple[MaskLayer, ...]
    heat: HeatLayer | None
    enhancement: EnhancementLayer | None
    centerline: tuple[Point, ...]
    marked_row: float | None
    fusion: FusionLayer | None
    color_table: str
    box: Box | None
    show_masks: bool
    selected_annotation: str
    text_mode: int
    name_color: QColor | None
    cursor_text: str
    corner_room: QSizeF
    is_key_image: Callable[[], bool]
    message: str
    is_active: bool
    tool_outline: ToolOutline | None
    lens: Lens | None
    screen_px_per_mm: Callable[[], tuple[float | None, bool]]

    @property
    def frame_key(self) -> tuple[object, ...]:
        """What the picture that was made last depends on."""
        ...

    @property
    def sampling(self) -> Sampling:
        """How the values on the screen came from the voxels."""
        ...

    @property
    def enhanced_words(self) -> str:
        """What was done to the picture on the screen."""
        ...

    def rect(self) -> QRect:
        """Its place on the screen, pixels."""
        ...

    def frame(self) -> ViewFrame | None:
        """The picture that is shown, before windowing."""
        ...

    def transform_now(self) -> ViewTransform | None:
        """Between picture and screen pixels; None while empty."""
        ...

    def letters(self) -> tuple[str, str, str, str]:
        """Orientation letters at the left, right, top and bottom."""
        ...

    def placed_annotations(self) -> list[PlacedAnnotation]:
        """Annotations that lie on the plane that is shown."""
        ...
