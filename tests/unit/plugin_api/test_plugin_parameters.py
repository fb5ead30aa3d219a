from __future__ import annotations

import pytest

from workstation.errors import PluginRefusedError
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameter_spec import ParameterSpec
from workstation.plugin_api.parameters import resolve_parameters

SPECS = (
    ParameterSpec(id="size", label="Size", type="float", default=4.0, minimum=3, maximum=20),
    ParameterSpec(id="most", label="Most", type="int", default=10, minimum=1),
    ParameterSpec(id="sharp", label="Sharp", type="bool", default=False),
    ParameterSpec(id="mode", label="Mode", type="choice", default="a", choices=("a", "b")),
    ParameterSpec(id="box", label="Box", type="box", default=()),
)


@pytest.fixture
def manifest() -> PluginManifest:
    return PluginManifest.model_construct(id="p", name="P", parameters=SPECS)


def test_defaults_fill_what_is_not_given(manifest: PluginManifest) -> None:
    assert resolve_parameters(manifest, {"most": 3}) == {
        "size": 4.0,
        "most": 3,
        "sharp": False,
        "mode": "a",
        "box": (),
    }


def test_text_from_a_command_line_is_converted(manifest: PluginManifest) -> None:
    given = {"size": "5.5", "most": "2", "sharp": "yes", "mode": "b", "box": "0,0,0,30,40,50"}
    assert resolve_parameters(manifest, given) == {
        "size": 5.5,
        "most": 2,
        "sharp": True,
        "mode": "b",
        "box": (0.0, 0.0, 0.0, 30.0, 40.0, 50.0),
    }


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("size", 2.9, "below 3"),
        ("size", 21, "above 20"),
        ("size", float("nan"), "not finite"),
        ("size", 10**400, "not finite"),
        ("size", "9" * 400, "not finite"),
        ("box", (0, 0, 0, 10**400, 1, 1), "not a number"),
        ("size", "wide", "not a number"),
        ("most", 2.5, "whole"),
        ("most", True, "not a number"),
        ("sharp", "perhaps", "true or false"),
        ("mode", "c", "one of a, b"),
        ("box", "1,2,3", "six numbers"),
        ("box", (0, 0, 0, 30, 40, 0), "empty"),
        ("colour", 1, "no parameter colour"),
    ],
)
def test_what_does_not_fit_is_refused(
    manifest: PluginManifest, name: str, value: object, reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        resolve_parameters(manifest, {name: value})
