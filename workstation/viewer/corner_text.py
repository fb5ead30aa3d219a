"""Four-corner text: patient, study, image, series."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.image import FrameSequence, ImageSource
from workstation.domain.moments import day_text
from workstation.domain.study import WindowSetting
from workstation.imaging.annotation import shown_words
from workstation.imaging.image_numbers import plane_number
from workstation.imaging.planes import PlaneName
from workstation.language import say, tr
from workstation.scene.preview_view import PreviewView
from workstation.scene.sampling import Sampling
from workstation.scene.sources import FlatView, ImageView, VolumeView
from workstation.viewer.display_words import window_words, zoom_words


@dataclass(frozen=True, slots=True)
class CornerText:
    """Lines per corner."""

    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_left: tuple[str, ...] = ()
    bottom_right: tuple[str, ...] = ()


def person_name(name: str) -> str:
    """A DICOM person name for reading: "Family, Given Middle" (PS3.5 6.2.1)."""
    group = name.split("=", maxsplit=1)[0].strip() or name.replace("=", " ").strip()
    family, _, rest = group.partition("^")
    given = " ".join(part for part in rest.split("^") if part)
    return f"{family}, {given}" if family and given else family or given


def date_text(value: str) -> str:
    """A DICOM date as 2026-01-31; anything else unchanged."""
    return day_text(value)


def patient_lines(source: ImageSource) -> tuple[str, ...]:
    """Name, ID, birth date, sex and age."""
    patient = source.patient
    born = tr("born {date}", date=date_text(patient.birth_date)) if patient.birth_date else ""
    facts = "  ".join(part for part in (born, patient.sex, patient.age) if part)
    return tuple(
        line
        for line in (person_name(patient.name) or tr("No name"), patient.patient_id, facts)
        if line
    )


def corner_text(
    view: ImageView,
    *,
    plane: PlaneName,
    index: int,
    window: WindowSetting | None,
    inverted: bool,
    zoom: float,
    sampling: Sampling = Sampling(),  # noqa: B008 - frozen
    use_voi_lut: bool = False,
    grey_words: str = "",
    notes: tuple[str, ...] = (),
    cursor: str = "",
    anonymous: bool = False,
) -> CornerText:
    """The words around an image.

    Parameters
    ----------
    view : ImageView
        What is shown.
    plane, index
        Which plane or frame.
    window : WindowSetting or None
        None for color.
    inverted : bool
        Whether white and black are exchanged.
    zoom : float
        Screen pixels per picture column.
    sampling : Sampling
        How the values on the screen came from the voxels.
    use_voi_lut : bool
        The file's own VOI LUT is in force, not the window.
    grey_words : str
        Where grey values come from, when it is neither a window nor that VOI LUT.
    notes : tuple of str
        Facts that must be seen, e.g. "Slab 10 mm max".
    cursor : str
        Value under the mouse.
    anonymous : bool
        Leave the patient out, for demonstration.
    """
    source = view.image.source
    study = (date_text(source.study_date), source.study_description)
    number = (
        tr("Se {number}  ", number=source.series_number) if source.series_number is not None else ""
    )
    series = f"{number}{source.modality}"
    position = say(view.position_words(plane, index))
    image = _image_number(view, plane, index)
    shown = tr("Color")
    if grey_words:
        shown = grey_words
    elif window is not None:
        shown = window_words(view.image, window, inverted=inverted, use_voi_lut=use_voi_lut)
    honest = []
    if source.lossy:
        honest.append(tr("Lossy compressed"))
    honest += map(say, shown_words(view.image))
    if view.is_resampled:
        honest.append(tr("Resampled for display"))
    lines = (cursor, *notes, *honest, position, image, shown, zoom_words(zoom, sampling))
    return CornerText(
        top_left=() if anonymous else patient_lines(source),
        top_right=tuple(line for line in study if line),
        bottom_left=tuple(line for line in lines if line),
        bottom_right=tuple(line for line in (source.description, series) if line),
    )


def _image_number(view: ImageView, plane: PlaneName, index: int) -> str:
    if not isinstance(view, FlatView):
        if isinstance(view, PreviewView):
            return ""
        found = None
        along_grid = view.is_along_grid or plane is PlaneName.NATIVE
        if isinstance(view, VolumeView) and along_grid and not view.is_resampled:
            found = plane_number(view.image, plane, index)
        if found is None:
            return tr("Plane {index}/{count}", index=index + 1, count=view.count(plane))
        number = f" · #{found.number}" if found.number is not None else ""
        return tr("Im {index}/{count}", index=found.at, count=found.count) + number
    if isinstance(view.image, FrameSequence):
        start = view.image.timing.start_ms(index)
        moment = f"  {start / 1000:.2f} s" if start is not None else ""
        return tr(
            "Frame {index}/{count}{moment}", index=index + 1, count=view.count(plane), moment=moment
        )
    return ""
