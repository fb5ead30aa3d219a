"""What a plugin must offer, and what the host offers to it."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message
from workstation.plugin_api.outputs import Output, ScoreOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.risk_request import RiskRequest


class BundleModel(Protocol):
    """The pinned MONAI bundle of a plugin, loaded and on its device."""

    def segment_volume(
        self, array: NDArray[Any], affine_lps: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Class probabilities, (c, k, j, i), on the grid of `array`, (k, j, i)."""

    def label_volume(
        self, array: NDArray[Any], affine_lps: NDArray[np.float64]
    ) -> NDArray[np.uint16]:
        """Labels, (k, j, i), on the grid of `array`, of a bundle that makes labels itself.

        Raises
        ------
        PluginRefusedError
            The bundle makes none, or what it made does not fit the image.
        PluginCrashedError
            The network or a transform cannot work on this image.
        """

    def segment_film(self, array: NDArray[Any]) -> NDArray[np.float32]:
        """Class probabilities, (c, j, i), on the grid of `array`, (j, i), dense = bright."""

    def classify_film(self, array: NDArray[Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits, (c,), and the pooled features before the last layer, (f,)."""

    def features_film(self, array: NDArray[Any]) -> NDArray[np.float32]:
        """Coarse features of a film, (f,), for telling whether it is like those of the training."""

    def features_volume(
        self, array: NDArray[Any], affine_lps: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Coarse features of a volume, (f,); see `features_film`."""

    def saliency_film(self, array: NDArray[Any], classes: tuple[int, ...]) -> NDArray[np.float32]:
        """Where the summed logits of `classes` come from, (j, i), 0..1."""

    def reference(self, name: str) -> NDArray[np.float32]:
        """A pinned array of the bundle, e.g. the statistics of its training set.

        Raises
        ------
        PluginRefusedError
            The bundle has none of that name.
        """


class PluginContext(Protocol):
    """The host, as a running plugin sees it."""

    @property
    def model(self) -> BundleModel:
        """The pinned model; loading it is done at the first use.

        Raises
        ------
        PluginRefusedError
            The manifest names none, or a file differs from its pin.
        """

    def progress(self, fraction: float, stage: Message) -> None:
        """Tell how far the work is, 0..1; may be called as often as is convenient."""


@runtime_checkable
class Plugin(Protocol):
    """A plugin: constructed without arguments in the worker process, kept between runs."""

    def run(self, request: PluginRequest, context: PluginContext) -> Output:
        """Analyze one image.

        Raises
        ------
        PluginRefusedError
            The image is not what the plugin is for; the message says why.
        """


class RiskPlugin(Protocol):
    """A plugin of kind risk: as `Plugin`, but it is handed what is known instead of an image."""

    def run(self, request: RiskRequest, context: PluginContext) -> ScoreOutput:
        """Score what was handed over.

        Raises
        ------
        PluginRefusedError
            Something that the score needs is not known; the message says what.
        """
