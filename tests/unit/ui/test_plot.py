from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.ui.widgets.plot import Plot
from workstation.ui.widgets.theme import DARK, LIGHT, apply_theme


@pytest.fixture
def bars(qtbot: QtBot) -> Plot:
    plot = Plot([0.0, 10.0, 20.0, 30.0], [4, 8, 2], ("HU", "Pixels"))
    return shown(plot, qtbot)


@pytest.fixture
def curve(qtbot: QtBot) -> Plot:
    nan = float("nan")
    plot = Plot(
        [0.0, 1.0, 2.0, 3.0], [5.0, nan, 9.0, 7.0], ("Time, s", "Mean"), spread=[1, nan, 2, 1]
    )
    return shown(plot, qtbot)


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, "dark")
    yield qapp
    apply_theme(qapp, "dark")


def shown(plot: Plot, qtbot: QtBot) -> Plot:
    qtbot.addWidget(plot)
    plot.resize(480, 260)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def extent(plot: Plot) -> list[list[float]]:
    return [[float(v) for v in pair] for pair in plot.board.getViewBox().viewRange()]


def place(plot: Plot, x: float, y: float) -> QPoint:
    scene = plot.board.getViewBox().mapViewToScene(QPointF(x, y))
    return QPoint(plot.board.mapFromScene(scene))


def wheel(plot: Plot, at: QPoint, turns: int) -> None:
    viewport = plot.board.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_bars_stand_on_zero_and_reach_from_edge_to_edge(bars: Plot) -> None:
    assert extent(bars) == [[0, 30], [0, 8]]


def test_a_line_is_seen_with_its_band(curve: Plot) -> None:
    (left, right), (low, high) = extent(curve)
    assert left == pytest.approx(0, abs=0.1)
    assert right == pytest.approx(3, abs=0.1)
    assert low == pytest.approx(4, abs=0.2)
    assert high == pytest.approx(11, abs=0.2)


def test_what_is_not_finite_is_left_out_and_the_line_goes_on(curve: Plot) -> None:
    x, y = curve.board.getPlotItem().items[-2].getData()
    assert (list(x), list(y)) == ([0, 2, 3], [5, 9, 7])


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (0.0, "HU: 0 – 10    Pixels: 4"),
        (9.99, "HU: 0 – 10    Pixels: 4"),
        (10.0, "HU: 10 – 20    Pixels: 8"),
        (30.0, "HU: 20 – 30    Pixels: 2"),
        (30.1, ""),
        (-0.1, ""),
    ],
)
def test_a_bar_is_read_with_its_edges(bars: Plot, x: float, words: str) -> None:
    assert bars.reading(x) == words


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (0.4, "Time, s: 0    Mean: 5 ± 1"),
        (1.2, "Time, s: 2    Mean: 9 ± 2"),
        (9.0, "Time, s: 3    Mean: 7 ± 1"),
    ],
)
def test_the_nearest_known_point_is_read(curve: Plot, x: float, words: str) -> None:
    assert curve.reading(x) == words


def test_the_pointer_reads_until_it_leaves(bars: Plot, qtbot: QtBot) -> None:
    QTest.mouseMove(bars.board.viewport(), place(bars, 25, 3))
    qtbot.waitUntil(lambda: bars.readout.text() == "HU: 20 – 30    Pixels: 2")
    QApplication.sendEvent(bars, QEvent(QEvent.Type.Leave))
    assert not bars.readout.text().strip()


def test_the_wheel_shows_a_part_and_never_more_than_there_is(bars: Plot) -> None:
    wheel(bars, place(bars, 15, 4), 3)
    (left, right), _ = extent(bars)
    assert left > 0
    assert right < 30
    for _ in range(10):
        wheel(bars, place(bars, 15, 4), -3)
    assert extent(bars) == [[0, 30], pytest.approx([0, 8])]


def test_axes_name_what_they_count(curve: Plot) -> None:
    labels = [curve.board.getAxis(name).label.toPlainText().strip() for name in ("bottom", "left")]
    assert labels == ["Time, s", "Mean"]


def test_the_colors_are_those_of_the_theme(bars: Plot, dark: QApplication) -> None:
    assert bars.board.backgroundBrush().color() == QColor(DARK.field)
    apply_theme(dark, "light")
    assert bars.board.backgroundBrush().color() == QColor(LIGHT.field)
    assert bars.board.getAxis("left").textPen().color() == QColor(LIGHT.text)


@pytest.mark.parametrize("values", [[3.0, 3.0], [float("nan"), float("nan")], [0.0, 0.0]])
def test_values_without_a_range_are_drawn(values: list[float], qtbot: QtBot) -> None:
    plot = shown(Plot([1.0, 1.0], values, ("Number", "Mean")), qtbot)
    (left, right), (low, high) = extent(plot)
    assert left < right
    assert low < high
    assert not plot.grab().isNull()


def test_handlers_of_crashes_stay_those_of_the_program() -> None:
    code = (
        "import sys, threading\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def own(*args): pass\n"
        "def other(args): pass\n"
        "sys.excepthook, threading.excepthook = own, other\n"
        "app = QApplication([])\n"
        "from workstation.ui.widgets.plot import Plot\n"
        "assert 'pyqtgraph' not in sys.modules\n"
        "plot = Plot([0.0, 1.0], [2.0], ('x', 'y'))\n"
        "assert 'pyqtgraph' in sys.modules\n"
        "assert (sys.excepthook, threading.excepthook) == (own, other)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
