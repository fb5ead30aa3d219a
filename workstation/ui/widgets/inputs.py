"""Fields that change only when a person means it.

The wheel scrolls what a field lies in and never changes its value; a clinical input would
otherwise be falsified in passing. Keys belong to the field that has the focus and not to the
shortcuts of the window. All fields of the program are made of these classes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
    QWidget,
)

from workstation.ui.widgets.own_keys import OwnKeys
from workstation.ui.widgets.plain_text import plain_tip

_NAVIGATION = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)
_SHORTENED_PX = 140
_ARROW_PX = 34
"""Frame, margins and arrow of a closed list."""
_SHORTCUT_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _FieldKeys(OwnKeys):
    """Navigation, and whatever can be typed."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a field acts on a key."""
        if event.modifiers() & _SHORTCUT_MODIFIERS:
            return False
        return event.key() in _NAVIGATION or (event.text().isprintable() and event.text() != "")


class CheckBox(OwnKeys, QCheckBox):
    """A box that Space ticks while it has the focus."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key ticks it."""
        return event.key() == Qt.Key.Key_Space and not event.modifiers()


class ComboBox(_FieldKeys, QComboBox):
    """A list that opens; closed, it ignores the wheel. An entry that is cut stands in its tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tip_of_cut = ""
        self.currentTextChanged.connect(lambda _text: self._tell_what_is_cut())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """More or less of the entry is seen now."""
        super().resizeEvent(event)
        self._tell_what_is_cut()

    def _tell_what_is_cut(self) -> None:
        if self.toolTip() != self._tip_of_cut:
            # Somebody gave it another one.
            return
        text = self.currentText()
        room = self.width() - _ARROW_PX
        self._tip_of_cut = (
            plain_tip(text) if self.fontMetrics().horizontalAdvance(text) > room else ""
        )
        self.setToolTip(self._tip_of_cut)

    def showPopup(self) -> None:  # noqa: N802
        """Open a list that is wide enough for its entries."""
        wanted = self.view().sizeHintForColumn(0) + _ARROW_PX
        screen = self.screen().availableGeometry().width()
        self.view().setMinimumWidth(min(max(wanted, self.width()), screen))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A long entry is shortened rather than cutting off the panel around it."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _SHORTENED_PX), hint.height())


class SpinBox(_FieldKeys, QSpinBox):
    """A whole number; ignores the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()


class DoubleSpinBox(_FieldKeys, QDoubleSpinBox):
    """A number; ignores the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()


class Slider(QSlider):
    """A slider; ignores the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()


class LineEdit(_FieldKeys, QLineEdit):
    """A line of text."""


class TextEdit(_FieldKeys, QPlainTextEdit):
    """Several lines of text."""


class WheelGuard(QObject):
    """Makes the fields of one of Qt's own dialogs ignore the wheel, too.

    Parameters
    ----------
    dialog : QWidget
        Its fields must be there already.
    """

    def __init__(self, dialog: QWidget) -> None:
        super().__init__(dialog)
        for kind in (QComboBox, QAbstractSpinBox, QSlider):
            for field in dialog.findChildren(kind):
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stop the wheel."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
