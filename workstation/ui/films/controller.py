"""True size, the magnifier, and calibration by hand in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from workstation.domain.image import Image
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.measuring.calibrating import (
    calibrated_view,
    calibration_from,
    can_calibrate,
    measured_again,
)
from workstation.scene.flat_view import FlatView
from workstation.scene.sources import view_of
from workstation.session import events
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.films.screen_size_dialog import ScreenSizeDialog
from workstation.viewer.magnifier import Lens
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage
from workstation.viewer.true_size import calibrated_px_per_mm, reported_px_per_mm, screen_name

_FACTORS = (2.0, 3.0, 4.0)
_GUESS_PX_PER_MM = 3.78


class FilmController(QObject):
    """Serves the actions for films.

    Parameters
    ----------
    require_reader : callable
        Asks for the reader's name where it is not known; whether it is now.
    read : callable
        Reads a stack by a job, and hands its image on.
    """

    told = Signal(str)
    """A line for the status bar."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        display: ImageDisplay,
        settings: KeptSettings,
        prompts: Prompts,
        require_reader: Callable[[], bool],
        read: Callable[[StackPlace, Callable[[Image], None]], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._stage = stage
        self._display = display
        self._settings = settings
        settings.subscribe(self._follow_settings)
        self._prompts = prompts
        self._require_reader = require_reader
        self._read = read
        self._window = window
        self._magnifies = False
        self._factor = _FACTORS[0]
        workspace.subscribe(
            events.CalibrationChanged, lambda event: self._follow_calibration(event.stack_id)
        )
        self._due: set[str] = set()
        self._followed: set[str] = set()
        """Films that were measured in this session."""
        display.shown.connect(self._follow_due)
        stage.equip_each(self._take_in)

    def handlers(self) -> dict[str, Callable[[bool], object]]:
        """Action id to what it does."""
        return {
            "true_size": lambda _on: self.show_true_size(),
            "screen_size": lambda _on: self.measure_screen(),
            "magnifier": self.magnify,
            "magnifier_factor": lambda _on: self.next_factor(),
            "calibrate": lambda _on: self.calibrate(),
            "remove_calibration": lambda _on: self.remove_calibration(),
        }

    def _take_in(self, viewport: SliceViewport) -> None:
        viewport.screen_px_per_mm = lambda: self._px_per_mm(viewport)
        viewport.installEventFilter(self)

    def _follow_settings(self, changed: frozenset[str]) -> None:
        if "screens" in changed:
            for each in self._stage.viewports:
                each.update()

    # True size

    def _px_per_mm(self, viewport: SliceViewport) -> tuple[float | None, bool]:
        screen = viewport.screen()
        measured = calibrated_px_per_mm(screen, self._settings.values.screens)
        return (measured, True) if measured is not None else (reported_px_per_mm(screen), False)

    def show_true_size(self) -> None:
        """Show a millimeter of the active image as one of the screen."""
        viewport = self._stage.active
        frame = viewport.frame()
        px_per_mm, calibrated = self._px_per_mm(viewport)
        if frame is None:
            return
        if frame.spacing_rc_mm is None:
            self.told.emit(tr("There is no true size: the pixel size of this image is not known."))
            return
        if px_per_mm is None:
            self.told.emit(tr("The screen does not report its size: measure it first (View)."))
            return
        viewport.set_camera(replace(viewport.camera, scale=px_per_mm))
        if not calibrated:
            self.told.emit(
                tr("True size by what the screen reports; View > Size of the screen measures it.")
            )

    def measure_screen(self) -> None:
        """Let a person fit a card, and keep the outcome for this screen."""
        viewport = self._stage.active
        screen = viewport.screen()
        known = self._px_per_mm(viewport)[0] or _GUESS_PX_PER_MM
        dialog = ScreenSizeDialog(known, screen.name(), self._window)

        def keep() -> None:
            known = self._settings.values.screens
            self._settings.change(screens={**known, screen_name(screen): dialog.px_per_mm})

        dialog.accepted.connect(keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Magnifier

    def magnify(self, on: bool) -> None:
        """Put the lens under the mouse, or take it away."""
        self._magnifies = on
        for viewport in self._stage.viewports:
            inside = on and viewport.underMouse()
            at = viewport.mapFromGlobal(viewport.cursor().pos()).toPointF()
            viewport.set_lens(Lens(at, self._factor) if inside else None)

    def next_factor(self) -> None:
        """Magnify more, up to the largest factor, then the smallest again."""
        self._factor = _FACTORS[(_FACTORS.index(self._factor) + 1) % len(_FACTORS)]
        for viewport in self._stage.viewports:
            if viewport.lens is not None:
                viewport.set_lens(Lens(viewport.lens.at, self._factor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the lens follow the mouse."""
        if self._magnifies and isinstance(watched, SliceViewport):
            if isinstance(event, QMouseEvent):
                watched.set_lens(Lens(event.position(), self._factor))
            elif event.type() is QEvent.Type.Leave:
                watched.set_lens(None)
        return False

    # Calibration

    def calibrate(self) -> None:
        """Ask how long the selected length is, and measure the image by it."""
        viewport = self._stage.active
        view = viewport.view
        chosen = next(
            (a for a in self._workspace.annotations if a.id == viewport.selected_annotation), None
        )
        if not isinstance(view, FlatView) or chosen is None or not can_calibrate(chosen, view):
            self.told.emit(
                tr("Draw a length along something of known size on a film, and select it first.")
            )
            return
        if not self._require_reader():
            return
        length = self._prompts.length_mm(self._window)
        if length is not None and length > 0:
            made = calibration_from(chosen, view, length, by=self._workspace.reader)
            self._workspace.calibrations.put(made)
            self.told.emit(
                tr(
                    "Calibrated by hand: {size:.4g} mm per pixel. Ctrl+Z takes it back.",
                    size=made.spacing_ji_mm[1],
                )
            )

    def remove_calibration(self) -> None:
        """Go back to the pixel size of the file."""
        view = self._stage.view
        if view is not None:
            self._workspace.calibrations.delete(view.stack_id)

    def _follow_due(self) -> None:
        """Measure anew on films that were not in memory when their calibration changed."""
        for stack_id in tuple(self._due):
            if self._display.view_of_stack(stack_id) is not None:
                self._follow_calibration(stack_id)

    def _follow_calibration(self, stack_id: str) -> None:
        """Lengths on the image are given anew, whether it was done or undone."""
        self._display.follow_acknowledgement(stack_id)
        # The film need not be on the screen any more when it is undone, nor in memory.
        view = self._display.view_of_stack(stack_id)
        if isinstance(view, FlatView):
            self._measure_again(stack_id, view)
            return
        self._due.add(stack_id)
        place = self._workspace.place(stack_id)
        # What was kept was measured at the scale that comes with it.
        if place is not None and stack_id in self._followed:
            self._workspace.calibrations.await_measuring(stack_id)
            self._read(place, partial(self._take_image, place))

    def _take_image(self, place: StackPlace, image: Image) -> None:
        """Measure on a film that was read for it, if that is still wanted."""
        stack_id = place.stack.id
        view = view_of(image, image, stack_id, acknowledged=False)
        wanted = stack_id in self._due and self._workspace.is_open(place)
        if wanted and isinstance(view, FlatView):
            self._measure_again(stack_id, view)

    def _measure_again(self, stack_id: str, view: FlatView) -> None:
        self._due.discard(stack_id)
        self._workspace.calibrations.note_measured(stack_id)
        self._followed.add(stack_id)
        view_now = calibrated_view(view, self._workspace.calibrations.get(stack_id))
        if isinstance(view_now, FlatView):
            self._workspace.renew_readings(
                [
                    measured_again(annotation, view_now)
                    for annotation in self._workspace.annotations
                    if annotation.stack_id == stack_id
                ]
            )
