"""The start page: open something, what was opened last, or the sample study."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workstation.keeping.recent_studies import RecentStudy
from workstation.language import tr
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.lists import ListWidget
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip
from workstation.ui.widgets.theme import colors
from workstation.viewer.corner_text import date_text, person_name

_PICTURE_PX, _GAP_PX = 72, 8
_WIDEST_PX = 860
_PATH_ROLE = Qt.ItemDataRole.UserRole + 1
_LINES_ROLE = Qt.ItemDataRole.UserRole + 2
_PICTURE_ROLE = Qt.ItemDataRole.UserRole + 3
_AWAY_ROLE = Qt.ItemDataRole.UserRole + 4


class StartPage(QFrame):
    """Lies over the viewports while they are empty; what is dropped on it is opened."""

    open_folder = Signal()
    open_files = Signal()
    sample_wanted = Signal()
    chosen = Signal(str)
    """Path of a study that was opened before."""
    forget = Signal(str)
    """Path to take out of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.message = PlainLabel()
        self.message.setObjectName("heading")
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.folder = QPushButton(tr("Open folder…"))
        self.folder.setObjectName("primary")
        self.files = QPushButton(tr("Open files…"))
        self.sample = QPushButton(tr("Try the sample study"))
        for button, icon in (
            (self.folder, "mdi6.folder-open-outline"),
            (self.files, "mdi6.file-outline"),
            (self.sample, "mdi6.human"),
        ):
            set_icon(button, icon)
        self.folder.clicked.connect(self.open_folder)
        self.files.clicked.connect(self.open_files)
        self.sample.clicked.connect(self.sample_wanted)
        buttons = FlowRow(self.folder, self.files, self.sample, centered=True)
        self.title = PlainLabel(tr("Opened last"))
        self.title.setObjectName("heading")
        self.list = ListWidget()
        self.list.setItemDelegate(_RecentDelegate(self.list))
        self.list.setAccessibleName(tr("Opened last"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(middle)
        column.addSpacing(24)
        column.addWidget(self.message)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(16)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)

    def show_message(self, words: str) -> None:
        """Say how to open something, or why nothing is open."""
        self.message.setText(words)

    def show_recent(
        self,
        studies: Sequence[RecentStudy],
        picture: Callable[[str], bytes],
        *,
        is_named: bool,
    ) -> None:
        """List what was opened last.

        Parameters
        ----------
        studies : sequence of RecentStudy
            The last one first.
        picture : callable
            Gives the small picture of a path as PNG, empty where there is none.
        is_named : bool
            Whether patients are named; else folders alone are.
        """
        self.list.clear()
        for study in studies:
            item = QListWidgetItem()
            lines = _lines(study, is_named=is_named)
            item.setText("\n".join(lines))
            item.setData(_LINES_ROLE, lines)
            item.setData(_PATH_ROLE, study.path)
            item.setData(_AWAY_ROLE, not _is_there(study.path))
            image = QImage.fromData(picture(study.path))
            item.setData(_PICTURE_ROLE, None if image.isNull() else image)
            item.setToolTip(plain_tip(study.path))
            self.list.addItem(item)
        self.title.setVisible(bool(studies))
        self.list.setVisible(bool(studies))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PATH_ROLE))

    def _show_menu(self, place: QPoint) -> None:
        item = self.list.itemAt(place)
        if item is None:
            return
        menu = QMenu(self)
        path = item.data(_PATH_ROLE)
        menu.addAction(tr("Take out of this list"), lambda: self.forget.emit(path))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place))


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _lines(study: RecentStudy, *, is_named: bool) -> list[str]:
    folder = Path(study.path).name or study.path
    if not is_named:
        return [folder, date_text(study.date), ""]
    name = "  ".join(part for part in (person_name(study.name) or folder, study.patient_id) if part)
    what = "  ".join(part for part in (date_text(study.date), study.what) if part)
    if study.more:
        more = tr("and {count} more study", many="and {count} more studies", count=study.more)
        what = f"{what}  {more}".strip()
    opened = tr("opened {date}", date=date_text(study.opened)) if study.opened else ""
    return [name, what, "  ".join(part for part in (opened, study.path) if part)]


class _RecentDelegate(QStyledItemDelegate):
    """Picture, name, what it is, and where it lies."""

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Alike for all."""
        del index
        text = round(3 * QFontMetricsF(option.font).lineSpacing())
        return QSize(_PICTURE_PX * 3, max(_PICTURE_PX, text) + 2 * _GAP_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The picture keeps its greys; what is away is muted."""
        theme, rect = colors(), QRectF(option.rect)
        painter.save()
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.raised))
        box = QRectF(rect.left() + _GAP_PX, rect.top() + _GAP_PX, _PICTURE_PX, _PICTURE_PX)
        painter.fillRect(box, Qt.GlobalColor.black)
        image = index.data(_PICTURE_ROLE)
        if isinstance(image, QImage):
            size = image.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        is_away = bool(index.data(_AWAY_ROLE))
        metrics = QFontMetricsF(option.font)
        room = rect.adjusted(_PICTURE_PX + 2 * _GAP_PX, _GAP_PX, -_GAP_PX, -_GAP_PX)
        lines = list(index.data(_LINES_ROLE))
        if is_away:
            lines[2] = tr("not there now: {path}", path=lines[2])
        for number, line in enumerate(lines):
            is_first = number == 0 and not is_away
            painter.setPen(QColor(theme.text if is_first else theme.muted))
            elide = Qt.TextElideMode.ElideMiddle if number == 2 else Qt.TextElideMode.ElideRight
            shown = metrics.elidedText(line, elide, room.width())
            baseline = room.top() + metrics.ascent() + number * metrics.lineSpacing()
            painter.drawText(int(room.left()), int(baseline), shown)
        painter.restore()
