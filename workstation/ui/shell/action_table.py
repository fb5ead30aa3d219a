"""Every action of the window in one table: its menu, key and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workstation.language import say
from workstation.messages import Message
from workstation.scene.layout import every_grid
from workstation.ui.films.film_actions import FILM_ACTIONS
from workstation.ui.overlays.overlay_actions import DISPLAY_OBJECT_ACTIONS
from workstation.ui.phases.phase_actions import CINE_ACTIONS, PHASE_ACTIONS
from workstation.ui.planes.plane_actions import PLANE_ACTIONS
from workstation.ui.reader_specs import (
    EDIT_ACTIONS,
    HELP_ACTIONS,
    LOOK_ACTIONS,
    MOUSE_ACTIONS,
    PICTURE_ACTIONS,
)
from workstation.ui.segmenting.segment_actions import SEGMENT_ACTIONS
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.volume.volume_actions import VOLUME_ACTIONS
from workstation.ui.windowing.color_actions import COLOR_ACTIONS

MENUS = (
    "&File",
    "&Edit",
    "&View",
    "&Layout",
    "&Planes",
    "&Colors",
    "&Window",
    "&Tools",
    "S&egmentation",
    "F&indings",
    "&Help",
    "T&heme",
    "Lan&guage",
)
"""Every menu of the window, in its order, then the menus in them."""


def _presets() -> tuple[ActionSpec, ...]:
    return tuple(
        ActionSpec(f"preset_{n}", "Window &{n}", "&Window", (str(n),), number=n)
        for n in range(1, 10)
    )


_LAYOUT_KEYS = {"automatic": "Ctrl+0", "mpr": "Ctrl+3", "mpr-volume": "Ctrl+5",
                "grid-1x1": "Ctrl+1", "grid-1x2": "Ctrl+2", "grid-2x2": "Ctrl+4"}  # fmt: skip
_PLANE_LAYOUTS = (
    ("automatic", "&Automatic"),
    ("mpr", "&MPR, one large"),
    ("mpr-row", "MPR in a &row"),
    ("mpr-square", "MPR, &2 × 2"),
    ("mpr-volume", "MPR + &3-D"),
)


def _layouts() -> tuple[ActionSpec, ...]:
    grids = tuple((layout.id, layout.title) for layout in every_grid())
    named = (*_PLANE_LAYOUTS, *grids)
    return tuple(
        ActionSpec(
            f"layout_{layout_id}",
            title,
            "&Layout",
            (_LAYOUT_KEYS[layout_id],) if layout_id in _LAYOUT_KEYS else (),
            True,
            "layout",
            separator=layout_id in ("mpr-volume", grids[-1][0]),
        )
        for layout_id, title in named
    )


def _tool(name: str, text: str, key: str, icon: str = "", *, separator: bool = False) -> ActionSpec:
    return ActionSpec(
        f"tool_{name}", text, "&Tools", (key,), True, "tool", icon, separator=separator
    )


CHECKED_AT_START = (
    "show_masks", "show_measurements", "show_crosshair", "show_overlays", "show_shutters",
)  # fmt: skip

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open_folder", "&Open folder…", "&File", ("Ctrl+O",), icon="mdi6.folder-open"),
    ActionSpec("open_files", "Open &files or ZIP…", "&File", ("Ctrl+Shift+O",)),
    ActionSpec("open_mask", "Open &mask over the image…", "&File"),
    ActionSpec("import_report", "&Import report…", "&File", separator=True),
    *PICTURE_ACTIONS,
    ActionSpec("close_all", "C&lose all studies", "&File", ("Ctrl+W",), separator=True),
    ActionSpec("quit", "&Quit", "&File", ("Ctrl+Q",)),
    ActionSpec("undo", "&Undo", "&Edit", ("Ctrl+Z",), icon="mdi6.undo"),
    ActionSpec("redo", "&Redo", "&Edit", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="mdi6.redo"),
    ActionSpec("delete", "&Delete measurement or last point", "&Edit", ("Del", "Backspace")),
    ActionSpec("export_measurements", "E&xport measurements…", "&Edit", separator=True),
    ActionSpec("cancel", "&Cancel tool", "&Edit", ("Esc",), separator=True),
    *EDIT_ACTIONS,
    ActionSpec("previous_image", "&Previous image", "&View", ("Up",)),
    ActionSpec("next_image", "&Next image", "&View", ("Down",)),
    ActionSpec("first_image", "&First image", "&View", ("Home",)),
    ActionSpec("last_image", "&Last image", "&View", ("End",)),
    ActionSpec("previous_series", "Previous &series", "&View", ("PgUp",)),
    ActionSpec("next_series", "Next s&eries", "&View", ("PgDown",)),
    ActionSpec("previous_viewport", "Previous viewport", "&View", ("Left",)),
    ActionSpec("next_viewport", "Next viewport", "&View", ("Right",)),
    ActionSpec("one_up", "&One-up / grid, or end of drawing", "&View", ("Return",), separator=True),
    ActionSpec("fit", "F&it", "&View", ("F", "Ctrl+Return"), icon="mdi6.fit-to-page-outline"),
    ActionSpec("one_to_one", "&1:1 pixels", "&View", ("Shift+F",)),
    ActionSpec("zoom_in", "Zoom in", "&View", ("+", "=")),
    ActionSpec("zoom_out", "Zoom out", "&View", ("-",)),
    ActionSpec(
        "flip_horizontal", "Flip &horizontally", "&View", ("H",), icon="mdi6.flip-horizontal"
    ),
    ActionSpec("flip_vertical", "Flip &vertically", "&View", ("V",)),
    ActionSpec("rotate", "&Rotate right", "&View", ("R",), icon="mdi6.rotate-right"),
    ActionSpec("rotate_left", "Rotate left", "&View", ("Shift+R",)),
    ActionSpec("reset_view", "Rese&t view", "&View", ("Ctrl+R",), separator=True),
    ActionSpec("cycle_text", "Corner &text: all / no patient / none", "&View", ("Space",)),
    ActionSpec("show_masks", "Show &masks", "&View", ("G",), True, icon="mdi6.layers-outline"),
    ActionSpec("show_measurements", "Show m&easurements", "&View", ("Shift+M",), True),
    ActionSpec("show_saliency", "Show sa&liency map", "&View", ("Shift+G",), True),
    ActionSpec("show_enhanced", "Show en&hanced picture", "&View", ("Alt+E",), True),
    ActionSpec("before_after", "Before and after, side by side", "&View", ("Alt+B",)),
    ActionSpec("show_crosshair", "Show &crosshair", "&View", ("Shift+H",), True),
    *DISPLAY_OBJECT_ACTIONS,
    *FILM_ACTIONS,
    *PHASE_ACTIONS,
    ActionSpec("slab", "Slab of 10 mm (MI&P)", "&View", ("M",), True),
    ActionSpec("play", "Pla&y frames or planes", "&View", ("C",), True),
    *CINE_ACTIONS,
    ActionSpec("full_screen", "F&ull screen", "&View", ("F11",), True, separator=True),
    *LOOK_ACTIONS,
    ActionSpec("new_window", "New viewer &window", "&Layout", ("Ctrl+N",), separator=True),
    ActionSpec("previous_stage", "&Previous stage", "&Layout", ("Ctrl+PgUp",)),
    ActionSpec("next_stage", "&Next stage", "&Layout", ("Ctrl+PgDown",)),
    ActionSpec("save_protocol", "&Keep layout as protocol…", "&Layout", separator=True),
    *_layouts(),
    ActionSpec("link_scroll", "Link &scrolling", "&Layout", (), True),
    ActionSpec("link_zoom", "Link &zoom", "&Layout", (), True),
    ActionSpec("link_pan", "Link &pan", "&Layout", (), True),
    ActionSpec("link_window", "Link &window", "&Layout", (), True),
    ActionSpec("link_crosshair", "Link c&rosshair", "&Layout", (), True, separator=True),
    ActionSpec("link_by_hand", "Link series as they stand &now", "&Layout", ("Ctrl+L",)),
    ActionSpec("register", "Re&gister series to the active one…", "&Layout", ("Ctrl+G",)),
    ActionSpec("unlink", "&Unlink series", "&Layout", ("Ctrl+Shift+L",), separator=True),
    ActionSpec("show_reference_lines", "Show &reference lines", "&Layout", ("Shift+L",), True),
    *VOLUME_ACTIONS,
    *PLANE_ACTIONS,
    *COLOR_ACTIONS,
    *_presets(),
    ActionSpec("window_full", "&Full range", "&Window", ("0",)),
    ActionSpec("invert", "&Invert", "&Window", ("I",), icon="mdi6.invert-colors"),
    _tool("window", "&Window/level", "W", "mdi6.contrast-circle"),
    _tool("scroll", "&Scroll", "S", "mdi6.arrow-up-down"),
    _tool("pan", "&Pan", "P", "mdi6.cursor-move"),
    _tool("zoom", "&Zoom", "Z", "mdi6.magnify"),
    _tool("crosshair", "&Crosshair", "X", "mdi6.crosshairs", separator=True),
    _tool("probe", "Prob&e", "Q", "mdi6.eyedropper"),
    _tool("length", "&Length", "L", "mdi6.ruler"),
    _tool("angle", "&Angle", "A", "mdi6.angle-acute"),
    _tool("rectangle", "Rectan&gle", "D", "mdi6.rectangle-outline"),
    _tool("ellipse", "Ell&ipse", "E", "mdi6.ellipse-outline"),
    _tool("circle", "Circle", "O"),
    _tool("freehand", "&Freehand region", "N"),
    _tool("spline", "Spline region", "Shift+S"),
    _tool("livewire", "Live&wire region", "Shift+W", separator=True),
    _tool("polyline", "Pol&yline", "Y"),
    _tool("bidirectional", "Long and short axis", "U"),
    _tool("cobb", "Co&bb angle", "J"),
    _tool("cardiothoracic", "Cardiothoracic &ratio", "Shift+T"),
    _tool("arrow", "Arro&w with text", "Shift+Q"),
    _tool("text", "&Text", "T", separator=True),
    *MOUSE_ACTIONS,
    *SEGMENT_ACTIONS,
    ActionSpec("previous_finding", "&Previous finding", "F&indings", (",",)),
    ActionSpec("next_finding", "&Next finding", "F&indings", (".",), separator=True),
    ActionSpec("accept", "&Accept finding", "F&indings", ("Shift+A",)),
    ActionSpec("reject", "&Reject finding", "F&indings", ("Shift+X",)),
    ActionSpec("reopen", "Re&open finding", "F&indings", ("Shift+O",)),
    ActionSpec("edit_finding", "&Edit finding…", "F&indings", ("Shift+E",)),
    ActionSpec("add_finding", "A&dd finding here…", "F&indings", ("Shift+N",), separator=True),
    ActionSpec("key_image", "&Key image", "F&indings", ("K",), icon="mdi6.star-outline"),
    ActionSpec("acknowledge", "Acknowledge &geometry…", "F&indings"),
    ActionSpec("reader_name", "Reader's &name…", "F&indings"),
    ActionSpec("report_settings", "Report &header and role…", "F&indings"),
    *HELP_ACTIONS,
    ActionSpec("display_patterns", "&Display test patterns…", "&Help"),
    ActionSpec("about", "&About Lightbox", "&Help"),
)


_MNEMONIC = re.compile(r"\(&\w\)")
"""As menus of Chinese programs write it, behind the words."""


class ActionTable:
    """The actions as QActions, in their menus, bound to what they do.

    Parameters
    ----------
    parent : QWidget
        The window; keys work anywhere in it.
    handlers : mapping
        Action id to what it does; checkable ones are called with the new state.

    Raises
    ------
    KeyError
        An action of the table has no handler.
    """

    def __init__(self, parent: QWidget, handlers: Mapping[str, Callable[[bool], object]]) -> None:
        self.specs = {spec.id: spec for spec in ACTIONS}
        """Every row by its id, in the order of the table."""
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(spec.words, parent)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            if spec.group:
                groups.setdefault(spec.group, QActionGroup(parent)).addAction(action)
            action.triggered.connect(handlers[spec.id])
            parent.addAction(action)
            self._actions[spec.id] = action
            self.set_keys(spec.id, spec.keys)

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def title(self, action_id: str) -> str:
        """Words of an action without mnemonic."""
        return plain_text(self.specs[action_id].words)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, as `QKeySequence` writes them portably."""
        return tuple(_portable(key) for key in self._actions[action_id].shortcuts())

    def default_keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of the table, written alike."""
        return tuple(_portable(QKeySequence(key)) for key in self.specs[action_id].keys)

    def set_keys(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Run an action by these keys and no other; none is allowed."""
        action = self._actions[action_id]
        action.setShortcuts([QKeySequence(key) for key in keys])
        title = self.title(action_id)
        action.setToolTip(f"{title} ({keys[0]})" if keys else title)

    def key_rows(self) -> tuple[tuple[str, str, str], ...]:
        """(menu, action, keys) of every action that has a key, for the list of keys."""
        return tuple(
            (plain_text(spec.menu_words), self.title(spec.id), "  ".join(self.keys(spec.id)))
            for spec in self.specs.values()
            if self.keys(spec.id)
        )

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into its menu."""
        for spec in ACTIONS:
            menu = self._menu(spec.menu, bar)
            menu.addAction(self._actions[spec.id])
            if spec.separator:
                menu.addSeparator()

    def _menu(self, path: str, bar: QMenuBar) -> QMenu:
        if path not in self._menus:
            above, _, name = path.rpartition("/")
            parent = self._menu(above, bar) if above else bar
            self._menus[path] = QMenu(say(Message.term(name)), bar)
            parent.addMenu(self._menus[path])
        return self._menus[path]

    def menu(self, title: str) -> QMenu:
        """The menu of this title, once it is filled; "/" parts a menu from one in it."""
        return self._menus[title]


def plain_text(text: str) -> str:
    """Menu text without its mnemonic."""
    return _MNEMONIC.sub("", text).replace("&", "").rstrip("…")


def _portable(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.PortableText)
