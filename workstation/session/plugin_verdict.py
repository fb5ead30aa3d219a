"""Whether a plugin takes an image, as it is said before the plugin is asked to run."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.messages import NOTHING, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginVerdict:
    """What the check of a run says of one plugin and one image.

    Parameters
    ----------
    content : str
        Hash of what the plugin said of itself when it was judged.
    reason : Message
        Why it does not take the image, as a sentence without its name; empty where it does.
    doubts : tuple of Message
        What a person is to be asked about before it runs.
    """

    content: str
    reason: Message = NOTHING
    doubts: tuple[Message, ...] = ()

    @property
    def takes(self) -> bool:
        """Whether the plugin may be asked to run."""
        return not self.reason
