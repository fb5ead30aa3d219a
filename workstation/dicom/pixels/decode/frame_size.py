"""Whether a compressed frame is the image that its header announces."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from workstation.dicom.pixels.codestream import Codestream
from workstation.dicom.pixels.decode.decoded import UnusableFrameError
from workstation.domain.pixel_source import PixelFormat
from workstation.messages import Message


def check_size(stream: Codestream, image_format: PixelFormat, coding: str) -> None:
    """Compare rows, columns, samples and bits before anything is allocated for them.

    Raises
    ------
    UnusableFrameError
        The code stream holds an image of another size, of other samples, or of more bits than fit.
    """
    if (stream.rows, stream.columns) != (image_format.rows, image_format.columns):
        raise UnusableFrameError(
            Message("A {coding} frame has another size than its header says.", coding=coding)
        )
    if stream.components != image_format.samples:
        raise UnusableFrameError(
            Message(
                "A {coding} frame holds {components} samples per pixel, its header says {samples}.",
                coding=coding,
                components=stream.components,
                samples=image_format.samples,
            )
        )
    if stream.precision > image_format.bits_allocated:
        raise UnusableFrameError(
            Message(
                "A {coding} frame holds {precision} bits per sample, its header allows {bits}.",
                coding=coding,
                precision=stream.precision,
                bits=image_format.bits_allocated,
            )
        )


def check_shape(array: NDArray[Any], image_format: PixelFormat) -> None:
    """Compare what a decoder gave back with the header, whichever decoder it was.

    Raises
    ------
    UnusableFrameError
        Rows, columns or samples differ.
    """
    expected = (image_format.rows, image_format.columns)
    samples = array.shape[2] if array.ndim == 3 else 1
    if array.ndim not in {2, 3} or array.shape[:2] != expected or samples != image_format.samples:
        raise UnusableFrameError(Message("A decoded frame has another size than its header says."))
