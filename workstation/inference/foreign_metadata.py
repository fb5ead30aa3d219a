"""What a bundle of others says of itself in `configs/metadata.json`.

References
----------
MONAI documentation, "MONAI Bundle Specification", metadata.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.inference.bundle_config import LARGEST_CONFIG_BYTES, refused_bundle
from workstation.messages import Message
from workstation.security.plain_files import read_small
from workstation.security.plain_json import plain_json

MOST_LABELS = 1000
_MODALITIES = {
    "CT": "CT", "MR": "MR", "MRI": "MR", "PT": "PT", "PET": "PT", "US": "US", "ULTRASOUND": "US",
    "NM": "NM", "SPECT": "NM",
}  # fmt: skip
_BACKGROUNDS = ("background", "unknown", "none", "void", "unlabeled", "unlabelled", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFacts:
    """Metadata of a bundle, as its author states them.

    Parameters
    ----------
    modality : str
        DICOM modality of its images; empty when the bundle states none that is known.
    stated_modality : str
        The word that stands there.
    labels : tuple of (int, str)
        Number and name of each structure, without the background.
    channels : int
        Output channels of the network.
    window : tuple of int
        Sides of the input that the author names, voxels; empty when they are free.
    """

    name: str
    version: str
    authors: str
    copyright: str
    license: str
    task: str
    description: str
    intended_use: str
    references: tuple[str, ...]
    modality: str
    stated_modality: str
    input_channels: int
    input_format: str
    labels: tuple[tuple[int, str], ...]
    channels: int
    window: tuple[int, ...]


def read_foreign_metadata(bundle: Path) -> BundleFacts:
    """Read and judge the metadata of a bundle.

    Raises
    ------
    PluginRefusedError
        They are absent or no JSON, or do not say what goes in and comes out.
    """
    content = _content(bundle)
    formats = _mapping(content.get("network_data_format"))
    image = _one(bundle, _mapping(formats.get("inputs")), Message("image"))
    pred = _one(bundle, _mapping(formats.get("outputs")), Message("result"))
    stated = _text(image.get("modality"))
    labels, channels = _labels(bundle, pred)
    return BundleFacts(
        name=_text(content.get("name")) or bundle.name,
        version=_text(content.get("version")),
        authors=_text(content.get("authors")),
        copyright=_text(content.get("copyright")),
        license=_text(content.get("license")) or _license_of_file(bundle),
        task=_text(content.get("task")),
        description=_text(content.get("description")),
        intended_use=_text(content.get("intended_use")),
        references=_texts(content.get("references")),
        modality=_MODALITIES.get(stated.upper(), ""),
        stated_modality=stated,
        input_channels=_number(image.get("num_channels"), 1),
        input_format=_text(image.get("format")),
        labels=labels,
        channels=channels,
        window=_window(image.get("spatial_shape")),
    )


def _content(bundle: Path) -> Mapping[str, Any]:
    try:
        text = read_small(bundle / "configs" / "metadata.json", LARGEST_CONFIG_BYTES)
        content = plain_json(text)
    except OSError as error:
        raise refused_bundle(bundle, Message("has no configs/metadata.json"), str(error)) from error
    except ValueError as error:
        raise refused_bundle(
            bundle, Message("has a configs/metadata.json that is not JSON"), str(error)
        ) from error
    return _mapping(content)


def _one(bundle: Path, entries: Mapping[str, Any], what: Message) -> Mapping[str, Any]:
    if len(entries) == 1:
        return _mapping(next(iter(entries.values())))
    if not entries:
        raise refused_bundle(
            bundle, Message("does not say in its metadata.json what its {what} is", what=what)
        )
    raise refused_bundle(
        bundle,
        Message(
            "has more than one {what} ({names}), and one is supported",
            what=what,
            names=", ".join(sorted(entries)),
        ),
    )


def _labels(bundle: Path, pred: Mapping[str, Any]) -> tuple[tuple[tuple[int, str], ...], int]:
    """Structures with their numbers, and the number of channels."""
    named = _mapping(pred.get("channel_def"))
    channels = _number(pred.get("num_channels"), len(named))
    if not named:
        raise refused_bundle(
            bundle, Message("does not name its structures (channel_def in metadata.json)")
        )
    try:
        numbered = sorted((int(number), _text(name)) for number, name in named.items())
    except ValueError as error:
        raise refused_bundle(
            bundle, Message("has a channel_def in metadata.json that is not understood"), str(error)
        ) from error
    numbers = [number for number, _ in numbered]
    if len(set(numbers)) != len(numbers) or not 0 <= numbers[0] <= numbers[-1] < MOST_LABELS:
        raise refused_bundle(
            bundle, Message("has a channel_def in metadata.json that is not understood")
        )
    if channels == 1 and numbers == [0] and not is_background(numbered[0][1]):
        return ((1, numbered[0][1]),), 1
    if numbers[-1] == 0 and is_background(numbered[0][1]):
        raise refused_bundle(
            bundle, Message("does not name its structures (channel_def in metadata.json)")
        )
    if numbers[0] == 0 and not is_background(numbered[0][1]):
        raise refused_bundle(
            bundle,
            Message(
                "calls its channel 0 {name}: which of its channels is the background is not said",
                name=numbered[0][1],
            ),
        )
    return tuple((n, name or f"label {n}") for n, name in numbered if n > 0), channels


def is_background(name: str) -> bool:
    """Whether a name of a channel means that nothing is there."""
    return name.strip().lower().startswith(_BACKGROUNDS)


def _window(shape: object) -> tuple[int, ...]:
    sides = shape if isinstance(shape, list) else []
    return tuple(side for side in sides if isinstance(side, int) and not isinstance(side, bool))


def _license_of_file(bundle: Path) -> str:
    for name in ("LICENSE", "LICENSE.txt", "docs/license.txt"):
        try:
            text = read_small(bundle / name, LARGEST_CONFIG_BYTES)
        except OSError:
            continue
        lines = (line.strip() for line in text.decode("utf-8", errors="replace").splitlines())
        return next((_text(line) for line in lines if line), "")
    return ""


def _text(value: object) -> str:
    """One line of plain text; lists of names are joined."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return ", ".join(text for text in map(_text, value) if text)[:1000]
    if not isinstance(value, str | int | float):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())[:1000]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in map(_text, value if isinstance(value, list) else []) if text)


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
