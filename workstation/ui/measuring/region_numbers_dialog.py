"""Dialogs for the values of a region: their histogram, and their course over time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from workstation.domain.shown_digits import shown_digits
from workstation.language import tr
from workstation.quantification.region_statistics import RegionStatistics, TimeCurve
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.plot import Plot
from workstation.viewer.time_words import axis_note, axis_title


def statistics_lines(found: RegionStatistics, unit: str) -> tuple[tuple[str, str], ...]:
    """(name, value) of every number of a histogram, in words."""
    sized = f" {unit}".rstrip()
    return (
        (tr("Pixels"), str(found.count)),
        (tr("Mean"), f"{_number(found.mean)}{sized}"),
        (tr("SD (of the population)"), f"{_number(found.sd)}{sized}"),
        (tr("Median"), f"{_number(found.median)}{sized}"),
        (tr("Min"), f"{found.minimum:.6g}{sized}"),
        (tr("Max"), f"{found.maximum:.6g}{sized}"),
        (tr("Skewness"), f"{found.skewness:.3f}"),
        (tr("Kurtosis (excess, normal = 0)"), f"{found.kurtosis:.3f}"),
        (
            tr(
                "Entropy (bins of {value:.4g}{sized})",
                value=found.edges[1] - found.edges[0],
                sized=sized,
            ),
            tr("{entropy:.3f} bit", entropy=found.entropy),
        ),
    )


def _number(value: float) -> str:
    return f"{value:.{shown_digits(value, 2, significant=3)}f}"


class _NumbersDialog(QDialog):
    """A plot with its numbers below, to copy."""

    def __init__(self, title: str, plot: Plot, words: str, table: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.plot = plot
        self.words = PlainLabel(words)
        self._table = table
        buttons = self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self.copy_table)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(plot, 1)
        column.addWidget(self.words)
        column.addWidget(buttons)

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, with tabs."""
        QGuiApplication.clipboard().setText(self._table)


class HistogramDialog(_NumbersDialog):
    """How often each value occurs in a region, and its first-order statistics."""

    def __init__(self, title: str, found: RegionStatistics, unit: str, parent: QWidget) -> None:
        plot = Plot(
            found.edges.tolist(), found.counts.tolist(), (unit or tr("Value"), tr("Pixels"))
        )
        lines = statistics_lines(found, unit)
        words = "\n".join(f"{name}: {value}" for name, value in lines)
        table = [f"{name}\t{value}" for name, value in lines]
        table.append(tr("From\tTo\tPixels"))
        table += [
            f"{found.edges[n]:.6g}\t{found.edges[n + 1]:.6g}\t{count}"
            for n, count in enumerate(found.counts.tolist())
        ]
        super().__init__(
            tr("Histogram: {title}", title=title), plot, words, "\n".join(table), parent
        )


class TimeCurveDialog(_NumbersDialog):
    """Mean of a region over frames or phases, at their times; the band is its SD."""

    save_wanted = Signal()

    def __init__(self, title: str, found: TimeCurve, unit: str, parent: QWidget) -> None:
        axis = axis_title(found.axis)
        vertical = tr("Mean, {unit}", unit=unit) if unit else tr("Mean")
        times = list(found.axis.values)
        plot = Plot(times, found.mean.tolist(), (axis, vertical), spread=found.sd.tolist())
        lines = [f"{axis}\t{vertical}\tSD"]
        lines += [
            f"{t:.6g}\t{mean:.6g}\t{sd:.6g}"
            for t, mean, sd in zip(times, found.mean, found.sd, strict=True)
        ]
        words = tr(
            "{count} picture; the band is one SD of the region's pixels.",
            many="{count} pictures; the band is one SD of the region's pixels.",
            count=len(times),
        )
        super().__init__(
            tr("Course over time: {title}", title=title),
            plot,
            f"{words}\n{axis_note(found.axis)}",
            "\n".join(lines),
            parent,
        )
        save = self.buttons.addButton(tr("Save table…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.clicked.connect(self.save_wanted)
