"""Kinds of text and numbers that a manifest is made of."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def _plain(text: str) -> str:
    """A text that terminals, labels and pages show as it is.

    Raises
    ------
    ValueError
        It holds control characters, which a terminal would obey.
    """
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for c in text):
        raise ValueError("a control character; give plain text of one line")
    return text


Line = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
"""One line of plain text."""
Words = Annotated[str, Field(max_length=2000), AfterValidator(_plain)]
"""A few sentences of plain text."""
Label = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_plain)]
Code64 = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_plain)]
ColorByte = Annotated[int, Field(ge=0, le=255)]


class Part(BaseModel):
    """A table of the manifest: what is not named here is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
