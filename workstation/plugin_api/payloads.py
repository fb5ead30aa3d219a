"""What crosses the process border: frozen, picklable values; arrays travel beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.coding import Code
from workstation.domain.study import WindowSetting
from workstation.messages import NOTHING, Message
from workstation.plugin_api.parameters import ParameterValue


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImagePayload:
    """One image as a plugin sees it. Nothing in it tells who the patient is.

    Parameters
    ----------
    array : (k, j, i) for a volume, (j, i) for a radiograph
        Quantity values, read only. A volume is on an orthogonal, uniform grid: the host
        undoes gantry tilt before, and brings the result back after.
    affine_lps : (4, 4) float64 or None
        Maps (k, j, i, 1) to LPS mm; None for a radiograph.
    spacing_ji_mm : tuple of float or None
        Pixel spacing of a radiograph; None when it is not calibrated.
    padding : bool array or None
        True where the scanner wrote no value.
    age_years : float or None
        Age of the patient at the study, as far as the file says it.
    orientation_letters : tuple of str
        Patient Orientation of a radiograph: toward increasing columns, increasing rows.
    """

    array: NDArray[Any]
    modality: str
    quantity: str
    affine_lps: NDArray[np.float64] | None = None
    spacing_ji_mm: tuple[float, float] | None = None
    padding: NDArray[np.bool_] | None = None
    inverted: bool = False
    windows: tuple[WindowSetting, ...] = ()
    body_part: str = ""
    view_position: str = ""
    orientation_letters: tuple[str, str] = ("", "")
    age_years: float | None = None
    acquired_slice_spacing_mm: float | None = None
    technique: tuple[tuple[str, str], ...] = ()

    @property
    def is_volume(self) -> bool:
        """Whether the image has a place in the patient."""
        return self.affine_lps is not None

    @property
    def spacing_kji_mm(self) -> tuple[float, float, float]:
        """Voxel spacing of a volume, mm.

        Raises
        ------
        ValueError
            The image is a radiograph.
        """
        if self.affine_lps is None:
            raise ValueError("a radiograph has no slices")
        steps = np.linalg.norm(self.affine_lps[:3, :3], axis=0)
        return (float(steps[0]), float(steps[1]), float(steps[2]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PluginRequest:
    """One run: the image and every parameter of the manifest with its value."""

    image: ImagePayload
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOutput:
    """One segment of the label array.

    `number` is its value there; `produced` the number of its kind in the manifest.
    `score` orders repeated segments, the most suspicious first; it is not a probability.
    """

    number: int
    produced: int
    label: Message | str = ""
    laterality: Code | None = None
    site: Code | None = None
    score: float | None = None
    statement: Message | str = ""
    caveats: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOutput:
    """The probability of one class of the manifest, 0..1, and how far it can be trusted."""

    class_id: str
    probability: float
    probability_note: Message
    statement: Message | str = ""
    caveats: tuple[Message, ...] = ()
    position_ji: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"a probability lies in 0..1, got {self.probability}")
        if not self.probability_note:
            raise ValueError("a probability needs a note that says how it was calibrated")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberOutput:
    """A number about the whole image, or about one segment of the label array."""

    concept: Code
    value: float
    unit: Code
    derivation: Code | None = None
    segment: int | None = None
    caveat: Message = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatmapOutput:
    """A saliency map on the image grid, float32 in 0..1."""

    name: Message
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EnhancedOutput:
    """Values on the image grid for looking at, float32, and what was done in a few words."""

    values: NDArray[np.float32]
    words: Message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PluginOutput:
    """What a plugin gives back.

    Parameters
    ----------
    labels : uint8 or uint16 array of the image's shape, or None
        0 is background; other values are segment numbers.
    enhanced : EnhancedOutput or None
        Of an enhancement, and of nothing else.
    notes : tuple of Message
        Sentences for the reader, e.g. why nothing was found.
    """

    labels: NDArray[Any] | None = None
    segments: tuple[SegmentOutput, ...] = ()
    classes: tuple[ClassOutput, ...] = ()
    numbers: tuple[NumberOutput, ...] = ()
    heatmaps: tuple[HeatmapOutput, ...] = ()
    enhanced: EnhancedOutput | None = None
    notes: tuple[Message, ...] = ()
