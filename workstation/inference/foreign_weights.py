"""Weights of others: read as plain arrays, fitted to their network, written as safetensors.

References
----------
PyTorch documentation, `torch.load` (`weights_only`).
"""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

from workstation.errors import OutputError, PluginRefusedError
from workstation.inference.bundle_config import refused_bundle
from workstation.messages import Message

LARGEST_WEIGHTS_BYTES = 8 * 1024**3
_NESTS = ("model", "state_dict", "model_state_dict", "network", "net", "network_state_dict")
_PREFIXES = ("module.", "_orig_mod.", "model.", "network.", "net.")
_MOST_NAMED = 5


def convert_weights(bundle: Path, source: Path, network: nn.Module, target: Path) -> int:
    """Put the weights of a file into a network and write them as safetensors.

    Parameters
    ----------
    bundle : Path
        Named in refusals.
    source : Path
        A state dict of PyTorch, also one that lies within a checkpoint, or safetensors.

    Returns
    -------
    int
        How many numbers the network has.

    Raises
    ------
    PluginRefusedError
        The file holds more than arrays, or they are not those of the network.
    OutputError
        They cannot be written.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_model

    if source.stat().st_size > LARGEST_WEIGHTS_BYTES:
        raise refused_bundle(bundle, Message("has weights that are larger than 8 GB"))
    content = _safetensors(bundle, source) if source.suffix == ".safetensors" else None
    if content is None:
        content = _pickled(bundle, source)
    _put(bundle, content, network)
    try:
        save_model(network, str(target))
    except (OSError, SafetensorError) as error:
        raise OutputError(
            Message("{name} cannot be written: {strerror}.", name=target.name, strerror=error),
            hint=Message("Free some space or choose another folder."),
        ) from error
    return sum(parameter.numel() for parameter in network.parameters())


def _safetensors(bundle: Path, source: Path) -> object:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(source)
    except (SafetensorError, OSError) as error:
        raise _unreadable(bundle, source, str(error)) from error


def _pickled(bundle: Path, source: Path) -> object:
    if _is_torchscript(source):
        raise refused_bundle(
            bundle,
            Message(
                "has its weights as TorchScript ({name}), which is program code; a state dict is "
                "needed",
                name=source.name,
            ),
        )
    try:
        return torch.load(source, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise refused_bundle(
            bundle,
            Message(
                "has weights ({name}) that hold more than plain arrays, which would run code",
                name=source.name,
            ),
            str(error),
        ) from error
    except (EOFError, OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(bundle, source, str(error)) from error


def _is_torchscript(source: Path) -> bool:
    try:
        with zipfile.ZipFile(source) as archive:
            return any(name.endswith("/constants.pkl") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


def _unreadable(bundle: Path, source: Path, detail: str) -> PluginRefusedError:
    return refused_bundle(
        bundle, Message("has weights ({name}) that cannot be read", name=source.name), detail
    )


def _put(bundle: Path, content: object, network: nn.Module) -> None:
    wanted = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    candidates = [_with_other_names(state, network) for state in _state_dicts(content)]
    if not candidates:
        raise refused_bundle(bundle, Message("has weights without any arrays"))
    for state in candidates:
        if {name: tuple(value.shape) for name, value in state.items()} == wanted:
            network.load_state_dict(state)
            # As the network has them: a number may be too large for its precision.
            kept = network.state_dict().values()
            if not all(bool(v.isfinite().all()) for v in kept if v.is_floating_point()):
                raise refused_bundle(bundle, Message("has weights that are not numbers"))
            return
    raise refused_bundle(
        bundle,
        Message(
            "has weights that do not fit its network ({what})", what=_misfit(candidates, wanted)
        ),
    )


def _state_dicts(content: object, depth: int = 0) -> Iterator[dict[str, torch.Tensor]]:
    """State dicts within a checkpoint, as they are and without prefixes that wrappers add."""
    if not isinstance(content, Mapping) or depth > 2:
        return
    tensors = {str(k): v for k, v in content.items() if isinstance(v, torch.Tensor)}
    if tensors and len(tensors) == len(content):
        yield tensors
        for prefix in _PREFIXES:
            if all(name.startswith(prefix) for name in tensors):
                shorter = {k.removeprefix(prefix): v for k, v in tensors.items()}
                yield from _state_dicts(shorter, depth)
    for name in _NESTS:
        yield from _state_dicts(content.get(name), depth + 1)


def _with_other_names(
    state: dict[str, torch.Tensor], network: nn.Module
) -> dict[str, torch.Tensor]:
    """A state dict with every name of layers that the network names twice; files may have one."""
    places: dict[tuple[int, tuple[int, ...]], list[str]] = {}
    for name, value in network.state_dict().items():
        places.setdefault((value.data_ptr(), tuple(value.shape)), []).append(name)
    whole = dict(state)
    for names in places.values():
        known = next((name for name in names if name in state), None)
        if known is not None:
            whole.update({name: state[known] for name in names if name not in state})
    return whole


def _misfit(candidates: list[dict[str, torch.Tensor]], wanted: dict[str, Any]) -> Message:
    """What differs first between the network and the state dict that is nearest to it."""
    best = max(candidates, key=lambda state: len(state.keys() & wanted.keys()))
    missing = sorted(wanted.keys() - best.keys())
    if missing:
        return Message("it lacks {names}", names=", ".join(missing[:_MOST_NAMED]))
    extra = sorted(best.keys() - wanted.keys())
    if extra:
        return Message("it has {names} too", names=", ".join(extra[:_MOST_NAMED]))
    name = next(n for n, value in best.items() if tuple(value.shape) != wanted[n])
    return Message(
        "{name} has shape {found}, not {wanted}",
        name=name,
        found=tuple(best[name].shape),
        wanted=wanted[name],
    )
