"""What a plugin says of itself, and what the authors of its model wrote about it."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.services import PluginItem

_SIZE = (640, 560)


class _Pages(QTextBrowser):
    """Shows text alone: what a model card names lies anywhere, and nothing is fetched."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002, N802
        """Nothing."""
        return None


def _is_stated(words: str) -> bool:
    return bool(words) and words != "not stated"


def facts_of(plugin: PluginItem) -> list[tuple[str, str]]:
    """Headings and words of what a plugin says of itself; what it does not say is left out."""
    facts = [
        (tr("What it gives"), plugin.yields),
        (tr("Intended use"), plugin.intended_use),
        (tr("Limits"), plugin.limits),
        (tr("For"), plugin.takes),
        (tr("Version"), plugin.version),
        (tr("Model"), plugin.model),
        (tr("Author"), say(Message.term(plugin.author)) if plugin.author else ""),
        (tr("License"), plugin.license if _is_stated(plugin.license) else ""),
        (tr("Rests on"), "\n".join(plugin.citations)),
    ]
    return [(heading, words) for heading, words in facts if words]


class AboutPlugin(QDialog):
    """The prose about one plugin.

    Parameters
    ----------
    card : str
        Model card, Markdown, as its authors wrote it; "" where there is none.
    """

    def __init__(self, plugin: PluginItem, card: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About {name}", name=plugin.name))
        self.resize(*_SIZE)
        self.browser = _Pages()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName(tr("About {name}", name=plugin.name))
        self.browser.document().setDocumentMargin(12)
        self._fill(plugin, card)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.browser)
        column.addWidget(buttons)

    def _fill(self, plugin: PluginItem, card: str) -> None:
        cursor = QTextCursor(self.browser.document())
        self._heading(cursor, plugin.name, level=2, is_first=True)
        for heading, words in facts_of(plugin):
            self._heading(cursor, heading, level=3)
            for line in words.splitlines():
                cursor.insertBlock()
                self._plain(cursor)
                cursor.insertText(line)
        if card:
            self._heading(cursor, tr("Model card, as its authors wrote it"), level=3)
            cursor.insertBlock()
            self._plain(cursor)
            # What it has of HTML is shown as letters.
            written = QTextDocument()
            written.setMarkdown(card, QTextDocument.MarkdownFeature.MarkdownNoHTML)
            cursor.insertHtml(written.toHtml())
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)

    @staticmethod
    def _heading(cursor: QTextCursor, words: str, *, level: int, is_first: bool = False) -> None:
        if not is_first:
            cursor.insertBlock()
        block = cursor.blockFormat()
        block.setHeadingLevel(level)
        block.setTopMargin(0 if is_first else 12)
        block.setBottomMargin(2)
        cursor.setBlockFormat(block)
        letters = cursor.charFormat()
        letters.setFontWeight(600)
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 4 - level)
        cursor.setCharFormat(letters)
        cursor.insertText(words)

    @staticmethod
    def _plain(cursor: QTextCursor) -> None:
        block = cursor.blockFormat()
        block.setHeadingLevel(0)
        block.setTopMargin(0)
        cursor.setBlockFormat(block)
        letters = cursor.charFormat()
        letters.setFontWeight(400)
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        cursor.setCharFormat(letters)
