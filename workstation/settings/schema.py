"""Every setting of the program in one schema: type, default, range, unit and words.

The schema is a pydantic model. `pydantic-settings` is not used: it reads all sources at once and
fails as a whole, while here each field falls back by itself, unknown fields are kept, and one
field can be written without the others. `settings.document` does that with this schema.

The place of the main window and of its docks is no setting: Qt keeps it in bytes of its own, see
`keeping.window_place`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from workstation.messages import NOTHING, Message

VERSION = 2
"""Of the schema; `settings.migrations` brings older files up to it."""

MOST_RECENT, MOST_ACTIONS = 30, 12
PX_PER_MM = (1.0, 40.0)
"""Between these the sizes of screens are plausible."""
LONGEST_ROLE = 80
"""Letters of the role under a signature."""
_LONGEST_TEXT = 4096


class Group(Enum):
    """Where a field stands on the settings page."""

    LOOK = Message("Appearance")
    READING = Message("Mouse and menus")
    LINKS = Message("Linked viewports")
    REPORT = Message("Report")
    MEMORY = Message("Remembered")


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
    label, help : Message
        What it is, and what it does.
    unit : Message
        Of a number; empty without one.
    choices : mapping
        Value to its words, for a choice.
    next_start : bool
        A change is in force after the next start of the program only.
    """

    label: Message
    help: Message
    group: Group
    editor: Editor
    unit: Message = NOTHING
    choices: Mapping[str, Message | str] = field(default_factory=dict)
    next_start: bool = False


_LANGUAGES: Mapping[str, Message | str] = {
    "system": Message("As the desktop"),
    "en": "English",
    "zh_CN": "简体中文",
}
_THEMES = {"dark": Message("Dark"), "light": Message("Light")}
_PROFILES = {
    "radiology": Message("Window on the left button"),
    "right_window": Message("Window on the right button"),
    "slicer": Message("As in 3D Slicer"),
    "itk_snap": Message("As in ITK-SNAP"),
}
_CORNER_TEXT = {
    "all": Message("Everything"),
    "no_patient": Message("Without the patient"),
    "none": Message("Nothing"),
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


def _link(label: Message, explanation: Message) -> Presented:
    return Presented(label=label, help=explanation, group=Group.LINKS, editor=Editor.SWITCH)


def _remembered(label: Message, explanation: Message, unit: Message = NOTHING) -> Presented:
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
            label=Message("Language"),
            help=Message("Of menus, panels and messages. Reports have a language of their own."),
            group=Group.LOOK,
            editor=Editor.CHOICE,
            choices=_LANGUAGES,
            next_start=True,
        ),
    ] = "system"
    theme: Annotated[
        Literal["dark", "light"],
        Presented(
            label=Message("Theme"),
            help=Message("Of panels and menus; images lie on a dark ground in both."),
            group=Group.LOOK,
            editor=Editor.CHOICE,
            choices=_THEMES,
        ),
    ] = "dark"
    corner_text: Annotated[
        Literal["all", "no_patient", "none"],
        Presented(
            label=Message("Text in the corners"),
            help=Message("What stands in the corners of every viewport."),
            group=Group.LOOK,
            editor=Editor.CHOICE,
            choices=_CORNER_TEXT,
        ),
    ] = "all"
    mouse: Annotated[
        Literal["radiology", "right_window", "slicer", "itk_snap"],
        Presented(
            label=Message("Mouse"),
            help=Message("What its buttons and its wheel do; F1 lists it."),
            group=Group.READING,
            editor=Editor.CHOICE,
            choices=_PROFILES,
        ),
    ] = "radiology"
    recent_count: Annotated[
        int,
        Field(ge=0, le=MOST_RECENT),
        Presented(
            label=Message("Recent studies"),
            help=Message(
                "How many are remembered for the start page and the menu, with names of patients, "
                "dates and small pictures, for this user alone. 0 keeps none."
            ),
            group=Group.READING,
            editor=Editor.NUMBER,
            unit=Message("entries"),
        ),
    ] = 8
    link_scroll: Annotated[
        bool, _link(Message("Scrolling"), Message("Linked viewports show the same place."))
    ] = True
    link_zoom: Annotated[
        bool, _link(Message("Zoom"), Message("Linked viewports have one zoom."))
    ] = True
    link_pan: Annotated[
        bool, _link(Message("Panning"), Message("Linked viewports are moved together."))
    ] = True
    link_window: Annotated[
        bool, _link(Message("Width and level"), Message("Linked viewports have one window."))
    ] = False
    link_crosshair: Annotated[
        bool, _link(Message("Crosshair"), Message("Linked viewports have one crosshair."))
    ] = True
    reader: Annotated[
        str,
        Field(max_length=200),
        Presented(
            label=Message("Reader's name"),
            help=Message("Decisions and reports carry this name."),
            group=Group.REPORT,
            editor=Editor.LINE,
        ),
    ] = ""
    reader_role: Annotated[
        str,
        Field(max_length=LONGEST_ROLE),
        Presented(
            label=Message("Reader's role"),
            help=Message("Stands under the name in signed reports, e.g. Consultant radiologist."),
            group=Group.REPORT,
            editor=Editor.LINE,
        ),
    ] = ""
    report_header: Annotated[
        str,
        Field(max_length=_LONGEST_TEXT),
        Presented(
            label=Message("Header"),
            help=Message("Institution, department, address: four lines at most."),
            group=Group.REPORT,
            editor=Editor.LINES,
        ),
    ] = ""
    report_logo: Annotated[
        _Path,
        Presented(
            label=Message("Logo"),
            help=Message("A PNG or JPEG picture of at most 4 MB beside the header."),
            group=Group.REPORT,
            editor=Editor.FILE,
        ),
    ] = ""
    recent: Annotated[
        tuple[_Path, ...],
        Field(max_length=MOST_RECENT),
        _remembered(
            Message("Recent studies"),
            Message("Folders and files that were opened last, the newest first."),
        ),
    ] = ()
    palette_recent: Annotated[
        tuple[str, ...],
        Field(max_length=MOST_ACTIONS),
        _remembered(
            Message("Recent actions"), Message("What was run last by the search of actions.")
        ),
    ] = ()
    keys: Annotated[
        dict[_ActionId, _Keys],
        _remembered(
            Message("Changed keys"),
            Message("Actions with other keys than those of the program; Edit > Keys and tool bar."),
        ),
    ] = {}
    tool_bar: Annotated[
        tuple[_ActionId, ...] | None,
        Field(max_length=400),
        _remembered(
            Message("Buttons of the tool bar"),
            Message("Other buttons than those of the program; Edit > Keys and tool bar."),
        ),
    ] = None
    screens: Annotated[
        dict[_ScreenName, _PxPerMm],
        _remembered(
            Message("Measured screens"),
            Message("Sizes of screens that were measured with a card; View > Size of the screen."),
            unit=Message.term("px/mm"),
        ),
    ] = {}
    viewer_windows: Annotated[
        tuple[tuple[_Corner, _Corner, _Side, _Side], ...],
        Field(max_length=16),
        _remembered(
            Message("Further windows"),
            Message("Where windows on other screens were: left, top, width and height."),
            unit=Message.term("px"),
        ),
    ] = ()
    tour_seen: Annotated[
        bool,
        _remembered(Message("Tour seen"), Message("Whether the tour of the window was shown.")),
    ] = False
