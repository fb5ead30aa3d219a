"""What a scan found, and every file that it left out with its reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.study import ScanReport


def report_text(reports: tuple[ScanReport, ...]) -> str:
    """The whole report as lines, for the clipboard."""
    lines = []
    for report in reports:
        lines.append(f"{report.read} of {report.files} files read, {len(report.skipped)} left out")
        lines += [f"{skipped.path}\t{skipped.reason}" for skipped in report.skipped]
    return "\n".join(lines)


class ImportReportDialog(QDialog):
    """Files that were left out, grouped by reason."""

    def __init__(self, reports: tuple[ScanReport, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import report")
        self.resize(760, 480)
        self._reports = reports
        files = sum(r.files for r in reports)
        read = sum(r.read for r in reports)
        skipped = [s for r in reports for s in r.skipped]
        studies = sum(len(r.studies) for r in reports)
        summary = QLabel(
            f"{read} of {files} files read into {studies} "
            f"{'study' if studies == 1 else 'studies'}; {len(skipped)} left out."
        )
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["File", "Reason"])
        self.tree.setAlternatingRowColors(True)
        reasons = dict.fromkeys(s.reason for s in skipped)
        for reason in reasons:
            paths = [s.path for s in skipped if s.reason == reason]
            group = QTreeWidgetItem([f"{len(paths)} file{'s' if len(paths) > 1 else ''}", reason])
            for path in paths:
                QTreeWidgetItem(group, [path, reason])
            self.tree.addTopLevelItem(group)
            group.setExpanded(len(paths) <= 20)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self.copy_text)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(summary)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)

    def copy_text(self) -> None:
        """Put everything on the clipboard."""
        QGuiApplication.clipboard().setText(report_text(self._reports))
