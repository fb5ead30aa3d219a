"""The plugin of a model that others made: its labels, and what is to be said of them."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from workstation.messages import Message, joined
from workstation.plugin_api.output_parts import SegmentOutput
from workstation.plugin_api.outputs import SegmentationOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import PluginContext

NOT_VALIDATED = Message("A model of others, not validated here: check every outline.")
NO_ORIENTATION = joined(
    " ",
    (
        Message(
            "The model does not say how its input is oriented: it saw the voxels in the order of "
            "the file."
        ),
        Message("Where that differs from its training, the result is wrong without looking so."),
    ),
)
NO_SPACING = Message(
    "The model does not say for which voxel size it is: it saw the voxels of the file."
)


class ForeignSegmentation:
    """Outlines the structures of an installed bundle; subclasses say what it leaves open."""

    states_orientation: ClassVar[bool] = True
    states_spacing: ClassVar[bool] = True

    def run(self, request: PluginRequest, context: PluginContext) -> SegmentationOutput:
        """Labels of the model, each number a segment of the manifest.

        Raises
        ------
        ValueError
            The image is no volume; the manifest rules that out.
        """
        image = request.image
        if image.affine_lps is None:
            raise ValueError("the host hands volumes only")
        context.progress(0.05, Message("network"))
        labels = context.model.label_volume(image.array, image.affine_lps)
        context.progress(1.0, Message("done"))
        caveats = self._caveats()
        present = [int(number) for number in np.unique(labels) if number]
        nothing = () if present else (Message("The model found none of its structures."),)
        return SegmentationOutput(
            labels=labels,
            segments=tuple(SegmentOutput(number=n, produced=n, caveats=caveats) for n in present),
            notes=(*nothing, *caveats),
        )

    def _caveats(self) -> tuple[Message, ...]:
        open_questions = (
            (self.states_orientation, NO_ORIENTATION),
            (self.states_spacing, NO_SPACING),
        )
        return (NOT_VALIDATED, *(text for stated, text in open_questions if not stated))
