"""Volumes in time: stepping and playing the phases of a series at the plane that is shown."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakSet

import numpy as np
import qtawesome
from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from workstation.domain.study import Stack
from workstation.imaging.cine import (
    CineMode,
    due_frame,
    even_durations,
    scaled_durations,
    true_rate,
)
from workstation.language import tr
from workstation.scene.sources import ImageView, ViewFrame
from workstation.session.events import StudiesClosed
from workstation.session.joined_series import Phases
from workstation.session.phases import phase_words, phases_in_memory
from workstation.session.workspace import Workspace
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.image_loader import ImageLoader
from workstation.ui.widgets.choices import offer
from workstation.ui.widgets.inputs import ComboBox, DoubleSpinBox, Slider
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip
from workstation.ui.widgets.theme import TEXT
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage
from workstation.viewer.time_words import axis_note, moment_words
from workstation.viewer.turned_views import cut_alike

_FPS = 5.0
_SLOWEST_FPS, _FASTEST_FPS = 0.1, 60.0
_AS_SLOW_AS_READ_FPS = 1.0
"""Phases that follow one another more slowly than this are played faster at first."""
_NEARLY_TRUE = 0.03
ROOM_BYTES = 4 * 1024**3
"""Phases of one series that are held in memory together."""
_BYTES_PER_VOXEL = 4
"""Assumed of a phase until one of them is there: PET has 4, CT and MR have 2."""


class PhaseBar(QWidget):
    """Serves the active viewport while its series has several phases; hidden otherwise.

    Plane, window, zoom and crosshair stay when the phase changes. Phases are read as they are
    wanted, nearest first, as many as there is room for; playing passes over the others.
    """

    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        loader: ImageLoader,
        display: ImageDisplay,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        workspace.subscribe(StudiesClosed, lambda _event: self.follow_active())
        self._stage = stage
        self._loader = loader
        self._display = display
        self.found = Phases()
        self.at = 0
        self._awaited: int | None = None
        self._apart: WeakSet[SliceViewport] = WeakSet()
        """Viewports that show a phase of their own, for comparing; they are passed over."""
        self._start = 0
        self.play = QToolButton()
        self._icons = (
            qtawesome.icon("mdi6.play", color=TEXT),
            qtawesome.icon("mdi6.pause", color=TEXT),
        )
        self.play.setIcon(self._icons[0])
        self.play.setCheckable(True)
        self.play.setToolTip(tr("Play phases (Shift+Y)"))
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.words = PlainLabel()
        self.words.setMinimumWidth(230)
        self.speed = PlainLabel()
        self.rate = DoubleSpinBox()
        self.rate.setDecimals(1)
        self.rate.setRange(_SLOWEST_FPS, _FASTEST_FPS)
        self.rate.setValue(_FPS)
        self.rate.setSuffix(tr(" phases/s"))
        self.mode = ComboBox()
        offer(self.mode, [mode.value for mode in CineMode])
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        for widget in (
            self.play, self.slider, self.words, self.rate, self.speed, self.mode,
        ):  # fmt: skip
            row.addWidget(widget, 1 if widget is self.slider else 0)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._advance)
        self.play.toggled.connect(self._play)
        self.rate.valueChanged.connect(lambda _rate: self._take_rate())
        self.mode.currentIndexChanged.connect(lambda _index: self._begin())
        self.slider.valueChanged.connect(self.go_to)
        stage.active_changed.connect(self.follow_active)
        display.shown.connect(self.follow_active)
        loader.image_ready.connect(lambda stack_id, _prepared: self._take(stack_id))
        self.hide()

    @property
    def phases(self) -> tuple[Stack, ...]:
        """The volumes in the order of time; empty where there is one only."""
        return self.found.stacks

    def handlers(self) -> dict[str, Callable[[bool], object]]:
        """Action id to what it does."""
        return {
            "previous_phase": lambda _on: self.step(-1),
            "next_phase": lambda _on: self.step(1),
            "play_phases": lambda on: self.play.setChecked(on and bool(self.phases)),
        }

    def follow_active(self) -> None:
        """Serve the series of the active viewport."""
        view = self._stage.view
        place = self._workspace.place(view.stack_id) if view is not None else None
        found = (
            self._workspace.joins.phases(place.study, place.series, place.stack)
            if place is not None
            else Phases()
        )
        phases = found.stacks
        ids = [stack.id for stack in phases]
        if self._stage.viewports and self._stage.active in self._apart:
            others = (v for stack_id in ids for v in self._stage.on_stack(stack_id))
            self._apart = WeakSet(v for v in others if v not in self._apart)
        if ids != [stack.id for stack in self.phases]:
            self.play.setChecked(False)
            self._awaited = None
            self._apart = WeakSet()
            self.found = found
            self.setVisible(bool(phases))
            self._set_true_rate()
            if found.across and not found.by_hand:
                self.told.emit(
                    tr(
                        "{count} series are shown as phases of one volume. "
                        "View > Part series shows them apart.",
                        count=len(phases),
                    )
                )
            self.slider.blockSignals(True)
            self.slider.setRange(0, max(len(phases) - 1, 0))
            self.slider.blockSignals(False)
            if not phases:
                self._display.want_phases(())
        if view is not None and view.stack_id in ids:
            self.at = ids.index(view.stack_id)
            self._want()
            self._tell()

    # Memory

    def _want(self) -> None:
        stack = self.phases[self.at]
        image = self._loader.loaded_image(stack.id)
        size = (
            image.array.nbytes
            if image is not None
            else int(np.prod(stack.shape_kji)) * _BYTES_PER_VOXEL
        )
        numbers = phases_in_memory(len(self.phases), self.at, size, ROOM_BYTES)
        self._display.want_phases(tuple(self.phases[n].id for n in numbers))

    @property
    def in_memory(self) -> tuple[int, ...]:
        """Phases that can be shown at once."""
        return tuple(
            n for n, stack in enumerate(self.phases) if self._loader.kept(stack.id) is not None
        )

    def _take(self, stack_id: str) -> None:
        """A phase was read; it is shown when it was waited for."""
        numbers = [n for n, stack in enumerate(self.phases) if stack.id == stack_id]
        if not numbers:
            return
        self._tell()
        if self._awaited == numbers[0]:
            self.go_to(numbers[0])

    # Showing

    def step(self, by: int) -> None:
        """Show the next or previous phase, in a circle."""
        if self.phases:
            base = self.at if self._awaited is None else self._awaited
            self.go_to((base + by) % len(self.phases))

    def go_to(self, number: int) -> None:
        """Show a phase wherever the one of the active viewport is shown."""
        self._awaited = None
        if number != self.at and not self._show(number):
            self._awaited = number
            stack_ids = tuple(self.phases[n].id for n in (number, self.at))
            self._display.want_phases(stack_ids)
            self.told.emit(tr("Reading phase {number}…", number=number + 1))
            return
        if not self.play.isChecked():
            self._settle()

    def _show(self, number: int) -> bool:
        self._apart.update(self._stage.on_stack(self.phases[number].id))
        shown = self._stage.on_stack(self.phases[self.at].id)
        viewports = [viewport for viewport in shown if viewport not in self._apart]
        if not self._display.show_phase(self.phases[number].id, viewports):
            return False
        self.at = number
        self._tell()
        return True

    def _settle(self) -> None:
        """Let everything else follow, once the phase stays."""
        if self.phases:
            self._display.settle_phase(self.phases[self.at].id)
            self._want()

    def _tell(self) -> None:
        if not self.phases:
            return
        self.slider.blockSignals(True)
        self.slider.setValue(self.at)
        self.slider.blockSignals(False)
        words = tr("Phase {number}/{count}", number=self.at + 1, count=len(self.phases))
        there = len(self.in_memory)
        note = ""
        if there < len(self.phases):
            note = "  " + tr("({there} in memory)", there=there)
        moment = moment_words(self.found.axis, self.at) or phase_words(self.phases[self.at])
        self.words.setText(f"{words}  {moment}{note}")
        self.words.setToolTip(plain_tip(axis_note(self.found.axis)))
        numbers = {stack.id: n for n, stack in enumerate(self.phases)}
        for viewport in self._stage.viewports:
            shown = viewport.view.stack_id if viewport.view is not None else ""
            number = numbers.get(shown)
            if number is not None:
                viewport.phase = (shown, self._phase_words(number))
            elif viewport.phase[0] != shown:
                viewport.phase = ("", "")
            viewport.update()

    def _phase_words(self, number: int) -> str:
        """The phase for the corner of a picture, which else looks like any other."""
        words = tr("Phase {number}/{count}", number=number + 1, count=len(self.phases))
        return f"{words}  {moment_words(self.found.axis, number)}".strip()

    # Playing

    def _play(self, on: bool) -> None:
        self.play.setIcon(self._icons[1 if on else 0])
        self._begin()
        if not on:
            self._settle()

    def _set_true_rate(self) -> None:
        """As fast as it went, where that can be followed."""
        true = true_rate(self.found.axis.durations_ms)
        followed = true is not None and _AS_SLOW_AS_READ_FPS <= true <= _FASTEST_FPS
        self.rate.setValue(true if true is not None and followed else _FPS)
        self._tell_speed()

    def _take_rate(self) -> None:
        self._tell_speed()
        self._begin()

    def _tell_speed(self) -> None:
        true = true_rate(self.found.axis.durations_ms)
        if true is None:
            self.speed.setText("")
            return
        factor = self.rate.value() / true
        near = abs(self.rate.value() - true) <= max(_NEARLY_TRUE * true, 0.05)
        self.speed.setText(tr("real time") if near else f"× {factor:.3g}")
        self.speed.setToolTip(tr("How fast phases pass, beside the time that they took"))

    def _begin(self) -> None:
        self._timer.stop()
        if self.play.isChecked() and self.phases:
            self._start = self.at
            if self.mode.currentData() == CineMode.ONCE.value and self.at == len(self.phases) - 1:
                self._start = 0
            self._clock.start()
            self._advance()

    def _advance(self) -> None:
        stated = self.found.axis.durations_ms
        durations = (
            scaled_durations(stated, self.rate.value())
            if len(stated) == len(self.phases)
            else even_durations(len(self.phases), self.rate.value())
        )
        due = due_frame(
            float(self._clock.nsecsElapsed()) / 1e6,
            durations,
            CineMode(self.mode.currentData()),
            start=self._start,
        )
        if due.index != self.at:
            # A phase that is not in memory is passed over.
            self._show(due.index)
        if due.ended:
            self.play.setChecked(False)
        else:
            self._timer.start(max(1, round(due.left_ms)))

    # Course over time

    def has_times(self, viewport: SliceViewport) -> bool:
        """Whether a viewport shows a volume of which every phase is in memory."""
        view = viewport.view
        shown = view is not None and view.stack_id in [stack.id for stack in self.phases]
        return shown and len(self.in_memory) == len(self.phases)

    def missing_words(self, viewport: SliceViewport) -> str:
        """Why a viewport with phases offers no course over time; else nothing."""
        view = viewport.view
        shown = view is not None and view.stack_id in [stack.id for stack in self.phases]
        there, count = len(self.in_memory), len(self.phases)
        if not shown or there == count:
            return ""
        return tr(
            "Course over time: {there} of {count} phases are in memory", there=there, count=count
        )

    def pictures_in_time(self, viewport: SliceViewport) -> list[tuple[ImageView, ViewFrame]] | None:
        """The plane of a viewport in every phase, with its view; None unless all are in memory."""
        if not self.has_times(viewport):
            return None
        pictures: list[tuple[ImageView, ViewFrame]] = []
        for stack in self.phases:
            other = self._display.view_of_stack(stack.id)
            alike = cut_alike(other, viewport.view) if other is not None else None
            if alike is None:
                return None
            frame = alike.frame(
                viewport.plane, viewport.index, slab_mm=viewport.slab_mm, mode=viewport.slab_mode
            )
            pictures.append((alike, frame))
        return pictures
