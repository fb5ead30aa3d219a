"""An image as a plugin may see it, and the way of its result back onto the image's own grid."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import FrameSequence, Image, ImageSource, Radiograph, Volume
from workstation.errors import PluginRefusedError
from workstation.imaging.rectify import rectify, slice_origins_lps_mm
from workstation.messages import Message
from workstation.plugin_api.acceptance import age_in_years
from workstation.plugin_api.body_parts import described_parts
from workstation.plugin_api.payloads import ImagePayload
from workstation.processes.cancel import CancelToken


class PluginView:
    """The payload of one image, and how to bring arrays back.

    A sheared or unevenly spaced volume is resampled for the plugin onto an orthogonal,
    uniform grid; labels come back by nearest voxel, saliency maps too.

    Raises
    ------
    PluginRefusedError
        The image is a cine or a color image.
    """

    def __init__(self, image: Image, *, token: CancelToken | None = None) -> None:
        self._source = image
        self._rectified: Volume | None = None
        if isinstance(image, FrameSequence):
            error = PluginRefusedError(
                Message("Plugins work on volumes and radiographs, not on cine or color images."),
                hint=Message("Choose another series."),
            )
            error.reason = Message("works on volumes and radiographs, not on cine or color images")
            raise error
        if isinstance(image, Volume):
            seen = rectify(image, token=token)
            if seen is not image:
                self._rectified = seen
            self.payload = _volume_payload(seen, image)
        else:
            self.payload = _film_payload(image)

    @property
    def was_resampled(self) -> bool:
        """Whether the plugin saw a resampled volume."""
        return self._rectified is not None

    def to_source(self, array: NDArray[Any]) -> NDArray[Any]:
        """An array on the plugin's grid, brought to the image's grid by nearest voxel."""
        if self._rectified is None or not isinstance(self._source, Volume):
            return array
        source, seen = self._source.geometry, self._rectified.geometry
        origins = seen.to_kji(slice_origins_lps_mm(self._source))
        _, rows, columns = source.shape_kji
        result = np.zeros(source.shape_kji, dtype=array.dtype)
        for k, (depth, row, column) in enumerate(origins):
            z = round(float(depth))
            if not 0 <= z < seen.shape_kji[0]:
                continue
            j = np.arange(rows) + round(float(row))
            i = np.arange(columns) + round(float(column))
            inside_j = (j >= 0) & (j < seen.shape_kji[1])
            inside_i = (i >= 0) & (i < seen.shape_kji[2])
            result[k][np.ix_(inside_j, inside_i)] = array[z][np.ix_(j[inside_j], i[inside_i])]
        return result


def _volume_payload(seen: Volume, source: Volume) -> ImagePayload:
    origins = slice_origins_lps_mm(source)
    gaps = np.abs(np.diff(origins @ source.geometry.normal_lps)) if len(origins) > 1 else None
    about = source.source
    return ImagePayload(
        array=seen.array,
        affine_lps=np.array(seen.geometry.affine_lps),
        modality=about.modality,
        quantity=source.quantity,
        padding=None if seen.padding is None else np.asarray(seen.padding),
        inverted=source.inverted,
        windows=source.windows,
        body_part=about.body_part,
        age_years=_age(source),
        acquired_slice_spacing_mm=float(gaps.max()) if gaps is not None and gaps.size else None,
        technique=_technique(about),
        described_parts=parts_named(about),
    )


def _film_payload(film: Radiograph) -> ImagePayload:
    about = film.source
    return ImagePayload(
        array=film.array,
        modality=about.modality,
        quantity=film.quantity,
        spacing_ji_mm=film.geometry.spacing_ji_mm,
        padding=film.padding,
        inverted=film.inverted,
        windows=film.windows,
        body_part=about.body_part,
        view_position=about.view_position,
        orientation_letters=film.geometry.orientation_letters,
        age_years=_age(film),
        technique=_technique(about),
        described_parts=parts_named(about),
    )


def parts_named(about: ImageSource) -> tuple[str, ...]:
    """Terms of the parts of the body that descriptions of an image name; never their words."""
    return described_parts(about.description, about.study_description)


def _age(image: Volume | Radiograph) -> float | None:
    patient = image.source.patient
    return age_in_years(patient.age, patient.birth_date, image.source.study_date)


def _technique(about: ImageSource) -> tuple[tuple[str, str], ...]:
    """Facts of acquisition in English, as plugins look for them."""
    return tuple((str(name), str(value)) for name, value in about.technique)
