"""Making what a plain configuration describes; only names of `bundle_terms` are ever looked up."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from workstation.inference.bundle_config import refused_bundle
from workstation.inference.bundle_terms import (
    FUNCTION,
    INFERERS,
    NETWORKS,
    POSITIONAL,
    TRANSFORMS,
    is_allowed,
    short_target,
)
from workstation.inference.tensor_functions import TensorFunction
from workstation.messages import Message

MADE_SECTIONS = ("network_def", "preprocessing", "postprocessing")
_FETCHES_BY_ITSELF = frozenset({"EfficientNetBN", "FlexibleUNet"})


def make_parts(bundle: Path, config: dict[str, Any], sections: tuple[str, ...]) -> dict[str, Any]:
    """The objects of some sections, in their order; a later one may refer to an earlier.

    Raises
    ------
    PluginRefusedError
        A class is not on the lists, or does not take the arguments that are given to it.
    """
    made: dict[str, Any] = {}
    for section in sections:
        if section not in config:
            continue
        try:
            made[section] = _made(config[section], made)
        except MemoryError:
            raise
        except Exception as error:
            what = str(error).strip().partition("\n")[0][:300]
            raise refused_bundle(
                bundle,
                Message(
                    "has something at {place} that cannot be made ({what})",
                    place=section,
                    what=what or type(error).__name__,
                ),
                traceback.format_exc(),
            ) from error
    return made


def _made(value: Any, known: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever is described
    if isinstance(value, list):
        return [_made(item, known) for item in value]
    if isinstance(value, str) and value.startswith("@") and value[1:] in known:
        return known[value[1:]]
    if not isinstance(value, dict):
        return value
    if FUNCTION in value:
        return TensorFunction(value[FUNCTION])
    arguments = {key: _made(item, known) for key, item in value.items() if key != "_target_"}
    if "_target_" not in value:
        return arguments
    name = value["_target_"]
    kind = _kind(name)
    positional = arguments.pop(POSITIONAL, ())
    if short_target(name) in _FETCHES_BY_ITSELF or "pretrained" in arguments:
        # Its weights come with the bundle; none are fetched.
        arguments["pretrained"] = False
    return kind(*positional, **arguments)


def _kind(target: object) -> Any:  # noqa: ANN401 - a class
    import torch
    from monai import inferers, transforms
    from monai.networks import nets

    if not is_allowed(target):
        raise ValueError(f"{target} is not allowed")
    name = short_target(str(target))
    for module, names in ((nets, NETWORKS), (transforms, TRANSFORMS), (inferers, INFERERS)):
        if name in names:
            return getattr(module, name)
    return getattr(torch.nn, name.removeprefix("torch.nn."))
