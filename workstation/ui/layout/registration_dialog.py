"""The check view of a registration: both series in one picture, to accept or discard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from workstation.imaging.registration import checkerboard
from workstation.language import tr
from workstation.services.register_images import CheckedRegistration, CheckPicture
from workstation.ui.widgets.inputs import Slider
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.viewer.pixels import to_qimage

_SIDE_PX = 300


class RegistrationDialog(QDialog):
    """Shows where edges run on and where they do not; accepted when the reader agrees."""

    def __init__(
        self, checked: CheckedRegistration, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Check the registration"))
        self._checked = checked
        found = checked.registration
        words = PlainLabel(
            tr(
                "{moving} was laid on {fixed}: turned by {rotation_deg:.1f}°, moved by "
                "{shift_mm:.1f} mm, mutual information {similarity:.2f}. Edges must "
                "run on from square to square; discard it where they do not.",
                moving=names[1],
                fixed=names[0],
                rotation_deg=found.rotation_deg,
                shift_mm=found.shift_mm,
                similarity=found.similarity,
            )
        )
        words.setWordWrap(True)
        self._labels = [PlainLabel() for _ in checked.pictures]
        row = QHBoxLayout()
        for label in self._labels:
            label.setFixedSize(_SIDE_PX, _SIDE_PX)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setStyleSheet("background: black;")
            row.addWidget(label)
        self.board = QCheckBox(tr("Checkerboard"))
        self.board.setChecked(True)
        self.fade = Slider(Qt.Orientation.Horizontal)
        self.fade.setRange(0, 100)
        self.fade.setValue(50)
        self.fade.setAccessibleName(tr("Fade from one series to the other"))
        self.fade.setEnabled(False)
        mixing = QHBoxLayout()
        for widget in (self.board, PlainLabel(names[0]), self.fade, PlainLabel(names[1])):
            mixing.addWidget(widget, 1 if widget is self.fade else 0)
        buttons = QDialogButtonBox()
        self.link = buttons.addButton(tr("Link the series"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Discard"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(row)
        column.addLayout(mixing)
        column.addWidget(buttons)
        self.board.toggled.connect(lambda on: self.fade.setEnabled(not on))
        self.board.toggled.connect(lambda _on: self.show_pictures())
        self.fade.valueChanged.connect(lambda _value: self.show_pictures())
        self.show_pictures()

    def show_pictures(self) -> None:
        """Mix both series as chosen."""
        for label, picture in zip(self._labels, self._checked.pictures, strict=True):
            label.setPixmap(self._mixed(picture))

    def _mixed(self, picture: CheckPicture) -> QPixmap:
        if self.board.isChecked():
            mixed = checkerboard(picture.fixed, picture.moving)
        else:
            share = self.fade.value() / 100
            mixed = (picture.fixed * (1 - share) + picture.moving * share).astype("uint8")
        rows, columns = mixed.shape
        height, width = rows * picture.spacing_rc_mm[0], columns * picture.spacing_rc_mm[1]
        scale = _SIDE_PX / max(height, width)
        return QPixmap.fromImage(to_qimage(mixed)).scaled(
            max(1, round(width * scale)),
            max(1, round(height * scale)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
