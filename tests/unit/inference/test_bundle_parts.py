"""Parts of a plain configuration: names of the lists only, and nothing fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workstation.errors import PluginRefusedError
from workstation.inference.bundle_parts import make_parts
from workstation.inference.bundle_terms import (
    HOSTED,
    INFERERS,
    LAYERS,
    NETWORKS,
    TENSOR_FUNCTIONS,
    TENSOR_METHODS,
    TRANSFORMS,
    short_target,
)

BUNDLE = Path("stranger")


def made(**sections: Any) -> dict[str, Any]:
    return make_parts(BUNDLE, sections, tuple(sections))


def test_every_name_of_the_lists_is_there() -> None:
    import torch
    from monai import inferers, transforms
    from monai.networks import nets

    for module, names in (
        (nets, NETWORKS),
        (transforms, TRANSFORMS | HOSTED - {"AddChanneld", "AsChannelFirstd"}),
        (inferers, INFERERS),
        (torch.nn, LAYERS),
        (torch, TENSOR_FUNCTIONS),
        (torch.Tensor, TENSOR_METHODS),
    ):
        assert not [name for name in names if not hasattr(module, name)]


def test_a_part_is_made_of_parts_positions_and_functions() -> None:
    import torch

    parts = made(
        network_def={
            "_target_": "torch.nn.Sequential",
            "_args_": [{"_target_": "torch.nn.Conv3d", "in_channels": 1, "out_channels": 2,
                        "kernel_size": 1}, {"_target_": "torch.nn.ELU"}],
        },
        preprocessing={
            "_target_": "Compose",
            "transforms": [{"_target_": "CropForegroundd", "keys": "image", "source_key": "image",
                            "select_fn": {"_function_": "lambda x: x > 2"},
                            "allow_smaller": True}],
        },
        postprocessing={"_target_": "Invertd", "keys": "pred", "transform": "@preprocessing"},
    )  # fmt: skip
    assert [type(layer).__name__ for layer in parts["network_def"]] == ["Conv3d", "ELU"]
    cropped = parts["preprocessing"]({"image": torch.arange(8.0).reshape(1, 2, 2, 2)})["image"]
    assert cropped.shape == (1, 2, 2, 2)
    assert parts["postprocessing"].transform is parts["preprocessing"]


@pytest.mark.parametrize(
    "network",
    [
        {"_target_": "EfficientNetBN", "model_name": "efficientnet-b0", "spatial_dims": 2},
        {"_target_": "FlexibleUNet", "in_channels": 1, "out_channels": 2,
         "backbone": "efficientnet-b0", "pretrained": True},
    ],
)  # fmt: skip
def test_no_weights_are_fetched(network: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from torch.utils import model_zoo

    def fetched(*_: object, **__: object) -> None:
        raise AssertionError("weights were fetched")

    monkeypatch.setattr(model_zoo, "load_url", fetched)
    assert made(network_def=network)["network_def"] is not None


@pytest.mark.parametrize(
    "section",
    [
        {"_target_": "os.system", "command": "true"},
        {"_target_": "UNet", "no_such_argument": 1},
        {"_target_": "UNet", "spatial_dims": "three", "in_channels": 1, "out_channels": 1,
         "channels": [2], "strides": []},
        {"_target_": "Compose", "transforms": [{"_target_": "SaveImaged", "keys": "pred"}]},
        {"_function_": "lambda x: x.__class__"},
    ],
)  # fmt: skip
def test_what_cannot_be_made_refuses_the_bundle(section: dict[str, Any]) -> None:
    with pytest.raises(PluginRefusedError, match="at network_def that cannot be made"):
        made(network_def=section)


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("UNet", "UNet"),
        ("monai.networks.nets.UNet", "UNet"),
        ("monai.networks.nets.unet.UNet", "UNet"),
        ("SpacingD", "Spacingd"),
        ("SpacingDict", "Spacingd"),
        ("torch.nn.ELU", "torch.nn.ELU"),
        ("evil.UNet", "evil.UNet"),
        ("torch.UNet", "torch.UNet"),
        ("SegResNetD", "SegResNetD"),
    ],
)
def test_one_class_has_one_short_name(target: str, name: str) -> None:
    assert short_target(target) == name
