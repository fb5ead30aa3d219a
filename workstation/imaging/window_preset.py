"""A named window for images of one quantity."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workstation.domain.study import WindowSetting
from workstation.messages import Message


class WindowPreset(BaseModel):
    """A window that many images are read with, from a file.

    `center` and `width` (PS3.3 C.11.2.1.2) are in the unit of `quantity`, e.g. HU.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    quantity: str = Field(min_length=1)
    """What values mean where it is offered, letter case apart; `SUV*` is every kind of SUV."""
    center: float = Field(allow_inf_nan=False)
    width: float = Field(gt=0, allow_inf_nan=False)
    function: Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"] = "LINEAR"
    rank: int = 100
    """Presets of lower rank come first, on the number keys too."""
    opens: bool = False
    """Images of the quantity open with it where their file brings no window."""
    source: str = ""
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _check(self) -> WindowPreset:
        if self.function == "LINEAR" and self.width < 1:
            raise ValueError("a LINEAR window is at least 1 wide")
        return self

    def suits(self, quantity: str) -> bool:
        """Whether it is for values that mean this."""
        return fnmatchcase(quantity.upper(), self.quantity.upper())

    @property
    def window(self) -> WindowSetting:
        """The window, named after the preset."""
        return WindowSetting(
            center=self.center,
            width=self.width,
            explanation=Message.term(self.title),
            function=self.function,
        )
