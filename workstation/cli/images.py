"""`scan`, `render`, `measure`: look at images and masks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image as PilImage

from workstation.cli.options import AcknowledgeOption, JsonOption, ModalityOption, SeriesOption
from workstation.cli.output import print_json, progress_bar, put, say
from workstation.domain.image import Image
from workstation.domain.shown_digits import shown_digits
from workstation.domain.study import WindowSetting
from workstation.errors import InputError, UnsupportedOutputError
from workstation.imaging.oblique_plane import oblique_plane
from workstation.messages import NOTHING, Message, listed
from workstation.quantification.segments import SegmentMeasurement
from workstation.scene.sources import unit_of
from workstation.security.integrity import require_replaceable, whole_file
from workstation.services.measure_masks import measure, measure_record
from workstation.services.measure_points import measure_points, points_record, read_points
from workstation.services.measurement_report import write_sr
from workstation.services.open_image import open_image
from workstation.services.open_study import scan as scan_paths
from workstation.services.presentation_state import nothing_drawn, write_state
from workstation.services.read_masks import read_masks, referenced_images, referenced_series
from workstation.services.render import render_image
from workstation.services.same_identifiers import ids_of_several
from workstation.services.scan_record import scan_record
from workstation.session.annotations import Annotation

_PNG = b"\x89PNG"
_SLAB_MODES = ("max", "min", "mean")


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("scan")(scan)
    app.command("render")(render)
    app.command("measure")(measure_command)


def scan(
    path: Annotated[Path, typer.Argument(help="Folder, file, DICOMDIR or ZIP.")],
    as_json: JsonOption = False,
) -> None:
    """List studies, series and stacks, and every file that was left out with its reason."""
    if not path.exists():
        raise InputError(
            Message("{path} does not exist.", path=path), hint=Message("Check the path.")
        )
    with progress_bar("Scanning") as progress:
        report = scan_paths(path, progress=progress)
    if as_json:
        print_json(scan_record(report))
        return
    for study in report.studies:
        put(f"Study {study.date} {study.description}")
        for series in study.series:
            put(f"  Series {series.number} {series.modality} {series.description}")
            for stack in series.stacks:
                shape = " × ".join(str(n) for n in stack.shape_kji)
                label = f" ({stack.label})" if stack.label else ""
                put(f"    {shape}{label}, geometry {stack.geometry.badge}")
                for issue in stack.geometry.issues:
                    put(f"      {issue.code}: {issue.message}")
    for note in ids_of_several(report.studies):
        put(f"note: {note}")
    put(f"{report.files} files, {report.read} read, {len(report.skipped)} left out")
    for left_out in report.skipped:
        put(f"  {left_out.path}: {left_out.reason}")


def render(
    path: Annotated[Path, typer.Argument(help="Image to draw.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PNG to write.")],
    series: SeriesOption = None,
    plane: Annotated[str | None, typer.Option(help="axial, coronal, sagittal or oblique.")] = None,
    index: Annotated[int | None, typer.Option(help="Plane or frame, from 0.")] = None,
    position: Annotated[
        float | None, typer.Option(help="Position along the plane's axis, LPS mm.")
    ] = None,
    window: Annotated[str | None, typer.Option(help="WIDTH,LEVEL or the name of a preset.")] = None,
    slab: Annotated[float, typer.Option(help="Slab thickness, mm.")] = 0.0,
    slab_mode: Annotated[str, typer.Option(help="max, min or mean.")] = "max",
    normal: Annotated[
        str | None, typer.Option(help="Normal of an oblique plane, X,Y,Z in LPS.")
    ] = None,
    mask: Annotated[list[Path] | None, typer.Option(help="Mask to lay over; repeatable.")] = None,
    size: Annotated[int | None, typer.Option(help="Longer side, pixels.")] = None,
    modality: ModalityOption = "",
) -> None:
    """Draw one plane or frame as PNG, with orientation letters and a scale bar."""
    _check_place(plane, index, position, normal)
    _check_slab(slab, slab_mode)
    require_replaceable(output, _PNG, path, *(mask or ()))
    image = _image_of(mask or [], path, series, modality)
    masks = [m for file in mask or () for m in read_masks(file, image)]
    _tell([text for m in masks for text in (*m.notes, *(c for s in m.segments for c in s.caveats))])
    oblique = None
    if plane == "oblique" or normal is not None:
        oblique = oblique_plane(image, normal, position)
        plane, position = None, None
    pixels = render_image(
        image,
        plane=plane,
        index=index,
        position_mm=position,
        window=parse_window(window),
        masks=masks,
        size=size,
        slab_mm=slab,
        slab_mode=slab_mode,
        oblique=oblique,
    )
    with whole_file(output) as temporary:
        PilImage.fromarray(pixels).save(temporary, "PNG")
    say(f"{output} written, {pixels.shape[1]} × {pixels.shape[0]} pixels")


def _tell(notes: Sequence[Message]) -> None:
    for note in notes:
        say(f"note: {note}")


def _check_place(
    plane: str | None, index: int | None, position: float | None, normal: str | None
) -> None:
    if index is not None and position is not None:
        raise InputError(
            Message("A plane has an index or a position."), hint=Message("Give one of the two.")
        )
    if position is not None and not math.isfinite(position):
        raise InputError(
            Message("The position must be a number of millimeters."),
            hint=Message("Give it as --position -120.5."),
        )
    if normal is not None and plane not in (None, "oblique"):
        raise InputError(
            Message("A normal is for oblique planes, not for {plane} ones.", plane=plane),
            hint=Message("Leave out --plane or --normal."),
        )
    if index is not None and (plane == "oblique" or normal is not None):
        raise InputError(Message("Oblique planes have no index."), hint=Message("Use --position."))


def _check_slab(slab: float, mode: str) -> None:
    if not (math.isfinite(slab) and slab >= 0):
        raise InputError(
            Message("The slab thickness must be a number of millimeters, 0 or more."),
            hint=Message("Give it as --slab 10; 0 is a single plane."),
        )
    if mode not in _SLAB_MODES:
        raise InputError(
            Message("There is no slab mode “{mode}”.", mode=mode),
            hint=Message("Use max, min or mean."),
        )


def _image_of(masks: list[Path], path: Path, series: str | None, modality: str) -> Image:
    """The image that the first mask was made on, where it says so; else the largest."""
    return open_image(
        path,
        series=series,
        modality=modality,
        prefer_series=referenced_series(masks[0]) if masks else "",
        prefer_images=referenced_images(masks[0]) if masks else (),
    )


def parse_window(text: str | None) -> WindowSetting | str | None:
    """``W,L`` as a window; anything else as the name of a preset.

    Raises
    ------
    InputError
        It is no window, or the width is below 1.
    """
    if text is None or "," not in text:
        return text
    try:
        width, center = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InputError(
            Message("“{text}” is not a window.", text=text),
            hint=Message("Write WIDTH,LEVEL such as 1500,-600."),
        ) from error
    if not (math.isfinite(width) and math.isfinite(center) and width >= 1):
        raise InputError(
            Message("A window is a width of at least 1 and a level."),
            hint=Message("Write WIDTH,LEVEL such as 1500,-600."),
        )
    return WindowSetting(center=center, width=width)


def _put_points(measurements: Sequence[Annotation], as_json: bool) -> None:
    if as_json:
        print_json({"measurements": points_record(measurements)})
        return
    for drawn in measurements:
        words = f"{drawn.kind.words} {drawn.text}".strip()
        put(f"{words}, {drawn.plane_text}" if drawn.plane_text else words)
        for reading in drawn.readings:
            put(f"  {reading.text}")


def _write_sr(image: Image, drawn: Sequence[Annotation], path: Path) -> None:
    written = write_sr(path, image, (), drawn)
    _tell(written.notes)
    if not written.uid:
        raise UnsupportedOutputError(
            Message("There is nothing to write as a DICOM report."),
            hint=Message("Give a measurement, or a finding that was not rejected."),
        )
    say(f"{path} written")


def _write_state(image: Image, drawn: Sequence[Annotation], path: Path) -> None:
    written = write_state(path, image, drawn)
    _tell(written.notes)
    if not written.uid:
        raise nothing_drawn()
    say(f"{path} written")


def _require_no_objects(sr: Path | None, gsps: Path | None, by: str) -> None:
    """Refuse objects of measurements where none are measured."""
    if gsps is not None:
        raise InputError(
            Message("A presentation state of measurements needs points."),
            hint=Message("Give --points FILE."),
        )
    if sr is not None or by:
        raise InputError(
            Message("A DICOM SR of measurements needs points."), hint=Message("Give --points FILE.")
        )


def _write_objects(
    image: Image, drawn: Sequence[Annotation], sr: Path | None, gsps: Path | None
) -> None:
    if sr is not None:
        _write_sr(image, drawn, sr)
    if gsps is not None:
        _write_state(image, drawn, gsps)


def measure_command(
    path: Annotated[Path, typer.Argument(help="Image that the mask was made on.")],
    mask: Annotated[
        list[Path] | None, typer.Option(help="SEG, RTSTRUCT, NIfTI, NRRD, MetaImage; repeatable.")
    ] = None,
    points: Annotated[
        Path | None, typer.Option(help="JSON file of points: lengths, angles, regions.")
    ] = None,
    sr: Annotated[
        Path | None, typer.Option(help="With --points: write what was measured as DICOM SR, too.")
    ] = None,
    gsps: Annotated[
        Path | None,
        typer.Option(help="With --points: draw it in a DICOM presentation state, too."),
    ] = None,
    by: Annotated[
        str, typer.Option(help="With --sr or --gsps: name of the person who measured.")
    ] = "",
    series: SeriesOption = None,
    acknowledge_geometry: AcknowledgeOption = False,
    modality: ModalityOption = "",
    as_json: JsonOption = False,
) -> None:
    """Volume, diameters, surface and intensities of every segment; numbers of drawn points."""
    if points is None:
        _require_no_objects(sr, gsps, by)
    if (points is None) == (not mask):
        raise InputError(
            Message("There is nothing to measure.")
            if points is None
            else Message("Masks and points at once."),
            hint=Message("Give --mask FILE, or --points FILE."),
        )
    if points is not None:
        wanted = read_points(points)
        image = open_image(path, series=series, modality=modality)
        drawn = measure_points(image, wanted, acknowledged=acknowledge_geometry, by=by)
        _put_points(drawn, as_json)
        _write_objects(image, drawn, sr, gsps)
        return
    mask = mask or []
    image = _image_of(mask, path, series, modality)
    masks = [one for file in mask for one in read_masks(file, image)]
    rows = [row for one in masks for row in measure(image, one, acknowledged=acknowledge_geometry)]
    notes = [note for one in masks for note in one.notes]
    _tell(notes)
    if as_json:
        print_json(measure_record(image, rows, notes))
        return
    for row in rows:
        _put_row(row, unit_of(image))
    # Of an image whose sizes are withheld each row says why.
    if not any(row.blocked for row in rows):
        _tell([issue.message for issue in image.honesty.issues])


def _number(value: float) -> str:
    return f"{value:.{shown_digits(value, 2, significant=2)}f}"


def _put_row(row: SegmentMeasurement, value_unit: str) -> None:
    put(f"{row.number} {row.label}: {row.voxel_count} voxels")
    axes = listed((row.axis_caveat, row.calibration))
    for name, value, unit, beside in (
        ("volume", row.volume_ml, "mL", NOTHING),
        ("long axis", row.long_axis_mm, "mm", axes),
        ("short axis", row.short_axis_mm, "mm", axes),
        ("area", row.area_mm2, "mm2", row.calibration),
    ):
        if value is not None:
            put(f"  {name} {_number(value)} {unit}{f' ({beside})' if beside else ''}")
    if row.intensity is not None:
        mean, sd = (
            f"{_number(value)} {value_unit}".rstrip()
            for value in (row.intensity.mean, row.intensity.sd)
        )
        put(f"  mean {mean}, SD {sd}")
    if row.calibration and row.area_mm2 is None:
        put(f"  no size in mm: {row.calibration}")
    if row.blocked:
        put(f"  sizes withheld: {row.blocked}")
    for caveat in row.caveats:
        put(f"  note: {caveat}")
