"""The kinds of plugins: what each is handed, what it gives back, and how both are judged.

A new kind is a row here, a member of `PluginKind`, and the type of its output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from workstation.messages import Message
from workstation.plugin_api.class_checks import problem_with_classes, words_of_classes
from workstation.plugin_api.image_checks import mirrored_image, problem_with_image, words_of_image
from workstation.plugin_api.inputs import ANY_IMAGE, CASE, WHOLE_IMAGE, InputContract
from workstation.plugin_api.label_checks import (
    mirrored_labels,
    problem_with_labels,
    words_of_labels,
)
from workstation.plugin_api.manifest import PluginKind, PluginManifest
from workstation.plugin_api.outputs import (
    ClassOutput,
    DetectionOutput,
    ImageOutput,
    Output,
    ScoreOutput,
    SegmentationOutput,
)
from workstation.plugin_api.score_checks import problem_with_scores, words_of_scores


@dataclass(frozen=True, slots=True, kw_only=True)
class KindContract:
    """What one kind of plugin keeps to.

    Parameters
    ----------
    input : InputContract
        What such a plugin is handed.
    output : type
        The one type that such a plugin gives back.
    problem : callable
        Manifest, request and output to why it cannot be used; nothing where it can.
    words : callable
        An output in a few words for its author; nothing where it says nothing at all.
    mirrored : callable or None
        Outputs of a volume and of the same one with its columns in other order, to whether they
        are the same anatomy; None where there is nothing to compare.
    """

    input: InputContract
    output: type[Output]
    problem: Callable[[PluginManifest, Any, Any], Message]
    words: Callable[[Any], Message]
    mirrored: Callable[[Any, Any], tuple[bool, Message]] | None = None


KINDS: Mapping[PluginKind, KindContract] = MappingProxyType(
    {
        PluginKind.SEGMENTATION: KindContract(
            input=WHOLE_IMAGE,
            output=SegmentationOutput,
            problem=problem_with_labels,
            words=words_of_labels,
            mirrored=mirrored_labels,
        ),
        PluginKind.DETECTION: KindContract(
            input=WHOLE_IMAGE,
            output=DetectionOutput,
            problem=problem_with_labels,
            words=words_of_labels,
            mirrored=mirrored_labels,
        ),
        PluginKind.CLASSIFICATION: KindContract(
            input=WHOLE_IMAGE,
            output=ClassOutput,
            problem=problem_with_classes,
            words=words_of_classes,
        ),
        PluginKind.RISK: KindContract(
            input=CASE, output=ScoreOutput, problem=problem_with_scores, words=words_of_scores
        ),
        PluginKind.ENHANCEMENT: KindContract(
            input=ANY_IMAGE,
            output=ImageOutput,
            problem=problem_with_image,
            words=words_of_image,
            mirrored=mirrored_image,
        ),
    }
)
