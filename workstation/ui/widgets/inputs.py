"""Fields that change only when a person means it.

The wheel scrolls what a field lies in and never changes its value; a clinical input would
otherwise be falsified in passing. Keys belong to the field that has the focus and not to the
shortcuts of the window. All fields of the program are made of these classes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
    QWidget,
)

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
_SHORTCUT_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def _is_for_a_field(event: QEvent) -> bool:
    """Whether a key that the window may take for a shortcut is one that a field acts on."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
        return False
    if event.modifiers() & _SHORTCUT_MODIFIERS:
        return False
    return event.key() in _NAVIGATION or (event.text().isprintable() and event.text() != "")


class ComboBox(QComboBox):
    """A list that opens; closed, it ignores the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A long entry is shortened rather than cutting off the panel around it."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _SHORTENED_PX), hint.height())

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_field(event):
            event.accept()
            return True
        return super().event(event)


class SpinBox(QSpinBox):
    """A whole number; ignores the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_field(event):
            event.accept()
            return True
        return super().event(event)


class DoubleSpinBox(QDoubleSpinBox):
    """A number; ignores the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_field(event):
            event.accept()
            return True
        return super().event(event)


class Slider(QSlider):
    """A slider; ignores the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what lies around."""
        event.ignore()


class LineEdit(QLineEdit):
    """A line of text."""

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_field(event):
            event.accept()
            return True
        return super().event(event)


class TextEdit(QPlainTextEdit):
    """Several lines of text."""

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_field(event):
            event.accept()
            return True
        return super().event(event)


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
