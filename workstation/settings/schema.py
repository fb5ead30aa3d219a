"""Every setting of the program in one schema: type, default, range, unit and words.

The schema is a pydantic model. `pydantic-settings` is not used: it reads all sources at once and
fails as a whole, while here each field falls back by itself, unknown fields are kept, and one
field can be written without the others. `settings.document` does that with this schema.

The place of the main window and of its docks is no setting: Qt keeps it in bytes of its own, see
`services.window_place`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from workstation.words import said

VERSION = 1
"""Of the schema; `settings.migrations` brings older files up to it."""

MOST_RECENT, MOST_ACTIONS = 30, 12
PX_PER_MM = (1.0, 40.0)
"""Between these the sizes of screens are plausible."""
LONGEST_ROLE = 80
"""Letters of the role under a signature."""
_LONGEST_TEXT = 4096


class Group(StrEnum):
    """Where a field stands on the settings page."""

    LOOK = said("Appearance")
    READING = said("Mouse and menus")
    LINKS = said("Linked viewports")
    REPORT = said("Report")
    MEMORY = said("Remembered")


class Editor(StrEnum):
    """What a person changes a field with."""

    CHOICE = "choice"
    SWITCH = "switch"
    NUMBER = "number"
    LINE = "line"
    LINES = "lines"
    FILE = "file"
    ELSEWHERE = "elsewhere"
    """Kept by other parts of the window; the page only shows how much, and takes it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """How a field is shown.

    Parameters
    ----------
    label, help : str
        In English, said so that a face can translate them.
    unit : str
        Of a number; empty without one.
    choices : mapping
        Value to its words, for a choice.
    next_start : bool
        A change is in force after the next start of the program only.
    """

    label: str
    help: str
    group: Group
    editor: Editor
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    next_start: bool = False


_LANGUAGES = {"system": said("As the desktop"), "en": "English", "zh_CN": "简体中文"}
_THEMES = {"dark": said("Dark"), "light": said("Light")}
_PROFILES = {
    "radiology": said("Window on the left button"),
    "right_window": said("Window on the right button"),
    "slicer": said("As in 3D Slicer"),
    "itk_snap": said("As in ITK-SNAP"),
}
_CORNER_TEXT = {
    "all": said("Everything"),
    "no_patient": said("Without the patient"),
    "none": said("Nothing"),
}
CORNER_TEXTS = tuple(_CORNER_TEXT)
"""In the order in which the key changes them."""

_ActionId = Annotated[str, Field(min_length=1, max_length=80)]
_Keys = Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=8)]
_ScreenName = Annotated[str, Field(min_length=1, max_length=400)]
_PxPerMm = Annotated[float, Field(ge=PX_PER_MM[0], le=PX_PER_MM[1], allow_inf_nan=False)]
_Side = Annotated[int, Field(ge=1, le=100_000)]
_Corner = Annotated[int, Field(ge=-100_000, le=100_000)]
_Path = Annotated[str, Field(max_length=_LONGEST_TEXT)]


def _link(label: str, explanation: str) -> Presented:
    return Presented(label=label, help=explanation, group=Group.LINKS, editor=Editor.SWITCH)


def _remembered(label: str, explanation: str, unit: str = "") -> Presented:
    return Presented(
        label=label, help=explanation, group=Group.MEMORY, editor=Editor.ELSEWHERE, unit=unit
    )


