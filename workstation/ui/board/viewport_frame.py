"""A viewport with what lies in its corner: plane, doubts about the geometry, one-up button."""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QEvent, QPoint, QSizeF, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QImage,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workstation.domain.geometry import GeometryBadge, GeometryHonesty
from workstation.imaging.planes import PlaneName
from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.sources import FlatView, ImageView, plane_title
from workstation.session.hanging import CellRule
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip
from workstation.ui.widgets.theme import BADGE_COLORS, DARK, TEXT
from workstation.viewer.corner_text import date_text
from workstation.viewer.overlay_painter import PLANE_COLORS, TEXT_COLOR
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.volume_viewport import VolumeViewport

STACK_MIME = "application/x-lightbox-stack"
"""Id of a stack that is dragged into a viewport."""
_BADGE_WORDS = {
    GeometryBadge.CAUTION: (Message("▲ Geometry: caution"), Message("▲ caution")),
    GeometryBadge.REFUSED: (Message("■ Geometry: refused"), Message("■ refused")),
}
_UNCALIBRATED = Message("Not calibrated: px")
_LETTER_PX = 24
"""Room of the letter of the upper edge, from the middle."""


class ViewportFrame(QWidget):
    """A viewport; over its upper right corner plane, geometry badge and one-up button."""

    badge_clicked = Signal()
    one_up_clicked = Signal()
    stack_dropped = Signal(str)
    """Id of a stack that was dragged here."""

    def __init__(self, plane: PlaneName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = SliceViewport(plane)
        self.stack_id = ""
        """The stack that belongs here, also while it is read."""
        self.wanted_plane: PlaneName | None = None
        """The plane that the layout wants; None is the acquired one."""
        self.is_prior = False
        self.rule: CellRule | None = None
        """How a hanging protocol wants it shown; None once the reader chose something else."""
        self.setAcceptDrops(True)
        self.chip = PlainLabel()
        self.badge = QToolButton()
        self.badge.clicked.connect(self.badge_clicked)
        self.one_up = QToolButton()
        self.one_up.setIcon(qtawesome.icon("mdi6.arrow-expand-all", color=TEXT))
        self.one_up.setToolTip(tr("One-up / grid (Return or double click)"))
        self.one_up.setAccessibleName(tr("One-up / grid"))
        self.one_up.clicked.connect(self.one_up_clicked)
        self.can_stand_alone = True
        """Whether there are other frames that one-up would hide."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.viewport, 1)
        self._column = column
        self.volume: VolumeViewport | None = None
        """Stands before the slices while the frame shows three dimensions."""
        self._volume_bar: QWidget | None = None
        self._badge_words: tuple[str, ...] = ("",)
        self._titled: tuple[str, str] = ("", "")
        self._corner = self._make_corner()
        self.show_honesty(None, acknowledged_by="")

    def _make_corner(self) -> QWidget:
        corner = QWidget(self.viewport)
        corner.setObjectName("viewportCorner")
        row = QHBoxLayout(corner)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(2)
        for widget in (self.chip, self.badge, self.one_up):
            row.addWidget(widget)
        self.one_up.hide()
        return corner

    def _lay_corner(self) -> None:
        """Put the corner over the upper right one of the picture that is shown."""
        corner, shown = self._corner, self._shown
        if corner.parentWidget() is not shown:
            # A child, so that the wheel over it goes on to the picture.
            corner.setParent(shown)
        # The longest that leaves the letter of the upper edge free; all of it stands in the tip.
        for words in self._badge_words:
            self.badge.setText(words)
            corner.adjustSize()
            if corner.width() <= shown.width() / 2 - _LETTER_PX:
                break
        corner.move(shown.width() - corner.width() - 3, 3)
        corner.setVisible(bool(self._titled[0]))
        # With the button that comes under the mouse: words beside it stay where they are.
        button = 0 if self.one_up.isVisibleTo(corner) else self.one_up.sizeHint().width() + 2
        shown.corner_room = QSizeF(corner.width() + button + 3, corner.height() + 3)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the corner anew."""
        super().resizeEvent(event)
        self._lay_corner()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """The mouse is here: offer to see this picture alone."""
        super().enterEvent(event)
        self.one_up.setVisible(self.can_stand_alone)
        self._lay_corner()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self.one_up.hide()
        self._lay_corner()

    @property
    def _shown(self) -> SliceViewport | VolumeViewport:
        return self.volume if self.shows_volume and self.volume is not None else self.viewport

    @property
    def shows_volume(self) -> bool:
        """Whether the frame shows three dimensions."""
        return self.volume is not None and not self.volume.isHidden()

    def add_volume(self, volume: VolumeViewport, bar: QWidget) -> None:
        """Take in the viewport for three dimensions, hidden, and its row of choices."""
        self.volume, self._volume_bar = volume, bar
        for widget in (bar, volume):
            widget.hide()
        self._column.addWidget(bar)
        self._column.addWidget(volume, 1)

    def show_volume(self, on: bool) -> None:
        """Show three dimensions, or slices."""
        if self.volume is None or self._volume_bar is None or on == self.shows_volume:
            return
        self.viewport.setVisible(not on)
        self._volume_bar.setVisible(on)
        self.volume.setVisible(on)
        if not on:
            self.volume.leave()
        self._lay_corner()
        # Who listens brings image and segments along.
        self.viewport.refresh()

    def picture_place(self) -> QPoint:
        """Where the picture begins, below the choices of three dimensions."""
        return self._shown.pos()

    def picture(self) -> QImage:
        """What is shown, for the clipboard."""
        return self._shown.picture()

    def show_title(self, view: ImageView | None) -> None:
        """Name the plane, or the date of an earlier study."""
        plane = self.viewport.plane
        color = PLANE_COLORS[plane if not isinstance(view, FlatView) else PlaneName.NATIVE]
        words = say(plane_title(view, plane)) if view else ""
        if view is not None and self.shows_volume:
            words = "3-D"
        if view is not None and self.is_prior:
            color = TEXT_COLOR
            # The plane stands in the other corner; the letter of the edge needs the room.
            words = tr("Prior {date}", date=date_text(view.image.source.study_date))
        if (words, color.name()) != self._titled:
            self._titled = words, color.name()
            self.chip.setText(words)
            self.chip.setStyleSheet(f"color: {color.name()}; font-weight: 600;")
            self._lay_corner()

    def show_honesty(self, honesty: GeometryHonesty | None, *, acknowledged_by: str) -> None:
        """Show what is doubtful about the geometry; nothing where all is well."""
        is_doubtful = honesty is not None and honesty.badge is not GeometryBadge.OK
        self.badge.setVisible(is_doubtful)
        self._badge_words = ("",)
        if honesty is not None and is_doubtful:
            full, short = (say(each) for each in _BADGE_WORDS[honesty.badge])
            color = BADGE_COLORS[honesty.badge.value]
            if honesty.lacks_scale_only:
                # Nothing is wrong with the picture.
                full, short, color = say(_UNCALIBRATED), "px", DARK.muted
            words = full
            if acknowledged_by:
                words += tr(" (acknowledged)")
                color = BADGE_COLORS["caution"]
            self._badge_words = (words, short, short[:2].strip())
            self.badge.setAccessibleName(words)
            self.badge.setStyleSheet(f"color: {color}; font-weight: 600;")
            lines = [words, *(say(issue.message) for issue in honesty.issues)]
            if acknowledged_by:
                lines.append(
                    tr("Acknowledged by {acknowledged_by}", acknowledged_by=acknowledged_by)
                )
            self.badge.setToolTip(plain_tip("\n".join(lines)))
        self._lay_corner()

    def empty(self, message: str = "") -> None:
        """Show nothing but a line of words."""
        self.stack_id = ""
        self.is_prior = False
        self.rule = None
        self.viewport.message = message
        self.viewport.show_view(None)
        self.show_honesty(None, acknowledged_by="")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take a stack of the studies panel."""
        if event.mimeData().hasFormat(STACK_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Show the stack here."""
        event.acceptProposedAction()
        self.stack_dropped.emit(bytes(event.mimeData().data(STACK_MIME).data()).decode())
