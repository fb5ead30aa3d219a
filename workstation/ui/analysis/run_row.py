"""One run of a plugin in the panel: where it stands, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workstation.domain.analysis import AnalysisResult
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.analysis.plugin_controller import PluginController, PluginRun, RunState
from workstation.ui.widgets.buttons import PushButton
from workstation.ui.widgets.finding_words import measurement_words
from workstation.ui.widgets.plain_text import PlainLabel


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


class RunRow(QWidget):
    """One run: name, the series that it is about, progress, cancel."""

    def __init__(self, run: PluginRun, controller: PluginController) -> None:
        super().__init__()
        self._run = run
        self._name = PlainLabel(run.plugin.name)
        self._name.setObjectName("heading")
        self._name.setWordWrap(True)
        self._about = PlainLabel()
        self._about.setObjectName("muted")
        self._about.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(tr("Progress of {name}", name=run.plugin.name))
        self.stop = PushButton(tr("Cancel"))
        self.stop.setAccessibleName(tr("Cancel {name}", name=run.plugin.name))
        self.stop.clicked.connect(lambda: controller.cancel(run))
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(self._about)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.follow("")

    def follow(self, elsewhere: str) -> None:
        """Show how the run stands; `elsewhere` says that another patient or study is looked at."""
        run = self._run
        series = run.series_words
        self._about.setText(
            tr("{series}, {elsewhere}", series=series, elsewhere=elsewhere) if elsewhere else series
        )
        self._about.setVisible(bool(self._about.text()))
        self._about.setObjectName("caution" if elsewhere else "muted")
        self._about.style().polish(self._about)
        self._bar.setVisible(run.state is RunState.RUNNING)
        self.stop.setVisible(run.is_open)
        self._bar.setValue(round(run.fraction * 1000))
        words = say(run.stage)
        if run.state is RunState.DONE and run.result is not None:
            words = f"{say(run.stage)}\n{result_words(run.result)}"
        elif run.error is not None and run.error.hint:
            words = f"{say(run.error.message)}\n{say(run.error.hint)}"
        self._words.setObjectName("bad" if run.state is RunState.FAILED else "muted")
        self._words.setText(words)
        self._words.style().polish(self._words)
