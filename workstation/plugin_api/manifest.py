"""`plugin.toml`: what a plugin is, takes, gives and is for, read before any of its code runs."""

from __future__ import annotations

import errno
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import (
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from workstation.domain.coding import Code
from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api import API_VERSION
from workstation.plugin_api.manifest_fields import (
    Code64,
    ColorByte,
    Identifier,
    Label,
    Line,
    Part,
    Sha256,
    Version,
    Words,
)
from workstation.plugin_api.parameter_spec import ParameterSpec
from workstation.security.plain_files import read_small

MANIFEST_NAME = "plugin.toml"
LARGEST_MANIFEST_BYTES = 256 * 1024


class PluginKind(StrEnum):
    """What a plugin does."""

    SEGMENTATION = "segmentation"
    DETECTION = "detection"
    CLASSIFICATION = "classification"
    RISK = "risk"
    ENHANCEMENT = "enhancement"


_PRODUCED: Mapping[PluginKind, str] = MappingProxyType(
    {
        PluginKind.SEGMENTATION: "segments",
        PluginKind.DETECTION: "segments",
        PluginKind.CLASSIFICATION: "classes",
        PluginKind.RISK: "scores",
        PluginKind.ENHANCEMENT: "",
    }
)
"""Which list of `[produces]` a kind fills; the others are empty."""


_OF_A_CASE = frozenset({"modality", "image", "body_part", "min_age_years", "max_age_years"})


class CodeEntry(Part):
    """A coded concept (PS3.3 8.8)."""

    value: Code64
    scheme: Code64
    meaning: Label

    def to_code(self) -> Code:
        """The domain value."""
        return Code(self.value, self.scheme, self.meaning)


class Accepts(Part):
    """Which images the plugin is for.

    Spacings are mm; ages are years. An image outside is refused before the plugin starts,
    except that an unknown age is left to the plugin.
    """

    modality: tuple[Code64, ...] = Field(min_length=1, max_length=32)
    body_part: tuple[Code64, ...] = Field(default=(), max_length=64)
    image: Literal["volume", "radiograph", "any"]
    quantity: tuple[Code64, ...] = Field(default=(), max_length=32)
    min_slices: int = Field(default=1, ge=1)
    max_slice_spacing_mm: float | None = Field(default=None, gt=0)
    max_pixel_spacing_mm: float | None = Field(default=None, gt=0)
    min_extent_mm: tuple[float, float, float] | None = None
    min_age_years: float | None = Field(default=None, ge=0)
    max_age_years: float | None = Field(default=None, ge=0)


class ProducedSegment(Part):
    """A kind of segment that the plugin makes; `number` is how its code refers to it."""

    number: int = Field(ge=1, le=65535)
    label: Label
    category: CodeEntry
    type: CodeEntry
    type_modifier: CodeEntry | None = None
    anatomic_region: CodeEntry | None = None
    color: tuple[ColorByte, ColorByte, ColorByte]
    repeated: bool = False
    """One segment per lesion rather than one per image."""


class ProducedClass(Part):
    """A class that the plugin gives a probability for."""

    id: Identifier
    label: Label
    code: CodeEntry
    site: CodeEntry | None = None


class ProducedScore(Part):
    """A score that a risk plugin gives, of a finding or of the patient."""

    id: Identifier
    label: Label
    about: Literal["finding", "patient"]
    unit: Line = ""
    """UCUM, of its value; empty where it has a probability or a category only."""
    citation: Words = Field(min_length=5)


class Produces(Part):
    """Segments, classes and scores of a plugin's output."""

    segments: tuple[ProducedSegment, ...] = Field(default=(), max_length=2000)
    classes: tuple[ProducedClass, ...] = Field(default=(), max_length=2000)
    scores: tuple[ProducedScore, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _numbers_differ(self) -> Produces:
        numbers = [s.number for s in self.segments]
        if len(set(numbers)) != len(numbers):
            raise ValueError("two produced segments share a number")
        ids = [s.id for s in self.scores]
        if len(set(ids)) != len(ids):
            raise ValueError("two produced scores share an id")
        return self


class ModelPin(Part):
    """A bundle of the model zoo, and the SHA-256 of each of its files that is loaded."""

    name: Identifier
    version: Version
    sha256: dict[Line, Sha256] = Field(min_length=1, max_length=200)

    @field_validator("sha256")
    @classmethod
    def _inside_bundle(cls, value: dict[str, str]) -> dict[str, str]:
        for name in value:
            if Path(name).is_absolute() or ".." in Path(name).parts:
                raise ValueError(f"{name} does not lie inside the bundle")
        return value


class PluginManifest(Part):
    """The whole of `plugin.toml`."""

    api_version: Literal[1]
    id: Identifier
    name: Label
    version: Version
    kind: PluginKind
    entry: str = Field(pattern=r"^[a-z_][a-z0-9_]*:[A-Za-z_][A-Za-z0-9_]*$")
    uses: tuple[Identifier, ...] = Field(default=(), max_length=16)
    """Plugins whose modules it imports, each in a folder of that name beside its own."""
    license: Line = Field(min_length=1)
    author: Line = ""
    accepts: Accepts
    produces: Produces = Produces()
    intended_use: Words = Field(min_length=20)
    limits: Words = Field(min_length=20)
    model: ModelPin | None = None
    parameters: tuple[ParameterSpec, ...] = Field(default=(), max_length=200)
    citations: tuple[Words, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _parameters_differ(self) -> PluginManifest:
        ids = [p.id for p in self.parameters]
        if len(set(ids)) != len(ids):
            raise ValueError("two parameters share an id")
        return self

    @model_validator(mode="after")
    def _uses_others(self) -> PluginManifest:
        if self.id in self.uses or len(set(self.uses)) != len(self.uses):
            raise ValueError("uses names other plugins, each once")
        return self

    @model_validator(mode="after")
    def _produces_what_its_kind_does(self) -> PluginManifest:
        wanted = _PRODUCED[self.kind]
        for name in type(self.produces).model_fields:
            if bool(getattr(self.produces, name)) != (name == wanted):
                verb = "produces" if name == wanted else "does not produce"
                raise ValueError(f"a plugin of kind {self.kind.value} {verb} [[produces.{name}]]")
        return self

    @model_validator(mode="after")
    def _risk_sees_no_image(self) -> PluginManifest:
        if self.kind is not PluginKind.RISK:
            return self
        stated = self.accepts.model_dump(exclude_defaults=True).keys() - _OF_A_CASE
        if stated or self.accepts.image != "any" or self.model is not None:
            raise ValueError(
                'a risk plugin sees no image: [accepts] states modality, image = "any", body_part, '
                "min_age_years and max_age_years only, and there is no [model]"
            )
        return self

    @property
    def title(self) -> Message:
        """Its name, for a sentence."""
        return Message.term(self.name)

    def segment(self, number: int) -> ProducedSegment:
        """The kind of segment with this number.

        Raises
        ------
        KeyError
            There is none.
        """
        for segment in self.produces.segments:
            if segment.number == number:
                return segment
        raise KeyError(number)


def used_folders(folder: Path, manifest: PluginManifest) -> tuple[Path, ...]:
    """Folders of the plugins that the plugin in `folder` uses, whether they are there or not."""
    return tuple(folder.parent / each for each in manifest.uses)


def read_manifest(folder: Path) -> PluginManifest:
    """Read and judge the manifest of a plugin folder; no plugin code runs.

    Raises
    ------
    PluginRefusedError
        The manifest is absent, too large, not TOML, or not valid.
    """
    path = folder / MANIFEST_NAME
    try:
        data = tomllib.loads(read_small(path, LARGEST_MANIFEST_BYTES).decode("utf-8"))
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise _refused(folder, Message("is larger than any manifest should be")) from error
        raise _refused(folder, Message("cannot be read"), detail=str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(folder, Message("is not valid TOML: {error}", error=error)) from error
    if data.get("api_version") != API_VERSION:
        stated = data.get("api_version", "none")
        raise _refused(
            folder,
            Message(
                "is for plugin API version {stated}; this program speaks {api_version}",
                stated=stated,
                api_version=API_VERSION,
            ),
        )
    try:
        return PluginManifest.model_validate(data)
    except ValidationError as error:
        raise _refused(folder, _first_problem(error), detail=str(error)) from error


def _refused(folder: Path, what: Message, *, detail: str = "") -> PluginRefusedError:
    return PluginRefusedError(
        Message("The manifest of plugin folder {name} {what}.", name=folder.name, what=what),
        hint=Message("Correct plugin.toml or remove the folder; other plugins are not affected."),
        detail=detail,
    )


def _first_problem(error: ValidationError) -> Message:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or Message("the manifest")
    more = error.error_count() - 1
    if not more:
        return Message("is not valid: {place}: {first}", place=place, first=first["msg"])
    return Message(
        "is not valid: {place}: {first} (and {more} more)",
        place=place,
        first=first["msg"],
        more=more,
    )
