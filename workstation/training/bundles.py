"""Network and transforms of a bundle, as training uses them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from torch import nn

TransformFn = Callable[[dict[str, Any]], dict[str, Any]]


def read_inference_config(bundle: Path) -> dict[str, Any]:
    """The bundle's `configs/inference.json`."""
    config: dict[str, Any] = json.loads((bundle / "configs" / "inference.json").read_text("utf-8"))
    return config


def build_network(bundle: Path) -> nn.Module:
    """The network of a bundle with fresh weights."""
    from monai.bundle import ConfigParser

    network: nn.Module = ConfigParser(
        {"network_def": read_inference_config(bundle)["network_def"]}
    ).get_parsed_content("network_def")
    return network


def build_preprocessing(bundle: Path) -> TransformFn:
    """The bundle's pre-processing over the key `image`."""
    from monai.bundle import ConfigParser

    transform: TransformFn = ConfigParser(
        {"preprocessing": read_inference_config(bundle)["preprocessing"]}
    ).get_parsed_content("preprocessing")
    return transform


def build_transforms(entries: Sequence[dict[str, Any]], *, seed: int | None = None) -> TransformFn:
    """A chain of MONAI dictionary transforms; random ones start from `seed`."""
    from monai.bundle import ConfigParser
    from monai.transforms import Compose

    chain: Any = Compose(ConfigParser({"t": list(entries)}).get_parsed_content("t"))
    if seed is not None:
        chain.set_random_state(seed=seed)
    transform: TransformFn = chain
    return transform
