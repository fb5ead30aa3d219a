"""Drives the reading room on real series: layouts, priors, planes, fusion, editing, enhancement.

Part of ``python -m benchmarks.screenshots``; every step waits for what it asks for, and stops the
script when that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from benchmarks.tour import SHARED, Tour
from workstation.imaging.planes import PlaneName
from workstation.scene.curved_view import CurvedView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.tools.base import ToolName
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.help.display_patterns import DisplayPatterns
from workstation.ui.help.palette import Palette
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.layout.registration_dialog import RegistrationDialog
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.measuring.region_numbers_dialog import TimeCurveDialog
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.viewer.crosshair import handle_distance
from workstation.viewer.slice_viewport import SliceViewport


def _idle(tour: Tour) -> None:
    tour.wait("the jobs", lambda: not tour.window.jobs.running, 300)
    tour.settle(0.2)


def _require(what: str, done: bool) -> None:
    if not done:
        raise SystemExit(f"the tour did not get there: {what}")


def priors(tour: Tour) -> None:
    """Two dates of one brain: hung by protocol, registered, and followed."""
    window = tour.window
    tour.open(SHARED / "mr_brain_tumour_pgbm001")
    _idle(tour)
    area = window.features[BoardFeature].area
    _require("four sequences", len(area.frames) == 4)
    if not any(frame.is_prior for frame in area.frames):
        tour.do("next_stage")
        _idle(tour)
    _require("a prior", any(frame.is_prior for frame in area.frames))
    checks: list[RegistrationDialog] = []
    window.features[LayoutFeature].registration.checking.connect(checks.append)
    tour.do("register")
    tour.wait("the registration", lambda: bool(checks), 300)
    tour.settle(0.3)
    tour.save("registration-check", checks[0])
    checks[0].link.click()
    first = window.features[BoardFeature].area.frames[0].viewport
    first.set_index(first.index + 4)
    tour.shot("mr-prior")


def fusion(tour: Tour) -> None:
    """PET over CT, in three planes."""
    window = tour.window
    tour.open(SHARED / "petctmr_sarcoma_sts_019")
    _idle(tour)
    ct = next(
        p for p in window.features[StudiesFeature].model.stacks() if p.series.modality == "CT"
    )
    pet = next(
        p for p in window.features[StudiesFeature].model.stacks() if p.series.modality == "PT"
    )
    tour.do("layout_mpr")
    window.features[BoardFeature].display.show_stack(ct.stack.id)
    _idle(tour)
    window.features[FusionFeature].controller.choose(pet.stack.id)
    tour.wait("the fusion", lambda: window.features[FusionFeature].controller.layer is not None)
    for _ in range(2):
        tour.do("next_image")
    tour.show_panel("Fusion")
    tour.shot("pet-ct-fusion")
    window.docks.close()
    window.features[LayoutFeature].hanging.apply(
        window.features[LayoutFeature].hanging.suitable()[0], 0
    )
    _idle(tour)
    tour.settle(1.0)
    tour.shot("pet-ct")


def planes(tour: Tour, chest: Path) -> None:
    """Turned planes with a slab, then a curved plane along the trachea."""
    window = tour.window
    tour.open(chest)
    _idle(tour)
    tour.do("layout_mpr-square")
    _idle(tour)
    window.features[MouseFeature].toolbox.choose(ToolName.CROSSHAIR)
    viewport = _plane(tour, PlaneName.AXIAL)
    window.features[BoardFeature].area.stage.set_active(viewport)
    start, end = _turning_handle(viewport)
    _drag(viewport, start, end)
    _idle(tour)
    tour.do("preset_2")
    tour.shot("ct-oblique")
    tour.do("reset_planes")
    tour.do("layout_automatic")


def measuring(tour: Tour) -> None:
    """Cobb angle, both axes, a circle and a spline on one slice."""
    window = tour.window
    tour.do("layout_grid-1x1")
    _idle(tour)
    tour.do("preset_3")
    viewport = tour.viewport
    rows, columns = _shape(viewport)
    for tool, points in (
        (AnnotationKind.BIDIRECTIONAL, ((0.42, 0.30), (0.62, 0.36), (0.52, 0.26), (0.53, 0.40))),
        (AnnotationKind.CIRCLE, ((0.55, 0.70), (0.60, 0.75))),
        (AnnotationKind.COBB, ((0.70, 0.42), (0.69, 0.56), (0.80, 0.42), (0.84, 0.57))),
    ):
        window.features[MouseFeature].toolbox.choose(tool)
        for row, column in points:
            transform = viewport.transform_now()
            if transform is None:
                raise SystemExit("nothing is shown")
            at = QPoint(*(round(v) for v in transform.to_screen(row * rows, column * columns)))
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
        QTest.keyClick(viewport, Qt.Key.Key_Escape)
    _require("three measurements", len(window.workspace.annotations) >= 3)
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    window.docks.bring_to_front(window.features[MeasuringFeature].panel)
    tour.shot("ct-measuring")
    for annotation in window.workspace.annotations:
        window.workspace.delete_annotation(annotation.id)


def curved(tour: Tour, chest: Path) -> None:
    """A centerline down the trachea, laid straight, with the cross-section."""
    window = tour.window
    tour.open(chest)
    _idle(tour)
    tour.do("preset_1")
    window.features[MouseFeature].toolbox.choose(ToolName.CENTERLINE)
    coronal = _plane(tour, PlaneName.CORONAL)
    window.features[BoardFeature].area.stage.set_active(coronal)
    rows, columns = _shape(coronal)
    for row, column in ((0.06, 0.51), (0.2, 0.505), (0.36, 0.50), (0.52, 0.53), (0.68, 0.6)):
        transform = coronal.transform_now()
        if transform is None:
            raise SystemExit("nothing is shown")
        at = QPoint(*(round(v) for v in transform.to_screen(row * rows, column * columns)))
        QTest.mouseClick(coronal, Qt.MouseButton.LeftButton, pos=at)
    tour.do("curved_mpr")
    _idle(tour)
    _require("a straightened picture", isinstance(coronal.view, CurvedView))
    tour.do("end_curved_mpr")
    tour.do("delete_centerline")
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)


def segments(tour: Tour) -> None:
    """Paint, grow and smooth a segment; the panel of the editor."""
    window = tour.window
    tour.do("layout_automatic")
    _idle(tour)
    tour.do("preset_3")
    tour.do("new_segmentation")
    viewport = _plane(tour, PlaneName.AXIAL)
    window.features[BoardFeature].area.stage.set_active(viewport)
    window.features[MouseFeature].toolbox.editing.set(radius_mm=14.0)
    tour.do("tool_brush")
    rows, columns = _shape(viewport)
    for row, column in ((0.45, 0.45), (0.52, 0.5), (0.5, 0.58)):
        transform = viewport.transform_now()
        if transform is None:
            raise SystemExit("nothing is shown")
        start = QPointF(*transform.to_screen(row * rows, column * columns))
        _drag(viewport, start, start + QPointF(26, 14))
        tour.wait("the stroke", lambda: not window.features[MouseFeature].toolbox.editing.is_busy)
    _idle(tour)
    _require("a painted segment", any(mask.labels.any() for mask in window.workspace.masks))
    panel = window.features[SegmentingFeature].editor.operations
    panel.operation.setCurrentIndex(panel.operation.findText("Margin"))
    panel.margin_mm.setValue(5.0)
    panel.preview.setChecked(True)
    tour.wait("the preview", lambda: window.features[SegmentingFeature].controller.preview.is_shown)
    _idle(tour)
    before = sum(int(mask.labels.sum()) for mask in window.workspace.masks)
    window.features[SegmentingFeature].editor.update()
    tour.shot("ct-segment-editor")
    panel.apply.click()
    _idle(tour)
    after = sum(int(mask.labels.sum()) for mask in window.workspace.masks)
    _require("a margin", after > before)
    tour.do("undo")
    tour.do("undo")
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)


def three_dimensions(tour: Tour) -> None:
    """Planes and the bones in three dimensions, then the picture alone."""
    window = tour.window
    tour.do("layout_mpr-volume")
    _idle(tour)
    frame = next(frame for frame in window.features[BoardFeature].area.frames if frame.shows_volume)
    volume = frame.volume
    if volume is None:
        raise SystemExit("there is no picture in three dimensions")
    tour.wait("the picture", lambda: volume.is_settled and volume.rendering is not None, 120)
    _require(volume.fault or "a picture", not volume.fault)
    tour.shot("ct-volume")
    tour.do("layout_automatic")


def over_time(tour: Tour) -> None:
    """A moving knee: phases stepped and played, and the course of a region."""
    window = tour.window
    tour.open(SHARED / "enhanced_multiframe" / "mr_knee_moving_19fr_temporal.dcm")
    _idle(tour)
    viewport = tour.viewport
    rows, columns = _shape(viewport)
    window.features[MouseFeature].toolbox.choose(AnnotationKind.ELLIPSE)
    tour.drag((rows * 0.4, columns * 0.4), (rows * 0.55, columns * 0.55))
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    (region,) = window.workspace.annotations
    if window.features[BoardFeature].area.frame_bar.isVisible():
        window.features[BoardFeature].area.frame_bar.play.setChecked(True)
        tour.settle(0.5)
        window.features[BoardFeature].area.frame_bar.play.setChecked(False)
    window.features[MeasuringFeature].controller.show_course(region, viewport)
    tour.wait("the curve", lambda: bool(window.findChildren(TimeCurveDialog)))
    curves = window.findChildren(TimeCurveDialog)
    tour.settle(0.3)
    _require("a curve over all frames", len(curves[0].plot.xs) > 2)
    tour.save("time-curve", curves[0])
    curves[0].reject()


def displayed_as_sent(tour: Tour) -> None:
    """A presentation state with its graphics, and a cine."""
    tour.open(SHARED / "seg_sr_rt_pr" / "weasis_gsps_hp")
    _idle(tour)
    tour.shot("presentation-state")
    tour.open(SHARED / "xa_cine")
    _idle(tour)
    bar = tour.window.features[BoardFeature].area.frame_bar
    _require("a frame bar", bar.isVisible())
    bar.play.setChecked(True)
    tour.settle(0.5)
    bar.play.setChecked(False)
    _require("a later frame", tour.viewport.index > 0)
    tour.do("trim_start")
    for _ in range(4):
        tour.do("next_image")
    tour.do("trim_stop")
    tour.shot("xa-trimmed")
    tour.do("trim_all")


def hands(tour: Tour, chest: Path) -> None:
    """The palette of actions, the light theme, Chinese words."""
    window = tour.window
    tour.open(chest)
    _idle(tour)
    tour.do("palette")
    palette = window.findChild(Palette)
    if not isinstance(palette, Palette):
        raise SystemExit("the palette is not shown")
    QTest.keyClicks(palette.focusWidget() or palette, "slab")
    tour.settle(0.2)
    tour.save("palette", palette)
    palette.close()
    tour.do("theme_light")
    tour.shot("light-theme")
    tour.do("theme_dark")


def enhancement(tour: Tour) -> None:
    """The same slice as acquired and smoothed along its edges."""
    window = tour.window
    tour.do("preset_3")
    if not tour.run("enhance_median"):
        raise SystemExit("the enhancement did not run")
    _idle(tour)
    window.features[AnalysisFeature].enhancements.set_split(0.5)
    tour.show_panel("AI")
    tour.shot("ct-enhanced")
    tour.do("show_enhanced")


def patterns(tour: Tour) -> None:
    """The display test pattern."""
    tour.do("display_patterns")
    dialog = tour.window.findChild(DisplayPatterns)
    if not isinstance(dialog, DisplayPatterns):
        raise SystemExit("no pattern is shown")
    tour.settle(0.2)
    grey = dialog.view.grab().toImage()
    _require("a pattern", grey.pixelColor(0, 0).red() == 255)
    dialog.close()


def _plane(tour: Tour, plane: PlaneName) -> SliceViewport:
    return next(
        f.viewport
        for f in tour.window.features[BoardFeature].area.frames
        if f.viewport.plane is plane
    )


def _shape(viewport: SliceViewport) -> tuple[int, int]:
    frame = viewport.frame()
    if frame is None:
        raise SystemExit("nothing is shown")
    return frame.values.shape[0], frame.values.shape[1]


def _turning_handle(viewport: SliceViewport) -> tuple[QPointF, QPointF]:
    """Near the right end of the crosshair's row, and 25° further round its middle."""
    view, transform, point = viewport.view, viewport.transform_now(), viewport.crosshair
    if view is None or transform is None or point is None:
        raise SystemExit("there is no crosshair")
    _, row, column = view.locate(viewport.plane, point)
    middle = QPointF(*transform.to_screen(row, column))
    reach = handle_distance(viewport.rect().toRectF())
    return middle + QPointF(reach, 0), middle + QPointF(reach * 0.906, -reach * 0.423)


