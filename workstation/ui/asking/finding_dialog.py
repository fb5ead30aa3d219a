"""The words of a finding: label, side, site, statement, comment; measurements to remove."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.finding import Finding
from workstation.domain.probabilities import stated_percent
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.session.finding_edits import FindingEdit
from workstation.ui.widgets.finding_words import measurement_words
from workstation.ui.widgets.inputs import ComboBox, LineEdit, TextEdit
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip

_NOT_GIVEN = Message("not given")
SIDES = (coding.RIGHT, coding.LEFT, Code("51440002", "SCT", "Right and left"))
SITES = (
    coding.LUNG,
    Code("45653009", "SCT", "Upper lobe of lung"),
    Code("72481006", "SCT", "Middle lobe of right lung"),
    Code("90572001", "SCT", "Lower lobe of lung"),
    Code("3120008", "SCT", "Pleura"),
    Code("72410000", "SCT", "Mediastinum"),
    Code("80891009", "SCT", "Heart"),
    Code("76752008", "SCT", "Breast"),
    Code("10200004", "SCT", "Liver"),
    Code("64033007", "SCT", "Kidney"),
    Code("272673000", "SCT", "Bone"),
    Code("12738006", "SCT", "Brain"),
    coding.HIPPOCAMPUS,
)


class FindingDialog(QDialog):
    """Asks for the words of a finding; None makes a new one."""

    def __init__(self, finding: Finding | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Edit finding") if finding else tr("Add finding"))
        self.setMinimumWidth(460)
        self._finding = finding
        self.label = LineEdit(shown(finding.label) if finding else "")
        self.label.setPlaceholderText(tr("What it is, e.g. Nodule"))
        self.side = _choice(SIDES, finding.laterality if finding else None)
        self.site = _choice(SITES, finding.site if finding else None)
        self.statement = TextEdit(shown(finding.statement) if finding else "")
        self.statement.setPlaceholderText(tr("What the report says of it"))
        self.comment = LineEdit()
        self.comment.setPlaceholderText(tr("Why; stands in the history"))
        for editor in (self.statement, self.comment):
            editor.setToolTip(plain_tip(editor.placeholderText()))
        self.statement.setFixedHeight(72)
        self.statement.setTabChangesFocus(True)
        self.measurements = QListWidget()
        self.measurements.setFixedHeight(110)
        for measurement in finding.measurements if finding else ():
            item = QListWidgetItem(measurement_words(measurement))
            item.setData(Qt.ItemDataRole.UserRole, measurement.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.measurements.addItem(item)
        form = QFormLayout()
        form.addRow(tr("Label"), self.label)
        form.addRow(tr("Side"), self.side)
        form.addRow(tr("Site"), self.site)
        form.addRow(tr("Statement"), self.statement)
        form.addRow(tr("Comment"), self.comment)
        if self.measurements.count():
            form.addRow(tr("Keep"), self.measurements)
        if finding is not None and finding.probability is not None:
            note = PlainLabel(
                tr(
                    "{probability}, as the plugin gave it; not editable",
                    probability=stated_percent(finding.probability),
                )
            )
            note.setObjectName("muted")
            form.addRow(tr("Probability"), note)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.label.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.buttons)
        self._check()

    def _check(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.label.text().strip()))

    def edit(self) -> FindingEdit:
        """What was asked for."""
        items = [self.measurements.item(row) for row in range(self.measurements.count())]
        return FindingEdit(
            label=_typed(self.label.text(), self._finding.label if self._finding else ""),
            laterality=self.side.currentData(),
            site=self.site.currentData(),
            statement=_typed(
                self.statement.toPlainText(), self._finding.statement if self._finding else ""
            ),
            comment=self.comment.text().strip(),
            removed=frozenset(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() is Qt.CheckState.Unchecked
            ),
        )


def _typed(text: str, before: Message | str) -> Message | str:
    """What stands in a field; words of the program that nobody touched stay words of it."""
    return before if text.strip() == shown(before) else text.strip()


def _choice(codes: tuple[Code, ...], present: Code | None) -> QComboBox:
    """Codes to choose from; one that is not among them is kept as it is."""
    box = ComboBox()
    box.addItem(say(_NOT_GIVEN), None)
    offered = list(codes)
    if present is not None and present not in offered:
        offered.insert(0, present)
    for code in offered:
        box.addItem(say(code.words), code)
    # Qt would compare the codes by address.
    box.setCurrentIndex(offered.index(present) + 1 if present is not None else 0)
    return box
