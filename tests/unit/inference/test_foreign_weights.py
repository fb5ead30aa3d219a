"""Weights of others: every form in which they come, and none that could run code."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from workstation.errors import PluginRefusedError
from workstation.inference.foreign_weights import convert_weights


def network(width: int = 3) -> Any:
    import torch

    torch.manual_seed(1)
    return torch.nn.Sequential(
        torch.nn.Conv3d(1, width, 1), torch.nn.BatchNorm3d(width), torch.nn.Conv3d(width, 2, 1)
    )


def prefixed(state: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {f"{prefix}{name}": value for name, value in state.items()}


FORMS: dict[str, Any] = {
    "bare": lambda state: state,
    "model": lambda state: {"model": state},
    "state_dict": lambda state: {"epoch": 3, "state_dict": state, "optimizer": {"a": 1}},
    "model_state_dict": lambda state: {"model_state_dict": state},
    "parallel": lambda state: {"state_dict": prefixed(state, "module.")},
    "compiled and parallel": lambda state: prefixed(state, "_orig_mod.module."),
    "lightning": lambda state: {"state_dict": prefixed(state, "model.")},
}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_gives_the_same_network(tmp_path: Path, form: str) -> None:
    import torch
    from safetensors.torch import load_file

    wanted = network().state_dict()
    torch.save(FORMS[form](wanted), tmp_path / "model.pt")
    fresh = network()
    for parameter in fresh.parameters():
        torch.nn.init.zeros_(parameter)
    count = convert_weights(tmp_path, tmp_path / "model.pt", fresh, tmp_path / "model.safetensors")
    assert count == sum(p.numel() for p in fresh.parameters())
    written = load_file(tmp_path / "model.safetensors")
    assert written.keys() == wanted.keys()
    assert all(torch.equal(written[name], wanted[name]) for name in wanted)


def test_safetensors_are_taken_as_they_are(tmp_path: Path) -> None:
    from safetensors.torch import save_model

    save_model(network(), str(tmp_path / "model.safetensors"))
    assert convert_weights(
        tmp_path, tmp_path / "model.safetensors", network(), tmp_path / "out.safetensors"
    )


def test_a_layer_with_two_names_may_come_under_one(tmp_path: Path) -> None:
    from monai.networks.nets import DynUNet
    from safetensors.torch import save_model

    made = DynUNet(3, 1, 2, [3, 3, 3], [1, 2, 2], [2, 2], filters=[4, 8, 8])
    save_model(made, str(tmp_path / "model.safetensors"))
    other = DynUNet(3, 1, 2, [3, 3, 3], [1, 2, 2], [2, 2], filters=[4, 8, 8])
    convert_weights(tmp_path, tmp_path / "model.safetensors", other, tmp_path / "o.safetensors")
    for name, value in made.state_dict().items():
        assert bool((other.state_dict()[name] == value).all()), name


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (os.environ["EVIL_FOLDER"],)


def refused(tmp_path: Path, reason: str, target: Any = None) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        convert_weights(
            tmp_path,
            tmp_path / "model.pt",
            target if target is not None else network(),
            tmp_path / "out.safetensors",
        )
    assert not (tmp_path / "out.safetensors").exists()


@pytest.mark.parametrize("bare", [True, False])
def test_a_pickle_that_would_run_code_is_refused_and_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: bool
) -> None:
    import torch

    monkeypatch.setenv("EVIL_FOLDER", str(tmp_path / "ran"))
    if bare:
        (tmp_path / "model.pt").write_bytes(pickle.dumps({"model": Evil()}))
    else:
        torch.save({"model": Evil()}, tmp_path / "model.pt")
    refused(tmp_path, "more than plain arrays|cannot be read")
    assert not (tmp_path / "ran").exists()


def test_a_whole_network_and_torchscript_are_refused_as_code(tmp_path: Path) -> None:
    import torch

    torch.save(network(), tmp_path / "model.pt")
    refused(tmp_path, "more than plain arrays")
    torch.jit.save(torch.jit.script(network()), str(tmp_path / "model.pt"))
    refused(tmp_path, "TorchScript .*program code")


def test_files_that_are_no_weights_are_refused(tmp_path: Path) -> None:
    import torch

    for content in (b"", b"PK\x03\x04", b"version https://git-lfs.github.com/spec/v1\n"):
        (tmp_path / "model.pt").write_bytes(content)
        refused(tmp_path, "cannot be read|more than plain")
    empty: tuple[object, ...] = ({}, [1, 2], {"epoch": 3})
    for nothing in empty:
        torch.save(nothing, tmp_path / "model.pt")
        refused(tmp_path, "without any arrays")


def test_weights_of_another_network_say_what_differs(tmp_path: Path) -> None:
    import torch

    state = network().state_dict()
    torch.save(state, tmp_path / "model.pt")
    refused(tmp_path, r"0\.weight has shape \(3, 1, 1, 1, 1\), not \(4, 1", network(4))
    torch.save({k: v for k, v in state.items() if k != "2.bias"}, tmp_path / "model.pt")
    refused(tmp_path, r"it lacks 2\.bias")
    torch.save({**state, "3.weight": state["2.bias"]}, tmp_path / "model.pt")
    refused(tmp_path, r"it has 3\.weight too")
    torch.save({**state, "2.bias": state["2.bias"] * float("nan")}, tmp_path / "model.pt")
    refused(tmp_path, "weights that are not numbers")


def test_numbers_that_are_too_large_for_the_network_are_refused(tmp_path: Path) -> None:
    import torch

    state = {
        name: value.double() + 1e300 if value.is_floating_point() else value
        for name, value in network().state_dict().items()
    }
    torch.save(state, tmp_path / "model.pt")
    with pytest.raises(PluginRefusedError, match="not numbers"):
        convert_weights(tmp_path, tmp_path / "model.pt", network(), tmp_path / "model.safetensors")
