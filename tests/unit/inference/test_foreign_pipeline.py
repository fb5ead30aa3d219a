"""What the host takes over from a bundle, what it adds, and what it refuses."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.foreign_bundles import CONFIG, METADATA
from workstation.errors import PluginRefusedError
from workstation.inference.bundle_config import require_harmless
from workstation.inference.foreign_config import ForeignConfig
from workstation.inference.foreign_metadata import BundleFacts, read_foreign_metadata
from workstation.inference.foreign_pipeline import AdaptedBundle, adapt

BUNDLE = Path("stranger")


def facts(tmp_path: Path, metadata: dict[str, Any] | None = None) -> BundleFacts:
    (tmp_path / "configs").mkdir(exist_ok=True)
    (tmp_path / "configs" / "metadata.json").write_text(json.dumps(metadata or METADATA))
    return read_foreign_metadata(tmp_path)


def metadata_with(**pred: Any) -> dict[str, Any]:
    made = copy.deepcopy(METADATA)
    made["network_data_format"]["outputs"]["pred"] = pred
    return made


def adapted(tmp_path: Path, **sections: Any) -> AdaptedBundle:
    config = copy.deepcopy(CONFIG) | sections
    return adapt(ForeignConfig(BUNDLE, config), facts(tmp_path))


def names(bundle: AdaptedBundle, section: str) -> list[str]:
    return [each["_target_"] for each in bundle.config[section]["transforms"]]


def after(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"_target_": "Compose", "transforms": [{"keys": "pred", **part} for part in parts]}


def test_reading_and_writing_are_the_hosts_and_the_rest_is_plain(tmp_path: Path) -> None:
    bundle = adapted(tmp_path)
    assert names(bundle, "preprocessing") == [
        "Orientationd", "Spacingd", "ScaleIntensityRanged", "CropForegroundd",
    ]  # fmt: skip
    assert names(bundle, "postprocessing") == ["Activationsd", "Invertd", "AsDiscreted"]
    assert bundle.config["network_def"]["out_channels"] == 3
    assert bundle.config["output"] == {"form": "index", "labels": [1, 2]}
    assert bundle.weights == "models/model.pt"
    assert (bundle.states_orientation, bundle.states_spacing) == (True, True)
    assert bundle.added == ()
    # What is written is what the worker accepts.
    require_harmless(BUNDLE, json.loads(json.dumps(bundle.config)))


def test_what_is_missing_for_labels_on_the_image_is_added(tmp_path: Path) -> None:
    bundle = adapted(tmp_path, postprocessing=after({"_target_": "Activationsd", "softmax": True}))
    assert names(bundle, "postprocessing") == ["Activationsd", "Invertd", "AsDiscreted"]
    inversion = bundle.config["postprocessing"]["transforms"][1]
    assert (inversion["transform"], inversion["nearest_interp"]) == ("@preprocessing", False)
    assert len(bundle.added) == 2


def test_labels_that_are_brought_back_late_are_brought_back_by_nearest_voxel(
    tmp_path: Path,
) -> None:
    bundle = adapted(tmp_path, postprocessing=after({"_target_": "AsDiscreted", "argmax": True}))
    assert names(bundle, "postprocessing") == ["AsDiscreted", "Invertd"]
    assert bundle.config["postprocessing"]["transforms"][1]["nearest_interp"] is True


def test_a_bundle_without_postprocessing_and_inferer_is_completed(tmp_path: Path) -> None:
    config = {k: v for k, v in CONFIG.items() if k not in {"postprocessing", "inferer"}}
    bundle = adapt(ForeignConfig(BUNDLE, config), facts(tmp_path))
    assert names(bundle, "postprocessing") == ["Invertd", "AsDiscreted"]
    assert bundle.config["inferer"] == {"_target_": "SimpleInferer"}


def test_an_image_that_is_not_changed_needs_no_way_back(tmp_path: Path) -> None:
    before = {"_target_": "Compose", "transforms": [{"_target_": "LoadImaged", "keys": "image"}]}
    bundle = adapted(tmp_path, preprocessing=before)
    assert names(bundle, "preprocessing") == []
    assert names(bundle, "postprocessing") == ["Activationsd", "AsDiscreted"]


def test_what_a_bundle_leaves_open_is_known(tmp_path: Path) -> None:
    before = {
        "_target_": "Compose",
        "transforms": [
            {"_target_": "LoadImaged", "keys": "t1"},
            {"_target_": "ScaleIntensityd", "keys": "t1"},
        ],
    }
    bundle = adapted(tmp_path, preprocessing=before)
    assert (bundle.states_orientation, bundle.states_spacing) == (False, False)
    # Whatever the bundle calls its image, the host calls it image.
    assert bundle.config["preprocessing"]["transforms"][0]["keys"] == "image"


def test_one_channel_is_cut_at_a_half_only_where_it_is_a_probability(tmp_path: Path) -> None:
    one = facts(tmp_path, metadata_with(num_channels=1, channel_def={"0": "nodule"}))
    assert one.labels == ((1, "nodule"),)
    sigmoid = CONFIG | {"postprocessing": after({"_target_": "Activationsd", "sigmoid": True})}
    bundle = adapt(ForeignConfig(BUNDLE, sigmoid), one)
    assert bundle.config["output"]["form"] == "binary"
    assert bundle.config["postprocessing"]["transforms"][-1]["threshold"] == 0.5
    with pytest.raises(PluginRefusedError, match="from which on it is a structure"):
        adapt(ForeignConfig(BUNDLE, CONFIG | {"postprocessing": after()}), one)


def test_the_weights_are_those_that_its_own_loader_names(tmp_path: Path) -> None:
    loader = {"_target_": "CheckpointLoader", "load_path": "$@bundle_root + '/models/' + @file"}
    assert adapted(tmp_path, checkpointloader=loader, file="low.pt").weights == "models/low.pt"
    handlers = [{"_target_": "StatsHandler"}, {**loader, "load_path": "./models/other.pt"}]
    bundle = adapted(tmp_path, checkpointloader=None, handlers=handlers)
    assert bundle.weights == "models/other.pt"
    out = {**loader, "load_path": "../../elsewhere/model.pt"}
    assert adapted(tmp_path, checkpointloader=out).weights == "models/model.pt"
    odd = {**loader, "load_path": "$os.environ['X']"}
    assert adapted(tmp_path, checkpointloader=odd).weights == "models/model.pt"


def test_settings_of_later_versions_are_left_out(tmp_path: Path) -> None:
    network = {"_target_": "SwinUNETR", "img_size": 96, "in_channels": 1, "out_channels": 3}
    assert "img_size" not in adapted(tmp_path, network_def=network).config["network_def"]


LOAD = {"_target_": "LoadImaged", "keys": "image"}


@pytest.mark.parametrize(
    ("sections", "reason"),
    [
        ({"network_def": {"_target_": "UNet", "in_channels": 4}}, "4 channels"),
        ({"network_def": {"_target_": "UNet", "spatial_dims": 2}}, "single pictures"),
        ({"network_def": {"_target_": "Compose"}}, "no network at network_def"),
        ({"network_def": "$torch.nn.Linear(1, 2)"}, "torch.nn.Linear is not allowed"),
        ({"inferer": {"_target_": "SlidingWindowInferer"}}, r"inferer\.roi_size"),
        ({"inferer": {"_target_": "SlidingWindowInferer", "roi_size": 9, "with_coord": True}},
         r"inferer\.with_coord"),
        ({"inferer": {"_target_": "UNet"}}, "no inferer"),
        ({"preprocessing": {"_target_": "Compose", "transforms": [{**LOAD, "keys": ["a", "b"]}]}},
         r"more than one image \(a, b\)"),
        ({"preprocessing": {"_target_": "Compose", "transforms": [LOAD, {
            "_target_": "ScaleIntensityd", "keys": ["image", "mask"]}]}}, "works on image, mask"),
        ({"preprocessing": {"_target_": "Compose", "transforms": [1]}}, "no transform at"),
        ({"postprocessing": after({"_target_": "AsDiscreted", "threshold": 0.5})}, "overlap"),
        ({"postprocessing": after({"_target_": "Lambdad", "func": "$lambda x: x"})},
         "Lambdad, which is not allowed"),
        ({"postprocessing": after({"_target_": "AsDiscreted", "keys": ["pred", "label"]})},
         "works on pred, label"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_in_words(
    tmp_path: Path, sections: dict[str, Any], reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        adapted(tmp_path, **sections)


@pytest.mark.parametrize(
    ("pred", "reason"),
    [
        ({}, "does not name its structures"),
        ({"channel_def": {"0": "spleen", "1": "liver"}}, "calls its channel 0 spleen"),
        ({"channel_def": {"zero": "background"}}, "not understood"),
        ({"channel_def": {"0": "background", "00": "liver"}}, "not understood"),
        ({"channel_def": {"0": "background", "99999": "liver"}}, "not understood"),
    ],
)
def test_labels_without_a_clear_meaning_are_refused(
    tmp_path: Path, pred: dict[str, Any], reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        facts(tmp_path, metadata_with(**pred))


def test_texts_of_metadata_are_made_plain(tmp_path: Path) -> None:
    odd = METADATA | {
        "name": "evil\u202ename\x1b[31m\nnext",
        "authors": ["A", {"name": "B"}, 3],
        "license": None,
        "references": ["one", 2, None],
        "intended_use": "x" * 5000,
    }
    (tmp_path / "LICENSE").write_text("\n  MIT License\nrest")
    found = facts(tmp_path, odd)
    assert found.name == "evil name [31m next"
    assert found.authors == "A, B, 3"
    assert found.license == "MIT License"
    assert found.references == ("one", "2")
    assert len(found.intended_use) == 1000


@pytest.mark.parametrize("text", ["{", "[1]", '"x"', "{}"])
def test_metadata_that_say_nothing_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "metadata.json").write_text(text)
    with pytest.raises(PluginRefusedError, match=r"not JSON|does not say"):
        read_foreign_metadata(tmp_path)
