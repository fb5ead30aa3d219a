"""The child process that parses files which are not plain, and decodes with fall-back libraries.

It answers each request with JSON, and raw bytes behind it. Its memory is limited before any file
is opened, so a file that claims gigabytes ends as an answer, not as a full machine. Values
travel as Latin-1 strings; nothing is unpickled on either side.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pydicom
from pydicom import config
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

from workstation.dicom.isolation.faults import FAULTS, UnreadableError
from workstation.dicom.reader_process.display import overlay_bits, read_display
from workstation.dicom.reader_process.study_objects import read_report, read_study_object
from workstation.dicom.reader_process.video import decode_video
from workstation.dicom.standard.tags import OF_FILE_META, PIXEL_TAGS, WANTED, WANTED_SEQUENCES
from workstation.dicom.standard.transfer_syntaxes import (
    DEFLATED_LE,
    EXPLICIT_BE,
    EXPLICIT_LE,
    IMPLICIT_LE,
)
from workstation.messages import Message, words_of
from workstation.processes.channel import Channel
from workstation.processes.child_side import limit_own_memory, open_parent_channel

LARGEST_INFLATED_HEADER = 32 * 1024 * 1024
LARGEST_META = 64 * 1024
LARGEST_KEPT_VALUE = 4 * 1024 * 1024
DEEPEST_ITEM = 8
_DIRECTORY_RECORDS = 0x00041220
_BINARY = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}
_EXPLICIT_LONG = frozenset(
    {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"}
)


def read_header(path: str) -> dict[str, Any]:
    """The wanted attributes of a file and the place of its pixels.

    Raises
    ------
    UnreadableError
        The file is no DICOM, or broken in a way that is put into words.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - the path is opaque here
        syntax, meta_end = _transfer_syntax(file)
        if syntax == DEFLATED_LE:
            data_set, source = _read_deflated(file, meta_end)
            explicit, big_endian = True, False
        else:
            file.seek(0)
            data_set = pydicom.dcmread(file, stop_before_pixels=True, force=True)
            source = file
            implicit, little = data_set.original_encoding
            explicit, big_endian = not implicit, not little
        position = source.tell()
        if len(data_set) == 0:
            raise UnreadableError(Message("is not a DICOM file"))
        raw, sequences = _tree(data_set, 0, ">" if big_endian else "<")
        raw = _of_file_meta(data_set) | {number: value for number, value in raw.items() if value}
        pixel = _pixel_element(source, position, big_endian=big_endian)
        words = _stored_in_words(source, position)
    if not syntax:
        syntax = EXPLICIT_BE if big_endian else EXPLICIT_LE if explicit else IMPLICIT_LE
        if pixel is not None and pixel[2] == 0xFFFFFFFF:
            raise UnreadableError(Message("does not state how its pixels are compressed"))
    return {
        "syntax": syntax,
        "big_endian": big_endian,
        "raw": raw,
        "sequences": sequences,
        "pixel": pixel,
        "pixel_words": words,
        "references": _references(data_set),
        "encrypted": "EncryptedAttributesSequence" in data_set and "Rows" not in data_set,
        "file_bytes": Path(path).stat().st_size,
    }


def _transfer_syntax(file: BinaryIO) -> tuple[str, int]:
    """Transfer Syntax UID of the File Meta group, empty when there is none, and the group's end."""
    head = file.read(LARGEST_META)
    position = 132 if head[128:132] == b"DICM" else 0
    uid = ""
    while position + 12 <= len(head):
        group, element, vr, length = struct.unpack_from("<HH2sH", head, position)
        if group != 2:
            break
        value = position + 8
        if vr.decode("latin-1") in _EXPLICIT_LONG:
            length = struct.unpack_from("<I", head, value)[0]
            value += 4
        position = value + length
        if element == 0x0010:
            uid = head[value:position].strip(b" \0").decode("latin-1")
    return uid, position


def _read_deflated(file: BinaryIO, meta_end: int) -> tuple[Dataset, BinaryIO]:
    file.seek(meta_end)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = inflater.decompress(file.read(LARGEST_INFLATED_HEADER), LARGEST_INFLATED_HEADER)
    source = BytesIO(inflated)
    data_set = read_dataset(
        source,
        is_implicit_VR=False,
        is_little_endian=True,
        stop_when=lambda tag, _vr, _length: tag in PIXEL_TAGS,
    )
    if source.tell() >= LARGEST_INFLATED_HEADER:
        raise UnreadableError(Message("expands to an absurd size when it is inflated"))
    return data_set, source


def _tree(data_set: Dataset, depth: int, order: str) -> tuple[dict[str, str], dict[str, list[Any]]]:
    raw: dict[str, str] = {}
    sequences: dict[str, list[Any]] = {}
    for tag in data_set.keys():  # noqa: SIM118 - iterating a Dataset converts every element
        number = int(tag)
        if number in WANTED_SEQUENCES and depth < DEEPEST_ITEM:
            value = data_set[tag].value
            if isinstance(value, Sequence):
                sequences[str(number)] = [_tree(item, depth + 1, order) for item in value]
        elif number in WANTED:
            encoded = _encoded(data_set.get_item(tag), order)
            if encoded is not None and len(encoded) <= LARGEST_KEPT_VALUE:
                raw[str(number)] = encoded.decode("latin-1")
    return raw, sequences


