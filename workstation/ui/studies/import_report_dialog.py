"""What a scan found, and every file that it left out with its reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.study import ScanReport, SkippedFile
from workstation.domain.study_object import ObjectKind, kind_of_object
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.plain_text import PlainLabel

_OPEN_AT_ONCE = 20
_LISTED = 1000


def report_text(reports: tuple[ScanReport, ...]) -> str:
    """The whole report as lines, for the clipboard."""
    lines = []
    for report in reports:
        lines.append(
            tr(
                "{read} of {files} files read, {count} left out",
                read=report.read,
                files=report.files,
                count=len(report.skipped),
            )
        )
        lines += [f"{each.path}\t{say(each.reason)}" for each in (*report.skipped, *_idle(report))]
    return "\n".join(lines)


def _idle(report: ScanReport) -> list[SkippedFile]:
    """Objects that were read, and that nothing in the window shows."""
    return [
        SkippedFile(path=path, reason=Message("{name}: kept, not shown", name=Message.term(name)))
        for study in report.studies
        for name, path in study.other_objects
        if kind_of_object(name) is ObjectKind.OTHER
    ]


class ImportReportDialog(QDialog):
    """Files that were left out, and objects that are not shown, grouped by reason."""

    def __init__(self, reports: tuple[ScanReport, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import report"))
        open_at(self, 760, 480)
        self._reports = reports
        files = sum(r.files for r in reports)
        read = sum(r.read for r in reports)
        skipped = [s for r in reports for s in r.skipped]
        studies = sum(len(r.studies) for r in reports)
        summary = PlainLabel(
            tr(
                "{read} of {files} files read into {count} study; {left} left out.",
                many="{read} of {files} files read into {count} studies; {left} left out.",
                read=read,
                files=files,
                count=studies,
                left=len(skipped),
            )
        )
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("File"), tr("Reason")])
        self.tree.setAlternatingRowColors(True)
        by_reason: dict[Message, list[str]] = {}
        for one in (*skipped, *(each for r in reports for each in _idle(r))):
            by_reason.setdefault(one.reason, []).append(one.path)
        self.tree.itemExpanded.connect(self._fill)
        for reason, paths in by_reason.items():
            group = QTreeWidgetItem(
                [
                    tr("{count} file", many="{count} files", count=len(paths)),
                    say(reason),
                ]
            )
            group.setData(0, Qt.ItemDataRole.UserRole, paths)
            group.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self.tree.addTopLevelItem(group)
            group.setExpanded(len(paths) <= _OPEN_AT_ONCE)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self.copy_text)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(summary)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)

    def _fill(self, group: QTreeWidgetItem) -> None:
        """List the files of a reason when they are first looked at; there may be thousands."""
        paths = group.data(0, Qt.ItemDataRole.UserRole) or []
        if group.parent() is not None or group.childCount():
            return
        group.addChildren([QTreeWidgetItem([path, ""]) for path in paths[:_LISTED]])
        if len(paths) > _LISTED:
            more = tr("and {value} more; Copy gives all of them", value=len(paths) - _LISTED)
            group.addChild(QTreeWidgetItem([more, ""]))

    def copy_text(self) -> None:
        """Put everything on the clipboard."""
        QGuiApplication.clipboard().setText(report_text(self._reports))
