"""Plugins: choose, set, run, watch; what a run says about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.analysis import AnalysisResult
from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.sources import Point
from workstation.ui.analysis.plugin_controller import PluginController, PluginRun, RunState
from workstation.ui.services import PluginItem
from workstation.ui.widgets.finding_words import measurement_words
from workstation.ui.widgets.inputs import ComboBox
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.schema_form import SchemaForm
from workstation.ui.widgets.scroll_column import ScrollColumn
from workstation.viewer.box_painter import Box

DEVICES = ("auto", "cpu", "cuda")
_SHOWN_RUNS = 6


def result_words(result: AnalysisResult) -> str:
    """Model, device, fallbacks, notes and whole-image numbers of a run."""
    lines = [
        tr(
            "{name} {version} on {device} ({precision}), {time:.1f} s",
            name=Message.term(result.plugin_name),
            version=result.plugin_version,
            device=result.device,
            precision=result.precision,
            time=result.duration_s,
        )
    ]
    if result.provenance.model_name:
        digest = result.provenance.model_sha256[:12]
        lines.append(
            tr(
                "Model {model_name} {digest}",
                model_name=result.provenance.model_name,
                digest=digest,
            )
        )
    lines += [tr("⚠ Fallback: {fallback}", fallback=say(fallback)) for fallback in result.fallbacks]
    lines += [measurement_words(m) for m in result.measurements]
    lines += [say(note) for note in result.notes]
    return "\n".join(lines)


def _is_by_hand(plugin: PluginItem) -> bool:
    """Whether it is not offered by itself: it makes a picture, or scores what was found."""
    return plugin.kind == "enhancement" or plugin.takes_findings


class _RunRow(QWidget):
    """One run: name, progress, cancel."""

    def __init__(self, run: PluginRun, controller: PluginController) -> None:
        super().__init__()
        self._run = run
        self.was_scrolled_to = False
        self._name = PlainLabel(run.plugin.name)
        self._name.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._stop = QPushButton(tr("Cancel"))
        self._stop.clicked.connect(lambda: controller.cancel(run))
        self._words = PlainLabel()
        self._words.setObjectName("muted")
        self._words.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.follow()

    def follow(self) -> None:
        """Show how the run stands."""
        run = self._run
        self._bar.setVisible(run.is_open)
        self._stop.setVisible(run.is_open)
        self._bar.setValue(round(run.fraction * 1000))
        words = say(run.stage)
        if run.state is RunState.DONE and run.result is not None:
            words = f"{say(run.stage)}\n{result_words(run.result)}"
        elif run.error is not None and run.error.hint:
            words = f"{say(run.error.message)}\n{say(run.error.hint)}"
        self._words.setObjectName("bad" if run.state is RunState.FAILED else "muted")
        self._words.setText(words)
        self._words.style().polish(self._words)


class AiPanel(QWidget):
    """Form for one plugin, and the runs of this session."""

    run_clicked = Signal(object, dict, str)
    """PluginItem, parameters, device."""
    box_changed = Signal(object)
    """Box that the form asks for, or None."""

    def __init__(
        self,
        controller: PluginController,
        crosshair: Callable[[], Point | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._crosshair = crosshair
        self._controller = controller
        self._plugins: tuple[PluginItem, ...] = ()
        self._shown: PluginItem | None = None
        self._modality = ""
        self._has_image = False
        self._was_looked_for = False
        self._is_chosen_by_hand = False
        self._rows: dict[int, _RunRow] = {}
        self._form = SchemaForm(())
        self.chooser = ComboBox()
        self.chooser.setAccessibleName(tr("Plugin"))
        self.chooser.setPlaceholderText(tr("Choose a plugin"))
        self.chooser.currentIndexChanged.connect(lambda _index: self._show_plugin())
        self.chooser.activated.connect(lambda _index: self._take_choice())
        self.purpose = PlainLabel()
        self.purpose.setWordWrap(True)
        self.purpose.setObjectName("muted")
        self.reason = PlainLabel()
        self.reason.setWordWrap(True)
        self.reason.setObjectName("caution")
        self.device = ComboBox()
        for device in DEVICES:
            self.device.addItem(tr("automatic") if device == "auto" else device, device)
        self.device.setAccessibleName(tr("Device"))
        self.run = QPushButton(tr("Run"))
        self.run.setObjectName("primary")
        self.run.clicked.connect(self._run)
        scroll = ScrollColumn()
        self._scroll = scroll
        self._body = scroll.column
        self._body.addWidget(self.chooser)
        self._body.addWidget(self.purpose)
        self._body.addWidget(self.reason)
        self._body.addWidget(self._form)
        bottom = QHBoxLayout()
        bottom.addWidget(PlainLabel(tr("Device")))
        bottom.addWidget(self.device)
        bottom.addStretch(1)
        bottom.addWidget(self.run)
        self._body.addLayout(bottom)
        self._runs = QVBoxLayout()
        self._body.addLayout(self._runs)
        self._below = QVBoxLayout()
        self._body.addLayout(self._below)
        self._body.addStretch(1)
        note = PlainLabel(tr("Proposals need review by a clinician; not a diagnosis."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        self._body.addWidget(note)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        controller.changed.connect(self._follow_runs)
        self._show_plugin()

    def show_below(self, widget: QWidget) -> None:
        """Put a widget below the runs."""
        self._below.addWidget(widget)

    def show_plugins(self, plugins: tuple[PluginItem, ...]) -> None:
        """List the plugins: those that can be run first, of them those that analyze images."""
        self._plugins = tuple(
            sorted(plugins, key=lambda p: (p.status != "valid", _is_by_hand(p), p.name))
        )
        before, chosen = self._shown, self.chooser.currentData()
        self._was_looked_for = True
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for plugin in self._plugins:
            label = (
                plugin.name
                if plugin.status == "valid"
                else f"{plugin.name}: {say(Message.term(plugin.status))}"
            )
            self.chooser.addItem(label, plugin.id)
        self.chooser.setCurrentIndex(self.chooser.findData(chosen))
        self.chooser.blockSignals(False)
        self._suggest()
        if before is None or self.plugin() != before:
            self._show_plugin()
        else:
            self._show_reason()

    def show_image(self, modality: str, *, has_pixels: bool) -> None:
        """Say what is looked at; a plugin that takes it is chosen."""
        changed = modality != self._modality
        self._modality, self._has_image = modality, has_pixels
        if changed:
            self._is_chosen_by_hand = False
            self._suggest()
        self._show_reason()

    def _suggest(self) -> None:
        """Offer what takes the series, and choose an analysis; others are asked for by hand."""
        items = self.chooser.model()
        for row, plugin in enumerate(self._plugins):
            takes = not self._modality or plugin.status != "valid" or self._fits(plugin)
            if isinstance(items, QStandardItemModel):
                items.item(row).setEnabled(takes)
        current = self.plugin()
        wanted = self._is_chosen_by_hand or (current and not _is_by_hand(current))
        if current is not None and self._fits(current) and wanted:
            return
        fitting = (
            row
            for row, plugin in enumerate(self._plugins)
            if self._fits(plugin) and not _is_by_hand(plugin)
        )
        self.chooser.setCurrentIndex(next(fitting, -1))

    def _fits(self, plugin: PluginItem) -> bool:
        return plugin.status == "valid" and self._modality in plugin.modalities

    def plugin(self) -> PluginItem | None:
        """The chosen plugin."""
        row = self.chooser.currentIndex()
        return self._plugins[row] if 0 <= row < len(self._plugins) else None

    def _take_choice(self) -> None:
        self._is_chosen_by_hand = True

    def choose(self, plugin_id: str) -> None:
        """Choose a plugin."""
        self._is_chosen_by_hand = True
        self.chooser.setCurrentIndex(self.chooser.findData(plugin_id))

    def parameters(self) -> Mapping[str, object]:
        """Values of the form."""
        return self._form.values()

    def _show_plugin(self) -> None:
        plugin = self._shown = self.plugin()
        form = SchemaForm(plugin.parameters if plugin else (), crosshair=self._crosshair)
        form.changed.connect(self._tell_box)
        self._body.replaceWidget(self._form, form)
        self._form.hide()
        self._form.deleteLater()
        self._form = form
        form.setVisible(plugin is not None and plugin.status == "valid")
        words = plugin.intended_use if plugin else ""
        if plugin and plugin.limits:
            words += tr("\nLimits: {limits}", limits=plugin.limits)
        self.purpose.setText(words)
        self.purpose.setVisible(bool(words))
        self._show_reason()
        self._tell_box()

    def box(self) -> Box | None:
        """The box of the form, or None."""
        return next((b for field in self._form.boxes() if (b := field.box()) is not None), None)

    def forget_box(self) -> None:
        """Another image: a box of this one means nothing there."""
        for field in self._form.boxes():
            field.line.clear()

    def _tell_box(self) -> None:
        self.box_changed.emit(self.box())

    def _show_reason(self) -> None:
        plugin = self.plugin()
        reason = ""
        if plugin is None:
            reason = self._why_none()
        elif plugin.status != "valid":
            reason = tr("This plugin cannot be run: {reason}", reason=plugin.reason)
        elif not self._has_image:
            reason = tr("Open a series first.")
        elif self._modality not in plugin.modalities:
            takes = ", ".join(plugin.modalities)
            reason = tr(
                "This plugin takes {takes}; the series is {modality}.",
                takes=takes,
                modality=self._modality,
            )
        self.reason.setObjectName("caution" if self._was_looked_for else "muted")
        self.reason.style().polish(self.reason)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.run.setEnabled(not reason)

    def _why_none(self) -> str:
        if not self._was_looked_for:
            return tr("Looking for plugins…")
        if not self._plugins:
            return tr("No plugin was found.")
        if not self._modality:
            return tr("Open a series first.")
        return tr(
            "No analysis takes a series of {modality}. The list holds what does.",
            modality=self._modality,
        )

    def _run(self) -> None:
        plugin = self.plugin()
        if plugin is not None:
            self.run_clicked.emit(plugin, dict(self.parameters()), self.device.currentData())

    def _follow_runs(self) -> None:
        shown = self._controller.runs[-_SHOWN_RUNS:]
        wanted = {id(run) for run in shown}
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            # At once: behind a box that asks something nothing is deleted yet.
            row.hide()
            row.deleteLater()
        for run in shown:
            if id(run) not in self._rows:
                row = _RunRow(run, self._controller)
                self._rows[id(run)] = row
                self._runs.insertWidget(0, row)
            row = self._rows[id(run)]
            row.follow()
            if run.state is RunState.RUNNING and not row.was_scrolled_to:
                # Below the form, it is out of sight on small screens; it has its height by now.
                row.was_scrolled_to = True
                self._scroll.ensureWidgetVisible(row)