def _of_file_meta(data_set: Dataset) -> dict[str, str]:
    """UIDs of the object that data sets may leave out."""
    meta = getattr(data_set, "file_meta", None) or Dataset()
    found: dict[str, str] = {}
    for of_meta, of_data_set in OF_FILE_META.items():
        encoded = _encoded(meta.get_item(of_meta), "<") if of_meta in meta else None
        if encoded:
            found[str(of_data_set)] = encoded.decode("latin-1")
    return found


def _encoded(element: DataElement | RawDataElement, order: str) -> bytes | None:
    """The value as in the file; pydicom has already converted a few elements.

    Pixel Representation is one of them, as soon as a sequence has been looked into.
    """
    value = element.value
    if isinstance(element, RawDataElement) or isinstance(value, bytes):
        return value if isinstance(value, bytes) else None
    if value is None:
        return None
    values = value if isinstance(value, MultiValue | list) else [value]
    code = _BINARY.get(element.VR)
    if code is not None and all(isinstance(each, int | float) for each in values):
        return struct.pack(f"{order}{len(values)}{code}", *values)
    return "\\".join(str(each) for each in values).encode("latin-1", "replace")


def _pixel_element(
    source: BinaryIO, position: int, *, big_endian: bool
) -> tuple[int, int, int] | None:
    """Tag, value offset and length of the pixel element at `position`; None at the end."""
    source.seek(position)
    head = source.read(12)
    if len(head) < 8:
        return None
    order = ">" if big_endian else "<"
    group, element = struct.unpack_from(order + "HH", head)
    tag = (group << 16) | element
    if tag not in PIXEL_TAGS:
        return None
    # The element itself shows how it is written, whatever the File Meta group says: as a length
    # the letters of these value representations would be odd, which none is (PS3.5 7.1).
    vr = head[4:6].decode("latin-1")
    if vr in _EXPLICIT_LONG:
        if len(head) < 12:
            return None
        return tag, position + 12, int(struct.unpack_from(order + "I", head, 8)[0])
    if vr in {"SS", "US"}:
        return tag, position + 8, int(struct.unpack_from(order + "H", head, 6)[0])
    return tag, position + 8, int(struct.unpack_from(order + "I", head, 4)[0])


def _stored_in_words(source: BinaryIO, position: int) -> bool:
    """Whether the pixel element is OW: in big-endian files its byte pairs are swapped."""
    source.seek(position + 4)
    return source.read(2) == b"OW"


def _references(data_set: Dataset) -> list[list[str]] | None:
    """Referenced File IDs of a DICOMDIR, each as its path components; None for other files."""
    if _DIRECTORY_RECORDS not in data_set:
        return None
    found: list[list[str]] = []
    for record in data_set[_DIRECTORY_RECORDS].value or ():
        value = record.get("ReferencedFileID")
        if value:
            found.append([str(v) for v in value] if isinstance(value, MultiValue) else [str(value)])
    return found


def _decoded(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    # Codecs are loaded where frames are decoded; most of these processes read headers only.
    from workstation.dicom.reader_process.decoding import decode_frame, decode_large_frame

    if request["job"] == "decode_large":
        return decode_large_frame(request)
    return decode_frame(request["path"], request["frame"])


def _page(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    # Few files hold pages.
    from workstation.dicom.reader_process.pages import read_page

    return read_page(request["path"], request["page"], request["width"])


def _plainly(
    read: Callable[[str], dict[str, Any]],
) -> Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]:
    """A job that answers about a file without a payload."""
    return lambda request: (read(request["path"]), b"")


_JOBS: dict[str, Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]] = {
    "header": _plainly(read_header),
    "video": decode_video,
    "overlay_bits": _plainly(lambda path: {"positions": overlay_bits(path)}),
    "display": _plainly(read_display),
    "object": _plainly(read_study_object),
    "report": _plainly(read_report),
    "page": _page,
}


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do one request; a known fault becomes a reason in words."""
    try:
        return _JOBS.get(request["job"], _decoded)(request)
    except UnreadableError as fault:
        return {"reason": words_of(fault)}, b""
    except RecursionError:
        return {"reason": Message("has sequences nested too deeply to be an image")}, b""
    except MemoryError:
        return {"reason": Message("asks for more memory than reading a file may take")}, b""
    except (PermissionError, FileNotFoundError, IsADirectoryError) as fault:
        return {"reason": Message("cannot be opened ({strerror})", strerror=fault.strerror)}, b""
    except EOFError:
        return {"reason": Message("is cut short: its header is not complete")}, b""
    except zlib.error:
        return {"reason": Message("is deflated, and its compressed data are damaged")}, b""
    except FAULTS as fault:
        return {
            "reason": Message(
                "is damaged: its header cannot be read ({fault})", fault=type(fault).__name__
            )
        }, b""


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return value.plain
    raise TypeError(f"{type(value).__name__} is not sent")


def main(channel: Channel, extra_bytes: int) -> None:
    """Answer requests until the owner hangs up."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    config.settings.reading_validation_mode = config.IGNORE
    limit_own_memory(extra_bytes)
    while True:
        try:
            request = json.loads(channel.receive())
        except EOFError:
            return
        head, payload = answer(request)
        head["payload"] = len(payload)
        channel.send(json.dumps(head, default=_plain).encode("ascii"), payload)


if __name__ == "__main__":
    main(open_parent_channel(sys.argv[1]), int(sys.argv[2]))
