"""Raises contrast within each part of a slice."""

from __future__ import annotations

from plugins.enhance_clahe.clahe import clahe
from workstation.messages import Message
from workstation.plugin_api.enhancing import number
from workstation.plugin_api.outputs import ImageOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import PluginContext


class Clahe:
    """Raises contrast within each part of a slice."""

    def run(self, request: PluginRequest, context: PluginContext) -> ImageOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, Message("filtering"))
        values = clahe(image.array, clip=number(request, "clip"))
        words = Message("CLAHE, limit {number:g}", number=number(request, "clip"))
        return ImageOutput(values=values, words=words)
