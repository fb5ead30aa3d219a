"""What the names that others gave their labels mean: coded terms where the list has them."""

from __future__ import annotations

import colorsys
import hashlib
import re

from workstation.domain.coding import Code
from workstation.presets.terminology import Rgb, SegmentTerm, segment_terms

PRIVATE_SCHEME = "99LIGHTBOX"
UNSTATED = Code("unstated", PRIVATE_SCHEME, "Not stated by the model")
_GOLDEN_TURN = 0.618033988749895
_LEFT_OUT = frozenset({"the", "of", "and"})
_SAME = {"ivc": "inferior vena cava", "oesophagus": "esophagus"}
_MOST_MEANING = 64


def term_of_label(label: str) -> SegmentTerm:
    """The coded term of a label, else a private code that says that it is one.

    Every word of the name counts, in any order: `kidney_right` is the right kidney, and
    "kidney cortex" is no kidney.

    References
    ----------
    PS3.16 8.2: designators of private schemes begin with 99.
    """
    wanted = _words(label)
    for term in segment_terms():
        names = {frozenset(_words(term.label)), frozenset(_words(term.type.meaning))}
        if term.modifier is None and frozenset(wanted) in names:
            return term
        if term.modifier is not None and frozenset(wanted) == frozenset(_words(term.label)):
            return term
    return SegmentTerm(category=UNSTATED, type=_private(label))


def is_private(term: SegmentTerm) -> bool:
    """Whether a term is known to nobody but the model and this program."""
    return term.type.scheme == PRIVATE_SCHEME


def color_of_label(number: int) -> Rgb:
    """A color for a label without a recommended one; those of neighboring numbers differ most."""
    turn = (number * _GOLDEN_TURN) % 1.0
    red, green, blue = colorsys.hsv_to_rgb(turn, 0.65, 0.9)
    return round(red * 255), round(green * 255), round(blue * 255)


def _private(label: str) -> Code:
    """One code for one name, whichever model uses it."""
    digest = hashlib.sha256(" ".join(_words(label)).encode()).hexdigest()
    return Code(f"L{digest[:11]}", PRIVATE_SCHEME, label[:_MOST_MEANING])


def _words(label: str) -> list[str]:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", label)
    words = [w for w in re.split(r"[^A-Za-z0-9]+", spaced.lower()) if w and w not in _LEFT_OUT]
    return " ".join(_SAME.get(word, word) for word in words).split()
