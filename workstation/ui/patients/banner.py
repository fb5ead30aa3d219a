"""The patient that is looked at, beside the menus; a strip where there are several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenuBar, QSizePolicy, QWidget

from workstation.domain.study import Study
from workstation.language import tr
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip
from workstation.viewer.corner_text import date_text, person_name

_WIDEST_PX = 900
_AROUND_MENU_PX, _GAP_PX = 26, 24
"""As the style has them."""
_ABOVE_AND_BELOW_PX = 10
"""As menus have it: the words stand on one line."""


def patient_words(study: Study) -> str:
    """Name, ID, sex and age, date and description of the study, in one line."""
    patient = study.patient
    born = tr("born {date}", date=date_text(patient.birth_date)) if patient.birth_date else ""
    facts = " ".join(part for part in (patient.sex, patient.age or born) if part)
    what = " ".join(part for part in (date_text(study.date), study.description) if part)
    parts = (person_name(patient.name) or tr("No name"), patient.patient_id, facts, what)
    return "  ·  ".join(part for part in parts if part)


def short_words(study: Study) -> str:
    """Name and ID."""
    name = person_name(study.patient.name) or tr("No name")
    return f"{name} ({study.patient.patient_id})" if study.patient.patient_id else name


class PatientBanner(PlainLabel):
    """One line at the end of the menus; what does not fit is cut at its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("patientBanner")
        self._shown = ("", "")
        self.setAccessibleName(tr("Patient"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def show_patient(self, words: str, color: str) -> None:
        """Show who it is; "" shows nobody."""
        if (words, color) == self._shown:
            return
        self._shown = words, color
        self.setText(words)
        self.setToolTip(plain_tip(words))
        self.setStyleSheet(
            f"QLabel#patientBanner {{ background: transparent; color: {color}; font-weight: 600; }}"
        )
        self._take_room()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as its words, within limits."""
        hint = super().sizeHint()
        # Menus come first.
        bar = self.parentWidget()
        room = bar.width() - _menus_px(bar) if isinstance(bar, QMenuBar) else _WIDEST_PX
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 16 if self.text() else 0
        return QSize(max(min(wide, _WIDEST_PX, room), 0), hint.height() + _ABOVE_AND_BELOW_PX)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It may be cut to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the room that the menus leave."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._take_room)
        return super().eventFilter(watched, event)

    def _take_room(self) -> None:
        bar = self.parentWidget()
        if isinstance(bar, QMenuBar):
            # It gives its corner new room only where a widget is put there.
            bar.setCornerWidget(self, Qt.Corner.TopRightCorner)
            self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect().adjusted(4, 0, -10, 0)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, flags, words)


def _menus_px(bar: QMenuBar) -> int:
    """The room that all menus of a bar need side by side."""
    metrics = bar.fontMetrics()
    texts = (action.text().replace("&", "") for action in bar.actions() if action.isVisible())
    return sum(metrics.horizontalAdvance(text) + _AROUND_MENU_PX for text in texts) + _GAP_PX


class PatientStrip(PlainLabel):
    """Over the viewports while they show several people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("patientStrip")
        self.setWordWrap(True)
        self.hide()

    def show_people(self, names: list[str]) -> None:
        """Name everybody who is on the screen; one person needs no strip."""
        self.setVisible(len(names) > 1)
        self.setText(
            tr(
                "▲ {count} patients are on the screen: {names}",
                count=len(names),
                names="   |   ".join(names),
            )
            if len(names) > 1
            else ""
        )
