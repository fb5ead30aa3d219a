"""The manifest of an installed bundle: what its author states, and what is not known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from workstation.inference.foreign_metadata import BundleFacts
from workstation.inference.foreign_pipeline import AdaptedBundle
from workstation.messages import Message, joined
from workstation.plugin_api.foreign_model import NO_ORIENTATION, NO_SPACING, NOT_VALIDATED
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_host.written_plugin import ENTRY
from workstation.presets.label_terms import color_of_label, is_private, term_of_label

_LINE = 200
_LABEL = 100
_NOT_STATED = "not stated"
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
            "license": (facts.license or _NOT_STATED)[:_LINE],
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
    # A manifest is written in English; `words_of_manifest` takes it apart again.
    return str(_as_stated(facts.intended_use or facts.task or facts.description or _NOT_STATED))


def _as_stated(stated: Message | str) -> Message:
    return Message(
        "As its authors state it: {stated}. {caveat}", stated=stated, caveat=NOT_VALIDATED
    )


def _private_codes(count: int) -> Message:
    return Message(
        "Private codes, which other programs do not know, stand for {count} of its structures "
        "that have no code of SNOMED CT here.",
        count=count,
    )


def words_of_manifest(text: str) -> Message:
    """Intended use or limits of a manifest in the program's own words, as far as they are.

    What the authors of an installed model wrote stays as it is.
    """
    before, after = str(_as_stated("|")).split("|")
    if text.startswith(before) and text.endswith(after):
        stated = text[len(before) : len(text) - len(after)]
        return _as_stated(Message.term(stated) if stated == _NOT_STATED else stated)
    if text.startswith(str(NOT_VALIDATED)):
        return joined(" ", _limit_sentences(text))
    return Message.term(text)


def _limit_sentences(text: str) -> Iterator[Message | str]:
    before, after = (re.escape(edge) for edge in str(_private_codes(0)).split("0"))
    for known in (NOT_VALIDATED, NO_ORIENTATION, NO_SPACING):
        if text.startswith(str(known)):
            yield known
            text = text.removeprefix(str(known)).lstrip()
    found = re.fullmatch(f"{before}([0-9]+){after}", text)
    if found:
        yield _private_codes(int(found[1]))
    elif text:
        yield text


def _limits(facts: BundleFacts, adapted: AdaptedBundle) -> str:
    parts = [NOT_VALIDATED]
    if not adapted.states_orientation:
        parts.append(NO_ORIENTATION)
    if not adapted.states_spacing:
        parts.append(NO_SPACING)
    private = [label for _, label in facts.labels if is_private(term_of_label(label))]
    if private:
        parts.append(_private_codes(len(private)))
    return str(joined(" ", parts))


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
