"""Questions to the person: folders, files, names. Tests answer them with their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from workstation.domain.finding import Finding
from workstation.language import say, tr
from workstation.services.open_files import MODALITIES, is_picture
from workstation.services.report_versions import SigningSummary
from workstation.session.finding_edits import FindingEdit
from workstation.ui.asking.finding_dialog import FindingDialog
from workstation.ui.asking.report_settings import ReportSettings
from workstation.ui.asking.report_settings_dialog import ReportSettingsDialog
from workstation.ui.asking.signing_dialog import SigningDialog
from workstation.ui.shell.message_dialogs import ask_reader
from workstation.ui.widgets.inputs import WheelGuard
from workstation.ui.widgets.plain_text import make_plain

if TYPE_CHECKING:
    from workstation.services.plugin_consent import ConsentQuestion


class Prompts:
    """Asks with Qt's dialogs."""

    def folder(self, parent: QWidget, start: str) -> Path | None:
        """A folder to open, or None."""
        chosen = QFileDialog.getExistingDirectory(parent, tr("Open folder"), start)
        return Path(chosen) if chosen else None

    def files(self, parent: QWidget, start: str) -> list[Path]:
        """Files to open."""
        chosen, _ = QFileDialog.getOpenFileNames(
            parent,
            tr("Open DICOM files, DICOMDIR, ZIP, NIfTI, NRRD or films as PNG or JPEG"),
            start,
        )
        return [Path(path) for path in chosen]

    def masks(self, parent: QWidget, start: str) -> list[Path]:
        """Mask files to lay over an image."""
        chosen, _ = QFileDialog.getOpenFileNames(
            parent, tr("Open masks: DICOM SEG, RTSTRUCT, NIfTI, NRRD or MetaImage"), start
        )
        return [Path(path) for path in chosen]

    def modality(self, parent: QWidget, files: list[Path]) -> str | None:
        """Modality of files that state none; None when cancelled."""
        dialog = QInputDialog(parent)
        dialog.setWindowTitle(tr("Modality"))
        dialog.setLabelText(tr("{name} does not state its modality:", name=files[0].name))
        dialog.setComboBoxItems(list(MODALITIES))
        dialog.setTextValue("DX" if is_picture(files[0]) else "MR")
        return dialog.textValue() if _accepted(dialog) else None

    def save_pdf(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where to write a PDF, or None."""
        return _where(parent, tr("Save report"), free_name(suggestion), "PDF (*.pdf)", ".pdf")

    def sign(self, parent: QWidget, summary: SigningSummary) -> bool:
        """Whether to sign a report, knowing what it will say and leave out."""
        dialog = SigningDialog(summary, parent)
        try:
            return bool(dialog.exec())
        finally:
            dialog.deleteLater()

    def trust_plugin(self, parent: QWidget, question: ConsentQuestion) -> bool:
        """Whether a plugin from outside may run, now and later."""
        from workstation.services.plugin_consent import question_words

        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Plugin from outside"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr(
                "{name} does not come with this program. It will run with your rights: it can "
                "read and change your files.",
                name=question.name,
            )
        )
        box.setInformativeText(say(question_words(question)))
        allow = box.addButton(tr("Let it run"), QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(tr("Do not run"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        allowed = box.clickedButton() is allow
        box.deleteLater()
        return allowed

    def run_in_doubt(self, parent: QWidget, name: str, doubts: list[str]) -> bool:
        """Whether a plugin may run on an image that it may not be for."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Is this the right image?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("{name} may not be meant for this image.", name=name))
        box.setInformativeText("\n".join([*doubts, tr("If it runs, its results say so.")]))
        run = box.addButton(tr("Run it all the same"), QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(tr("Do not run"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        allowed = box.clickedButton() is run
        box.deleteLater()
        return allowed

    def save_csv(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where to write a table, or None."""
        return _where(parent, tr("Export table"), suggestion, "CSV (*.csv)", ".csv")

    def save_segmentation(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where to write a segmentation, or None; a DICOM SEG or NIfTI file as `suggestion` is."""
        title = tr("Export segmentation")
        if suggestion.endswith(".nii.gz"):
            return _where(parent, title, suggestion, "NIfTI (*.nii.gz)", ".nii.gz")
        return _where(parent, title, suggestion, "DICOM SEG (*.dcm)", ".dcm")

    def save_png(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where to write a picture, or None."""
        return _where(parent, tr("Save picture"), suggestion, "PNG (*.png)", ".png")

    def save_picture(self, parent: QWidget, suggestion: str) -> tuple[Path, bool] | None:
        """Where to write a picture, and whether to leave the patient's text out; or None."""
        without = tr("PNG without the patient's text (*.png)")
        chosen, kind = QFileDialog.getSaveFileName(
            parent,
            tr("Save picture"),
            suggestion,
            f"PNG (*.png);;{without}",
        )
        path = _free(parent, chosen, ".png")
        return (path, kind == without) if path is not None else None

    def annotation_text(self, parent: QWidget, present: str) -> str | None:
        """The words of a measurement, arrow or text; None when cancelled."""
        text, accepted = QInputDialog.getText(parent, tr("Text"), tr("Text:"), text=present)
        return text.strip() if accepted else None

    def length_mm(self, parent: QWidget) -> float | None:
        """How long a line is known to be, mm; None when cancelled."""
        dialog = QInputDialog(parent)
        dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
        dialog.setWindowTitle(tr("Calibrate"))
        dialog.setLabelText(tr("Length of the line in mm:"))
        dialog.setDoubleRange(0.1, 2000.0)
        dialog.setDoubleDecimals(2)
        dialog.setDoubleValue(10.0)
        return dialog.doubleValue() if _accepted(dialog) else None

    def finding(self, parent: QWidget, finding: Finding | None) -> FindingEdit | None:
        """Other words for a finding, or those of a new one; None when cancelled."""
        dialog = FindingDialog(finding, parent)
        try:
            return dialog.edit() if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def report_settings(self, parent: QWidget, present: ReportSettings) -> ReportSettings | None:
        """Role, header and logo for every report; None when cancelled."""
        dialog = ReportSettingsDialog(present, parent)
        try:
            return dialog.made() if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def reader(self, parent: QWidget, present: str) -> str:
        """The reader's name, or ""."""
        return ask_reader(parent, present)

    def lose(self, parent: QWidget, count: int) -> bool:
        """Whether to close the program although entries would be lost."""
        box = QMessageBox(
            QMessageBox.Icon.Critical,
            tr("Not everything is kept"),
            tr(
                "The disk did not take {count} entries: decisions, measurements or edits. They "
                "are lost when the program is closed now. Close it all the same?",
                count=count,
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            parent,
        )
        box.setDefaultButton(QMessageBox.StandardButton.No)
        try:
            return box.exec() == QMessageBox.StandardButton.Yes
        finally:
            box.deleteLater()

    def link_patients(self, parent: QWidget, names: list[str]) -> bool:
        """Whether to link images of several people."""
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            tr("Link several patients?"),
            tr(
                "The images on the screen are of {count} patients: {names}. Places in two people "
                "cannot be compared. Link them all the same?",
                count=len(names),
                names=", ".join(names),
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            parent,
        )
        make_plain(box)
        box.setDefaultButton(QMessageBox.StandardButton.No)
        try:
            return box.exec() == QMessageBox.StandardButton.Yes
        finally:
            box.deleteLater()

    def ask_line(self, parent: QWidget, title: str, label: str, present: str = "") -> str:
        """A line of text; "" when cancelled."""
        line, accepted = QInputDialog.getText(parent, title, label, text=present)
        return line.strip() if accepted else ""


def _where(parent: QWidget, title: str, suggestion: str, kinds: str, ending: str) -> Path | None:
    """Where to write a file of a kind, or None."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggestion, kinds)
    return _free(parent, chosen, ending)


def _free(parent: QWidget, chosen: str, ending: str) -> Path | None:
    """The file that was chosen, with its ending; None where it is there and shall stay.

    Qt has asked about the name as it was typed: "report" says nothing of a report.pdf.
    """
    if not chosen:
        return None
    path = with_ending(Path(chosen), ending)
    if str(path) == chosen or not path.exists():
        return path
    box = QMessageBox(
        QMessageBox.Icon.Question,
        tr("The file is there"),
        tr("{name} is there already. Replace it?", name=path.name),
        QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
        parent,
    )
    make_plain(box)
    box.setDefaultButton(QMessageBox.StandardButton.No)
    try:
        return path if box.exec() == QMessageBox.StandardButton.Yes else None
    finally:
        box.deleteLater()


def free_name(suggestion: str) -> str:
    """A name under which no file lies yet in the folder that a dialog begins in."""
    path, number = Path(suggestion), 1
    while path.exists():
        number += 1
        path = Path(suggestion).with_stem(f"{Path(suggestion).stem} ({number})")
    return str(path)


def with_ending(path: Path, ending: str) -> Path:
    """The path with an ending; nothing of a name with dots is lost, e.g. "2024.Miller"."""
    if path.name.lower().endswith(ending):
        return path
    return path.with_name(path.name + ending)


def _accepted(dialog: QInputDialog) -> bool:
    """Ask; the wheel changes nothing, and file names are no markup."""
    WheelGuard(dialog)
    make_plain(dialog)
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
