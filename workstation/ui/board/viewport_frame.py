"""A viewport under its header: plane, series, geometry badge, one-up button."""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from workstation.domain.geometry import GeometryBadge, GeometryHonesty
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.planes import PlaneName
from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.sources import FlatView, ImageView, plane_title
from workstation.session.hanging import CellRule
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip
from workstation.ui.widgets.theme import BADGE_COLORS, TEXT
from workstation.viewer.corner_text import date_text
from workstation.viewer.overlay_painter import PLANE_COLORS
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.volume_viewport import VolumeViewport

STACK_MIME = "application/x-lightbox-stack"
"""Id of a stack that is dragged into a viewport."""
_BADGE_WORDS = {
    GeometryBadge.OK: Message("● Geometry ok"),
    GeometryBadge.CAUTION: Message("▲ Geometry: caution"),
    GeometryBadge.REFUSED: Message("■ Geometry: refused"),
}
_PRIOR_COLOR = "#f0a040"


class ViewportFrame(QWidget):
    """A viewport under its header: plane, geometry badge, one-up button."""

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
        header = QWidget()
        header.setObjectName("viewportHeader")
        self.chip = PlainLabel()
        self.title = PlainLabel()
        self.title.setObjectName("muted")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.badge = QToolButton()
        self.badge.setToolTip(tr("What is known of the geometry; click for details"))
        self.badge.clicked.connect(self.badge_clicked)
        self.one_up = QToolButton()
        self.one_up.setIcon(qtawesome.icon("mdi6.arrow-expand-all", color=TEXT))
        self.one_up.setToolTip(tr("One-up / grid (Return or double click)"))
        self.one_up.clicked.connect(self.one_up_clicked)
        row = QHBoxLayout(header)
        row.setContentsMargins(8, 1, 4, 1)
        row.addWidget(self.chip)
        row.addWidget(self.title, 1)
        row.addWidget(self.badge)
        row.addWidget(self.one_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.viewport, 1)
        self.show_honesty(None, acknowledged_by="")
        self._column = column
        self.volume: VolumeViewport | None = None
        """Stands before the slices while the frame shows three dimensions."""
        self._volume_bar: QWidget | None = None

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
        # Who listens brings image and segments along.
        self.viewport.refresh()

    def picture_place(self) -> QPoint:
        """Where the picture begins, below the header."""
        shown = self.volume if self.shows_volume and self.volume is not None else self.viewport
        return shown.pos()

    def picture(self) -> QImage:
        """What is shown, for the clipboard."""
        shown = self.volume if self.shows_volume and self.volume is not None else self.viewport
        return shown.picture()

    def show_title(self, view: ImageView | None) -> None:
        """Name the plane and the series."""
        plane = self.viewport.plane
        color = PLANE_COLORS[plane if not isinstance(view, FlatView) else PlaneName.NATIVE]
        words = say(plane_title(view, plane) if view else PLANE_WORDS[plane])
        self.chip.setText("3-D" if self.shows_volume else words)
        self.chip.setStyleSheet(f"color: {color.name()}; font-weight: 600;")
        self.chip.setMinimumWidth(self.chip.sizeHint().width())
        words = view.image.source.description if view else ""
        if view is not None and self.is_prior:
            words = tr(
                "Prior {date}  {words}", date=date_text(view.image.source.study_date), words=words
            )
        self.title.setText(words)
        self.title.setStyleSheet(
            f"color: {_PRIOR_COLOR}; font-weight: 600;" if self.is_prior else ""
        )

    def show_honesty(self, honesty: GeometryHonesty | None, *, acknowledged_by: str) -> None:
        """Show the badge of the image; None hides it."""
        self.badge.setVisible(honesty is not None)
        if honesty is None:
            return
        words = say(_BADGE_WORDS[honesty.badge])
        color = BADGE_COLORS[honesty.badge.value]
        if honesty.badge is not GeometryBadge.OK and acknowledged_by:
            words += tr(" (acknowledged)")
            color = BADGE_COLORS["caution"]
        self.badge.setText(words)
        self.badge.setStyleSheet(f"color: {color}; font-weight: 600;")
        lines = [say(issue.message) for issue in honesty.issues]
        if acknowledged_by:
            lines.append(tr("Acknowledged by {acknowledged_by}", acknowledged_by=acknowledged_by))
        self.badge.setToolTip(
            plain_tip("\n".join(lines)) or tr("Positions, orientation and spacing agree.")
        )

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
