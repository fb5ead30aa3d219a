"""The Python face of the program, for notebooks and scripts.

Stable and typed; everything here is also a command. Arrays are [k, j, i], `affine_lps`
maps (k, j, i, 1) to LPS mm.

>>> from workstation import api
>>> volume = api.open_series("study")                                    # doctest: +SKIP
>>> result = api.run_plugin(volume, "lungs_ct")                          # doctest: +SKIP
>>> [f.label for f in result.findings]                                   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.mask import Mask
from workstation.domain.report import PageSize
from workstation.domain.risk import RiskScore
from workstation.domain.study import ScanReport
from workstation.errors import MaskReadError
from workstation.messages import Message
from workstation.processes.program_queue import program_queue
from workstation.processes.runner import Priority
from workstation.quantification.segments import SegmentMeasurement
from workstation.services import assess_risk as risk_service
from workstation.services import open_study
from workstation.services.export_masks import write_segmentation_file
from workstation.services.measure_masks import measure as measure_mask
from workstation.services.measure_points import WantedMeasurement
from workstation.services.measure_points import measure_points as measure_at_points
from workstation.services.measurement_report import write_sr as write_measurement_sr
from workstation.services.open_image import open_image
from workstation.services.presentation_state import nothing_drawn, write_state
from workstation.services.read_masks import read_masks
from workstation.services.run_plugin import PluginRunner
from workstation.services.state_from_file import state_from_file as read_state
from workstation.services.write_report import ReportRequest, build_content, write
from workstation.session.annotations import Annotation
from workstation.session.risk_case import PatientState

__all__ = [
    "AnalysisResult",
    "Annotation",
    "Finding",
    "FrameSequence",
    "Mask",
    "PatientState",
    "Radiograph",
    "RiskScore",
    "ScanReport",
    "SegmentMeasurement",
    "Volume",
    "WantedMeasurement",
    "assess_risk",
    "measure",
    "measure_points",
    "open_series",
    "read_mask",
    "run_plugin",
    "scan",
    "state_from_file",
    "write_presentation_state",
    "write_report",
    "write_seg",
    "write_sr",
]


def scan(path: str | Path) -> ScanReport:
    """Find studies, series and stacks, and every file that is left out with its reason.

    Parameters
    ----------
    path : str or Path
        Folder, file, DICOMDIR or ZIP.

    Raises
    ------
    InputError
        The path does not exist.
    """
    return open_study.scan(Path(path))


def open_series(
    path: str | Path, series: str | int | None = None, *, modality: str = ""
) -> Volume | Radiograph | FrameSequence:
    """Open one series as an image.

    Parameters
    ----------
    path : str or Path
        Folder, file, DICOMDIR or ZIP; or a NIfTI, NRRD, MetaImage, PNG or
        JPEG file.
    series : str, int or None
        Series Instance UID or Series Number; None takes the largest volume, else the first
        image.
    modality : str
        For files that state none, e.g. "CT".

    Returns
    -------
    Volume, Radiograph or FrameSequence
        With `.array`, `.geometry` and `.quantity`.

    Raises
    ------
    InputError
        Nothing there can be shown.
    """
    return open_image(Path(path), series=series, modality=modality)


def run_plugin(
    image: Image,
    plugin_id: str,
    *,
    device: str = "auto",
    state: PatientState | None = None,
    **parameters: object,
) -> AnalysisResult:
    """Run a plugin in a worker process and wait for it.

    Parameters
    ----------
    device : str
        "auto", "cpu" or "cuda".
    state : PatientState, optional
        What is known of the patient, for a risk plugin; other plugins do not see it. Without it a
        risk plugin knows what the image states.
    **parameters
        Parameters of the plugin; see ``lightbox plugins list --json``.

    Raises
    ------
    PluginError
        The plugin refused the image or did not come to an end.
    """
    with PluginRunner(device) as runner, program_queue() as queue:
        task = partial(runner.run, image, plugin_id, parameters, state=state)
        return queue.submit(task, priority=Priority.ANALYSIS).result()


def state_from_file(path: str | Path, image: Image, *, finding: str = "") -> PatientState:
    """Findings, measurements and scores of a result file, for a risk plugin.

    Parameters
    ----------
    path : str or Path
        `result.json` of `lightbox analyze`, as reviewed.
    image : Volume, Radiograph or FrameSequence
        That it is about.
    finding : str
        Id of the finding that is to be scored; empty for none.

    Raises
    ------
    InputError
        It is of another series, was changed after it was measured, or cannot be read.
    """
    return read_state(Path(path), image, chosen=finding)


def read_mask(path: str | Path, like: Image) -> Mask:
    """Read a SEG, RTSTRUCT, NIfTI, NRRD or MetaImage mask onto the grid of `like`.

    Raises
    ------
    MaskReadError
        The file is no mask, does not lie on the image, or holds overlapping segments,
        which one label image cannot; `read_masks` of the services gives them all.
    """
    masks = read_masks(Path(path), like)
    if len(masks) > 1:
        raise MaskReadError(
            Message(
                "{name} holds {count} layers that may overlap.",
                name=Path(path).name,
                count=len(masks),
            ),
            hint=Message("Use workstation.services.read_masks.read_masks for all of them."),
        )
    return masks[0]


def measure(
    image: Image, mask: Mask, *, acknowledge_geometry: bool = False
) -> tuple[SegmentMeasurement, ...]:
    """Volume, diameters, surface and intensities of every segment.

    Sizes are withheld while slices are missing or uneven, unless `acknowledge_geometry`.

    Raises
    ------
    MaskReadError
        Mask and image do not share a grid.
    """
    return measure_mask(image, mask, acknowledged=acknowledge_geometry)


def measure_points(
    image: Image,
    wanted: Sequence[WantedMeasurement],
    *,
    acknowledge_geometry: bool = False,
    by: str = "",
) -> tuple[Annotation, ...]:
    """Lengths, angles, axes and regions from points, as the window measures them.

    Points are (x, y, z) LPS mm on a volume, (row, column) on films and frames. Millimeters that
    the geometry does not allow are withheld, unless `acknowledge_geometry`. `by` is who measures.

    Raises
    ------
    InputError
        A measurement has too few or too many points, or does not lie on one plane.
    """
    return measure_at_points(image, wanted, acknowledged=acknowledge_geometry, by=by)


def assess_risk(model: str, inputs: Mapping[str, Any]) -> RiskScore:
    """Score with a published model; see ``lightbox risk --list --json``.

    Raises
    ------
    RiskInputError
        The model is unknown, or an input is missing, unknown or impossible.
    """
    return risk_service.assess(model, inputs)


def write_report(
    path: str | Path,
    image: Image,
    findings: Sequence[Finding],
    *,
    masks: Sequence[Mask] = (),
    runs: Sequence[AnalysisResult] = (),
    risks: Sequence[RiskScore] = (),
    impression: str = "",
    signed_by: str = "",
    page_size: str = "a4",
) -> str:
    """Write a PDF report; returns its document hash.

    Without `signed_by` it is a watermarked draft; with it, only accepted and edited
    findings are printed.

    Raises
    ------
    ReportError
        It cannot be signed.
    OutputError
        It cannot be written.
    """
    content = build_content(
        ReportRequest(
            image=image,
            findings=findings,
            masks=masks,
            runs=runs,
            risks=risks,
            impression=impression,
            signed_by=signed_by,
        )
    )
    return write(content, Path(path), page_size=PageSize(page_size))


def write_seg(path: str | Path, mask: Mask, image: Image) -> str:
    """Write a mask as DICOM SEG, verified voxel for voxel; returns its SOP Instance UID.

    Raises
    ------
    MaskReadError
        The mask is empty, or the image was not read from DICOM.
    OutputError
        The file cannot be written or differs when read again.
    """
    return write_segmentation_file(mask, image, Path(path))


def write_sr(
    path: str | Path,
    image: Image,
    findings: Sequence[Finding] = (),
    measurements: Sequence[Annotation] = (),
) -> tuple[Message, ...]:
    """Write findings and measurements as DICOM SR, unverified; returns what it leaves out.

    It was read again and compared. A file that is there already is not written over.

    Raises
    ------
    MaskReadError
        There is nothing to write.
    OutputError
        The image was not read from DICOM, or the file cannot be written or differs when read again.
    """
    return write_measurement_sr(Path(path), image, findings, measurements).notes


def write_presentation_state(
    path: str | Path, image: Image, measurements: Sequence[Annotation]
) -> tuple[Message, ...]:
    """Write measurements as a DICOM presentation state; returns what it leaves out.

    Grayscale, or color for color images. It was read again and compared. A file that is there
    already is not written over.

    Raises
    ------
    OutputError
        Nothing of them lies in the images, the image was not read from DICOM, or the file cannot
        be written or differs when read again.
    """
    written = write_state(Path(path), image, measurements)
    if not written.uid:
        raise nothing_drawn()
    return written.notes
