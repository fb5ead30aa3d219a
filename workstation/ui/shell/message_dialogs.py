"""Short dialogs: faults, names, about."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from workstation import __version__
from workstation.errors import WorkstationError
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.widgets.plain_text import make_plain

_log = logging.getLogger(__name__)

NOT_A_DIAGNOSIS = Message("For clinician review – not a diagnosis; not a medical device.")


def show_fault(parent: QWidget, error: WorkstationError) -> QMessageBox:
    """A known fault in words, with its way out; does not block."""
    _log.warning("%s (%s)", error.code, error.detail)
    box = QMessageBox(QMessageBox.Icon.Warning, "Lightbox", say(error.message), parent=parent)
    box.setInformativeText(say(error.hint))
    make_plain(box)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def ask_reader(parent: QWidget, present: str) -> str:
    """The reader's name, or "" when the person gives none."""
    name, accepted = QInputDialog.getText(
        parent,
        tr("Reader's name"),
        tr("Decisions and reports carry this name:"),
        text=present,
    )
    return name.strip() if accepted else ""


class AboutDialog(QDialog):
    """Version, license and intended use."""

    def __init__(self, self_test: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Lightbox"))
        words = QLabel(
            tr(
                "<h3>Lightbox {version}</h3><p>A workstation for reading CT, MR and "
                "X-ray with plugins that propose "
                "findings.</p><p>{not_a_diagnosis}</p><p>{self_test}</p><p>The "
                "luminance of this display was not verified (PS3.14).</p><p>Apache "
                "License 2.0. Qt and PySide6 under the LGPL.</p>",
                version=__version__,
                not_a_diagnosis=say(NOT_A_DIAGNOSIS),
                self_test=self_test,
            )
        )
        words.setWordWrap(True)
        words.setMinimumWidth(380)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(buttons)
