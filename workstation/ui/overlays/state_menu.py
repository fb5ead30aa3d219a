"""The menu of presentation states: which one, which of its windows, which of its layers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from workstation.domain.display_objects import PresentationState, SoftcopyVoi, StateKind
from workstation.imaging.annotation import window_text
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.overlays.controller import DisplayObjectsController
from workstation.ui.widgets.plain_text import plain_tip

_KINDS = {
    StateKind.COLOR: Message("color"),
    StateKind.PSEUDO_COLOR: Message("pseudo-color"),
    StateKind.BLENDING: Message("blending"),
    StateKind.OTHER: Message("graphics only"),
}


def add_state_menu(controller: DisplayObjectsController, menu: QMenu, parent: QWidget) -> QMenu:
    """A submenu that lists the presentation states whenever it is opened."""
    submenu = QMenu(tr("&Presentation states"), parent)
    submenu.setToolTipsVisible(True)
    submenu.aboutToShow.connect(lambda: fill_state_menu(controller, submenu))
    menu.addMenu(submenu)
    return submenu


def fill_state_menu(controller: DisplayObjectsController, menu: QMenu) -> None:
    """List the states of the active image, then what the applied one offers."""
    menu.clear()
    chosen = controller.chosen
    _add(menu, tr("None"), chosen is None, lambda: controller.choose(None))
    for state in controller.states():
        action = _add(menu, state_words(state), state is chosen, _chooser(controller, state))
        action.setToolTip(plain_tip(f"{state.description}  {state.creator}".strip()))
    vois = controller.vois
    if len(vois) > 1:
        menu.addSection(tr("Grey values"))
        for number, voi in enumerate(vois):
            words = voi_words(voi, number)
            _add(menu, words, number == controller.voi_number, _voi_chooser(controller, number))
    layers = [name for name, _rgb in chosen.layers] if chosen is not None else []
    if layers:
        menu.addSection(tr("Graphic layers"))
        for name in layers:
            shown = name not in controller.hidden_layers
            _add(menu, name, shown, _layer_switch(controller, name, not shown))


def state_words(state: PresentationState) -> str:
    """The title of a state, with its kind where it is not an ordinary one."""
    kind = _KINDS.get(state.kind)
    title = say(state.title)
    return f"{title}  ({say(kind)})" if kind else title


def voi_words(voi: SoftcopyVoi, number: int) -> str:
    """The name of a window or table on offer, else its numbers."""
    if voi.name:
        return voi.name
    if voi.window is not None:
        return window_text(voi.window)
    return tr("VOI LUT {number}", number=number + 1)


def _add(menu: QMenu, words: str, checked: bool, do: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(checked)
    action.triggered.connect(lambda _on: do())
    return action


def _chooser(controller: DisplayObjectsController, state: PresentationState) -> Callable[[], None]:
    return lambda: controller.choose(state)


def _voi_chooser(controller: DisplayObjectsController, number: int) -> Callable[[], None]:
    return lambda: controller.choose_voi(number)


def _layer_switch(controller: DisplayObjectsController, name: str, on: bool) -> Callable[[], None]:
    return lambda: controller.show_layer(name, on)
