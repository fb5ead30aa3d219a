"""The user guide in a window of its own, with contents and search."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workstation.language import language, tr
from workstation.settings.paths import project_folder
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.inputs import LineEdit

_CONTENTS_WIDTH = 230
_PICTURE_WIDTH = 640


def guide_path() -> Path:
    """Where the user guide lies in the language of the window; English where there is none."""
    folder = project_folder() / "docs"
    translated = folder / f"user-guide.{language()}.md"
    return translated if translated.is_file() else folder / "user-guide.md"


class _Pages(QTextBrowser):
    """Text with pictures no wider than a column of it."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802
        """A picture of the guide's folder, made narrow enough; nothing from anywhere else."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        path = (guide_path().parent / QUrl(name).toString()).resolve()
        inside = path.is_relative_to(guide_path().parent.resolve())
        picture = QImage(str(path)) if inside else QImage()
        if picture.width() > _PICTURE_WIDTH:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(_PICTURE_WIDTH, smooth)
        return picture


class UserGuide(QDialog):
    """Headings on the left, the text on the right.

    Parameters
    ----------
    text : str
        Markdown.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("User guide"))
        open_at(self, 960, 720)
        self.browser = _Pages()
        self.browser.setOpenExternalLinks(True)
        self.browser.setMarkdown(text)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setWordWrap(True)
        for block, level in self._headings():
            item = QListWidgetItem("    " * max(0, level - 2) + block.text())
            item.setData(Qt.ItemDataRole.UserRole, block.position())
            self.contents.addItem(item)
        self.search = LineEdit()
        self.search.setPlaceholderText(tr("Search; Enter finds the next place"))
        self.search.setClearButtonEnabled(True)
        split = QSplitter()
        split.addWidget(self.contents)
        split.addWidget(self.browser)
        split.setStretchFactor(1, 1)
        split.setSizes([_CONTENTS_WIDTH, self.width() - _CONTENTS_WIDTH])
        row = QHBoxLayout()
        row.addWidget(self.search)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(split, 1)
        self.contents.currentItemChanged.connect(lambda item, _old: self._go_to(item))
        self.search.textChanged.connect(self._search_from_start)
        self.search.returnPressed.connect(self.find_next)
        self.search.setFocus()

    def _headings(self) -> list[tuple[QTextBlock, int]]:
        found = []
        block = self.browser.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                found.append((block, level))
            block = block.next()
        return found

    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        cursor = QTextCursor(self.browser.document())
        # From the end back: the heading then comes to the top of the window.
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.browser.setTextCursor(cursor)
        cursor.setPosition(int(item.data(Qt.ItemDataRole.UserRole)))
        self.browser.setTextCursor(cursor)
        self.browser.ensureCursorVisible()

    def _search_from_start(self, words: str) -> None:
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self.browser.find(words)

    def find_next(self) -> bool:
        """Go to the next place of what is searched, from the top again after the last one."""
        words = self.search.text()
        if not words:
            return False
        if self.browser.find(words, QTextDocument.FindFlag(0)):
            return True
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        return self.browser.find(words)
