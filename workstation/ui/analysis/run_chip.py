"""How far the running plugin is, in the status line whatever panel is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from workstation.language import say, tr
from workstation.ui.analysis.plugin_controller import PluginController
from workstation.ui.widgets.buttons import ToolButton
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.plain_text import plain_tip

_NAME_PX, _STAGE_PX, _BAR_PX = 130, 100, 48
_NARROW_PX = 1200
"""Of the window: below it there is no room for a name beside what else must be read."""


class RunChip(QWidget):
    """Name, step, percent and queue of the running plugin; hidden while none runs."""

    wanted = Signal()
    """A person clicks it: they want the panel."""

    def __init__(self, controller: PluginController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.setObjectName("runChip")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_PX)
        self.words = ToolButton()
        self.words.clicked.connect(self.wanted)
        self.stop = ToolButton()
        set_icon(self.stop, "mdi6.close")
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.bar)
        row.addWidget(self.words)
        row.addWidget(self.stop)
        controller.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show how the runs stand."""
        run = self._controller.present
        self.setVisible(run is not None)
        if run is None:
            return
        name, stage, waiting = run.plugin.name, say(run.stage), self._controller.waiting
        self.bar.setValue(round(run.fraction * 1000))
        short = tr(
            "{name}: {stage}, {share:.0%}",
            name=self._short(name, _NAME_PX),
            stage=self._short(stage, _STAGE_PX),
            share=run.fraction,
        )
        is_narrow = self.window().width() < _NARROW_PX
        self.words.setText(
            _queued(tr("{share:.0%}", share=run.fraction) if is_narrow else short, waiting)
        )
        self.words.setMinimumWidth(self.words.sizeHint().width())
        words = tr("{name}: {stage}, {share:.0%}", name=name, stage=stage, share=run.fraction)
        whole = _queued(words, waiting)
        self.words.setAccessibleName(tr("{run}. Opens the panel AI", run=whole))
        self.words.setToolTip(plain_tip(f"{whole}\n{tr('Opens the panel AI')}"))
        self.bar.setAccessibleName(tr("Progress of {name}", name=name))
        self.stop.setAccessibleName(tr("Cancel {name}", name=name))
        self.stop.setToolTip(plain_tip(tr("Cancel {name}", name=name)))

    def _stop(self) -> None:
        run = self._controller.present
        if run is not None:
            self._controller.cancel(run)

    def _short(self, words: str, width: int) -> str:
        return self.words.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)


def _queued(words: str, waiting: int) -> str:
    if not waiting:
        return words
    return tr("{words} · {count} waiting", words=words, count=waiting)
