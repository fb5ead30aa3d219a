"""A bundle of others as the host runs it: its configuration in the plain form of `bundle_config`.

The host hands in the volume with its place in the patient and keeps the result itself, so what
reads, moves and writes data is left out. The result comes back as one label per voxel on the grid
of the image: what is missing for that is added, what cannot be had is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from workstation.errors import PluginRefusedError
from workstation.inference.bundle_terms import HOSTED, INFERERS, NETWORKS, TRANSFORMS
from workstation.inference.foreign_config import ForeignConfig
from workstation.inference.foreign_expressions import Part
from workstation.inference.foreign_metadata import BundleFacts
from workstation.messages import Message

IMAGE = "image"
PRED = "pred"
USUAL_WEIGHTS = "models/model.pt"
_TAKEN = HOSTED | {"EnsureChannelFirstd"}
_STEPS = (TRANSFORMS | HOSTED) - {"Compose"}
_KEYED = ("keys", "orig_keys", "source_key")
_NO_LONGER_KNOWN = {"SwinUNETR": frozenset({"img_size"})}
"""Arguments that later versions of a network work out themselves."""
_WINDOW_SETTINGS = frozenset(
    {"roi_size", "sw_batch_size", "overlap", "mode", "sigma_scale", "padding_mode", "cval"}
)
_HOST_SETTINGS = frozenset(
    {"progress", "cache_roi_weight_map", "cpu_thresh", "sw_device", "buffer_steps", "buffer_dim"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedBundle:
    """What is installed of a configuration.

    Parameters
    ----------
    config : dict
        Plain sections, as `bundle_config.read_bundle_config` reads them.
    weights : str
        The file of the weights, relative to the bundle.
    states_orientation, states_spacing : bool
        Whether the bundle turns and resamples its input itself.
    added : tuple of Message
        What the host adds so that labels come back to the grid of the image.
    """

    config: dict[str, Any]
    weights: str
    states_orientation: bool
    states_spacing: bool
    added: tuple[Message, ...]


def adapt(config: ForeignConfig, facts: BundleFacts) -> AdaptedBundle:
    """Judge a configuration and bring it into the host's form; nothing of it runs.

    Raises
    ------
    PluginRefusedError
        It needs what is not supported or not allowed; the message says what, and where.
    """
    if facts.input_channels != 1:
        raise config.refused(
            Message(
                "takes images of {count} channels ({names}), and one is supported",
                count=facts.input_channels,
                names=facts.input_format or Message("not named"),
            )
        )
    network = _network(config, facts)
    inferer = _inferer(config)
    if network.get("spatial_dims") == 2 and inferer["_target_"] != "SliceInferer":
        raise config.refused(Message("works on single pictures, and only volumes are supported"))
    before = _preprocessing(config)
    after, form, added = _postprocessing(config, facts, anything_to_invert=bool(before))
    names = {part["_target_"] for part in before}
    return AdaptedBundle(
        config={
            "network_def": network,
            "preprocessing": {"_target_": "Compose", "transforms": before},
            "inferer": inferer,
            "postprocessing": {"_target_": "Compose", "transforms": after},
            "output": {"form": form, "labels": [number for number, _ in facts.labels]},
        },
        weights=_weights(config),
        states_orientation="Orientationd" in names,
        states_spacing="Spacingd" in names,
        added=added,
    )


def _network(config: ForeignConfig, facts: BundleFacts) -> dict[str, Any]:
    section = next((s for s in ("network_def", "network", "net") if s in config.content), "")
    if not section:
        raise config.refused(Message("has a configuration without a network"))
    network = config.follow(section, section)
    if not isinstance(network, Part) or not (
        network["_target_"] in NETWORKS or network["_target_"].startswith("torch.nn.")
    ):
        raise config.refused(Message("has no network at {place}", place=section))
    channels = network.get("in_channels", 1)
    if channels != 1:
        raise config.refused(
            Message(
                "takes images of {count} channels ({names}), and one is supported",
                count=channels,
                names=facts.input_format or Message("not named"),
            )
        )
    name = network["_target_"]
    return {k: v for k, v in network.items() if k not in _NO_LONGER_KNOWN.get(name, ())}


def _inferer(config: ForeignConfig) -> dict[str, Any]:
    if "inferer" not in config.content:
        return {"_target_": "SimpleInferer"}
    stated = config.content["inferer"]
    if isinstance(stated, dict) and stated.get("_target_") == "SlidingWindowInfererAdapt":
        # The same windows; it only looks for the memory, as the host does.
        stated = {**stated, "_target_": "SlidingWindowInferer"}
    inferer = config.plain(stated, "inferer")
    if not isinstance(inferer, Part) or inferer["_target_"] not in INFERERS:
        raise config.refused(Message("has no inferer at {place}", place="inferer"))
    name = inferer["_target_"]
    if name == "SimpleInferer":
        return {"_target_": name}
    known = _WINDOW_SETTINGS | ({"spatial_dim"} if name == "SliceInferer" else frozenset())
    other = sorted(set(inferer) - known - _HOST_SETTINGS - {"_target_"})
    if other or "roi_size" not in inferer:
        raise config.refused(
            Message(
                "has a setting at {place} that is not supported",
                place=f"inferer.{other[0] if other else 'roi_size'}",
            )
        )
    return {"_target_": name, **{k: v for k, v in inferer.items() if k in known}}


def _preprocessing(config: ForeignConfig) -> list[dict[str, Any]]:
    parts = list(_transforms(config, "preprocessing"))
    loaded = [_keys(part) for part in parts if part["_target_"] == "LoadImaged"]
    keys = loaded[0] if loaded else [IMAGE]
    if len(keys) != 1 or any(each != keys for each in loaded):
        raise config.refused(
            Message(
                "needs more than one image ({names}), and one is supported",
                names=", ".join(key for each in loaded for key in each),
            )
        )
    kept = [part for part in parts if part["_target_"] not in _TAKEN]
    return [_renamed(config, part, keys[0], IMAGE, "preprocessing") for part in kept]


def _postprocessing(
    config: ForeignConfig, facts: BundleFacts, *, anything_to_invert: bool
) -> tuple[list[dict[str, Any]], str, tuple[Message, ...]]:
    """Transforms, the form in which labels come out of them, and what was added."""
    parts = [
        _renamed(config, part, PRED, PRED, "postprocessing")
        for part in _transforms(config, "postprocessing")
        if part["_target_"] not in _TAKEN
    ]
    form, squashed = "", False
    for part in parts:
        if part["_target_"] == "Activationsd":
            squashed = squashed or bool(part.get("sigmoid"))
        if part["_target_"] == "AsDiscreted":
            form = _discrete(config, part, facts)
    added = []
    if not anything_to_invert:
        # An image that was not changed needs no way back, and MONAI knows none for it.
        parts = [part for part in parts if part["_target_"] != "Invertd"]
    elif not any(part["_target_"] == "Invertd" for part in parts):
        added.append(Message("bringing the result back to the grid of the image"))
        parts.append(_inversion(nearest=bool(form)))
    if not form:
        form = "binary" if facts.channels == 1 else "index"
        if facts.channels == 1 and not squashed:
            raise config.refused(
                Message(
                    "gives one number per voxel and does not say from which on it is a structure"
                )
            )
        added.append(Message("one label per voxel, that of the largest value"))
        settings = {"threshold": 0.5} if form == "binary" else {"argmax": True}
        parts.append({"_target_": "AsDiscreted", "keys": PRED, **settings})
    return parts, form, tuple(added)


def _discrete(config: ForeignConfig, part: dict[str, Any], facts: BundleFacts) -> str:
    one = {key: _single(part.get(key)) for key in ("argmax", "to_onehot", "threshold")}
    if one["to_onehot"] not in (None, False):
        return "onehot"
    if one["argmax"]:
        return "index"
    if one["threshold"] is not None and facts.channels == 1:
        return "binary"
    raise config.refused(
        Message(
            "marks each of its structures by a threshold of its own, so that they may overlap; "
            "one label per voxel is supported"
        )
    )


def _single(value: object) -> object:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _inversion(*, nearest: bool) -> dict[str, Any]:
    return {
        "_target_": "Invertd",
        "keys": PRED,
        "transform": "@preprocessing",
        "orig_keys": IMAGE,
        "nearest_interp": nearest,
        "to_tensor": True,
    }


def _transforms(config: ForeignConfig, section: str) -> Iterator[dict[str, Any]]:
    """The transforms of a section one by one; those that invert keep their reference."""
    if section not in config.content:
        return
    found = config.follow(section, section)
    parts = found.get("transforms", []) if isinstance(found, dict) else found
    if isinstance(found, Part) and found["_target_"] != "Compose":
        parts = [found]
    for number, part in enumerate(parts if isinstance(parts, list) else [parts]):
        if not isinstance(part, Part) or part["_target_"] not in _STEPS:
            raise config.refused(
                Message("has no transform at {place}", place=f"{section}.transforms.{number}")
            )
        yield part


def _renamed(
    config: ForeignConfig, part: dict[str, Any], key: str, name: str, section: str
) -> dict[str, Any]:
    """A transform that works on the one image, or on the one result, under the host's name."""
    place = f"{section} ({part['_target_']})"
    if _keys(part) != [key]:
        raise config.refused(
            Message(
                "works on {names} at {place}, and {key} alone is supported",
                names=", ".join(_keys(part)),
                place=place,
                key=key,
            )
        )
    made = {k: v for k, v in part.items() if k not in {"track_meta", "data_type", "meta_keys"}}
    made["keys"] = name
    if "source_key" in made:
        made["source_key"] = name
    if part["_target_"] == "Invertd":
        made = _inversion(nearest=bool(_single(part.get("nearest_interp", True))))
    return made


def _keys(part: dict[str, Any]) -> list[str]:
    keys = part.get("keys", [])
    return [str(key) for key in (keys if isinstance(keys, list) else [keys])]


def _weights(config: ForeignConfig) -> str:
    """The file that the bundle's own loader would read, else the usual one."""
    handlers = config.content.get("handlers", [])
    loaders = [config.content.get("checkpointloader")]
    loaders += handlers if isinstance(handlers, list) else []
    for loader in loaders:
        if isinstance(loader, dict) and loader.get("_target_") == "CheckpointLoader":
            try:
                path = config.plain(loader.get("load_path"), "checkpointloader.load_path")
            except PluginRefusedError:
                return USUAL_WEIGHTS
            name = PurePosixPath(str(path)).name
            return f"models/{name}" if name else USUAL_WEIGHTS
    return USUAL_WEIGHTS
