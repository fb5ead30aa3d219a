"""A widget that shows a volume in three dimensions; the pictures come from the render thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.domain.study import WindowSetting
from workstation.imaging.volume_preset import VolumePreset
from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.image_view import ImageView, Point
from workstation.scene.sources import VolumeView
from workstation.scene.volume_camera import Standpoint, VolumeCamera
from workstation.viewer.layers import MaskLayer
from workstation.viewer.orientation_cube import face_at
from workstation.viewer.pixels import own_picture
from workstation.viewer.render_thread import RenderThread
from workstation.viewer.turntable import Turntable
from workstation.viewer.volume_mouse import (
    WHEEL_STEP,
    VolumeMouse,
    dragged_camera,
    dragged_values,
)
from workstation.viewer.volume_overlay import (
    decimation_words,
    paint_volume_overlay,
    volume_text,
)
from workstation.viewer.volume_picking import seen_point
from workstation.viewer.volume_scene import HalfSpace, Rendering, ShownSurface, VolumeScene
from workstation.viewer.volume_settings import (
    VolumeSettings,
    box_planes,
    drawn_surfaces,
    offered_presets,
)

_EMPTY_TEXT = QColor(110, 118, 126)
_ACTIVE = QColor(64, 150, 220)
_REST_MS = 180
_NO_VOLUME = Message("Three-dimensional pictures need a volume of parallel slices.")
TURN_KEY = Qt.Key.Key_C
KEYS = {Qt.Key(ord(side.value)): side for side in Standpoint}
WINDOW_KEY = Qt.Key.Key_W

_numbers = count(1)


class VolumeViewport(QWidget):
    """A volume in three dimensions.

    The left button turns, the middle one moves, the right one and the wheel zoom. Ctrl with the
    left button, or the left button after W, changes which values are seen. A double click on
    what is seen picks it; on empty ground it asks for one-up.

    Parameters
    ----------
    thread : RenderThread
        Makes the pictures.
    presets : sequence of VolumePreset
        The looks on offer, the most general one last.
    """

    became_active = Signal()
    changed = Signal()
    """Settings, camera or image changed."""
    picked = Signal(object)
    """A point, LPS mm, of what is seen."""
    one_up_wanted = Signal()

    def __init__(
        self,
        thread: RenderThread,
        presets: tuple[VolumePreset, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.presets = presets
        self.view: VolumeView | None = None
        self.window_setting = WindowSetting(center=0.0, width=1.0)
        self.settings = VolumeSettings(presets[-1])
        self.camera = VolumeCamera((0.0, 0.0, 0.0))
        self.surfaces: tuple[ShownSurface, ...] = ()
        self.layers: tuple[MaskLayer, ...] = ()
        self.cuts: tuple[HalfSpace, ...] = ()
        """What the planes of the other viewports take away, as the settings want it."""
        self.crosshair: Point | None = None
        self.text_mode: Callable[[], int] = lambda: 0
        self.name_color: Callable[[], QColor | None] = lambda: None
        self.is_active: Callable[[], bool] = lambda: False
        self.is_key_image: Callable[[], bool] = lambda: False
        self.corner_room = QSizeF()
        """Size of what lies over the upper right corner."""
        self.windowing = False
        """Whether the left button changes the values that are seen."""
        self.message = ""
        self._thread = thread
        self._number = next(_numbers)
        self._picture: Rendering | None = None
        self._asked: VolumeScene | None = None
        self._fault = ""
        self._fitted = False
        self._fit_at: tuple[float, Point] | None = None
        self._fit_limit = 0.0
        self._mouse = VolumeMouse()
        self.turntable = Turntable(self, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.refresh)
        thread.rendered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        thread.failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("three-dimensional image"))

    # State

    def show_view(self, view: ImageView | None) -> None:
        """Show another image; only a volume can be shown."""
        volume = view if isinstance(view, VolumeView) else None
        if volume is not None and self.view is not None and volume.shown is self.view.shown:
            self.view = volume
            self.update()
            return
        if volume is not None and self.view is not None and volume.is_like(self.view):
            # Phases of one volume are compared: all that the reader chose stays.
            self.view, self._fault = volume, ""
            self.changed.emit()
            self.refresh()
            return
        self.turntable.set_on(False)
        self.view = volume
        self._picture = None
        self._fault = ""
        self._fitted = False
        self.surfaces, self.layers, self.cuts = (), (), ()
        self.message = say(_NO_VOLUME) if view is not None and volume is None else ""
        if volume is not None and volume.shown.geometry.shape_kji[0] < 2:
            self.view, self.message = None, say(_NO_VOLUME)
        if self.view is not None:
            self.settings = VolumeSettings(self.offered()[0])
            self.camera = self.camera.from_side(Standpoint.ANTERIOR)
        if self.view is None:
            self._thread.leave(self._number)
        self.changed.emit()
        self.refresh()

    def offered(self) -> tuple[VolumePreset, ...]:
        """The presets for the modality that is shown, those made for it first."""
        modality = self.view.image.source.modality if self.view is not None else ""
        return offered_presets(self.presets, modality)

    def set_settings(self, settings: VolumeSettings, *, moving: bool = False) -> None:
        """Show the volume another way."""
        if settings != self.settings:
            self.settings = settings
            self.changed.emit()
        self.refresh(moving=moving)

    def set_window(self, window: WindowSetting) -> None:
        """The window of the slices, which relative presets follow."""
        if window != self.window_setting:
            self.window_setting = window
            if self.settings.preset.relative:
                self.refresh()

    def set_camera(self, camera: VolumeCamera, *, moving: bool = False) -> None:
        """Look from elsewhere."""
        self.camera = camera
        self.changed.emit()
        self.refresh(moving=moving)

    def look_from(self, side: Standpoint) -> None:
        """Look from a side of the patient, with all of the volume in sight."""
        self.camera = self.camera.from_side(side)
        self._fit()
        self.set_camera(self.camera)

    def _fit(self) -> None:
        if self.view is not None:
            self.camera = self._fitting()
            self._fitted, self._fit_at = True, (self.camera.mm_per_px, self.camera.center)

    def _fitting(self) -> VolumeCamera:
        """The camera with all of the volume in sight, at the common scale where there is one."""
        assert self.view is not None  # noqa: S101 - asked for where there is a view
        fitting = self.camera.fitted(self.view.shown.geometry, self.width(), self.height())
        if self._fit_limit > 0:
            return replace(fitting, mm_per_px=max(fitting.mm_per_px, 1 / self._fit_limit))
        return fitting

    def fit_scale(self) -> float:
        """Screen pixels per mm at which all of the volume is in sight; 0 without one."""
        if self.view is None:
            return 0.0
        fitting = self.camera.fitted(self.view.shown.geometry, self.width(), self.height())
        return 1 / fitting.mm_per_px

    def limit_fit(self, px_per_mm: float) -> None:
        """Fit at no larger scale than this; 0 for no limit. What the reader zoomed stays."""
        self._fit_limit = px_per_mm
        if self.view is not None and self._shows_all:
            self._fit()
            self.refresh()

    @property
    def _shows_all(self) -> bool:
        """Whether scale and place are still those of the last fit."""
        return self._fitted and self._fit_at == (self.camera.mm_per_px, self.camera.center)

    # Pictures

    @property
    def kept(self) -> tuple[HalfSpace, ...]:
        """What clip box and planes leave."""
        if self.view is None:
            return ()
        return (*box_planes(self.view.shown.geometry, self.settings.box), *self.cuts)

    def scene(self, *, moving: bool = False) -> VolumeScene | None:
        """What shall be seen; None while there is no volume."""
        if self.view is None:
            return None
        ratio = self.devicePixelRatioF()
        settings = self.settings
        return VolumeScene(
            volume=self.view.shown,
            look=settings.look(self.window_setting),
            camera=replace(self.camera, mm_per_px=self.camera.mm_per_px / ratio),
            size=(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))),
            kept=self.kept,
            surfaces=drawn_surfaces(self.surfaces, settings),
            inside=self.layers if settings.only_segments else (),
            shows_volume=settings.shows_volume and bool(self.layers or not settings.only_segments),
            moving=moving,
        )

    def refresh(self, *, moving: bool = False) -> None:
        """Ask for a new picture; a moving one is followed by a sharp one when it rests."""
        if not self.isVisible() or self.view is None or self._fault:
            self.update()
            return
        if not self._fitted:
            self._fit()
        scene = self.scene(moving=moving)
        if scene is not None:
            self._asked = scene
            self._thread.ask(self._number, scene)
        if moving:
            self._rest.start()
        else:
            self._rest.stop()
        self.update()

    def _take(self, number: int, picture: Rendering) -> None:
        if number != self._number or self.view is None:
            return
        if picture.scene.volume is self.view.shown:
            self._picture = picture
            self.update()

    def _fail(self, number: int, words: Message) -> None:
        if number == self._number:
            self._fault = say(words)
            self._picture = None
            self.update()

    @property
    def fault(self) -> str:
        """Why there can be no picture, or ""."""
        return self._fault

    @property
    def rendering(self) -> Rendering | None:
        """The picture that is shown, with the scene that it shows."""
        return self._picture

    @property
    def is_settled(self) -> bool:
        """Whether the picture is the last one that was asked for, and sharp."""
        seen = self._picture
        return self.is_still and seen is not None and seen.is_final

    @property
    def is_still(self) -> bool:
        """Whether the picture is that of the last scene at rest; it may still become sharper."""
        shown = self._picture.scene if self._picture is not None else None
        return shown is not None and shown is self._asked and not shown.moving

    def picture(self) -> QImage:
        """What is shown, with its words."""
        return own_picture(self)

    @property
    def is_there(self) -> bool:
        """Whether a volume is seen, and the reader does not hold it."""
        shows = self.view is not None and not self._fault
        return shows and self.isVisible() and not self._mouse.is_dragging

    def turn_to(self, camera: VolumeCamera, known: Rendering | None) -> None:
        """Look from elsewhere; a picture that is known from before needs no rendering."""
        self.camera = camera
        if known is None:
            self.refresh()
            return
        self._picture, self._asked = known, known.scene
        self.update()

    def leave(self) -> None:
        """Free what the pictures needed."""
        self.turntable.set_on(False)
        self._rest.stop()
        self._thread.leave(self._number)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The last picture with the words that belong to it."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        area = QRectF(self.rect())
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        picture = self._picture
        if self.view is None or picture is None:
            words = self._fault or self.message
            if not words and self.view is not None:
                words = tr("Preparing the three-dimensional picture…")
            painter.setPen(_EMPTY_TEXT)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, words)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, picture.image)
            # Words and letters are those of the picture, also while a newer one is made.
            seen = picture.scene.camera
            ratio = picture.scene.size[0] / max(area.width(), 1.0)
            camera = replace(seen, mm_per_px=seen.mm_per_px * ratio)
            notes = self._notes(picture)
            text = volume_text(self.view, self.settings, camera, notes, text_mode=self.text_mode())
            room = self.corner_room.height()
            paint_volume_overlay(
                painter, area, self.view, camera, text, self.crosshair,
                room_px=room, name_color=self.name_color(),
            )  # fmt: skip
        if self.is_active():
            painter.setPen(_ACTIVE)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _notes(self, picture: Rendering) -> tuple[str, ...]:
        if self.view is not None and picture.scene.volume is not self.view.shown:
            notes = [tr("Preparing the three-dimensional picture…")]
        elif picture.scene.moving:
            notes = [tr("Coarse while moving")]
        elif not picture.is_final:
            notes = [tr("Refining…")]
        else:
            notes = [decimation_words(picture.factors_kji)]
        if self.is_key_image():
            notes.append(tr("★ Key image"))
        if self.windowing:
            notes.append(tr("Left button: values (W)"))
        if self.view is not None and not self.view.trusted:
            notes.append(tr("Spacing not trusted: no scale"))
        return tuple(note for note in notes if note)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the same part of the patient in sight."""
        old = event.oldSize()
        before, now = min(old.width(), old.height()), min(self.width(), self.height())
        if self._shows_all:
            self._fit()
        elif self._fitted and before > 0:
            self.camera = self.camera.zoomed(now / before)
        self.refresh(moving=self._picture is not None)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Nothing is drawn before it is seen."""
        super().showEvent(event)
        self.refresh()

    # Input

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to turn, move, zoom or change values; a click on the cube looks from there."""
        self.setFocus()
        self.became_active.emit()
        side = face_at(self.camera, QRectF(self.rect()), event.position())
        if side is not None and event.button() is Qt.MouseButton.LeftButton:
            self.look_from(side)
            return
        self._mouse.press(event.position(), event.button())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the mouse."""
        if not self._mouse.is_dragging:
            return
        step, button = self._mouse.step(event.position()), self._mouse.button
        by_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if button is Qt.MouseButton.LeftButton and (by_ctrl or self.windowing):
            changed = dragged_values(self.settings, self.window_setting, step, self.height())
            self.set_settings(changed, moving=True)
        else:
            self.set_camera(dragged_camera(self.camera, button, step), moving=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        """Show a sharp picture."""
        if self._mouse.release() and self._rest.isActive():
            self.refresh()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pick what is seen, or ask for one-up."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = self.point(event.position())
        if point is None:
            self.one_up_wanted.emit()
        else:
            self.picked.emit(point)

    def point(self, place: QPointF) -> Point | None:
        """LPS mm of what is seen under a screen point; None on empty ground."""
        scene = self.scene()
        if scene is None:
            return None
        camera = replace(scene.camera, mm_per_px=self.camera.mm_per_px)
        start = camera.ray_point(place.x(), place.y(), self.width(), self.height())
        return seen_point(scene, start, self.layers)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom."""
        steps = event.angleDelta().y() / 120
        self.set_camera(self.camera.zoomed(WHEEL_STEP**steps), moving=True)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take the keys of the sides before the window's actions do."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in (*KEYS, WINDOW_KEY, TURN_KEY):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Look from a side of the patient, turn, or exchange what the left button does."""
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and key in KEYS:
            self.look_from(KEYS[key])
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and key == WINDOW_KEY:
            self.windowing = not self.windowing
            self.update()
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and key == TURN_KEY:
            self.turntable.set_on(self.view is not None and not self.turntable.is_on)
        else:
            event.ignore()
