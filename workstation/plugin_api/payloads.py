"""An image as a plugin is handed it, with its parameters; arrays travel beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.study import WindowSetting
from workstation.messages import Message
from workstation.plugin_api.first_version import ClassOutput, EnhancedOutput, PluginOutput
from workstation.plugin_api.output_parts import HeatmapOutput, NumberOutput, SegmentOutput
from workstation.plugin_api.parameters import ParameterValue

__all__ = [
    "ClassOutput",
    "EnhancedOutput",
    "HeatmapOutput",
    "ImagePayload",
    "NumberOutput",
    "PluginOutput",
    "PluginRequest",
    "SegmentOutput",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
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
    described_parts : tuple of str
        Terms of the parts of the body that the descriptions of study and series name.
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
    described_parts: tuple[str, ...] = ()

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

    @property
    def arrays(self) -> tuple[NDArray[Any], ...]:
        """What travels beside it: pixels, then padding where there is one."""
        padding = self.image.padding
        return (self.image.array,) if padding is None else (self.image.array, padding)

    @property
    def shape(self) -> tuple[int, ...]:
        """Of every array that an output may hold: that of the image."""
        return self.image.array.shape

    def with_arrays(self, arrays: Sequence[NDArray[Any]]) -> PluginRequest:
        """The request with other `arrays`; with none of them it is bare."""
        array = arrays[0] if arrays else np.empty(0, dtype=np.uint8)
        padding = arrays[1] if len(arrays) > 1 else None
        return replace(self, image=replace(self.image, array=array, padding=padding))

    def unfit(self) -> tuple[tuple[Message, PluginRequest], ...]:
        """Requests that must be refused before a plugin starts, each with what that shows."""
        other = replace(self.image, modality="XX")
        empty = replace(self.image, array=np.zeros_like(self.image.array))
        return (
            (Message("refuses another modality"), replace(self, image=other)),
            (Message("refuses an empty image"), replace(self, image=empty)),
        )
