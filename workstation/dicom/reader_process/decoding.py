"""Frames decoded in a reading process: what the first library refused, and large ones."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pydicom
from pydicom.pixels.decoders.base import get_decoder

from workstation.dicom.isolation.faults import FAULTS, UnreadableError
from workstation.dicom.pixels.decode.frame import decode_frame as decode_first
from workstation.dicom.standard.transfer_syntaxes import Coding
from workstation.domain.pixel_source import PixelFormat, PixelKind
from workstation.errors import PixelDecodeError
from workstation.messages import Message


def decode_frame(path: str, frame: int) -> tuple[dict[str, Any], bytes]:
    """Stored values of one frame, decoded by one of pydicom's plugins.

    SimpleITK is not asked: it gives values that are rescaled already.

    Raises
    ------
    UnreadableError
        None of them could decode the frame.
    """
    data_set = pydicom.dcmread(path, force=True)
    try:
        decoder = get_decoder(data_set.file_meta.TransferSyntaxUID)
        array, meta = decoder.as_array(data_set, index=frame, raw=True)
    except FAULTS as fault:
        raise UnreadableError(
            Message("no library decodes its pixels ({names})", names=type(fault).__name__)
        ) from None
    array = np.ascontiguousarray(array)
    head = {
        "shape": list(array.shape),
        "dtype": array.dtype.str,
        "photometric": str(meta["photometric_interpretation"]),
    }
    return head, array.tobytes()


def decode_large_frame(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """One frame by the first-choice decoder, within the memory of this process.

    Raises
    ------
    UnreadableError
        It is damaged.
    """
    with open(request["path"], "rb") as file:  # noqa: PTH123 - the path is opaque here
        data = b"".join(os.pread(file.fileno(), size, at) for at, size in request["fragments"])
    described = request["format"]
    image_format = PixelFormat(**{**described, "kind": PixelKind(described["kind"])})
    try:
        decoded = decode_first(data, Coding(request["coding"]), image_format)
    except PixelDecodeError as fault:
        raise UnreadableError(fault.message) from None
    array = np.ascontiguousarray(decoded.array)
    head = {
        "shape": list(array.shape),
        "dtype": array.dtype.str,
        "precision": decoded.precision,
        "is_rgb": decoded.is_rgb,
        "exact": decoded.exact,
    }
    return head, array.tobytes()
