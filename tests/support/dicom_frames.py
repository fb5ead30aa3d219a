"""Header and decoded frames of one file, without a scan."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.headers.file_header import FileHeader, header_of_reply, header_of_walked
from workstation.dicom.headers.walker import walk
from workstation.dicom.pixels.frame_reader import FallbackDecoder, FrameReader
from workstation.dicom.pixels.pixel_values import quantity_values, rgb_values, stored_values
from workstation.dicom.reader_process.main import answer
from workstation.domain.study import FrameRef


@lru_cache(maxsize=512)
def header_of(path: Path) -> FileHeader:
    """The record of a file, by the walker or, in this process, by the child's reader."""
    walked = walk(str(path))
    if walked is not None:
        return header_of_walked(str(path), walked)
    reply, _payload = answer({"job": "header", "path": str(path)})
    return header_of_reply(str(path), reply)


def decoded_frames(header: FileHeader, *, quantity: bool = False) -> NDArray[Any]:
    """Stored values (or quantity values), or RGB of files with three samples; all frames."""
    assert header.pixels is not None
    image_format = header.pixels.format
    fallback = FallbackDecoder()
    frames = []
    try:
        for frame in header.frames:
            reference = FrameRef(
                path=header.path,
                sop_instance_uid=header.sop_instance_uid,
                sop_class_uid=header.sop_class_uid,
                transfer_syntax_uid=header.syntax.uid,
                frame_index=frame.number,
                rescale=frame.rescaling[:2],
                pixels=header.pixels,
            )
            with FrameReader(reference, fallback) as reader:
                decoded = reader.decode(reference)
            if image_format.samples == 3 and image_format.bits_allocated == 8:
                frames.append(rgb_values(decoded, image_format))
                continue
            stored = stored_values(decoded, image_format)
            if quantity:
                stored = quantity_values(stored, frame.rescaling[:2], image_format.modality_lut)
            frames.append(stored)
    finally:
        fallback.close()
    return np.stack(frames)
