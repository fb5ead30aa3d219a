"""Slider, play button, frame rate and kind of playback of the active viewport."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from workstation.domain.image import FrameSequence
from workstation.imaging.cine import (
    CineMode,
    due_frame,
    even_durations,
    scaled_durations,
    true_rate,
)
from workstation.language import tr
from workstation.scene.sources import ImageView
from workstation.ui.widgets.choices import choose, offer
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.inputs import ComboBox, SpinBox
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.trim_slider import TrimSlider
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage

_DEFAULT_FPS = 10
_SLOWEST_FPS, _FASTEST_FPS = 1, 120


def _sequence(viewport: SliceViewport) -> FrameSequence | None:
    image = viewport.view.image if viewport.view is not None else None
    return image if isinstance(image, FrameSequence) else None


def opening_rate(image: FrameSequence | None) -> float:
    """Frames per second to begin with: as the file asks, else as the frames were taken."""
    if image is None:
        return _DEFAULT_FPS
    if image.timing.display_rate:
        return image.timing.display_rate
    true = true_rate(image.timing.axis.durations_ms if image.timing.axis is not None else ())
    if true is None and image.frame_time_ms:
        true = 1000 / image.frame_time_ms
    # Frames that follow one another more slowly are played faster than they were taken.
    return true if true is not None and true >= _SLOWEST_FPS else _DEFAULT_FPS


@dataclass(slots=True, eq=False)
class _Playing:
    """A viewport that is played, and the frame that it began with."""

    viewport: SliceViewport
    view: ImageView
    start: int
    shown: int

    @property
    def is_there(self) -> bool:
        """Whether it still shows what was begun, and nobody has stepped it."""
        return self.viewport.view is self.view and self.viewport.index == self.shown


class FrameBar(QWidget):
    """Plays the active viewport: frames in time, or the planes of a volume.

    It is there while the viewport shows frames in time, and while a volume is played. The
    frame that is due follows from the clock, so a slow screen drops frames and keeps time.
    """

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._viewport: SliceViewport | None = None
        self._view: ImageView | None = None
        self._playing: list[_Playing] = []
        self._rate = float(_DEFAULT_FPS)
        self.play = QToolButton()
        set_icon(self.play, "mdi6.play")
        self.play.setCheckable(True)
        self.play.setToolTip(tr("Play (C)"))
        self.slider = TrimSlider()
        self.rate = SpinBox()
        self.rate.setRange(_SLOWEST_FPS, _FASTEST_FPS)
        self.rate.setSuffix(tr(" frames/s"))
        self.rate.setMinimumWidth(100)
        self.mode = ComboBox()
        offer(self.mode, [mode.value for mode in CineMode])
        self.mode.setToolTip(tr("What happens at the last frame"))
        self.together = QToolButton()
        self.together.setText(tr("All"))
        self.together.setCheckable(True)
        self.together.setToolTip(tr("Play every viewport that shows frames in time, by one clock"))
        self.number = PlainLabel()
        self.number.setMinimumWidth(64)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._advance)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        for widget in (self.play, self.slider, self.number, self.rate, self.mode, self.together):
            row.addWidget(widget, 1 if widget is self.slider else 0)
        self.play.toggled.connect(self._play)
        self.rate.valueChanged.connect(self._take_rate)
        self.mode.currentIndexChanged.connect(lambda _index: self._begin())
        self.together.toggled.connect(lambda _on: self._begin())
        self.slider.valueChanged.connect(self._go_to)
        self.slider.trimmed.connect(self._begin)
        stage.active_changed.connect(self.follow_active)
        self.hide()

    def follow_active(self) -> None:
        """Serve what the active viewport shows now."""
        viewport = self._stage.active
        if viewport is self._viewport and viewport.view is self._view:
            return
        if self._viewport is not None:
            self._viewport.index_changed.disconnect(self._follow)
        viewport.index_changed.connect(self._follow)
        self._viewport, self._view = viewport, viewport.view
        self.show_sequence(_sequence(viewport))

    def show_sequence(self, image: FrameSequence | None) -> None:
        """Serve a sequence; None hides the bar and stops it."""
        self.play.setChecked(False)
        self.setVisible(image is not None and image.array.shape[0] > 1)
        self.slider.trim(None)
        self._take_in(image)
        if image is not None:
            mode = CineMode.SWEEP if image.timing.sweeps else CineMode.LOOP
            choose(self.mode, mode.value)
            self.slider.trim(image.timing.trim)

    def trim_here(self, side: str) -> None:
        """Begin ("start") or end ("stop") playback at the frame shown, or play all ("all")."""
        if self.isHidden():
            # The planes of a volume have no bar until they are played.
            self._take_in(None)
            self.show()
        first, last = self.slider.span
        at = self.slider.value()
        match side:
            case "start":
                self.slider.trim((at, max(last, at + 1)))
            case "stop":
                self.slider.trim((min(first, at - 1), at))
            case _:
                self.slider.trim(None)

    def _take_in(self, image: FrameSequence | None) -> None:
        """Range and rate of what the viewport shows."""
        if self._viewport is None or self._viewport.view is None:
            return
        self.slider.blockSignals(True)
        self.slider.setRange(0, self._viewport.view.count(self._viewport.plane) - 1)
        self.slider.blockSignals(False)
        self.rate.setValue(round(opening_rate(image)))
        self._rate = opening_rate(image)
        self._follow(self._viewport.index)

    def _go_to(self, index: int) -> None:
        if self._viewport is not None:
            self._viewport.set_index(index)

    # Playing

    def _play(self, on: bool) -> None:
        set_icon(self.play, "mdi6.pause" if on else "mdi6.play")
        if on and self._viewport is not None and _sequence(self._viewport) is None:
            if self._viewport.view is None or self._viewport.view.count(self._viewport.plane) < 2:
                self.play.setChecked(False)
                return
            self._take_in(None)
            self.show()
        self._begin()

    def _take_rate(self, rate: int) -> None:
        self._rate = float(rate)
        self._begin()

    def _begin(self) -> None:
        """Start the clock with what the viewports show now, or stop it."""
        self._timer.stop()
        self._playing = []
        if not self.play.isChecked() or self._viewport is None:
            return
        viewports = [self._viewport]
        if self.together.isChecked():
            others = (v for v in self._stage.viewports if v is not self._viewport)
            viewports += [v for v in others if _sequence(v) is not None and v.isVisible()]
        self._playing = [
            _Playing(v, v.view, self._start(v), v.index) for v in viewports if v.view is not None
        ]
        self._clock.start()
        self._advance()

    def _start(self, viewport: SliceViewport) -> int:
        """Where playback begins: here, or at the first frame when it would end at once."""
        count = viewport.view.count(viewport.plane) if viewport.view is not None else 1
        first, last = self._span(viewport, count)
        once = self.mode.currentData() == CineMode.ONCE.value
        if once and viewport.index >= last:
            return first
        return min(max(viewport.index, first), last)

    def _span(self, viewport: SliceViewport, count: int) -> tuple[int, int]:
        """The frames that are played: as trimmed here, or as the file of the others asks."""
        if viewport is self._viewport:
            return self.slider.span
        image = _sequence(viewport)
        trim = image.timing.trim if image is not None else None
        return trim or (0, count - 1)

    def _durations(self, playing: _Playing) -> tuple[float, ...]:
        image = _sequence(playing.viewport)
        count = playing.view.count(playing.viewport.plane)
        rate = self._rate if playing.viewport is self._viewport else opening_rate(image)
        if image is not None and len(image.timing.durations_ms) == count:
            return scaled_durations(image.timing.durations_ms, rate)
        return even_durations(count, rate)

    def _advance(self) -> None:
        """Show the frame that is due in every viewport, and come back when the next one is."""
        if any(not playing.is_there for playing in self._playing):
            # Somebody stepped by hand or shows another image: go on from there.
            self._begin()
            return
        elapsed = float(self._clock.nsecsElapsed()) / 1e6
        waits: list[float] = []
        mode = CineMode(self.mode.currentData())
        for playing in self._playing:
            durations = self._durations(playing)
            span = self._span(playing.viewport, len(durations))
            due = due_frame(elapsed, durations, mode, start=playing.start, span=span)
            playing.shown = due.index
            playing.viewport.set_index(due.index)
            if not due.ended:
                waits.append(due.left_ms)
        if waits:
            self._timer.start(max(1, round(min(waits))))
        else:
            self.play.setChecked(False)

    def _follow(self, index: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(index)
        self.slider.blockSignals(False)
        self.number.setText(f"{index + 1}/{self.slider.maximum() + 1}")


def trim_handlers(bar: Callable[[], FrameBar]) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does with the bar of the active window."""
    return {
        "trim_start": lambda _on: bar().trim_here("start"),
        "trim_stop": lambda _on: bar().trim_here("stop"),
        "trim_all": lambda _on: bar().trim_here("all"),
    }
