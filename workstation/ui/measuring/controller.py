"""What the reader can do with a measurement: words, numbers, table, visibility."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from workstation.domain.image import FrameSequence
from workstation.domain.moments import TimeAxis
from workstation.imaging.planes import PlaneName
from workstation.imaging.time_axis import numbered
from workstation.language import say, tr
from workstation.measuring.annotation_place import place_annotation
from workstation.measuring.picture_points import picture_points
from workstation.measuring.readings import region_of
from workstation.measuring.region_readings import known_pixels, region_values
from workstation.measuring.registry import measurement
from workstation.measuring.shapes import Region
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.quantification.region_statistics import (
    RegionStatistics,
    TimeCurve,
    curve_of_values,
    region_statistics,
    time_curve,
)
from workstation.scene.sources import ImageView, ViewFrame, unit_of
from workstation.services.export_measurements import write_measurements
from workstation.services.export_time_curve import export_curve
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.session.workspace import Workspace
from workstation.tools.toolbox import Toolbox
from workstation.ui.asking.prompts import Prompts
from workstation.ui.findings.review import Review
from workstation.ui.measuring.panel import MeasurementsPanel
from workstation.ui.measuring.region_numbers_dialog import HistogramDialog, TimeCurveDialog
from workstation.ui.measuring.table_model import rename
from workstation.ui.phases.phase_bar import PhaseBar
from workstation.ui.shell.job_controller import JobController
from workstation.viewer.slabs import slab_text
from workstation.viewer.slice_viewport import SliceViewport

_STRAIGHT = 1 - 1e-9
"""Cosine of an angle between rows that is no more than rounding."""


def _runs_askew(annotation: Annotation, viewport: SliceViewport) -> bool:
    """Whether the rows of a viewport run elsewhere than those that a region was drawn on."""
    if viewport.view is None or not annotation.in_patient:
        return False
    rows, _ = viewport.view.directions(viewport.plane)
    return abs(float(np.dot(rows, annotation.row_direction))) < _STRAIGHT


def _export(
    annotations: tuple[Annotation, ...], path: Path, *, token: CancelToken, progress: ProgressFn
) -> int:
    token.raise_if_cancelled()
    progress(0.0, Message("Writing the table"))
    return write_measurements(annotations, path)


def _histogram(
    region: Region,
    view: ImageView,
    frame: ViewFrame,
    place: tuple[PlaneName, int] | None,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> RegionStatistics | None:
    token.raise_if_cancelled()
    progress(0.0, Message("Counting values"))
    return region_statistics(region_values(region, view, frame, place=place))


def _course(
    values: NDArray[Any],
    axis: TimeAxis,
    region: Region,
    frame: ViewFrame,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> TimeCurve:
    token.raise_if_cancelled()
    progress(0.0, Message("Following the region"))
    rows, columns = known_pixels(region, frame)
    return time_curve(values, rows, columns, axis=axis)


def _course_of_phases(
    pictures: Sequence[tuple[ImageView, ViewFrame]],
    axis: TimeAxis,
    region: Region,
    place: tuple[PlaneName, int] | None,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> TimeCurve:
    """Of the values that a region reads in each phase, where its own numbers come from, too."""
    progress(0.0, Message("Following the region"))
    values = []
    for view, frame in pictures:
        token.raise_if_cancelled()
        values.append(region_values(region, view, frame, place=place))
    return curve_of_values(values, axis=axis)


class MeasurementController(QObject):
    """Serves the tools, the table and the menu of a measurement.

    Parameters
    ----------
    window : QWidget
        Parent of dialogs and menus.
    """

    told = Signal(str)
    """A line for the status bar."""
    failed = Signal(object)
    """WorkstationError."""

    def __init__(
        self,
        workspace: Workspace,
        toolbox: Toolbox,
        review: Review,
        phases: PhaseBar,
        jobs: JobController,
        prompts: Prompts,
        *,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.workspace = workspace
        self._stage = toolbox.context.stage
        self._review = review
        self._phases = phases
        self._jobs = jobs
        self._prompts = prompts
        self._window = window
        self._shown = True
        self._ask_text = toolbox.context.ask_text
        toolbox.annotation_opened.connect(self.edit_text)
        toolbox.annotation_menu_wanted.connect(self._pop_up)
        self._stage.equip_each(self._take_in)

    def serve(self, panel: MeasurementsPanel) -> None:
        """Do what is wanted in the table."""
        panel.go_to.connect(self._review.go_to_annotation)
        panel.delete.connect(self.workspace.delete_annotation)
        panel.export_wanted.connect(self.export)

    def _take_in(self, viewport: SliceViewport) -> None:
        viewport.show_annotations = self._shown

    def show_all(self, on: bool) -> None:
        """Show or hide every measurement."""
        self._shown = on
        for viewport in self._stage.viewports:
            viewport.show_annotations = on
            viewport.update()

    # Words

    def edit_text(self, annotation: Annotation) -> None:
        """Ask for other words of a measurement."""

        def keep(text: str) -> None:
            now = {a.id: a for a in self.workspace.annotations}.get(annotation.id)
            if now is not None:
                rename(self.workspace, now, text)

        self._ask_text(annotation.text, keep)

    # Menu

    def _pop_up(self, annotation: Annotation, viewport: SliceViewport, place: QPoint) -> None:
        self.menu(annotation, viewport).popup(place)

    def menu(self, annotation: Annotation, viewport: SliceViewport) -> QMenu:
        """What can be done with a measurement, as shown in a viewport."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Edit &text…"), lambda: self.edit_text(annotation))
        menu.addAction(tr("&Copy values"), lambda: self.copy_values(annotation))
        if annotation.kind.is_region:
            menu.addAction(tr("&Histogram…"), lambda: self.show_histogram(annotation, viewport))
            if self._has_course(viewport):
                menu.addAction(
                    tr("Course over ti&me…"), lambda: self.show_course(annotation, viewport)
                )
            elif reason := self._phases.missing_words(viewport):
                menu.addAction(reason).setEnabled(False)
        menu.addAction(tr("&Go to"), lambda: self._review.go_to_annotation(annotation))
        menu.addSeparator()
        menu.addAction(tr("&Delete"), lambda: self.workspace.delete_annotation(annotation.id))
        return menu

    def copy_values(self, annotation: Annotation) -> None:
        """Put the words and numbers of a measurement on the clipboard."""
        if self._waits((annotation,)):
            return
        lines = [annotation.text] if annotation.text else []
        lines += [say(reading.text) for reading in annotation.readings]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.told.emit(tr("The values were copied."))

    def _region(
        self, annotation: Annotation, viewport: SliceViewport
    ) -> tuple[Region, ViewFrame] | None:
        frame = viewport.frame()
        if frame is None or viewport.view is None:
            return None
        if measurement(annotation.kind).keeps_sides and _runs_askew(annotation, viewport):
            placed = place_annotation(annotation, viewport.view, viewport.plane, viewport.index)
            if placed is None:
                return None
            outline = placed.strokes[0][:-1]
            return region_of(AnnotationKind.FREEHAND, outline, (), frame), frame
        points = picture_points(viewport, annotation.points)
        path = picture_points(viewport, annotation.path)
        return region_of(annotation.kind, points, path, frame), frame

    def show_histogram(self, annotation: Annotation, viewport: SliceViewport) -> None:
        """Show how often each value occurs inside a region on the picture that is shown."""
        found = self._region(annotation, viewport)
        if found is None or viewport.view is None:
            return
        unit, title = unit_of(viewport.view.image), _title(annotation, viewport)

        def show(statistics: RegionStatistics | None) -> None:
            if statistics is None:
                self.told.emit(tr("The region holds no pixel with a value."))
            else:
                self._open(HistogramDialog(title, statistics, unit, self._window))

        region, frame = found
        job = self._jobs.create(_histogram, region, viewport.view, frame, _place(viewport))
        job.done.connect(show)
        job.failed.connect(self.failed)
        job.start()

    def _has_course(self, viewport: SliceViewport) -> bool:
        image = viewport.view.image if viewport.view is not None else None
        if isinstance(image, FrameSequence):
            return not image.is_color
        return self._phases.has_times(viewport)

    def show_course(self, annotation: Annotation, viewport: SliceViewport) -> None:
        """Show the mean of a region in every frame of a gray sequence."""
        found = self._region(annotation, viewport)
        view = viewport.view
        if found is None or view is None:
            return
        image = view.image
        region, frame = found
        pictures = None
        if not isinstance(image, FrameSequence):
            pictures = self._phases.pictures_in_time(viewport)
        if not len(region.rows) or (pictures is None and not isinstance(image, FrameSequence)):
            self.told.emit(tr("The region holds no pixel with a value."))
            return
        unit, title = unit_of(image), _title(annotation, viewport)
        if isinstance(image, FrameSequence):
            axis = numbered(len(image.array))
            stated = image.timing.axis
            # A file may state more frames than it holds.
            if stated is not None and len(stated.values) == len(image.array):
                axis = stated
            job = self._jobs.create(_course, image.array, axis, region, frame)
        else:
            axis = self._phases.found.axis
            job = self._jobs.create(_course_of_phases, pictures, axis, region, _place(viewport))
        job.done.connect(lambda curve: self._show_curve(title, curve, unit))
        job.failed.connect(self.failed)
        job.start()

    def _show_curve(self, title: str, curve: TimeCurve, unit: str) -> None:
        dialog = TimeCurveDialog(title, curve, unit, self._window)
        dialog.save_wanted.connect(lambda: self._export_curve(title, curve, unit))
        self._open(dialog)

    def _export_curve(self, title: str, curve: TimeCurve, unit: str) -> None:
        path = self._prompts.save_csv(self._window, "time-curve.csv")
        if path is not None:
            self._write(export_curve, curve, title, unit, path)

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Table

    def export(self) -> None:
        """Write the measurements of the study that is looked at as CSV."""
        study = self.workspace.active_study_uid
        chosen = tuple(a for a in self.workspace.annotations if a.study_instance_uid == study)
        if not chosen:
            self.told.emit(tr("There are no measurements to export."))
            return
        if self._waits(chosen):
            return
        path = self._prompts.save_csv(self._window, "measurements.csv")
        if path is None:
            return
        self._write(_export, chosen, path)

    def _waits(self, annotations: Sequence[Annotation]) -> bool:
        """Whether lengths are still of a former pixel size, which is told."""
        study_uids = {each.study_instance_uid for each in annotations}
        former = {a.id for uid in study_uids for a in self.workspace.measured_otherwise(uid)}
        if former.isdisjoint(each.id for each in annotations):
            return False
        self.told.emit(
            tr("Lengths on a film are still of its former pixel size: look at it, then try again.")
        )
        return True

    def _write(self, task: Callable[..., int], *asked: Any) -> None:  # noqa: ANN401
        """Write a table as a job; the last argument is its path."""
        job = self._jobs.create(task, *asked)
        job.done.connect(
            lambda rows: self.told.emit(
                tr(
                    "{count} line written: {name}",
                    many="{count} lines written: {name}",
                    count=rows,
                    name=asked[-1].name,
                )
            )
        )
        job.failed.connect(self.failed)
        job.start()


def _place(viewport: SliceViewport) -> tuple[PlaneName, int] | None:
    """The plane that is shown; None of a slab, whose values are those of the picture."""
    return None if viewport.slab_mm > 0 else (viewport.plane, viewport.index)


def _title(annotation: Annotation, viewport: SliceViewport) -> str:
    name = annotation.text or say(annotation.kind.words)
    source = viewport.view.image.source if viewport.view is not None else None
    series = source.description if source is not None else ""
    slab = ""
    if viewport.slab_mm > 0 and annotation.in_patient:
        slab = slab_text(viewport.slab_mm, viewport.slab_mode)
    return ", ".join(word for word in (name, say(annotation.plane_text), slab, series) if word)
