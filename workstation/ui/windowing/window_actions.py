"""Actions for windows and for the color table of single images."""

from __future__ import annotations

from workstation.imaging.color_tables import COLOR_TABLES
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Handler
from workstation.viewer.stage import Stage

_COLORS, _WINDOW = "&Colors", "&Window"
_PRESETS = range(1, 10)

WINDOW_ACTIONS: tuple[ActionSpec, ...] = (
    *(ActionSpec(f"color_table_{n}", name, _COLORS) for n, name in enumerate(COLOR_TABLES)),
    *(ActionSpec(f"preset_{n}", "Window &{n}", _WINDOW, (str(n),), number=n) for n in _PRESETS),
    ActionSpec("window_full", "&Full range", _WINDOW, ("0",)),
    ActionSpec("invert", "&Invert", _WINDOW, ("I",), icon="mdi6.invert-colors"),
)


def window_handlers(stage: Stage) -> dict[str, Handler]:
    """Action id to what it does."""
    handlers: dict[str, Handler] = {
        "window_full": lambda _on: stage.set_automatic_window(),
        "invert": lambda _on: stage.invert(),
    }
    handlers |= {f"color_table_{n}": _colorer(stage, name) for n, name in enumerate(COLOR_TABLES)}
    return handlers | {f"preset_{n}": _preset(stage, n) for n in _PRESETS}


def _colorer(stage: Stage, name: str) -> Handler:
    def choose(_on: bool) -> None:
        view = stage.view
        for viewport in stage.on_stack(view.stack_id) if view is not None else ():
            viewport.set_color_table(name)

    return choose


def _preset(stage: Stage, number: int) -> Handler:
    return lambda _on: stage.set_preset(number)
