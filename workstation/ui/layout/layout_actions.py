"""Actions of the layout menu: dividing the area, and what follows what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from workstation.language import tr
from workstation.scene.layout import AUTOMATIC_ID, FUSION, PLANE_LAYOUTS, every_grid
from workstation.scene.linking import LinkSettings
from workstation.ui.board.view_area import ViewArea
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.viewer.stage import Stage

_LINKS = tuple(each.name for each in fields(LinkSettings))
_MENU, _GRID, _LINK = "&Layout", "&Layout/&Grid", "&Layout/&Link"
_KEYS = {"automatic": "Ctrl+0", "mpr": "Ctrl+3", "mpr-volume": "Ctrl+5",
         "grid-1x1": "Ctrl+1", "grid-1x2": "Ctrl+2", "grid-2x2": "Ctrl+4"}  # fmt: skip
_PLANE_LAYOUTS = (
    ("automatic", "&Automatic"),
    ("mpr", "&MPR, one large"),
    ("mpr-row", "MPR in a &row"),
    ("mpr-square", "MPR, &2 × 2"),
    ("mpr-volume", "MPR + &3-D"),
    (FUSION.id, "Cells for P&ET/CT"),
)


def _layouts() -> tuple[ActionSpec, ...]:
    grids = tuple((layout.id, layout.title) for layout in every_grid())
    return tuple(
        ActionSpec(
            f"layout_{layout_id}",
            title,
            _GRID if layout_id.startswith("grid") else _MENU,
            (_KEYS[layout_id],) if layout_id in _KEYS else (),
            True,
            "layout",
            separator=layout_id == FUSION.id,
        )
        for layout_id, title in (*_PLANE_LAYOUTS, *grids)
    )


LAYOUT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("previous_stage", "&Previous stage", _MENU, ("Ctrl+PgUp",)),
    ActionSpec("next_stage", "&Next stage", _MENU, ("Ctrl+PgDown",)),
    ActionSpec("save_protocol", "&Keep layout as protocol…", _MENU, separator=True),
    *_layouts(),
    ActionSpec("link_scroll", "Link &scrolling", _LINK, (), True),
    ActionSpec("link_zoom", "Link &zoom", _LINK, (), True),
    ActionSpec("link_pan", "Link &pan", _LINK, (), True),
    ActionSpec("link_window", "Link &window", _LINK, (), True),
    ActionSpec("link_crosshair", "Link c&rosshair", _LINK, (), True),
    ActionSpec("link_by_hand", "Link series as they stand &now", _MENU, ("Ctrl+L",)),
    ActionSpec("register", "Re&gister series to the active one…", _MENU, ("Ctrl+G",)),
    ActionSpec("unlink", "&Unlink series", _MENU, ("Ctrl+Shift+L",), separator=True),
    ActionSpec("show_reference_lines", "Show &reference lines", _MENU, ("Shift+L",), True),
)


def layout_ids() -> tuple[str, ...]:
    """Every layout of the menu."""
    return (AUTOMATIC_ID, *PLANE_LAYOUTS, FUSION.id, *(layout.id for layout in every_grid()))


def layout_handlers(
    area: Callable[[], ViewArea],
    tell: Callable[[str], None],
    may_link: Callable[[], bool],
    chosen: Callable[[str], None],
) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does.

    Parameters
    ----------
    area : callable
        What is divided: the area with the active viewport.
    tell : callable
        Given a line for the status bar.
    may_link : callable
        Whether what is on the screen may be linked; asks where it is of several people.
    chosen : callable
        Told the id of the layout that a reader chose.
    """
    stage = area().stage
    handlers: dict[str, Callable[[bool], object]] = {
        "link_by_hand": lambda _on: tell(_link_by_hand(stage)) if may_link() else None,
        "unlink": lambda _on: stage.unlink(),
        "show_reference_lines": stage.show_reference_lines,
    }
    for layout_id in layout_ids():
        handlers[f"layout_{layout_id}"] = _chooser(area, layout_id, chosen)
    for name in _LINKS:
        handlers[f"link_{name}"] = _switch(stage, name)
    return handlers


def _chooser(
    area: Callable[[], ViewArea], layout_id: str, chosen: Callable[[str], None]
) -> Callable[[bool], object]:
    def choose(_on: bool) -> None:
        area().set_layout(layout_id)
        chosen(layout_id)

    return choose


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
    for layout_id in layout_ids():
        # A layout of a protocol may stand in no menu.
        table[f"layout_{layout_id}"].setChecked(layout_id == area.layout_id)
    for name in _LINKS:
        table[f"link_{name}"].setChecked(getattr(area.stage.linking.settings, name))
    table["show_reference_lines"].setChecked(area.stage.reference_lines_shown)
