"""The row of choices over a picture in three dimensions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import qtawesome
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.planes import PlaneName
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.scene.volume_camera import STANDPOINT_WORDS, Standpoint
from workstation.session.annotations import KeyImageMark
from workstation.ui.widgets.inputs import ComboBox, Slider
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.theme import TEXT
from workstation.viewer.volume_settings import (
    CUT_PLANES,
    WHOLE_BOX,
    VolumeSettings,
    cut_words,
    side_letters,
)
from workstation.viewer.volume_viewport import VolumeViewport

_STEPS = 100


class VolumeBar(QWidget):
    """Preset, opacity, light, segments, sides, clip box, cut-away and snapshot.

    Parameters
    ----------
    volume : VolumeViewport
        What is changed.
    """

    copy_wanted = Signal()
    save_wanted = Signal()
    key_wanted = Signal()
    """What is seen shall be a key image, or none any more."""
    mark_chosen = Signal(object)
    """A key image to go to."""

    def __init__(self, volume: VolumeViewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volume = volume
        self.marks: Callable[[], tuple[KeyImageMark, ...]] = lambda: ()
        """The key images that can be gone to."""
        self._following = False
        self.preset = ComboBox()
        self.preset.setToolTip(tr("Colors and opacity"))
        self.preset.setMinimumContentsLength(10)
        self.preset.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.preset.activated.connect(self._choose_preset)
        self.opacity = _slider(
            tr("Hide or show more: moves opacity along the values"), -_STEPS, _STEPS
        )
        self.opacity.valueChanged.connect(self._shift)
        self.opacity.setFixedWidth(70)
        self.show_menu = _menu_button(tr("Show"), tr("Light, voxels, segments"))
        self.shading = self._switch(tr("&Light"), "shading")
        self.shows_volume = self._switch(tr("&Voxels"), "shows_volume")
        self.segments = self._switch(tr("Surfaces of &segments"), "shows_segments")
        self.only = self._switch(tr("Voxels &inside of segments only"), "only_segments")
        self.box_sliders: list[QSlider] = []
        self.box_letters: list[QLabel] = []
        self.cut_boxes: dict[PlaneName, QComboBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 4, 1)
        row.setSpacing(2)
        row.addWidget(self.preset)
        row.addWidget(self.opacity)
        row.addStretch(1)
        row.addWidget(self.show_menu)
        self.sides = _menu_button(tr("View from"), tr("The side from which the patient is seen"))
        for side in Standpoint:
            self.sides.menu().addAction(
                f"{say(STANDPOINT_WORDS[side])}\t{side.value}", self._looker(side)
            )
        self.turn = QToolButton()
        self.turn.setCheckable(True)
        self.turn.setIcon(qtawesome.icon("mdi6.rotate-360", color=TEXT))
        self.turn.setToolTip(tr("Turn about the upright axis (C)"))
        self.turn.setAccessibleName(tr("Turn"))
        self.turn.clicked.connect(volume.turntable.set_on)
        volume.turntable.toggled.connect(self.turn.setChecked)
        self.clip = _menu_button(tr("Clip"), tr("Clip box and cut-away"))
        self._fill_clip(self.clip.menu())
        self.snapshot = _menu_button(tr("Keep"), tr("Keep this picture"))
        self.snapshot.menu().addAction(tr("&Copy"), self.copy_wanted.emit)
        self.snapshot.menu().addAction(tr("&Save as PNG…"), self.save_wanted.emit)
        self.snapshot.menu().addSeparator()
        self._key_action = self.snapshot.menu().addAction(tr("&Key image"), self.key_wanted.emit)
        self._key_action.setCheckable(True)
        self._mark_actions: list[QAction] = []
        self.snapshot.menu().aboutToShow.connect(self._list_marks)
        for button in (self.turn, self.sides, self.clip, self.snapshot):
            row.addWidget(button)
        # It must not make its cell wider than the others.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        volume.changed.connect(self.follow)
        self.follow()

    # Making

    def _switch(self, text: str, name: str) -> QAction:
        action = self.show_menu.menu().addAction(text)
        action.setCheckable(True)
        action.toggled.connect(lambda on: self._change(replace(self._settings, **{name: on})))
        return action

    def _looker(self, side: Standpoint) -> Callable[[], None]:
        return lambda: self._volume.look_from(side)

    def _fill_clip(self, menu: QMenu) -> None:
        panel = QWidget()
        grid = QGridLayout(panel)
        for number in range(6):
            letter = PlainLabel()
            slider = _slider(tr("How much of this side is clipped away"), 0, _STEPS)
            slider.setMinimumWidth(180)
            slider.valueChanged.connect(self._clipper(number))
            grid.addWidget(letter, number, 0)
            grid.addWidget(slider, number, 1)
            self.box_letters.append(letter)
            self.box_sliders.append(slider)
        for number, plane in enumerate(CUT_PLANES):
            first, second = cut_words(plane)
            box = ComboBox()
            box.addItem(tr("nothing"), 0)
            box.addItem(tr("toward {side}", side=first), 1)
            box.addItem(tr("toward {side}", side=second), -1)
            box.activated.connect(self._cutter(plane))
            grid.addWidget(
                PlainLabel(tr("Cut away: {plane}", plane=say(PLANE_WORDS[plane]))),
                6 + number,
                0,
            )
            grid.addWidget(box, 6 + number, 1)
            self.cut_boxes[plane] = box
        reset = QToolButton()
        reset.setText(tr("Show everything"))
        reset.clicked.connect(lambda: self._change(replace(self._settings, box=WHOLE_BOX, cuts=())))
        grid.addWidget(reset, 9, 1)
        action = QWidgetAction(menu)
        action.setDefaultWidget(panel)
        menu.addAction(action)

    def _list_marks(self) -> None:
        menu = self.snapshot.menu()
        for action in self._mark_actions:
            menu.removeAction(action)
        self._key_action.setChecked(self._volume.is_key_image())
        self._mark_actions = [self._mark_action(mark) for mark in self.marks()]

    def _mark_action(self, mark: KeyImageMark) -> QAction:
        text = tr("Go to: {caption}", caption=shown(mark.caption).replace("&", "&&"))
        return self.snapshot.menu().addAction(text, lambda: self.mark_chosen.emit(mark))

    # Changing

    @property
    def _settings(self) -> VolumeSettings:
        return self._volume.settings

    def _change(self, settings: VolumeSettings, *, moving: bool = False) -> None:
        if not self._following:
            self._volume.set_settings(settings, moving=moving)

    def _choose_preset(self, index: int) -> None:
        self._change(self._settings.with_preset(self._volume.offered()[index]))

    @property
    def _span(self) -> float:
        preset = self._settings.preset
        width = self._volume.window_setting.width if preset.relative else 1.0
        return preset.span * width

    def _shift(self, value: int) -> None:
        shift = -value / _STEPS * self._span
        self._change(replace(self._settings, shift=shift), moving=True)

    def _clipper(self, side: int) -> Callable[[int], None]:
        def clip(value: int) -> None:
            part = value / _STEPS
            wanted = self._settings.with_side(side, 1.0 - part if side % 2 else part)
            self._change(wanted, moving=True)

        return clip

    def _cutter(self, plane: PlaneName) -> Callable[[int], None]:
        def cut(index: int) -> None:
            side = self.cut_boxes[plane].itemData(index)
            self._change(self._settings.with_cut(plane, side))

        return cut

    # Following

    def follow(self) -> None:
        """Show what is in force."""
        self._following = True
        try:
            self._follow_presets()
            settings = self._settings
            for switch, on in (
                (self.shading, settings.shading),
                (self.shows_volume, settings.shows_volume),
                (self.segments, settings.shows_segments),
                (self.only, settings.only_segments),
            ):
                switch.setChecked(on)
            self.shading.setEnabled(settings.preset.shading)
            if not self.opacity.isSliderDown():
                self.opacity.setValue(round(-settings.shift / (self._span or 1.0) * _STEPS))
            for side, slider in enumerate(self.box_sliders):
                part = settings.box[side]
                slider.setValue(round((1.0 - part if side % 2 else part) * _STEPS))
            for plane, box in self.cut_boxes.items():
                box.setCurrentIndex(box.findData(dict(settings.cuts).get(plane, 0)))
        finally:
            self._following = False

    def _follow_presets(self) -> None:
        offered = self._volume.offered()
        titles = [say(Message.term(preset.title)) for preset in offered]
        if titles != [self.preset.itemText(n) for n in range(self.preset.count())]:
            self.preset.clear()
            self.preset.addItems(titles)
        if self._settings.preset in offered:
            self.preset.setCurrentIndex(offered.index(self._settings.preset))
        if self._volume.view is not None:
            letters = side_letters(self._volume.view.shown.geometry)
            for label, letter in zip(self.box_letters, letters, strict=True):
                label.setText(tr("Clip from {side}", side=letter))


def _slider(tip: str, low: int, high: int) -> QSlider:
    slider = Slider(Qt.Orientation.Horizontal)
    slider.setRange(low, high)
    slider.setToolTip(tip)
    slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return slider


def _menu_button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    return button
