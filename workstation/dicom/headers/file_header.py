"""One small record per file: identity, geometry of each frame, place of the pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from workstation.dicom.headers.frame_geometry import FrameHeader, classic_frames, enhanced_frames
from workstation.dicom.headers.walker import Walked
from workstation.dicom.pixels.encapsulation import check_complete
from workstation.dicom.pixels.image_pixel import pixel_source
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.sop_classes import (
    describe_object,
    is_not_an_image,
    is_whole_slide,
    modality_of,
)
from workstation.dicom.standard.tags import tag
from workstation.dicom.standard.transfer_syntaxes import (
    TRANSFER_SYNTAXES,
    Coding,
    TransferSyntax,
    is_readable,
)
from workstation.domain.pixel_source import PixelSource
from workstation.errors import DicomReadError, PixelDecodeError
from workstation.messages import Message

_SOP_CLASS, _SOP_INSTANCE = tag("SOPClassUID"), tag("SOPInstanceUID")
_STUDY, _SERIES = tag("StudyInstanceUID"), tag("SeriesInstanceUID")
_MODALITY, _INSTANCE = tag("Modality"), tag("InstanceNumber")
_FRAME_OF_REFERENCE = tag("FrameOfReferenceUID")
_PER_FRAME = tag("PerFrameFunctionalGroupsSequence")
_SHARED = tag("SharedFunctionalGroupsSequence")
_BYTE = 8


class FileHeader(NamedTuple):
    """What one file says about itself.

    `pixels` is None for objects that are no images, e.g. reports; `object_name` names them.
    """

    path: str
    attributes: Attributes
    syntax: TransferSyntax
    sop_class_uid: str
    sop_instance_uid: str
    study_uid: str
    series_uid: str
    modality: str
    instance_number: int
    frame_of_reference_uid: str
    pixels: PixelSource | None
    frames: tuple[FrameHeader, ...]
    object_name: str = ""


def header_of_walked(path: str, walked: Walked) -> FileHeader:
    """The record of a plain file.

    Raises
    ------
    DicomReadError
        The file is an image that cannot be read; the message completes "this file …".
    """
    pixel = (walked.pixel_tag, walked.pixel_offset, walked.pixel_length)
    return _header(path, Attributes(walked.raw), walked.syntax, pixel, walked.file_bytes)


def header_of_reply(path: str, reply: dict[str, Any]) -> FileHeader:
    """The record of a file that a child process read.

    Raises
    ------
    DicomReadError
        The file could not be read, or is an image that cannot be used.
    """
    if "reason" in reply:
        raise DicomReadError(reply["reason"])
    if reply["encrypted"]:
        raise DicomReadError(Message("is encrypted"))
    syntax = TRANSFER_SYNTAXES.get(reply["syntax"])
    if syntax is None:
        raise DicomReadError(
            Message(
                "uses the unknown transfer syntax {reply}",
                reply=reply["syntax"] or Message("(none)"),
            )
        )
    attributes = _attributes([reply["raw"], reply["sequences"]], big_endian=reply["big_endian"])
    pixel = reply["pixel"]
    header = _header(path, attributes, syntax, tuple(pixel) if pixel else None, reply["file_bytes"])
    if not (syntax.big_endian and reply["pixel_words"]) or header.pixels is None:
        return header
    halves = header.pixels.format.bits_allocated <= _BYTE
    swapped = replace(header.pixels.format, swapped_words=halves)
    return header._replace(pixels=replace(header.pixels, format=swapped))


def _attributes(
    tree: list[Any], *, big_endian: bool, encodings: list[str] | None = None
) -> Attributes:
    raw = {int(number): value.encode("latin-1") for number, value in tree[0].items()}
    attributes = Attributes(raw, big_endian=big_endian, encodings=encodings)
    if 0x00080005 in raw or encodings is None:
        encodings = attributes.encodings()
    attributes.sequences = {
        int(number): [
            _attributes(item, big_endian=big_endian, encodings=encodings) for item in items
        ]
        for number, items in tree[1].items()
    }
    return attributes


def _check_complete(path: str, pixels: PixelSource, syntax: TransferSyntax) -> None:
    try:
        check_complete(path, pixels, syntax.coding)
    except PixelDecodeError as fault:
        raise PixelDecodeError(
            Message("is cut short: its compressed pixels are not complete"), detail=str(fault)
        ) from fault
    except OSError as error:
        raise DicomReadError(
            Message("cannot be opened ({strerror})", strerror=error.strerror)
        ) from error


def _header(
    path: str,
    attributes: Attributes,
    syntax: TransferSyntax,
    pixel: tuple[int, int, int] | None,
    file_bytes: int,
) -> FileHeader:
    sop_class = attributes.string(_SOP_CLASS)
    pixels: PixelSource | None = None
    frames: tuple[FrameHeader, ...] = ()
    name = ""
    if is_not_an_image(sop_class):
        name = describe_object(sop_class)
    elif is_whole_slide(sop_class):
        raise DicomReadError(Message("is a whole slide image; its tiles are not shown"))
    elif pixel is None:
        if not sop_class and not attributes.string(_SOP_INSTANCE):
            raise DicomReadError(
                Message("holds no DICOM image or document (no SOP class, no pixels)")
            )
        raise DicomReadError(
            Message(
                "has no pixel data ({describe_object})", describe_object=describe_object(sop_class)
            )
        )
    elif not is_readable(syntax.uid):
        raise DicomReadError(
            Message(
                "holds {coding}, which is not supported ({name})",
                coding=syntax.coding,
                name=syntax.name,
            )
        )
    else:
        pixels = pixel_source(attributes, syntax, pixel, file_bytes)
        count = pixels.format.frames
        # Files of a series are looked at one by one, so that a cut one does not refuse them all.
        if count == 1 and pixels.length < 0 and syntax.coding is not Coding.VIDEO:
            _check_complete(path, pixels, syntax)
        if attributes.items(_PER_FRAME) or attributes.items(_SHARED):
            frames = enhanced_frames(attributes, count)
        else:
            frames = classic_frames(attributes, count)
    return FileHeader(
        path,
        attributes,
        syntax,
        sop_class,
        attributes.string(_SOP_INSTANCE),
        attributes.string(_STUDY),
        attributes.string(_SERIES),
        # A code string, which some writers put in small letters.
        attributes.string(_MODALITY).upper() or modality_of(sop_class),
        attributes.integer(_INSTANCE) or 0,
        attributes.string(_FRAME_OF_REFERENCE),
        pixels,
        frames,
        name,
    )
