"""One plugin that takes the image: what it gives, its settings, and the button that runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workstation.language import say, tr
from workstation.scene.sources import Point
from workstation.session.plugin_verdict import PluginVerdict
from workstation.ui.services import PluginItem
from workstation.ui.widgets.buttons import PushButton, ToolButton
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.schema_form import SchemaForm
from workstation.viewer.box_painter import Box


class PluginCard(QFrame):
    """Name, what it gives, time of the last run, doubts, and buttons.

    Parameters
    ----------
    crosshair : callable
        Where a box may be put, LPS mm.
    """

    run_clicked = Signal()
    about_clicked = Signal()
    unfolded = Signal(bool)
    box_changed = Signal()

    def __init__(
        self,
        plugin: PluginItem,
        crosshair: Callable[[], Point | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.plugin = plugin
        self._crosshair = crosshair
        self.form: SchemaForm | None = None
        """Its settings; made when they are first looked at."""
        self.setObjectName("card")
        self.name = PlainLabel(plugin.name)
        self.name.setObjectName("heading")
        self.name.setWordWrap(True)
        self.yields = PlainLabel(plugin.yields)
        self.yields.setObjectName("muted")
        self.yields.setWordWrap(True)
        self.took = PlainLabel()
        self.took.setObjectName("muted")
        self.took.setWordWrap(True)
        self.took.hide()
        self.doubt = PlainLabel()
        self.doubt.setObjectName("caution")
        self.doubt.setWordWrap(True)
        self.doubt.hide()
        self.run = PushButton(tr("Run"))
        self.run.clicked.connect(self.run_clicked)
        self.about = about_button(plugin)
        self.about.clicked.connect(self.about_clicked)
        self.settings = ToolButton()
        self.settings.setText(tr("Settings"))
        set_icon(self.settings, "mdi6.tune")
        self.settings.setCheckable(True)
        self.settings.setAccessibleName(tr("Settings of {name}", name=plugin.name))
        self.settings.setToolTip(tr("Settings"))
        self.settings.toggled.connect(self._unfold)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.about)
        row.addWidget(self.settings)
        row.addStretch(1)
        row.addWidget(self.run)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 6)
        self._column.setSpacing(3)
        for label in (self.name, self.yields, self.took, self.doubt):
            self._column.addWidget(label)
        self._column.addLayout(row)
        self.yields.setVisible(bool(plugin.yields))
        self.settings.setVisible(bool(plugin.parameters))

    def judge(self, verdict: PluginVerdict | None) -> None:
        """Show what the check says of the image; None says nothing yet, and nothing is run."""
        doubts = verdict.doubts if verdict is not None else ()
        can_run = verdict is not None and verdict.takes
        self.doubt.setText("\n".join(say(doubt) for doubt in doubts))
        self.doubt.setVisible(bool(doubts))
        self.run.setEnabled(can_run)
        self.run.setText(tr("Run…") if doubts else tr("Run"))
        name = self.plugin.name
        self.run.setAccessibleName(
            tr("Run {name}; asks first", name=name) if doubts else tr("Run {name}", name=name)
        )

    def show_took(self, words: str) -> None:
        """How long it took the last time, and where."""
        self.took.setText(words)
        self.took.setVisible(bool(words))

    def unfold(self, *, on: bool) -> None:
        """Show its settings, or hide them."""
        self.settings.setChecked(on and bool(self.plugin.parameters))

    def parameters(self) -> Mapping[str, object]:
        """Values of its settings."""
        return self._made_form().values()

    def box(self) -> Box | None:
        """The box that its settings ask for, while they are unfolded."""
        if self.form is None or not self.settings.isChecked():
            return None
        return next((b for field in self.form.boxes() if (b := field.box()) is not None), None)

    def forget_box(self) -> None:
        """Another image: a box of this one means nothing there."""
        if self.form is not None:
            for field in self.form.boxes():
                field.line.clear()

    def _made_form(self) -> SchemaForm:
        if self.form is None:
            self.form = SchemaForm(self.plugin.parameters, crosshair=self._crosshair)
            self.form.changed.connect(self.box_changed)
            self.form.setVisible(self.settings.isChecked())
            self._column.addWidget(self.form)
        return self.form

    def _unfold(self, on: bool) -> None:
        self._made_form().setVisible(on)
        self.unfolded.emit(on)
        self.box_changed.emit()


def about_button(plugin: PluginItem) -> ToolButton:
    """The button that shows what a plugin says of itself."""
    button = ToolButton()
    button.setText(tr("About"))
    set_icon(button, "mdi6.information-outline")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAccessibleName(tr("About {name}", name=plugin.name))
    return button
