"""Network and transforms of a bundle, as training uses them; none of their text is evaluated."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from torch import nn

from workstation.errors import InputError
from workstation.messages import Message

TransformFn = Callable[[dict[str, Any]], dict[str, Any]]


def read_inference_config(bundle: Path) -> dict[str, Any]:
    """The bundle's `configs/inference.json`.

    Raises
    ------
    InputError
        It cannot be read, or has no network.
    """
    path = bundle / "configs" / "inference.json"
    try:
        config = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            Message("The file {name} of the model cannot be read.", name="configs/inference.json"),
            hint=Message("Give a bundle that has one."),
            detail=f"{path}: {error}",
        ) from error
    if not isinstance(config, dict) or not isinstance(config.get("network_def"), dict):
        raise InputError(
            Message("The file {name} has no network_def.", name="configs/inference.json")
        )
    return config


def build_network(bundle: Path) -> nn.Module:
    """The network of a bundle with fresh weights.

    Raises
    ------
    InputError
        It is no network of MONAI, or does not take its arguments.
    """
    from monai.networks import nets

    entry = read_inference_config(bundle)["network_def"]
    network: nn.Module = _made(entry, nets, nn.Module)
    return network


def build_preprocessing(bundle: Path) -> TransformFn:
    """The bundle's pre-processing over the key `image`."""
    entry = read_inference_config(bundle).get("preprocessing", {})
    return build_transforms(entry.get("transforms", ()))


def build_transforms(entries: Sequence[dict[str, Any]], *, seed: int | None = None) -> TransformFn:
    """A chain of MONAI dictionary transforms; random ones start from `seed`.

    Raises
    ------
    InputError
        One is no such transform, or does not take its arguments.
    """
    from monai import transforms

    parts = [_made(entry, transforms, transforms.MapTransform) for entry in entries]
    chain: Any = transforms.Compose(parts)
    if seed is not None:
        chain.set_random_state(seed=seed)
    transform: TransformFn = chain
    return transform


def _made(entry: dict[str, Any], module: Any, kind: type) -> Any:  # noqa: ANN401 - of that kind
    """What an entry describes; a class of one module and kind, with plain arguments."""
    stated = entry.get("_target_") if isinstance(entry, dict) else None
    name = str(stated).rpartition(".")[2]
    found = getattr(module, name, None)
    if not (isinstance(found, type) and issubclass(found, kind)):
        raise InputError(
            Message("{name} is not known to {module}.", name=stated, module=module.__name__),
            hint=Message("Name a class of it, e.g. {example}.", example=_example(kind)),
        )
    try:
        return found(**{key: value for key, value in entry.items() if key != "_target_"})
    except (TypeError, ValueError) as error:
        raise InputError(
            Message("{name} cannot be made: {why}.", name=name, why=str(error).partition("\n")[0]),
            hint=Message("Correct its arguments in the configuration."),
        ) from error


def _example(kind: type) -> str:
    return "DynUNet" if issubclass(kind, nn.Module) else "RandAffined"
