"""An enhanced image of a plugin, for looking at."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.analysis import AnalysisResult, Enhanced
from workstation.plugin_api.outputs import ImageOutput
from workstation.plugin_exchange.run_facts import ImageRun


def with_image(result: AnalysisResult, given: ImageOutput, _facts: ImageRun) -> AnalysisResult:
    """The result with the picture.

    The plugin saw the image on the grid on which it is shown: nothing is to be brought back.
    """
    return replace(result, pictures=(Enhanced(values=given.values, words=given.words),))
