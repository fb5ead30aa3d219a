"""The view of a radiograph in short words, from its position or its coded view.

References
----------
PS3.16 CID 4014 (View for Mammography) and CID 4015 (View Modifier for Mammography), with the
SRT codes that older files have.
"""

from __future__ import annotations

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag

_POSITION = tag("ViewPosition")
_VIEW, _MODIFIER = tag("ViewCodeSequence"), tag("ViewModifierCodeSequence")
_CODE, _MEANING = tag("CodeValue"), tag("CodeMeaning")
_VIEWS = {
    "399162004": "CC", "R-10242": "CC",
    "399368009": "MLO", "R-10226": "MLO",
    "399260004": "ML", "R-10224": "ML",
    "399352003": "LM", "R-10228": "LM",
    "399099002": "LMO", "R-10230": "LMO",
    "399196006": "FB", "R-10244": "FB",
    "399192008": "XCCL", "R-1024A": "XCCL",
    "399101009": "XCCM", "R-1024B": "XCCM",
    "399188001": "SIO", "R-102D0": "SIO",
    "441555000": "ISO", "R-40AAA": "ISO",
}  # fmt: skip
_MODIFIERS = {
    "399163009": "magnification", "R-102D6": "magnification",
    "399055006": "spot compression", "R-102D7": "spot compression",
    "399209000": "implant displaced", "R-102D5": "implant displaced",
    "399161006": "cleavage", "R-102D2": "cleavage",
    "399011000": "axillary tail", "R-102D1": "axillary tail",
    "399110001": "tangential", "R-102C2": "tangential",
    "399197002": "rolled lateral", "R-102D3": "rolled lateral",
    "399226006": "rolled medial", "R-102D4": "rolled medial",
    "414493004": "rolled inferior", "R-102CA": "rolled inferior",
    "415670009": "rolled superior", "R-102C9": "rolled superior",
}  # fmt: skip


def view_words(attributes: Attributes) -> str:
    """View Position, or the coded view, with its modifiers, e.g. "CC magnification".

    A modified view thus is not taken for the ordinary one when films are hung. Codes that are
    not known here are named by their meaning.
    """
    view = attributes.item(_VIEW)
    coded = _named(view, _VIEWS) if view is not None else ""
    modifiers = [_named(item, _MODIFIERS) for item in view.items(_MODIFIER)] if view else []
    base = attributes.string(_POSITION) or coded
    return " ".join(word for word in (base, *modifiers) if word)


def _named(item: Attributes, names: dict[str, str]) -> str:
    return names.get(item.string(_CODE), item.text(_MEANING))
