"""Words of tables and of files of data that the window shows."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from typing import Any

from workstation.dicom.stacks.frame_traits import TIMES, settings
from workstation.dicom.standard.sop_classes import object_names
from workstation.domain.finding import FindingStatus
from workstation.domain.geometry import Calibration, GeometryBadge
from workstation.domain.mask import AlgorithmType
from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.moments import TimeSource
from workstation.domain.study_object import LABEL_IMAGE, PARAMETRIC_MAP
from workstation.imaging.cine import CineMode
from workstation.imaging.color_tables import COLOR_TABLES
from workstation.plugin_host.registry import PluginStatus
from workstation.presets.terminology import search_terms
from workstation.risk.inputs import InputType
from workstation.risk.registry import MODELS
from workstation.segmentation.logic import Logic
from workstation.segmentation.margin import Shell
from workstation.segmentation.smoothing import Smoothing
from workstation.services.edit_segments import Cut, IslandChoice
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.mask_edits import ReviewState
from workstation.settings.paths import project_folder, resources_folder

_TABLES = (
    AlgorithmType, AnnotationKind, Calibration, CineMode, Cut, FindingStatus, GeometryBadge,
    IslandChoice, Logic, MeasurementOrigin, PluginStatus, ReviewState, Shell, Smoothing,
    TimeSource,
)  # fmt: skip


def data_words() -> set[str]:
    """Names and sentences of tables, scores, plugins, presets, protocols and terms."""
    found = {str(member.value) for table in _TABLES for member in table}
    found |= set(_meanings())
    found |= set(_texts_of_terms())
    # What sets volumes of one series apart, e.g. "phase 40".
    found |= {name for name, _value_of in (*settings(()), *TIMES)}
    found |= set(_texts_of_scores())
    found |= set(COLOR_TABLES)
    found |= {*object_names(), LABEL_IMAGE, PARAMETRIC_MAP}
    for path in sorted((project_folder() / "plugins").glob("*/plugin.toml")):
        found |= set(_texts_of_plugin(tomllib.loads(path.read_text(encoding="utf-8"))))
    for kind in ("volume_presets", "window_presets"):
        for path in sorted((resources_folder() / kind).glob("*.json")):
            found.add(json.loads(path.read_text(encoding="utf-8"))["title"])
    for path in sorted((resources_folder() / "hanging_protocols").glob("*.json")):
        protocol = json.loads(path.read_text(encoding="utf-8"))
        found |= {protocol["title"], *(stage["title"] for stage in protocol["stages"])}
    return {word for word in found if any(letter.isalpha() for letter in word)}


def _meanings() -> Iterator[str]:
    """What the codes in the sources mean; units are written by their symbols."""
    folders = (project_folder() / "workstation", project_folder() / "plugins")
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Code":
                value = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if len(value) == 3 and value[1] != "UCUM":
                    yield str(value[2])


def _texts_of_plugin(manifest: dict[str, Any]) -> Iterator[str]:
    yield from (manifest["name"], manifest["intended_use"], manifest["limits"])
    for parameter in manifest.get("parameters", []):
        yield from (parameter["label"], parameter.get("help", ""))
        yield from (choice.replace("_", " ") for choice in parameter.get("choices", []))
    produces = manifest.get("produces", {})
    for each in (each for kind in produces.values() for each in kind):
        yield each["label"]
    if produces.get("scores"):
        # As inputs of its scores.
        yield from (parameter["id"].replace("_", " ") for parameter in manifest["parameters"])


def _texts_of_scores() -> Iterator[str]:
    for model in MODELS:
        yield model.id.replace("_", " ")
        yield model.unit
        for spec in model.inputs:
            yield spec.name.replace("_", " ")
            yield spec.unit
            yield from (choice.replace("_", " ") for choice in spec.choices)
    yield from (kind.value for kind in InputType)
    # Names of outputs, which only their functions know.
    yield from (
        "probability", "volume doubling time", "volume change percent", "interval days",
        "linear predictor", "laa 950 percent", "perc15 hu", "size band", "row", "size basis",
    )  # fmt: skip


def _texts_of_terms() -> Iterator[str]:
    data = json.loads((resources_folder() / "terminology" / "segments.json").read_text("utf-8"))
    yield from (meaning for _, meaning in data["categories"].values())
    yield from (meaning for _, meaning in data["modifiers"].values())
    yield from (term["type"][1] for term in data["terms"])
    # With their sides, as segments are named.
    yield from (term.label for term in search_terms(""))
