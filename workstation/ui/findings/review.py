"""Review: decisions in the reader's name, going to what was found, key images."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.pixel_source import LookupTable
from workstation.imaging.image_numbers import picture_showing
from workstation.imaging.mpr_axes import TURNING_PLANES
from workstation.imaging.oblique import ObliquePlane
from workstation.imaging.rectify import source_lps_mm
from workstation.imaging.windows import file_table
from workstation.language import say, tr
from workstation.messages import Message, joined
from workstation.scene.image_view import ImageView
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.sources import Point
from workstation.segmentation.placing import lies_on
from workstation.session.annotations import Annotation, KeyImageMark
from workstation.session.finding_edits import reader_finding
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage


class Review(QObject):
    """What the reader decides and where the viewports go.

    Parameters
    ----------
    window : QWidget
        Parent of the questions that are asked.
    """

    told = Signal(str)
    """A line for the status bar."""
    stack_wanted = Signal(str)
    """A stack to show, on the way to something on it."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        *,
        reader: Reader,
        prompts: Prompts,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.workspace = workspace
        self._stage = stage
        self._reader = reader
        self._prompts = prompts
        self._window = window
        self._pending: tuple[str, Point, int] | None = None

    def decide(self, finding_ids: list[str], status: FindingStatus) -> None:
        """Accept, reject or reopen findings in the reader's name."""
        if not self._reader.require():
            return
        self.workspace.decide(finding_ids, status)
        text = say(self.workspace.undo.undo_text)
        self.told.emit(tr("{text}. Ctrl+Z takes it back.", text=text))

    def edit_finding(self, finding: Finding) -> None:
        """Ask for other words for a finding and keep them in the reader's name."""
        if not self._reader.require():
            return
        edit = self._prompts.finding(self._window, finding)
        if edit is not None and self.workspace.edit_finding(finding.id, edit):
            self.told.emit(
                tr(
                    "{undo_text}. Ctrl+Z takes it back.",
                    undo_text=say(self.workspace.undo.undo_text),
                )
            )

    def add_finding(self) -> None:
        """Ask for a finding of the reader's own, at the crosshair or under the mouse."""
        view = self._stage.view
        place = self.workspace.place(view.stack_id) if view is not None else None
        if place is None or self.workspace.active_image is None or view is None:
            return
        if not self._reader.require():
            return
        # Before it is asked: the mouse is on a button of the question after that.
        point = self._stage.crosshair if view.in_patient else self._pointed_at()
        index = self._stage.active.index
        edit = self._prompts.finding(self._window, None)
        if edit is None:
            return
        finding = reader_finding(
            edit,
            by=self.workspace.reader,
            series_instance_uid=place.series.series_instance_uid,
            position_lps_mm=point if view.in_patient else None,
            position_ji=point[:2] if point is not None and not view.in_patient else None,
            # Of films and phases of one series each shows something else.
            images=() if view.in_patient and len(place.series.stacks) == 1 else place.stack.images,
            seen_on=picture_showing(
                view.image,
                point if view.in_patient else None,
                index if not view.in_patient else None,
            ),
        )
        self.workspace.add_finding(finding, place.study.study_instance_uid)
        self.told.emit(
            tr("{undo_text}. Ctrl+Z takes it back.", undo_text=say(self.workspace.undo.undo_text))
        )

    def _pointed_at(self) -> Point | None:
        """The point under the mouse, else in the middle of the active viewport."""
        viewport = self._stage.active
        at = viewport.mapFromGlobal(QCursor.pos())
        if not viewport.rect().contains(at):
            at = viewport.rect().center()
        return viewport.point(QPointF(at))

    def go_to_finding(self, finding: Finding) -> None:
        """Show where a finding is, on its own series."""
        point: Point | None = finding.position_lps_mm
        frame: int | None = None
        if point is None and finding.position_ji is not None:
            point = (finding.position_ji[0], finding.position_ji[1], 0.0)
            mask = self.workspace.segmentation.get(finding.mask_id)
            middle = segment_middle(mask, finding.segment_number or 0) if mask is not None else None
            frame = middle[1] if middle is not None else None
        if point is not None:
            place = self.workspace.stack_of_finding(finding)
            self.go_to_place(place, point, _frame_of(finding, place, frame))

    def go_to_place(self, place: StackPlace | None, point: Point, frame: int = 0) -> None:
        """Show a point of a stack: millimetres in the patient, or row, column and 0 of a frame."""
        active = self.workspace.active
        if place is None:
            return
        here = active is not None and active.stack.id == place.stack.id
        if here and self.workspace.active_image is not None:
            self._show(point, frame)
        else:
            self._pending = (place.stack.id, point, frame)
            self.stack_wanted.emit(place.stack.id)

    def _show(self, point: Point, frame: int) -> None:
        if self._stage.view is not None and not self._stage.view.in_patient:
            self._stage.active.set_index(frame)
        self._stage.go_to(point)

    def image_shown(self, stack_id: str) -> None:
        """Go where the reader wanted to go, now that the image is there."""
        pending = self._pending
        if pending is None or pending[0] != stack_id:
            return
        self._pending = None
        # The reader may have gone on to another image meanwhile.
        if self._stage.view is not None and self._stage.view.stack_id == stack_id:
            self._show(pending[1], pending[2])

    def go_to_segment(self, mask: Mask, segment: Segment) -> None:
        """Show where a segment is."""
        finding = self.workspace.finding_of_segment(mask.id, segment)
        if finding is not None:
            self.go_to_finding(finding)
            return
        middle = segment_middle(mask, segment.number, self.workspace.active_image)
        if middle is not None:
            self.go_to_place(self.workspace.stack_of_mask(mask), *middle)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Show a measurement on its plane or frame, selected."""
        points = annotation.points
        count = len(points)
        middle = (
            sum(p[0] for p in points) / count,
            sum(p[1] for p in points) / count,
            sum(p[2] for p in points) / count,
        )
        self.go_to_place(self.workspace.place(annotation.stack_id), middle, annotation.frame)
        for viewport in self._stage.viewports:
            viewport.selected_annotation = annotation.id
            viewport.update()

    def toggle_key_image(self) -> None:
        """Mark or unmark the plane that is looked at."""
        viewport = self._stage.active
        if viewport.view is None or self.workspace.active_image is None:
            return
        # While phases play, what is seen runs ahead of what is active.
        place = self.workspace.place(viewport.view.stack_id)
        if place is None:
            return
        if not _can_be_kept(viewport.view):
            self.told.emit(tr("A straightened picture cannot be a key image."))
            return
        window = viewport.window_setting
        marked = self.workspace.toggle_key_image(
            KeyImageMark(
                id=new_id(),
                study_instance_uid=place.study.study_instance_uid,
                stack_id=place.stack.id,
                plane=viewport.plane.value,
                index=viewport.index,
                window_center=window.center,
                window_width=window.width,
                window_function=window.function,
                inverted=viewport.inverted,
                turned=_turned_plane(viewport),
                slab_mm=viewport.slab_mm,
                slab_mode=viewport.slab_mode,
                quarter_turns=viewport.camera.quarter_turns % 4,
                flip_horizontal=viewport.camera.flip_horizontal,
                flip_vertical=viewport.camera.flip_vertical,
                table=_table_of(viewport),
                color_table=viewport.color_table,
                caption=_key_caption(viewport, viewport.view),
                by=self.workspace.reader,
            )
        )
        self.told.emit(tr("Key image marked.") if marked else tr("Key image removed."))

    def key_image_test(self, viewport: SliceViewport) -> Callable[[], bool]:
        """Tells whether what a viewport shows is a key image."""

        def test() -> bool:
            view = viewport.view
            marks = self.workspace.key_images
            if view is None or not marks or not _can_be_kept(view):
                return False
            here = (view.stack_id, viewport.plane.value, viewport.index, _turned_plane(viewport))
            return any(mark.place == here for mark in marks)

        return test


def _frame_of(finding: Finding, place: StackPlace | None, known: int | None) -> int:
    """The frame of a stack that a finding was seen on, where its segment does not tell."""
    if known is not None or place is None or finding.seen_on is None:
        return known or 0
    seen = (finding.seen_on.sop_instance_uid, finding.seen_on.frame - 1)
    pictures = place.stack.pictures
    return pictures.index(seen) if seen in pictures else 0


def _table_of(viewport: SliceViewport) -> LookupTable | None:
    """The table that gives the greys on the screen; None where the window does."""
    if not viewport.use_voi_lut or viewport.view is None:
        return None
    table = viewport.state_table or file_table(viewport.view.image)
    if table is None:
        return None
    first, entries, bits = table
    return LookupTable(first=first, bits=bits, entries=tuple(entries.tolist()))


def _key_caption(viewport: SliceViewport, view: ImageView) -> Message | str:
    """Which plane a key image is, and what of the screen it does not show."""
    parts: list[Message | str] = [view.position_words(viewport.plane, viewport.index)]
    if viewport.fusion is not None:
        parts.append(Message("without {title}, which lay over it", title=viewport.fusion.title))
    if viewport.heat is not None:
        parts.append(Message("without the saliency map that lay over it"))
    if viewport.objects is not None and viewport.objects.state is not None:
        parts.append(Message("without shutters and graphics of the presentation state"))
    if viewport.enhanced_words:
        parts.append(Message("as acquired, not enhanced"))
    return joined("; ", parts) if len(parts) > 1 else parts[0]


def _can_be_kept(view: ImageView) -> bool:
    return view.is_along_grid or isinstance(view, ObliqueView)


def _turned_plane(viewport: SliceViewport) -> ObliquePlane | None:
    """Where a turned plane lies in the patient; None for planes along the grid."""
    view = viewport.view
    if isinstance(view, ObliqueView) and viewport.plane in TURNING_PLANES:
        return view.plane_at(viewport.plane, viewport.index)
    return None


def segment_middle(mask: Mask, number: int, image: Image | None = None) -> tuple[Point, int] | None:
    """A point inside a segment, in its slice with the most voxels, and which slice or frame it is.

    None when the segment is empty. `image` is the one of the mask, if it is at hand: where its
    slices lie unevenly, the grid of the mask is not where they are.
    """
    inside = mask.labels == number
    areas = inside.sum(axis=(1, 2))
    if not areas.any():
        return None
    k = int(areas.argmax())
    rows, columns = np.nonzero(inside[k])
    at = len(rows) // 2
    if mask.geometry is None:
        return (float(rows[at]), float(columns[at]), 0.0), k
    kji = np.array((k, rows[at], columns[at]), np.float64)
    if isinstance(image, Volume) and lies_on(mask, image):
        place = source_lps_mm(image, kji)
    else:
        place = mask.geometry.to_lps_mm(kji)
    x, y, z = place.tolist()
    return (x, y, z), k
