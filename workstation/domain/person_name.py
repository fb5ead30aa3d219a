"""Person names as people read them (PS3.5 6.2.1)."""

from __future__ import annotations


def readable_name(value: str) -> str:
    """A DICOM person name for the screen and the page.

    The alphabetic group is written "Family, Given Middle"; an ideographic or phonetic group
    follows in parentheses, its parts with a space between.

    Parameters
    ----------
    value : str
        PN value: groups separated by ``=``, components by ``^``.
    """
    groups = [group.strip() for group in value.split("=")]
    written = [_alphabetic(groups[0])] if groups[0] else []
    others = [" ".join(part for part in g.split("^") if part) for g in groups[1:3] if g]
    if not written:
        return " ".join(others[:1] + [f"({name})" for name in others[1:]])
    return " ".join(written + [f"({name})" for name in others])


def _alphabetic(group: str) -> str:
    parts = [part.strip() for part in group.split("^")]
    parts += [""] * (5 - len(parts))
    family, given, middle, prefix, suffix = parts[:5]
    first = " ".join(part for part in (prefix, given, middle) if part)
    name = ", ".join(part for part in (family, first) if part)
    return f"{name}, {suffix}" if suffix else name
