"""Bundle configurations are code (MONAI evaluates `$…`); here they are made harmless first.

Nothing of a configuration is evaluated: a `$` expression, a macro that includes another
file, an import, or a class outside the list below refuses the bundle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workstation.errors import PluginRefusedError
from workstation.security.ordinary_files import TooLarge, read_ordinary
from workstation.words import said

USED_SECTIONS = ("network_def", "preprocessing", "inferer", "postprocessing")
LARGEST_CONFIG_BYTES = 1024 * 1024

NETWORKS = frozenset(
    {
        "DynUNet", "UNet", "SegResNet", "SegResNetVAE", "BasicUNet", "BasicUNetPlusPlus", "VNet",
        "AttentionUnet", "UNETR", "SwinUNETR", "ResNet", "DenseNet", "DenseNet121",
        "EfficientNetBN", "SEResNet50", "HighResNet", "FlexibleUNet",
    }
)  # fmt: skip
TRANSFORMS = frozenset(
    {
        "Compose", "EnsureChannelFirstd", "EnsureTyped", "CastToTyped", "Orientationd", "Spacingd",
        "NormalizeIntensityd", "ScaleIntensityd", "ScaleIntensityRanged",
        "ScaleIntensityRangePercentilesd", "ClipIntensityPercentilesd", "ThresholdIntensityd",
        "Resized", "ResizeWithPadOrCropd", "SpatialPadd", "DivisiblePadd", "BorderPadd",
        "CenterSpatialCropd", "CropForegroundd", "Activationsd", "AsDiscreted", "Invertd",
        "KeepLargestConnectedComponentd", "FillHolesd", "RemoveSmallObjectsd", "Flipd",
        "Transposed", "SqueezeDimd",
    }
)  # fmt: skip
INFERERS = frozenset({"SlidingWindowInferer", "SimpleInferer"})
ALLOWED = NETWORKS | TRANSFORMS | INFERERS
KNOWN_EXPRESSIONS = frozenset(
    {
        "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
        "$torch.device('cuda' if torch.cuda.is_available() else 'cpu')",
    }
)
"""Expressions of ordinary bundles that may stand outside the used sections; the host decides
on the device itself and never evaluates them."""


def read_bundle_config(bundle: Path) -> dict[str, Any]:
    """`configs/inference.json` of a bundle, judged.

    Raises
    ------
    PluginRefusedError
        The file is absent, not JSON, or holds something that would run code.
    """
    path = bundle / "configs" / "inference.json"
    try:
        config = json.loads(read_ordinary(path, LARGEST_CONFIG_BYTES).decode("utf-8"))
    except TooLarge as error:
        raise refused_bundle(bundle, said("has a configuration that is too large")) from error
    except OSError as error:
        raise refused_bundle(bundle, said("has no configs/inference.json"), str(error)) from error
    except (ValueError, RecursionError) as error:
        raise refused_bundle(
            bundle, said("has a configuration that is not JSON"), str(error)
        ) from error
    if not isinstance(config, dict) or "network_def" not in config:
        raise refused_bundle(bundle, said("has a configuration without a network"))
    require_harmless(bundle, config)
    return config


def require_harmless(bundle: Path, config: dict[str, Any]) -> None:
    """Refuse expressions, macros, imports and classes that are not on the list.

    Raises
    ------
    PluginRefusedError
        Names what was found, and where.
    """
    if "imports" in config:
        raise refused_bundle(bundle, said("wants to import Python modules"))
    for section, content in config.items():
        for place, text in _strings(content, section):
            if text.startswith("$") and not (
                section not in USED_SECTIONS and text.strip() in KNOWN_EXPRESSIONS
            ):
                raise refused_bundle(
                    bundle, said("has a Python expression at {place}", place=place), text
                )
            if text.startswith("%"):
                raise refused_bundle(
                    bundle, said("includes another file at {place}", place=place), text
                )
        if section in USED_SECTIONS:
            _require_known_classes(bundle, section, content)


def _require_known_classes(bundle: Path, place: str, content: object) -> None:
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "_target_":
                if (
                    not isinstance(value, str)
                    or value.rpartition(".")[2] not in ALLOWED
                    or ("." in value and not value.startswith("monai."))
                ):
                    raise refused_bundle(
                        bundle,
                        said("uses a class that is not allowed at {place}", place=place),
                        str(value),
                    )
            elif key == "_mode_":
                raise refused_bundle(
                    bundle, said("changes how a class is made at {place}", place=place)
                )
            else:
                _require_known_classes(bundle, f"{place}.{key}", value)
    elif isinstance(content, list):
        for number, value in enumerate(content):
            _require_known_classes(bundle, f"{place}.{number}", value)


def _strings(content: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield place, content.lstrip()
    elif isinstance(content, dict):
        for key, value in content.items():
            yield f"{place}.{key}", str(key).lstrip()
            yield from _strings(value, f"{place}.{key}")
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _strings(value, f"{place}.{number}")


def refused_bundle(bundle: Path, what: str, detail: str = "") -> PluginRefusedError:
    """The error that refuses a bundle."""
    return PluginRefusedError(
        said("The model {name} {what}; it was not loaded.", name=bundle.name, what=what),
        hint=said("Use a bundle from a source that you trust, or ask its author for a plain one."),
        detail=detail,
    )
