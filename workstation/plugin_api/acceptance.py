"""Judging an image against `accepts` before a plugin starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from workstation.errors import PluginRefusedError
from workstation.messages import Message, joined
from workstation.plugin_api.body_parts import PartMatch, match_described, match_part
from workstation.plugin_api.facts import RiskCase
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.payloads import ImagePayload

_LAST_DAY = 364.99 / 365.25
_AGE = re.compile(r"^(\d{3})([DWMY])$")
_YEARS_PER = {"D": 1 / 365.25, "W": 7 / 365.25, "M": 1 / 12, "Y": 1.0}
_NEEDS = {"volume": Message("needs a volume"), "radiograph": Message("needs a radiograph")}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is open about an image that a plugin is not refused.

    Parameters
    ----------
    caveats : tuple of Message
        Stand beside what the plugin gives.
    doubts : tuple of Message
        The same, and a person is asked about them before the plugin starts, where one is there.
    """

    caveats: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def remarks(self) -> tuple[Message, ...]:
        """All that stands beside what the plugin gives."""
        return (*self.caveats, *self.doubts)


def age_in_years(age: str, birth_date: str, study_date: str) -> float | None:
    """Age at the study from Patient's Age (0010,1010), else from the two dates, years.

    None when neither is usable.

    References
    ----------
    PS3.5 6.2, value representations AS and DA.
    """
    match = _AGE.match(age.strip().upper())
    if match:
        return int(match.group(1)) * _YEARS_PER[match.group(2)]
    try:
        born, seen = (
            date(int(each[:4]), int(each[4:6]), int(each[6:8])) for each in (birth_date, study_date)
        )
    except ValueError:
        return None
    if seen < born:
        return None
    # On a birthday just so many years are over; days over 365.25 would often be a little less.
    whole = seen.year - born.year - ((seen.month, seen.day) < (born.month, born.day))
    # Who was born on the 29th of February turns a year older on the 1st of March.
    since = max((seen - _birthday(born, born.year + whole)).days, 0)
    return whole + min(since / 365.25, _LAST_DAY)


def _birthday(born: date, year: int) -> date:
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=year)


def require_acceptable(
    manifest: PluginManifest, image: ImagePayload, *, every_slice: bool = True
) -> Acceptance:
    """Refuse an image that the manifest rules out; caveats and doubts for what it leaves open.

    Parameters
    ----------
    every_slice : bool
        Whether a volume with empty slices between others is refused.

    Raises
    ------
    PluginRefusedError
        Modality, part of the body, kind of image, quantity, size, spacing or age do not fit.
    """
    accepts = manifest.accepts
    caveats = _require_modality(manifest, image.modality, guessed=not accepts.quantity)
    if accepts.image != "any" and image.is_volume != (accepts.image == "volume"):
        raise _refused(manifest, _NEEDS[accepts.image])
    doubts = _require_part(manifest, image.body_part, image.described_parts)
    if accepts.quantity and image.quantity not in accepts.quantity:
        units = _any_of(accepts.quantity)
        raise _refused(
            manifest,
            Message(
                "needs values in {units}; this series has {quantity}",
                units=units,
                quantity=image.quantity,
            ),
        )
    if image.is_volume:
        _require_grid(manifest, image)
    _require_age(manifest, image.age_years)
    _require_values(manifest, image, every_slice=every_slice)
    return Acceptance(caveats, doubts)


def require_acceptable_case(manifest: PluginManifest, case: RiskCase) -> Acceptance:
    """Refuse a case that the manifest rules out; caveats and doubts for what it leaves open.

    Raises
    ------
    PluginRefusedError
        Modality or part of the body of the series or age of the patient do not fit.
    """
    caveats = _require_modality(manifest, case.modality, guessed=True)
    doubts = _require_part(manifest, case.body_part, case.described_parts)
    _require_age(manifest, case.age_years)
    return Acceptance(caveats, doubts)


def _require_modality(
    manifest: PluginManifest, modality: str, *, guessed: bool
) -> tuple[Message, ...]:
    wanted = _any_of(manifest.accepts.modality)
    if not modality and guessed:
        return (
            Message(
                "The file does not state its modality; it was taken for {wanted}.", wanted=wanted
            ),
        )
    if modality not in manifest.accepts.modality:
        raise _refused(
            manifest,
            Message(
                "is for {wanted}, not for {modality}",
                wanted=wanted,
                modality=modality or Message("this modality"),
            ),
        )
    return ()


def _require_part(
    manifest: PluginManifest, body_part: str, described: Sequence[str]
) -> tuple[Message, ...]:
    """Refuse another part of the body; what is doubtful about it."""
    known = manifest.accepts.body_part
    if not known:
        return ()
    stated, named = match_part(body_part, known), match_described(described, known)
    names = ", ".join(known)
    if stated is PartMatch.OTHER and named is not PartMatch.FITS:
        raise _refused(
            manifest,
            Message(
                "is for {names}; the file states body part {part}",
                names=names,
                part=body_part.strip().upper(),
            ),
        )
    doubts = []
    if stated in (PartMatch.OTHER, PartMatch.DOUBTFUL):
        doubts.append(
            Message(
                "The file states body part {part}; the plugin is for {names}.",
                part=body_part.strip().upper(),
                names=names,
            )
        )
    if named is PartMatch.OTHER:
        doubts.append(
            Message(
                "The description of the study or series names {parts}; the plugin is for {names}.",
                parts=", ".join(described),
                names=names,
            )
        )
    return tuple(doubts)


