"""Actions for the color table of single images."""

from __future__ import annotations

from collections.abc import Callable

from workstation.imaging.color_tables import COLOR_TABLES
from workstation.ui.shell.action_spec import ActionSpec
from workstation.viewer.stage import Stage

_MENU = "&Colors"

COLOR_ACTIONS: tuple[ActionSpec, ...] = tuple(
    ActionSpec(f"color_table_{number}", name, _MENU) for number, name in enumerate(COLOR_TABLES)
)


def color_handlers(stage: Stage) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""
    return {
        f"color_table_{number}": _setter(stage, name) for number, name in enumerate(COLOR_TABLES)
    }


def _setter(stage: Stage, name: str) -> Callable[[bool], object]:
    def choose(_on: bool) -> None:
        view = stage.view
        for viewport in stage.on_stack(view.stack_id) if view is not None else ():
            viewport.set_color_table(name)

    return choose