def _drag(viewport: SliceViewport, start: QPointF, end: QPointF) -> None:
    QTest.mouseMove(viewport, start.toPoint())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start.toPoint())
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(viewport, (start + (end - start) * share).toPoint())
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end.toPoint())


STEPS_ON_CHEST: tuple[Callable[[Tour], None], ...] = (
    measuring,
    segments,
    three_dimensions,
    enhancement,
    patterns,
)


def reading_room(tour: Tour) -> None:
    """Everything, on the series of ``../shared/data``."""
    chest = SHARED / "ct_chest_nodule_lidc0314"
    planes(tour, chest)
    curved(tour, chest)
    for step in STEPS_ON_CHEST:
        step(tour)
    tour.do("layout_automatic")
    hands(tour, chest)
    fusion(tour)
    priors(tour)
    displayed_as_sent(tour)
    over_time(tour)


def in_chinese(tour: Tour) -> None:
    """A CT study in a window that speaks Chinese."""
    window = tour.window
    tour.open(SHARED / "ct_chest_nodule_lidc0314")
    _idle(tour)
    viewport = _plane(tour, PlaneName.AXIAL)
    window.features[BoardFeature].area.stage.set_active(viewport)
    rows, columns = _shape(viewport)
    window.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    tour.drag((rows * 0.4, columns * 0.3), (rows * 0.5, columns * 0.6))
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    window.docks.bring_to_front(window.features[MeasuringFeature].panel)
    tour.shot("chinese")