def _any_of(words: Sequence[str]) -> Message | str:
    named: Message | str = words[0] if words else ""
    for other in words[1:]:
        named = Message("{one} or {other}", one=named, other=other)
    return named


def _require_grid(manifest: PluginManifest, image: ImagePayload) -> None:
    accepts = manifest.accepts
    slices = image.array.shape[0]
    if slices < accepts.min_slices:
        raise _refused(
            manifest,
            Message(
                "needs at least {min_slices} slices; this series has {slices}",
                min_slices=accepts.min_slices,
                slices=slices,
            ),
        )
    dk, dj, di = image.spacing_kji_mm
    gap = image.acquired_slice_spacing_mm or dk
    limit = accepts.max_slice_spacing_mm
    if limit is not None and gap > limit + 1e-3:
        raise _refused(
            manifest,
            Message(
                "needs slices at most {limit:g} mm apart; these are {gap:.2f} mm",
                limit=limit,
                gap=gap,
            ),
        )
    limit = accepts.max_pixel_spacing_mm
    if limit is not None and max(dj, di) > limit + 1e-3:
        raise _refused(
            manifest,
            Message(
                "needs pixels of at most {limit:g} mm; these are {dj:.2f} mm",
                limit=limit,
                dj=max(dj, di),
            ),
        )
    if accepts.min_extent_mm is not None and image.affine_lps is not None:
        extent = np.abs(image.affine_lps[:3, :3]) @ np.array(image.array.shape, dtype=np.float64)
        if np.any(extent + 1e-3 < np.array(accepts.min_extent_mm)):
            found = " x ".join(f"{v:.0f}" for v in extent)
            need = " x ".join(f"{v:.0f}" for v in accepts.min_extent_mm)
            raise _refused(
                manifest,
                Message(
                    "needs a field of view of {need} mm; this one is {found} mm",
                    need=need,
                    found=found,
                ),
            )


def _require_age(manifest: PluginManifest, age: float | None) -> None:
    low, high = manifest.accepts.min_age_years, manifest.accepts.max_age_years
    if age is None:
        return
    if (low is not None and age < low) or (high is not None and age >= high):
        span = []
        if low is not None:
            span.append(Message("from {low:g} years", low=low))
        if high is not None:
            span.append(Message("below {high:g} years", high=high))
        raise _refused(
            manifest,
            Message(
                "is for patients {span}; this patient is {age:.0f} years old",
                span=joined(" ", span),
                age=age,
            ),
        )


def _require_values(manifest: PluginManifest, image: ImagePayload, *, every_slice: bool) -> None:
    if image.array.size == 0:
        raise _refused(manifest, Message("got an image without pixels"))
    lows, highs = _extremes(image)
    if not (np.isfinite(lows).all() and np.isfinite(highs).all()):
        raise _refused(manifest, Message("got an image with values that are not numbers"))
    if lows.min() == highs.max():
        raise _refused(manifest, Message("got an empty image: every pixel has the same value"))
    if image.is_volume and every_slice:
        _require_no_empty_slices(manifest, lows != highs)


_found: WeakKeyDictionary[ImagePayload, tuple[NDArray[Any], NDArray[Any]]] = WeakKeyDictionary()


def _extremes(image: ImagePayload) -> tuple[NDArray[Any], NDArray[Any]]:
    """Least and largest value of each slice; found once, as many plugins ask about one image."""
    found = _found.get(image)
    if found is None:
        values = image.array
        found = _found[image] = values.min(axis=(-2, -1)), values.max(axis=(-2, -1))
    return found


def _require_no_empty_slices(manifest: PluginManifest, filled: NDArray[np.bool_]) -> None:
    """Refuse a volume with slices of one value between others: they cut organs in two.

    At the ends they may be air; `imaging.whole_organs` looks at those.
    """
    pictures = np.flatnonzero(filled)
    if pictures.size == 0:
        return
    missing = np.setdiff1d(np.arange(pictures[0], pictures[-1]), pictures)
    if missing.size:
        raise _refused(
            manifest,
            Message(
                "got a volume with {count} empty slice between others, at place {number}: every "
                "pixel of it has the same value",
                many="got a volume with {count} empty slices between others, the first at place "
                "{number}: every pixel of them has the same value",
                count=missing.size,
                number=int(missing[0]) + 1,
            ),
        )


def _refused(manifest: PluginManifest, what: Message) -> PluginRefusedError:
    error = PluginRefusedError(
        Message("{name} {what}.", name=manifest.title, what=what),
        hint=Message("Choose another series or another plugin."),
        detail=f"plugin={manifest.id} {manifest.version}",
    )
    error.reason = what
    return error
