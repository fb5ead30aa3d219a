"""Words of the parts without Qt, and of the files of data, that the window shows."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workstation.domain.finding import FindingStatus
from workstation.domain.geometry import Calibration, GeometryBadge
from workstation.domain.mask import AlgorithmType
from workstation.domain.measurement import MeasurementOrigin
from workstation.imaging.cine import CineMode
from workstation.imaging.color_tables import COLOR_TABLES
from workstation.plugin_host.registry import PluginStatus
from workstation.risk.inputs import InputType
from workstation.risk.registry import MODELS
from workstation.segmentation.logic import Logic
from workstation.segmentation.margin import Shell
from workstation.segmentation.smoothing import Smoothing
from workstation.services.edit_segments import Cut, IslandChoice
from workstation.services.terminology import search_terms
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.mask_edits import ReviewState
from workstation.settings.paths import project_folder, resources_folder

_COMMANDS_ONLY = {"cli", "training", "api.py"}
"""What only the command line says is not translated."""
_TABLES = (
    AlgorithmType, AnnotationKind, Calibration, CineMode, Cut, FindingStatus, GeometryBadge,
    IslandChoice, Logic, MeasurementOrigin, PluginStatus, ReviewState, Shell, Smoothing,
)  # fmt: skip


def said_sources() -> list[Path]:
    """Every module that may say something that the window shows."""
    package, plugins = project_folder() / "workstation", project_folder() / "plugins"
    inner = [
        p for p in package.rglob("*.py") if p.relative_to(package).parts[0] not in _COMMANDS_ONLY
    ]
    return sorted(inner) + sorted(plugins.rglob("*.py"))


def said_words(paths: list[Path]) -> set[str]:
    """The templates of every `said` of these modules."""
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said":
                template = node.args[0]
                if isinstance(template, ast.Constant) and isinstance(template.value, str):
                    found.add(template.value)
    return found


def data_words() -> set[str]:
    """Names and sentences of tables, scores, plugins, presets, protocols and terms."""
    found = {str(member.value) for table in _TABLES for member in table}
    found |= set(_meanings(said_sources()))
    found |= set(_texts_of_terms())
    found |= set(_texts_of_scores())
    found |= set(COLOR_TABLES)
    for path in sorted((project_folder() / "plugins").glob("*/plugin.toml")):
        found |= set(_texts_of_plugin(tomllib.loads(path.read_text(encoding="utf-8"))))
    for kind in ("volume_presets", "window_presets"):
        for path in sorted((resources_folder() / kind).glob("*.json")):
            found.add(json.loads(path.read_text(encoding="utf-8"))["title"])
    for path in sorted((resources_folder() / "hanging_protocols").glob("*.json")):
        protocol = json.loads(path.read_text(encoding="utf-8"))
        found |= {protocol["title"], *(stage["title"] for stage in protocol["stages"])}
    return {word for word in found if any(letter.isalpha() for letter in word)}


def _meanings(paths: list[Path]) -> Iterator[str]:
    """What the codes in these modules mean; units are written by their symbols."""
    for path in paths:
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
    for each in (*produces.get("segments", []), *produces.get("classes", [])):
        yield each["label"]


def _texts_of_scores() -> Iterator[str]:
    for model in MODELS:
        yield model.id.replace("_", " ")
        for spec in model.inputs:
            yield spec.name.replace("_", " ")
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
