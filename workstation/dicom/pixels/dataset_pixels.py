"""Frames of a data set that was read whole, by the same decoders as those of images.

pydicom's own plugins fill what is missing of a frame that is cut short, and may end the process.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames

from workstation.dicom.pixels.decode.frame import decode_frame
from workstation.dicom.pixels.decode.frame_size import check_shape
from workstation.dicom.pixels.pixel_values import stored_values
from workstation.dicom.standard.transfer_syntaxes import TRANSFER_SYNTAXES
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.messages import Message


def stored_frames(dataset: Dataset) -> NDArray[Any]:
    """All frames of one sample per pixel.

    Returns
    -------
    (frames, rows, columns)
        Stored values.

    Raises
    ------
    PixelDecodeError
        A frame is absent, cut short or damaged.
    """
    count = int(dataset.get("NumberOfFrames", 1))
    shape = (count, int(dataset.Rows), int(dataset.Columns))
    syntax = TRANSFER_SYNTAXES.get(str(dataset.file_meta.TransferSyntaxUID))
    if syntax is None or not syntax.encapsulated:
        return np.asarray(dataset.pixel_array).reshape(shape)
    image_format = PixelFormat(
        rows=shape[1],
        columns=shape[2],
        frames=count,
        bits_allocated=int(dataset.BitsAllocated),
        bits_stored=int(dataset.BitsStored),
        high_bit=int(dataset.HighBit),
        signed=int(dataset.PixelRepresentation) == 1,
    )
    frames = []
    for data in generate_frames(dataset.PixelData, number_of_frames=count):
        decoded = decode_frame(data, syntax.coding, image_format)
        check_shape(decoded.array, image_format)
        frames.append(stored_values(decoded, image_format))
    if len(frames) != count:
        raise PixelDecodeError(Message("An image has fewer frames than its header says."))
    return np.stack(frames)
