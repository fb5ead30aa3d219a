"""Pages of an encapsulated PDF as pictures, rendered in the child."""

from __future__ import annotations

from typing import Any

import numpy as np
import pydicom
import pypdfium2

from workstation.dicom.isolation.faults import UnreadableError
from workstation.messages import Message

_MOST_PAGES = 5000
_WIDEST_PX, _TALLEST_PX = 4000, 8000


def read_page(path: str, page: int, width_px: int) -> tuple[dict[str, Any], bytes]:
    """One page of an encapsulated PDF (PS3.3 C.24.2).

    Parameters
    ----------
    page : int
        From 0.
    width_px : int
        Of the picture, whose height follows from the page.

    Returns
    -------
    tuple of dict and bytes
        How many pages there are, and the shape (rows, columns, 3); RGB.

    Raises
    ------
    UnreadableError
        The object holds no PDF, a damaged or a locked one.
    """
    data_set = pydicom.dcmread(path, force=True)
    content = data_set.get("EncapsulatedDocument")
    if not content:
        raise UnreadableError(Message("holds no document"))
    try:
        document = pypdfium2.PdfDocument(bytes(content))
        count = min(len(document), _MOST_PAGES)
        if not 0 <= page < count:
            raise UnreadableError(Message("has no such page"))
        sheet = document[page]
        wide, tall = sheet.get_size()
        scale = min(min(width_px, _WIDEST_PX) / wide, _TALLEST_PX / tall)
        picture = sheet.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_numpy()
    except pypdfium2.PdfiumError as fault:
        raise UnreadableError(Message("holds a PDF that is damaged or locked")) from fault
    rgb = np.ascontiguousarray(picture[..., :3])
    return {"pages": count, "shape": list(rgb.shape)}, rgb.tobytes()
