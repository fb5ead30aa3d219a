"""Running a network over an image as its inferer says: whole, by windows, or slice by slice."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from workstation.inference.ladder import Rung

_PASSED_ON = ("sigma_scale", "padding_mode", "cval")


def window_of(settings: dict[str, Any]) -> tuple[tuple[int, ...], int]:
    """Sides of the window, voxels, and how many at once; no sides where the image is whole."""
    if settings.get("_target_") == "SliceInferer":
        return (), 1
    sides = settings.get("roi_size", ())
    return tuple(sides if isinstance(sides, list | tuple) else [sides] * 3), int(
        settings.get("sw_batch_size", 1)
    )


def predict(
    network: nn.Module, images: torch.Tensor, settings: dict[str, Any], rung: Rung
) -> torch.Tensor:
    """Output of the network for (1, c, ...) images, of their size.

    Parameters
    ----------
    settings : dict
        Section `inferer` of a plain configuration.
    rung : Rung
        Device and size of the windows.
    """
    from monai.inferers import SliceInferer, sliding_window_inference

    if next(network.parameters()).device.type != rung.device:
        network.to(rung.device)
    if settings.get("_target_") == "SliceInferer":
        given = {k: v for k, v in settings.items() if k != "_target_"}
        sliced: Any = SliceInferer(**given)(images.to(rung.device), network)
        return torch.as_tensor(sliced)
    if not rung.roi:
        return torch.as_tensor(network(images.to(rung.device)))
    windows: Any = sliding_window_inference(
        images if rung.stitch_on_cpu else images.to(rung.device),
        rung.roi,
        rung.sw_batch_size,
        network,
        overlap=settings.get("overlap", 0.25),
        mode=str(settings.get("mode", "constant")),
        sw_device=torch.device(rung.device),
        device=torch.device("cpu" if rung.stitch_on_cpu else rung.device),
        **{name: settings[name] for name in _PASSED_ON if name in settings},
    )
    return torch.as_tensor(windows)
