"""The manifest of an installed bundle: what its author states, and what is not known of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workstation.inference.foreign_metadata import BundleFacts
from workstation.inference.foreign_pipeline import AdaptedBundle
from workstation.plugin_api.foreign_model import NO_ORIENTATION, NO_SPACING, NOT_VALIDATED
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_host.written_plugin import ENTRY
from workstation.services.label_terms import color_of_label, is_private, term_of_label
from workstation.words import said

_LINE = 200
_LABEL = 100
_QUANTITIES = {"CT": ["HU"]}


def manifest_of(
    model_id: str,
    modality: str,
    facts: BundleFacts,
    adapted: AdaptedBundle,
    pins: Mapping[str, str],
) -> PluginManifest:
    """What `plugin.toml` of an installed bundle says.

    Parameters
    ----------
    pins : mapping
        File of the bundle to its SHA-256.
    """
    return PluginManifest.model_validate(
        {
            "api_version": 1,
            "id": model_id,
            "name": facts.name[:_LABEL],
            "version": plain_version(facts.version),
            "kind": "segmentation",
            "entry": ENTRY,
            "license": (facts.license or said("not stated"))[:_LINE],
            "author": (facts.authors or facts.copyright)[:_LINE],
            "intended_use": _intended_use(facts),
            "limits": _limits(facts, adapted),
            "citations": facts.references[:100],
            "accepts": {
                "modality": [modality],
                "image": "volume",
                "quantity": _QUANTITIES.get(modality, []),
                "min_slices": 2,
            },
            "model": {
                "name": model_id,
                "version": plain_version(facts.version),
                "sha256": dict(pins),
            },
            "produces": {"segments": [_segment(n, label) for n, label in facts.labels]},
        }
    )


def plain_version(stated: str) -> str:
    """Three numbers of a version; zeros for what is not stated."""
    numbers = [str(int(n)) for n in re.findall(r"\d{1,9}", stated)[:3]]
    return ".".join([*numbers, "0", "0", "0"][:3])


def _intended_use(facts: BundleFacts) -> str:
    stated = facts.intended_use or facts.task or facts.description or str(said("not stated"))
    return said("As its authors state it: {stated}. {caveat}", stated=stated, caveat=NOT_VALIDATED)


def _limits(facts: BundleFacts, adapted: AdaptedBundle) -> str:
    parts = [NOT_VALIDATED]
    if not adapted.states_orientation:
        parts.append(NO_ORIENTATION)
    if not adapted.states_spacing:
        parts.append(NO_SPACING)
    private = [label for _, label in facts.labels if is_private(term_of_label(label))]
    if private:
        parts.append(
            said(
                "Private codes, which other programs do not know, stand for {count} of its "
                "structures that have no code of SNOMED CT here.",
                count=len(private),
            )
        )
    return " ".join(parts)


def _segment(number: int, label: str) -> dict[str, object]:
    term = term_of_label(label)
    coded = {
        name: {"value": code.value, "scheme": code.scheme, "meaning": code.meaning}
        for name, code in (
            ("category", term.category),
            ("type", term.type),
            ("type_modifier", term.modifier),
        )
        if code is not None
    }
    return {
        "number": number,
        "label": label[:_LABEL],
        "color": list(term.color_rgb or color_of_label(number)),
        **coded,
    }
