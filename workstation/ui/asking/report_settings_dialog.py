"""Role of the reader, header and logo of the institution, for every report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.errors import InputError
from workstation.language import say, tr
from workstation.services.letterhead import make_letterhead
from workstation.settings.schema import LONGEST_ROLE
from workstation.ui.asking.report_settings import ReportSettings
from workstation.ui.widgets.inputs import LineEdit, TextEdit
from workstation.ui.widgets.plain_text import PlainLabel

_LOGO_PX = (220, 64)


class ReportSettingsDialog(QDialog):
    """Asks for what every report carries; a logo is checked when it is chosen."""

    def __init__(self, present: ReportSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report header and role"))
        self.setMinimumWidth(480)
        self._logo: Path | None = None
        self.role = LineEdit(present.role)
        self.role.setMaxLength(LONGEST_ROLE)
        self.role.setPlaceholderText(tr("e.g. Consultant radiologist"))
        self.header = TextEdit(present.header)
        self.header.setPlaceholderText(tr("Institution, department, address: four lines at most"))
        self.header.setFixedHeight(92)
        self.header.setTabChangesFocus(True)
        self.picture = PlainLabel()
        self.picture.setFixedHeight(_LOGO_PX[1])
        self.fault = PlainLabel()
        self.fault.setObjectName("bad")
        self.fault.setWordWrap(True)
        self.choose = QPushButton(tr("Choose logo…"))
        self.remove = QPushButton(tr("No logo"))
        self.choose.clicked.connect(self._ask_logo)
        self.remove.clicked.connect(lambda: self.show_logo(None))
        row = QHBoxLayout()
        row.addWidget(self.picture, 1)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        form = QFormLayout()
        form.addRow(tr("Your role"), self.role)
        form.addRow(tr("Header"), self.header)
        form.addRow(tr("Logo"), row)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(buttons)
        self.show_logo(present.logo)

    def made(self) -> ReportSettings:
        """What was typed and chosen."""
        return ReportSettings(
            role=" ".join(self.role.text().split()),
            header=self.header.toPlainText().strip(),
            logo=self._logo,
        )

    def show_logo(self, path: Path | None) -> None:
        """Take a logo that can be used, or say why it cannot be."""
        self.fault.clear()
        try:
            pixels = make_letterhead("", path).logo
        except InputError as error:
            self.fault.setText(f"{say(error.message)}\n{say(error.hint)}")
            path, pixels = None, None
        self._logo = path
        self.remove.setEnabled(path is not None)
        if pixels is None:
            self.picture.setText("–")
            return
        rows, columns = pixels.shape[:2]
        image = QImage(pixels.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        self.picture.setPixmap(
            QPixmap.fromImage(image).scaled(
                *_LOGO_PX,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )

    def _ask_logo(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Choose logo"), "", "PNG, JPEG (*.png *.jpg *.jpeg)"
        )
        if chosen:
            self.show_logo(Path(chosen))
