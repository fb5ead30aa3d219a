"""Which tests answer for which module: what they let pass is a gap, however well others do."""

from __future__ import annotations

_RISK = ("tests/unit/risk",)
_SEGMENTS = "tests/unit/quantification/test_segment_measurements.py"
_READINGS = (
    "tests/unit/measuring/test_readings.py",
    "tests/unit/measuring/test_new_readings.py",
    "tests/unit/measuring/test_stored_values.py",
)
_KINDS = (
    *_READINGS,
    "tests/unit/measuring/test_kinds.py",
    "tests/unit/measuring/test_marks_and_handles.py",
    "tests/unit/measuring/test_coded.py",
)
_DRAWN = ("tests/unit/dicom/objects/test_sr_drawn.py",)

AREAS: dict[str, tuple[str, ...]] = {
    "workstation/risk/brock.py": _RISK,
    "workstation/risk/doubling_time.py": _RISK,
    "workstation/risk/emphysema.py": _RISK,
    "workstation/risk/fleischner.py": _RISK,
    "workstation/risk/inputs.py": _RISK,
    "workstation/risk/mayo.py": _RISK,
    "workstation/risk/model.py": _RISK,
    "workstation/risk/nodule_inputs.py": _RISK,
    "workstation/risk/registry.py": _RISK,
    "workstation/risk/rounding.py": _RISK,
    "workstation/domain/geometry.py": ("tests/unit/domain/test_geometry.py",),
    "workstation/quantification/diameters.py": ("tests/unit/quantification/test_diameters.py",),
    "workstation/quantification/field_of_view.py": (
        "tests/unit/quantification/test_field_of_view.py",
    ),
    "workstation/quantification/intensity.py": ("tests/unit/quantification/test_intensity.py",),
    "workstation/quantification/region_statistics.py": (
        "tests/unit/quantification/test_region_statistics.py",
    ),
    "workstation/quantification/segments.py": (
        _SEGMENTS,
        "tests/unit/quantification/test_diameters.py",
    ),
    "workstation/quantification/surface.py": (_SEGMENTS,),
    "workstation/imaging/calipers.py": ("tests/unit/imaging/test_calipers.py",),
    "workstation/imaging/planes.py": ("tests/unit/imaging/test_planes.py",),
    "workstation/imaging/rectify.py": ("tests/unit/imaging/test_rectify.py",),
    "workstation/dicom/stacks/stacks_of_series.py": (
        "tests/unit/dicom/pixels/test_assemble_phantoms.py",
        "tests/unit/dicom/stacks/test_geometry_check.py",
        "tests/unit/dicom/stacks/test_frame_groups.py",
        "tests/unit/dicom/stacks/test_calibration.py",
    ),
    "workstation/dicom/pet/suv.py": (
        "tests/unit/dicom/pet/test_suv_by_hand.py",
        "tests/unit/dicom/pet/test_suv.py",
        "tests/unit/dicom/pet/test_suv_limits.py",
    ),
    "workstation/dicom/objects/sr_write.py": (
        "tests/unit/dicom/objects/test_sr_write.py",
        "tests/unit/dicom/objects/test_seg_sr_rtstruct.py",
    ),
    "workstation/dicom/objects/sr_drawn.py": _DRAWN,
    "workstation/dicom/objects/sr_read.py": _DRAWN,
    "workstation/dicom/objects/sr_check.py": (
        "tests/unit/dicom/objects/test_sr_write.py",
        *_DRAWN,
    ),
    "workstation/measuring/coded.py": ("tests/unit/measuring/test_coded.py",),
    "workstation/measuring/line_readings.py": _READINGS,
    "workstation/measuring/region_readings.py": _READINGS,
    "workstation/measuring/shapes.py": _KINDS,
    "workstation/measuring/kinds/cardiothoracic.py": _KINDS,
    "workstation/measuring/kinds/bidirectional.py": _KINDS,
    "workstation/measuring/kinds/circle.py": _KINDS,
    "workstation/measuring/kinds/cobb.py": _KINDS,
    "workstation/measuring/kinds/probe.py": _KINDS,
    "workstation/imaging/oblique.py": (
        "tests/unit/imaging/test_oblique.py",
        "tests/unit/imaging/test_reslice_kernels.py",
    ),
    "workstation/services/measure_masks.py": ("tests/unit/services/test_measure_masks.py",),
    "workstation/services/open_image.py": ("tests/unit/services/test_open_image.py",),
    "workstation/services/prepare_view.py": ("tests/unit/services/test_prepare_view.py",),
    "workstation/services/register_images.py": ("tests/unit/services/test_register_images.py",),
    "workstation/services/report_from_files.py": ("tests/unit/services/test_report_from_files.py",),
    "workstation/services/state_from_file.py": ("tests/unit/services/test_state_from_file.py",),
}


def chosen(words: str) -> dict[str, tuple[str, ...]]:
    """The modules whose paths hold one of some words, with commas or spaces between; all of none.

    Raises
    ------
    ValueError
        A word is in no path.
    """
    wanted = words.replace(",", " ").replace("workstation.", "").split()
    for word in wanted:
        if not any(word in path or word.replace(".", "/") in path for path in AREAS):
            raise ValueError(f"no module has {word!r} in its path")
    return {
        path: tests
        for path, tests in AREAS.items()
        if not wanted or any(word in path or word.replace(".", "/") in path for word in wanted)
    }
