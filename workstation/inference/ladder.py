"""What to try when a device runs out of memory, and telling which rung gave the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from workstation.errors import PluginCrashedError
from workstation.messages import NOTHING, Message

Result = TypeVar("Result")
SMALLEST_ROI = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One way of running a sliding window."""

    device: str
    sw_batch_size: int
    roi: tuple[int, ...]
    stitch_on_cpu: bool = False

    def describe(self) -> Message:
        """The rung in words."""
        roi = " x ".join(str(n) for n in self.roi) or Message("whole image")
        place = Message(", stitched on the CPU") if self.stitch_on_cpu else NOTHING
        return Message(
            "{device}, {count} window at once, window {roi}{place}",
            many="{device}, {count} windows at once, window {roi}{place}",
            device=self.device,
            count=self.sw_batch_size,
            roi=roi,
            place=place,
        )


def make_ladder(device: str, sw_batch_size: int, roi: Sequence[int], multiple: int) -> list[Rung]:
    """Rungs from the fastest to the one that needs least memory on the device, then the CPU.

    Parameters
    ----------
    multiple : int
        Window sides stay multiples of this, as the network's strides need.
    """
    first = Rung(device=device, sw_batch_size=sw_batch_size, roi=tuple(roi))
    rungs = [first]
    if sw_batch_size > 1:
        rungs.append(replace(first, sw_batch_size=1))
    if device != "cpu":
        rungs.append(replace(first, sw_batch_size=1, stitch_on_cpu=True))
    smaller = tuple(max(n // 2 // multiple * multiple, min(n, SMALLEST_ROI)) for n in roi)
    if roi and smaller != tuple(roi):
        rungs.append(
            Rung(device=device, sw_batch_size=1, roi=smaller, stitch_on_cpu=device != "cpu")
        )
    if device != "cpu":
        rungs.append(Rung(device="cpu", sw_batch_size=1, roi=tuple(roi)))
    return rungs


def climb_down(
    rungs: Sequence[Rung],
    attempt: Callable[[Rung], Result],
    is_out_of_memory: Callable[[BaseException], bool],
) -> tuple[Result, Rung, tuple[Message, ...]]:
    """Try the rungs in order until one has enough memory.

    Returns
    -------
    tuple
        The result, the rung that gave it, and a sentence for each rung that failed.

    Raises
    ------
    PluginCrashedError
        Not even the last rung has enough memory.
    """
    notes: list[Message] = []
    for rung in rungs:
        try:
            return attempt(rung), rung, tuple(notes)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            notes.append(Message("Out of memory with {describe}.", describe=rung.describe()))
    raise PluginCrashedError(
        Message("The model needs more memory than there is, on every device."),
        hint=Message("Close other programs or analyze a smaller series."),
        detail=" ".join(str(note) for note in notes),
    )
