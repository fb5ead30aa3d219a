"""Actions of the layout menu: dividing the area, and what follows what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from workstation.language import tr
from workstation.scene.layout import AUTOMATIC_ID, PLANE_LAYOUTS, every_grid
from workstation.scene.linking import LinkSettings
from workstation.ui.board.view_area import ViewArea
from workstation.ui.shell.action_table import ActionTable
from workstation.viewer.stage import Stage

_LINKS = tuple(each.name for each in fields(LinkSettings))


def layout_ids() -> tuple[str, ...]:
    """Every layout of the menu."""
    return (AUTOMATIC_ID, *PLANE_LAYOUTS, *(layout.id for layout in every_grid()))


def layout_handlers(
    area: Callable[[], ViewArea], tell: Callable[[str], None]
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does.

    Parameters
    ----------
    area : callable
        What is divided: the area with the active viewport.
    tell : callable
        Given a line for the status bar.
    """
    stage = area().stage
    handlers: dict[str, Callable[[bool], object]] = {
        "link_by_hand": lambda _on: tell(_link_by_hand(stage)),
        "unlink": lambda _on: stage.unlink(),
        "show_reference_lines": stage.show_reference_lines,
    }
    for layout_id in layout_ids():
        handlers[f"layout_{layout_id}"] = _chooser(area, layout_id)
    for name in _LINKS:
        handlers[f"link_{name}"] = _switch(stage, name)
    return handlers


def _chooser(area: Callable[[], ViewArea], layout_id: str) -> Callable[[bool], object]:
    return lambda _on: area().set_layout(layout_id)


def _switch(stage: Stage, name: str) -> Callable[[bool], object]:
    return lambda on: stage.linking.change(**{name: on})


def _link_by_hand(stage: Stage) -> str:
    count = stage.link_by_hand()
    if not count:
        return tr("Show series without a common frame of reference side by side to link them.")
    return tr(
        "{count} other series now follow, from here on; Ctrl+Shift+L takes that back.", count=count
    )


def follow_layout(table: ActionTable, area: ViewArea) -> None:
    """Check what is in force."""
    table[f"layout_{area.layout_id}"].setChecked(True)
    for name in _LINKS:
        table[f"link_{name}"].setChecked(getattr(area.stage.linking.settings, name))
    table["show_reference_lines"].setChecked(area.stage.reference_lines_shown)
