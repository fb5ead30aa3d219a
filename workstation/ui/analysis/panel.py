"""Plugins: which take the image that is looked at, their runs, and what runs said of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby, pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.sources import Point
from workstation.session.open_studies import StackPlace
from workstation.ui.analysis.plugin_card import PluginCard, about_button
from workstation.ui.analysis.plugin_controller import PluginController, PluginRun
from workstation.ui.analysis.plugin_judge import PluginJudge
from workstation.ui.analysis.run_row import RunRow
from workstation.ui.services import PluginItem
from workstation.ui.widgets.buttons import PushButton
from workstation.ui.widgets.fold import Fold
from workstation.ui.widgets.inputs import ComboBox
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip
from workstation.ui.widgets.scroll_column import ScrollColumn
from workstation.viewer.box_painter import Box

DEVICES = ("auto", "cpu", "cuda")
_SHOWN_RUNS = 6
_GAP_PX = 10
_GROUPS = (Message("Analyses of this image"), Message("Scores from what was found"))
_PICTURES = 2
"""Group of what makes a picture for looking: many, and seldom asked for."""


def _group(plugin: PluginItem) -> int:
    if plugin.takes_findings:
        return 1
    return _PICTURES if plugin.kind == "enhancement" else 0


class _Reason(QWidget):
    """One plugin that is not offered: its name, why, and what it says of itself."""

    def __init__(self, plugin: PluginItem, reason: str, *, object_name: str = "muted") -> None:
        super().__init__()
        self.plugin_id = plugin.id
        name = PlainLabel(plugin.name)
        name.setWordWrap(True)
        self.words = PlainLabel(reason)
        self.words.setObjectName(object_name)
        self.words.setWordWrap(True)
        self.about = about_button(plugin)
        self.about.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.about.setToolTip(plain_tip(self.about.accessibleName()))
        self.about.setMinimumSize(self.about.sizeHint())
        top = QHBoxLayout()
        top.addWidget(name, 1)
        top.addWidget(self.about, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(top)
        column.addWidget(self.words)
        self.about.setVisible(bool(plugin.intended_use))


class AiPanel(QWidget):
    """What runs, what can be run on the image, what cannot and why, and what has ended."""

    run_clicked = Signal(object, dict, str)
    """PluginItem, parameters, device."""
    about_clicked = Signal(object)
    """PluginItem."""
    look_again_clicked = Signal()
    box_changed = Signal(object)
    """Box that the settings of a plugin ask for, or None."""

    def __init__(
        self,
        controller: PluginController,
        judge: PluginJudge,
        crosshair: Callable[[], Point | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._crosshair = crosshair
        self._controller = controller
        self._judge = judge
        self._plugins: tuple[PluginItem, ...] = ()
        self._place: StackPlace | None = None
        self._was_loaded = False
        self._failed = ""
        self._listed: object = None
        self._wanted = ""
        self.offered: tuple[str, ...] = ()
        """Ids of the plugins that take this image, from top to bottom."""
        self._rows: dict[int, RunRow] = {}
        self.cards: dict[str, PluginCard] = {}
        """By id, of those that can be run on some image; those of this one are shown."""
        self.state = PlainLabel()
        self.state.setWordWrap(True)
        self.loading = QProgressBar()
        self.loading.setRange(0, 1000)
        self.loading.setAccessibleName(tr("Loading plugins…"))
        self.look_again = PushButton(tr("Look again"))
        self.look_again.clicked.connect(self._look_again)
        self.device = ComboBox()
        for device in DEVICES:
            self.device.addItem(tr("automatic") if device == "auto" else device, device)
        self.device.setAccessibleName(tr("Device"))
        self.pictures = Fold()
        """Those that make a picture for looking."""
        self.others = Fold()
        """Those that do not take this image."""
        self.broken = Fold()
        """Those that cannot be run at all."""
        self._make()
        controller.changed.connect(self._follow_runs)
        judge.changed.connect(self._follow)
        self._follow()

    def _make(self) -> None:
        scroll = ScrollColumn()
        self._body = scroll.column
        self._open_runs, self._ended_runs = QVBoxLayout(), QVBoxLayout()
        self._offered, self._below = QVBoxLayout(), QVBoxLayout()
        self._offered.setSpacing(6)
        self.pictures.column.setContentsMargins(0, 0, 0, 6)
        self.pictures.column.setSpacing(6)
        self._device_row = QWidget()
        device = QHBoxLayout(self._device_row)
        device.setContentsMargins(0, 0, 0, 0)
        device.addWidget(PlainLabel(tr("Device")))
        device.addWidget(self.device)
        device.addStretch(1)
        note = PlainLabel(tr("Proposals need review by a clinician; not a diagnosis."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        self._body.addLayout(self._open_runs)
        self._body.addWidget(self.state)
        self._body.addWidget(self.loading)
        self._body.addLayout(self._offered)
        self._body.addWidget(self.pictures)
        self._body.addWidget(self._device_row)
        self._body.addWidget(self.others)
        self._body.addWidget(self.broken)
        self._body.addWidget(self.look_again, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addLayout(self._ended_runs)
        self._body.addLayout(self._below)
        self._body.addStretch(1)
        self._body.addWidget(note)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_below(self, widget: QWidget) -> None:
        """Put a widget below the runs."""
        self._below.addWidget(widget)

    def show_loading(self, fraction: float) -> None:
        """Plugins are looked for; said where none is listed yet."""
        self.loading.setValue(round(fraction * 1000))
        if self._failed:
            self._failed = ""
            self._follow()

    def show_failed(self, words: str) -> None:
        """They could not be looked for, and why."""
        self._failed = words
        self._follow()

    def show_loaded(self) -> None:
        """They were looked for, and are those that are listed."""
        self._was_loaded, self._failed = True, ""
        self._follow()

    def show_plugins(self, plugins: tuple[PluginItem, ...]) -> None:
        """Take in what was found: analyses first, then scores, then pictures."""
        self._plugins = tuple(sorted(plugins, key=lambda p: (_group(p), p.name)))
        valid = {plugin.id: plugin for plugin in self._plugins if plugin.status == "valid"}
        for plugin_id in [
            each for each in self.cards if valid.get(each) != self.cards[each].plugin
        ]:
            card = self.cards.pop(plugin_id)
            # At once: behind a box that asks something nothing is deleted yet.
            card.hide()
            card.deleteLater()
        for plugin in valid.values():
            if plugin.id not in self.cards:
                self.cards[plugin.id] = self._card(plugin)
        self._listed = None
        self.show_loaded()
        self._tell_box()

    def show_place(self, place: StackPlace | None) -> None:
        """Another image is looked at, or none."""
        self._place = place
        self._follow()
        self._follow_runs()

    def _card(self, plugin: PluginItem) -> PluginCard:
        card = PluginCard(plugin, self._crosshair, self)
        card.hide()
        card.run_clicked.connect(lambda: self._run(card))
        card.about_clicked.connect(lambda: self.about_clicked.emit(plugin))
        card.unfolded.connect(lambda on: self._fold_others(card) if on else None)
        card.box_changed.connect(self._tell_box)
        return card

    @property
    def reasons(self) -> dict[str, str]:
        """Why the others are not offered, by id."""
        found = [*self.others.findChildren(_Reason), *self.broken.findChildren(_Reason)]
        return {each.plugin_id: each.words.text() for each in found}

    def choose(self, plugin_id: str) -> None:
        """Bring a plugin in front: its settings, or why it is not offered.

        Where that is not known yet, as soon as it is.
        """
        if not self._judge.is_known:
            self._wanted = plugin_id
            return
        self._wanted = ""
        card = self.cards.get(plugin_id)
        if card is not None and plugin_id in self.offered:
            if _group(card.plugin) == _PICTURES:
                self.pictures.open()
            card.unfold(on=True)
            self._scroll_to(card)
            card.run.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for fold in (self.others, self.broken):
            for each in fold.findChildren(_Reason):
                if each.plugin_id == plugin_id:
                    fold.open()
                    self._scroll_to(each)

    def box(self) -> Box | None:
        """The box of the settings that are unfolded, or None."""
        return next((b for card in self._shown() if (b := card.box()) is not None), None)

    def forget_box(self) -> None:
        """Another image: a box of this one means nothing there."""
        for card in self.cards.values():
            card.forget_box()

    def elsewhere(self, run: PluginRun) -> str:
        """Words where a run is about something else than what is looked at; "" where it is not."""
        here = self._place
        if here is None:
            return tr("not open")
        if here.study.patient.patient_id != run.place.study.patient.patient_id:
            return tr("another patient")
        if here.study.study_instance_uid != run.place.study.study_instance_uid:
            return tr("another study")
        return ""

    def _shown(self) -> list[PluginCard]:
        return [self.cards[each] for each in self.offered]

    def _fold_others(self, card: PluginCard) -> None:
        for other in self.cards.values():
            if other is not card:
                other.unfold(on=False)

    def _scroll_to(self, widget: QWidget) -> None:
        for scroll in self.findChildren(ScrollColumn):
            self._body.activate()
            scroll.ensureWidgetVisible(widget)

    def _tell_box(self) -> None:
        self.box_changed.emit(self.box())

    def _run(self, card: PluginCard) -> None:
        self.run_clicked.emit(card.plugin, dict(card.parameters()), self.device.currentData())

    def _look_again(self) -> None:
        self._was_loaded = self._was_loaded and not self._failed
        self._failed = ""
        self.loading.setValue(0)
        if self._judge.error is not None:
            self._judge.ask_again()
        self._follow()
        self.look_again_clicked.emit()

    def _follow(self) -> None:
        """Show what is known: of plugins, of the image, and of the two together."""
        is_loading = not self._was_loaded and not self._failed
        words, kind = self._state()
        self.state.setObjectName(kind)
        self.state.style().polish(self.state)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.loading.setVisible(is_loading)
        is_judged = self._judge.is_known and self._was_loaded
        if is_judged:
            self._list()
        has_image = self._place is not None and self._judge.has_image
        for card in self.cards.values():
            # While another image is looked at, cards stay where they are, and run nothing.
            card.judge(self._judge.verdict(card.plugin) if is_judged else None)
            card.show_took(self._controller.took_words(card.plugin))
        if not has_image:
            self._take_away()
        self.pictures.setVisible(has_image and self._has_pictures())
        self.others.setVisible(is_judged and bool(self.others.findChildren(_Reason)))
        self._device_row.setVisible(has_image and bool(self.offered))
        self._list_broken()
        is_stuck = self._was_loaded and (not self._plugins or not self.broken.isHidden())
        has_fault = bool(self._failed) or self._judge.error is not None
        self.look_again.setVisible(is_stuck or has_fault)
        if self._wanted and is_judged:
            self.choose(self._wanted)

    def _state(self) -> tuple[str, str]:
        """What the panel waits for, and how that is shown."""
        valid = len(self.cards)
        if self._failed:
            return self._failed, "bad"
        if not self._was_loaded:
            return tr("Loading plugins…"), "muted"
        if not self._plugins:
            return tr("No plugin was found."), "caution"
        if self._place is None:
            return tr(
                "Open a series: {count} plugin is there.",
                many="Open a series to see which of {count} plugins take it.",
                count=valid,
            ), "muted"
        if not self._judge.has_image:
            return tr("The images of this series are not read yet."), "muted"
        if self._judge.error is not None:
            error = self._judge.error
            return "\n".join(filter(None, (say(error.message), say(error.hint)))), "bad"
        if not self._judge.is_known:
            return tr("Checking which plugins take this image…"), "muted"
        takes = [card.plugin for card in self.cards.values() if self._takes(card.plugin)]
        if not takes:
            return tr("No plugin takes this image."), "muted"
        if all(_group(plugin) == _PICTURES for plugin in takes):
            return tr("No analysis takes this image."), "muted"
        return "", "muted"

    def _takes(self, plugin: PluginItem) -> bool:
        verdict = self._judge.verdict(plugin)
        return verdict is not None and verdict.takes

    def _why_not(self, plugin: PluginItem) -> str:
        verdict = self._judge.verdict(plugin)
        if verdict is None:
            return tr("It was changed since it was loaded.")
        return say(verdict.reason)

    def _list(self) -> None:
        """Offer what takes the image, and give the reason of the others; as it is if it is so."""
        can_run = [plugin for plugin in self._plugins if plugin.status == "valid"]
        takes = [plugin for plugin in can_run if self._takes(plugin)]
        others = [(p, self._why_not(p)) for p in can_run if p not in takes]
        wanted = ([p.id for p in takes], [(p.id, why) for p, why in others])
        if wanted == self._listed:
            return
        self._listed = wanted
        self._clear_headings()
        for card in self.cards.values():
            self._offered.removeWidget(card)
            self.pictures.column.removeWidget(card)
            if card.plugin not in takes:
                card.hide()
        self.offered = tuple(plugin.id for plugin in takes)
        for group, members in groupby(takes, key=_group):
            if group == _PICTURES:
                self._fill_pictures([self.cards[plugin.id] for plugin in members])
                continue
            heading = PlainLabel(say(_GROUPS[group]))
            heading.setObjectName("muted")
            self._offered.addWidget(heading)
            for plugin in members:
                self._offered.addWidget(self.cards[plugin.id])
        for card in self._shown():
            card.show()
        self._fill(self.others, others)
        self.others.title.setText(tr("Not for this image ({count})", count=len(others)))
        self._order_tabs()
        self._tell_box()

    def _take_away(self) -> None:
        """Nothing is looked at: nothing is offered."""
        self._listed, self.offered = None, ()
        self._clear_headings()
        for card in self.cards.values():
            card.hide()
        self._fill(self.others, ())

    def _fill_pictures(self, cards: list[PluginCard]) -> None:
        for card in cards:
            card.yields.hide()
            self.pictures.column.addWidget(card)
        self.pictures.title.setText(tr("Pictures for looking ({count})", count=len(cards)))
        if len(cards) == len(self.offered):
            self.pictures.open()

    def _has_pictures(self) -> bool:
        return any(_group(self.cards[each].plugin) == _PICTURES for each in self.offered)

    def _list_broken(self) -> None:
        """Those that cannot be run, with their reason and a way out."""
        broken = [plugin for plugin in self._plugins if plugin.status != "valid"]
        reasons = [(p, "\n".join(filter(None, (p.reason, p.hint)))) for p in broken]
        shown = {r.plugin_id: r.words.text() for r in self.broken.findChildren(_Reason)}
        if shown != {plugin.id: why for plugin, why in reasons}:
            self._fill(self.broken, reasons, object_name="caution")
            self.broken.title.setText(tr("Could not be loaded ({count})", count=len(broken)))
            self.broken.open()
        self.broken.setVisible(bool(broken))

    def _fill(
        self, fold: Fold, reasons: Iterable[tuple[PluginItem, str]], *, object_name: str = "muted"
    ) -> None:
        for row in fold.findChildren(_Reason):
            row.setParent(None)
            row.deleteLater()
        for plugin, why in reasons:
            row = _Reason(plugin, why, object_name=object_name)
            row.about.clicked.connect(lambda _on, shown=plugin: self.about_clicked.emit(shown))
            fold.column.addWidget(row)

    def _clear_headings(self) -> None:
        for widget in _widgets(self._offered):
            if isinstance(widget, PlainLabel):
                self._offered.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

    def _follow_runs(self) -> None:
        shown = self._controller.runs[-_SHOWN_RUNS:]
        shown += [run for run in self._controller.open_runs if run not in shown]
        wanted = {id(run) for run in shown}
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            # At once: behind a box that asks something nothing is deleted yet.
            row.hide()
            row.deleteLater()
        for run in shown:
            if id(run) not in self._rows:
                self._rows[id(run)] = RunRow(run, self._controller)
            self._rows[id(run)].follow(self.elsewhere(run))
        opened = [self._rows[id(run)] for run in self._controller.open_runs]
        ended = [self._rows[id(run)] for run in reversed(shown) if not run.is_open]
        if (_widgets(self._open_runs), _widgets(self._ended_runs)) != (opened, ended):
            for layout, rows in ((self._open_runs, opened), (self._ended_runs, ended)):
                for row in rows:
                    self._open_runs.removeWidget(row)
                    self._ended_runs.removeWidget(row)
                    layout.addWidget(row)
            self._open_runs.setContentsMargins(0, 0, 0, _GAP_PX if opened else 0)
            self._order_tabs()
        for card in self.cards.values():
            card.show_took(self._controller.took_words(card.plugin))

    def _order_tabs(self) -> None:
        """Tab goes from top to bottom."""
        order: list[QWidget] = [
            self._rows[id(run)].stop for run in self._controller.open_runs if id(run) in self._rows
        ]
        for card in self._shown():
            if _group(card.plugin) == _PICTURES and self.pictures.title not in order:
                order.append(self.pictures.title)
            order += [card.about, card.settings, card.run]
        order += [self.device, self.others.title]
        order += [row.about for row in self.others.findChildren(_Reason)]
        order += [self.broken.title, self.look_again]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _widgets(layout: QVBoxLayout) -> list[QWidget]:
    items = [layout.itemAt(number) for number in range(layout.count())]
    found = [item.widget() for item in items if item is not None]
    return [widget for widget in found if widget is not None]