class Settings(BaseModel):
    """The values in force; immutable.

    Ranges and lengths are checked by the types, `Presented` says how a field is shown. A field
    whose default is None is in force as the program has it.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    language: Annotated[
        Literal["system", "en", "zh_CN"],
        Presented(
            label=said("Language"),
            help=said("Of menus, panels and messages. Reports have a language of their own."),
            group=Group.LOOK,
            editor=Editor.CHOICE,
            choices=_LANGUAGES,
            next_start=True,
        ),
    ] = "system"
    theme: Annotated[
        Literal["dark", "light"],
        Presented(
            label=said("Theme"),
            help=said("Of panels and menus; images lie on a dark ground in both."),
            group=Group.LOOK,
            editor=Editor.CHOICE,
            choices=_THEMES,
        ),
    ] = "dark"
    corner_text: Annotated[
        Literal["all", "no_patient", "none"],
        Presented(
            label=said("Text in the corners"),
            help=said("What stands in the corners of every viewport."),
            group=Group.LOOK,
            editor=Editor.CHOICE,
            choices=_CORNER_TEXT,
        ),
    ] = "all"
    mouse: Annotated[
        Literal["radiology", "right_window", "slicer", "itk_snap"],
        Presented(
            label=said("Mouse"),
            help=said("What its buttons and its wheel do; F1 lists it."),
            group=Group.READING,
            editor=Editor.CHOICE,
            choices=_PROFILES,
        ),
    ] = "radiology"
    recent_count: Annotated[
        int,
        Field(ge=0, le=MOST_RECENT),
        Presented(
            label=said("Recent studies in the menu"),
            help=said("How many are remembered. Their folders may be named after patients."),
            group=Group.READING,
            editor=Editor.NUMBER,
            unit=said("entries"),
        ),
    ] = 8
    link_scroll: Annotated[
        bool, _link(said("Scrolling"), said("Linked viewports show the same place."))
    ] = True
    link_zoom: Annotated[bool, _link(said("Zoom"), said("Linked viewports have one zoom."))] = True
    link_pan: Annotated[
        bool, _link(said("Panning"), said("Linked viewports are moved together."))
    ] = True
    link_window: Annotated[
        bool, _link(said("Width and level"), said("Linked viewports have one window."))
    ] = False
    link_crosshair: Annotated[
        bool, _link(said("Crosshair"), said("Linked viewports have one crosshair."))
    ] = True
    reader: Annotated[
        str,
        Field(max_length=200),
        Presented(
            label=said("Reader's name"),
            help=said("Decisions and reports carry this name."),
            group=Group.REPORT,
            editor=Editor.LINE,
        ),
    ] = ""
    reader_role: Annotated[
        str,
        Field(max_length=LONGEST_ROLE),
        Presented(
            label=said("Reader's role"),
            help=said("Stands under the name in signed reports, e.g. Consultant radiologist."),
            group=Group.REPORT,
            editor=Editor.LINE,
        ),
    ] = ""
    report_header: Annotated[
        str,
        Field(max_length=_LONGEST_TEXT),
        Presented(
            label=said("Header"),
            help=said("Institution, department, address: four lines at most."),
            group=Group.REPORT,
            editor=Editor.LINES,
        ),
    ] = ""
    report_logo: Annotated[
        _Path,
        Presented(
            label=said("Logo"),
            help=said("A PNG or JPEG picture of at most 4 MB beside the header."),
            group=Group.REPORT,
            editor=Editor.FILE,
        ),
    ] = ""
    layout: Annotated[
        str,
        Field(max_length=40, pattern=r"^[a-z0-9-]*$"),
        _remembered(
            said("Layout"), said("How the window was divided the last time; else automatic.")
        ),
    ] = ""
    recent: Annotated[
        tuple[_Path, ...],
        Field(max_length=MOST_RECENT),
        _remembered(
            said("Recent studies"),
            said("Folders and files that were opened last, the newest first."),
        ),
    ] = ()
    palette_recent: Annotated[
        tuple[str, ...],
        Field(max_length=MOST_ACTIONS),
        _remembered(said("Recent actions"), said("What was run last by the search of actions.")),
    ] = ()
    keys: Annotated[
        dict[_ActionId, _Keys],
        _remembered(
            said("Changed keys"),
            said("Actions with other keys than those of the program; Edit > Keys and tool bar."),
        ),
    ] = {}
    tool_bar: Annotated[
        tuple[_ActionId, ...] | None,
        Field(max_length=400),
        _remembered(
            said("Buttons of the tool bar"),
            said("Other buttons than those of the program; Edit > Keys and tool bar."),
        ),
    ] = None
    screens: Annotated[
        dict[_ScreenName, _PxPerMm],
        _remembered(
            said("Measured screens"),
            said("Sizes of screens that were measured with a card; View > Size of the screen."),
            unit="px/mm",
        ),
    ] = {}
    viewer_windows: Annotated[
        tuple[tuple[_Corner, _Corner, _Side, _Side], ...],
        Field(max_length=16),
        _remembered(
            said("Further windows"),
            said("Where windows on other screens were: left, top, width and height."),
            unit="px",
        ),
    ] = ()
    tour_seen: Annotated[
        bool,
        _remembered(said("Tour seen"), said("Whether the tour of the window was shown.")),
    ] = False
