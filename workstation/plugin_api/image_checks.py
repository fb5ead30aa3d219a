"""What an enhanced image must be, and how its check with a mirrored array is judged."""

from __future__ import annotations

import numpy as np

from workstation.messages import NOTHING, Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.outputs import ImageOutput
from workstation.plugin_api.payloads import PluginRequest

_LARGEST_FLIP_DIFFERENCE = 0.05


def problem_with_image(
    _manifest: PluginManifest, request: PluginRequest, output: ImageOutput
) -> Message:
    """Why an image cannot be shown; nothing where it can."""
    if output.values.shape != request.shape or output.values.dtype != np.float32:
        return Message("the enhanced image does not fit the image")
    if not np.isfinite(output.values).all():
        return Message("the enhanced image has values that are not numbers")
    return NOTHING if str(output.words).strip() else Message("it does not say what was done")


def words_of_image(output: ImageOutput) -> Message:
    """What was done, for the author."""
    return output.words


def mirrored_image(first: ImageOutput, mirrored: ImageOutput) -> tuple[bool, Message]:
    """Whether an image whose columns are in other order was changed in the same way."""
    difference = np.abs(first.values - mirrored.values[:, :, ::-1]).mean()
    off = float(difference) / max(float(first.values.std()), 1e-6)
    return off <= _LARGEST_FLIP_DIFFERENCE, Message("mean difference {off:.4f} SD", off=off)
