"""The fields of the schema as rows: for the settings page, the command and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from annotated_types import Ge, Le, MaxLen
from pydantic.fields import FieldInfo

from workstation.messages import NOTHING, Message, joined
from workstation.settings.schema import (
    MOST_ACTIONS,
    MOST_RECENT,
    PX_PER_MM,
    Editor,
    Group,
    Presented,
    Settings,
)

PREFIX = "LIGHTBOX_"
"""Of the environment variables that take the place of fields in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSpec:
    """One field.

    Parameters
    ----------
    lowest, highest : float or None
        Of a number, in `unit`.
    longest : int or None
        Letters of a text, entries of a list.
    choices : mapping
        Value to its words, for a choice.
    """

    name: str
    label: Message
    help: Message
    group: Group
    editor: Editor
    default: Any
    unit: Message = NOTHING
    lowest: float | None = None
    highest: float | None = None
    longest: int | None = None
    choices: Mapping[str, Message | str] = field(default_factory=dict)
    next_start: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that takes the place of this field."""
        return f"{PREFIX}{self.name.upper()}"

    @property
    def is_mapping(self) -> bool:
        """Whether the field holds named entries, which are judged and written one by one."""
        return isinstance(self.default, dict)

    @property
    def allowed(self) -> Message:
        """What may stand in the field, in words."""
        if self.choices:
            return Message("one of {values}", values=", ".join(self.choices))
        if isinstance(self.default, bool):
            return Message("true or false")
        if self.lowest is not None and self.highest is not None:
            words = Message(
                "a whole number from {low:g} to {high:g}", low=self.lowest, high=self.highest
            )
            return joined(" ", (words, self.unit)) if self.unit else words
        if isinstance(self.default, str):
            return Message("a text of at most {count} letters", count=self.longest or 0)
        return _ALLOWED[self.name]


_ALLOWED = {
    "recent": Message("a list of at most {count} paths", count=MOST_RECENT),
    "palette_recent": Message("a list of at most {count} names", count=MOST_ACTIONS),
    "tool_bar": Message("a list of ids of actions"),
    "keys": Message("for an id of an action a list of keys"),
    "screens": Message(
        "for the name of a screen a number from {low:g} to {high:g}",
        low=PX_PER_MM[0],
        high=PX_PER_MM[1],
    ),
    "viewer_windows": Message("a list of four whole numbers for each window"),
}


def _spec(name: str, info: FieldInfo) -> SettingSpec:
    shown = next(each for each in info.metadata if isinstance(each, Presented))
    limits: dict[str, Any] = {}
    for each in info.metadata:
        if isinstance(each, Ge):
            limits["lowest"] = each.ge
        elif isinstance(each, Le):
            limits["highest"] = each.le
        elif isinstance(each, MaxLen):
            limits["longest"] = each.max_length
    return SettingSpec(
        name=name,
        label=shown.label,
        help=shown.help,
        group=shown.group,
        editor=shown.editor,
        default=info.default,
        unit=shown.unit,
        choices=MappingProxyType(dict(shown.choices)),
        next_start=shown.next_start,
        **limits,
    )


SPECS: Mapping[str, SettingSpec] = MappingProxyType(
    {name: _spec(name, info) for name, info in Settings.model_fields.items()}
)
"""Every field by its name, in the order of the page."""
