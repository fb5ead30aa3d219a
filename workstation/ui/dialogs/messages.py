"""Short dialogs: faults, names, keys, about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation import __version__
from workstation.errors import WorkstationError
from workstation.ui.actions import key_list

NOT_A_DIAGNOSIS = "For clinician review – not a diagnosis; not a medical device."


def show_fault(parent: QWidget, error: WorkstationError) -> QMessageBox:
    """A known fault in words, with its way out; does not block."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Lightbox", error.message, parent=parent)
    box.setInformativeText(error.hint)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def ask_reader(parent: QWidget, present: str) -> str:
    """The reader's name, or "" when the person gives none."""
    name, accepted = QInputDialog.getText(
        parent,
        "Reader's name",
        "Decisions and reports carry this name:",
        text=present,
    )
    return name.strip() if accepted else ""


class KeysDialog(QDialog):
    """Every key and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and mouse")
        self.resize(620, 680)
        mouse = (
            ("Mouse", "Chosen tool (windowing at first)", "Left drag"),
            ("Mouse", "Move the picture", "Middle drag  or  Ctrl + left drag"),
            ("Mouse", "Zoom", "Right drag  or  Ctrl + wheel"),
            ("Mouse", "Next and previous image", "Wheel"),
            ("Mouse", "Crosshair in all planes", "Shift + move"),
            ("Mouse", "One-up and back", "Double click"),
            ("Mouse", "End a polyline or a region", "Double click  or  right click  or  Return"),
            ("Mouse", "Text, values, histogram of a measurement", "Right click on its line"),
        )
        rows = (*mouse, *key_list())
        self.table = QTableWidget(len(rows), 3)
        self.table.setHorizontalHeaderLabels(["Menu", "What", "Key"])
        for r, cells in enumerate(rows):
            for c, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(r, c, item)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(buttons)


class AboutDialog(QDialog):
    """Version, license and intended use."""

    def __init__(self, self_test: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Lightbox")
        words = QLabel(
            f"<h3>Lightbox {__version__}</h3>"
            "<p>A workstation for reading CT, MR and X-ray with plugins that propose findings.</p>"
            f"<p>{NOT_A_DIAGNOSIS}</p>"
            f"<p>{self_test}</p>"
            "<p>The luminance of this display was not verified (PS3.14).</p>"
            "<p>Apache License 2.0. Qt and PySide6 under the LGPL.</p>"
        )
        words.setWordWrap(True)
        words.setMinimumWidth(380)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(buttons)
