"""Small images in every storable form of pixels, as pydicom, GDCM and DCMTK write them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from openjpeg.utils import encode_array
from pydicom.dataset import Dataset
from pydicom.uid import (
    JPEG2000,
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from tests.support.dicom_phantoms import blank, compress

ROWS, COLUMNS = 34, 36
RESCALES = ((1.0, 0.0), (1.0, -1024.0), (0.1457, 3.5), (-2.0, 100.0))


@dataclass(frozen=True, kw_only=True)
class Form:
    """How the pixels of one image are stored.

    `extended` is whether the bits above a signed value repeat its sign; they are clear elsewhere.
    """

    allocated: int
    stored: int
    high: int
    signed: bool = False
    extended: bool = True
    photometric: str = "MONOCHROME2"
    planar: int = 0
    rescale: tuple[float, float] = (1.0, 0.0)

    @property
    def samples(self) -> int:
        return 3 if self.photometric in {"RGB", "YBR_FULL", "YBR_FULL_422"} else 1

    @property
    def name(self) -> str:
        sign = ("s" if self.extended else "c") if self.signed else "u"
        slope, intercept = self.rescale
        return (
            f"{self.photometric}-{self.allocated}-{self.stored}-{self.high}{sign}"
            f"-p{self.planar}-{slope:g}-{intercept:g}"
        )


@dataclass(frozen=True, kw_only=True)
class Written:
    """One file of the matrix, with the values that were stored in it."""

    path: Path
    form: Form
    values: NDArray[Any]
    writer: str
    lossy: bool = False


def values_of(form: Form) -> NDArray[Any]:
    """Values that reach both ends of their range, (rows, columns) or (rows, columns, 3).

    A smooth ramp, which lossy codings keep, with the ends of the range beside it.
    """
    bits = form.stored
    low = -(2 ** (bits - 1)) if form.signed else 0
    high = low + 2**bits - 1
    j, i = np.indices((ROWS, COLUMNS), dtype=np.float64)
    ramp = low + (high - low) * (j * 2 + i) / (ROWS * 2 + COLUMNS)
    values = np.rint(ramp).astype(np.int64)
    values[:2, :2], values[-2:, -2:] = low, high
    if form.samples == 3:
        values = np.stack([values, values[::-1], np.flip(values)], axis=-1)
    stored: NDArray[Any] = values
    return stored


def data_set_of(form: Form, values: NDArray[Any]) -> Dataset:
    """An uncompressed image in explicit little endian."""
    data_set = blank()
    data_set.Rows, data_set.Columns = values.shape[:2]
    data_set.SamplesPerPixel = form.samples
    data_set.PhotometricInterpretation = form.photometric
    if form.samples == 3:
        data_set.PlanarConfiguration = form.planar
    data_set.BitsAllocated, data_set.BitsStored = form.allocated, form.stored
    data_set.HighBit = form.high
    data_set.PixelRepresentation = int(form.signed)
    if form.samples == 1 and form.photometric != "PALETTE COLOR":
        data_set.RescaleSlope, data_set.RescaleIntercept = (repr(v) for v in form.rescale)
        data_set.RescaleType = "US"
    if form.photometric == "PALETTE COLOR":
        _put_palettes(data_set, form)
    data_set.PixelData = _encoded(form, values)
    data_set["PixelData"].VR = "OB" if form.allocated <= 8 else "OW"
    return data_set


def _put_palettes(data_set: Dataset, form: Form) -> None:
    first = -(2 ** (form.stored - 1)) if form.signed else 0
    count = 2**form.stored
    for number, color in enumerate(("Red", "Green", "Blue")):
        entries = (np.arange(count) * (number + 1) * 65535 / count / 3).astype("<u2")
        name = f"{color}PaletteColorLookupTable"
        setattr(data_set, f"{name}Descriptor", [count % 65536, first, 16])
        data_set[f"{name}Descriptor"].VR = "SS" if form.signed else "US"
        setattr(data_set, f"{name}Data", entries.tobytes())


def _encoded(form: Form, values: NDArray[Any]) -> bytes:
    if form.allocated == 1:
        return _even(np.packbits(values.astype(np.uint8).ravel(), bitorder="little").tobytes())
    words = values << (form.high + 1 - form.stored)
    if form.signed and not form.extended:
        words = words & ((1 << (form.high + 1)) - 1)
    words = words.astype(f"<u{form.allocated // 8}")
    if form.photometric == "YBR_FULL_422":
        pairs = words.reshape(ROWS, COLUMNS // 2, 2, 3)
        words = np.concatenate([pairs[..., 0], pairs[:, :, :1, 1], pairs[:, :, :1, 2]], axis=-1)
    elif form.planar:
        words = np.moveaxis(words, -1, 0)
    return _even(words.tobytes())


def _even(data: bytes) -> bytes:
    return data + b"\0" * (len(data) % 2)


# Writers: each gives the file, or None where it cannot store the form.

Writer = Callable[[Form, NDArray[Any], Path], Path | None]


def native(syntax: str) -> Writer:
    """pydicom, uncompressed."""

    def write(form: Form, values: NDArray[Any], path: Path) -> Path:
        data_set = data_set_of(form, values)
        data_set.file_meta.TransferSyntaxUID = UID(syntax)
        if syntax == ExplicitVRBigEndian and form.allocated > 8:
            words = np.frombuffer(data_set.PixelData, f"<u{form.allocated // 8}")
            data_set.PixelData = words.byteswap().tobytes()
        if syntax == ExplicitVRBigEndian and form.photometric == "PALETTE COLOR":
            for color in ("Red", "Green", "Blue"):
                name = f"{color}PaletteColorLookupTableData"
                table = np.frombuffer(data_set[name].value, "<u2")
                setattr(data_set, name, table.byteswap().tobytes())
        data_set.save_as(path, enforce_file_format=True)
        return path

    return write


def by_pydicom(syntax: str) -> Writer:
    """pydicom with its encoders."""

    def write(form: Form, values: NDArray[Any], path: Path) -> Path | None:
        data_set = data_set_of(form, values)
        try:
            data_set.compress(UID(syntax))
        except (ValueError, RuntimeError, NotImplementedError):
            return None
        data_set.save_as(path, enforce_file_format=True)
        return path

    return write


def by_openjpeg(*, lossy: bool = False) -> Writer:
    """OpenJPEG, with the bits of the values or, of gray images, those of the words."""

    def write(form: Form, values: NDArray[Any], path: Path) -> Path | None:
        if form.high != form.stored - 1 or form.allocated not in {8, 16}:
            return None
        data_set = data_set_of(form, values)
        kind = f"{'i' if form.signed else 'u'}{form.allocated // 8}"
        array = np.ascontiguousarray(values.astype(kind))
        transform = form.photometric == "RGB"
        stream = encode_array(
            array,
            bits_stored=form.stored if form.extended else form.allocated,
            photometric_interpretation=1 if transform else 0,
            compression_ratios=[3.0] if lossy else None,
        )
        if transform:
            data_set.PhotometricInterpretation = "YBR_ICT" if lossy else "YBR_RCT"
        compress(data_set, JPEG2000 if lossy else JPEG2000Lossless, [stream])
        data_set.save_as(path, enforce_file_format=True)
        return path

    return write


def by_openjph(form: Form, values: NDArray[Any], path: Path) -> Path | None:
    """High-Throughput JPEG 2000 of the stored words' own values."""
    if form.high != form.stored - 1 or form.allocated not in {8, 16}:
        return None
    data_set = data_set_of(form, values)
    kind = f"{'i' if form.signed else 'u'}{form.allocated // 8}"
    stream = imagecodecs.htj2k_encode(np.ascontiguousarray(values.astype(kind)), reversible=True)
    compress(data_set, HTJ2KLossless, [bytes(stream)])
    data_set.save_as(path, enforce_file_format=True)
    return path


def by_gdcm(syntax_name: str, *, lossy: bool = False) -> Writer:
    """GDCM's Python binding."""

    def write(form: Form, values: NDArray[Any], path: Path) -> Path | None:
        import gdcm

        if not _gdcm_stores(form, syntax_name):
            return None
        raw = path.with_suffix(".raw")
        native(ExplicitVRLittleEndian)(form, values, raw)
        reader = gdcm.ImageReader()
        reader.SetFileName(str(raw))
        if not reader.Read():
            return None
        change = gdcm.ImageChangeTransferSyntax()
        change.SetTransferSyntax(gdcm.TransferSyntax(getattr(gdcm.TransferSyntax, syntax_name)))
        codec = gdcm.JPEG2000Codec() if "2000" in syntax_name else None
        if lossy and codec is not None:
            codec.SetRate(0, 2.0)
            change.SetUserCodec(codec)
        change.SetInput(reader.GetImage())
        if not change.Change():
            return None
        writer = gdcm.ImageWriter()
        writer.SetFileName(str(path))
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        return path if writer.Write() else None

    return write


def _gdcm_stores(form: Form, syntax_name: str) -> bool:
    """Forms that GDCM encodes; it ends the process on some others."""
    if form.high != form.stored - 1 or form.allocated not in {8, 16}:
        return False
    if "JPEGLS" in syntax_name and form.stored < 8:
        return False
    if form.photometric == "PALETTE COLOR" and form.signed:
        return False
    if "Baseline" in syntax_name:
        return form.allocated == 8
    if "Extended" in syntax_name:
        return form.stored == 12 and form.samples == 1
    return True


def by_dcmtk(*command: str) -> Writer:
    """A command of DCMTK."""

    def write(form: Form, values: NDArray[Any], path: Path) -> Path | None:
        raw = path.with_suffix(".raw")
        native(ExplicitVRLittleEndian)(form, values, raw)
        done = subprocess.run(
            [*command, "-q", str(raw), str(path)], capture_output=True, check=False, timeout=300
        )
        return path if done.returncode == 0 and path.exists() else None

    return write


def has_dcmtk() -> bool:
    return all(shutil.which(name) for name in ("dcmcjpeg", "dcmcjpls", "dcmcrle", "dcmconv"))


LOSSLESS: dict[str, Writer] = {
    "implicit": native(ImplicitVRLittleEndian),
    "explicit": native(ExplicitVRLittleEndian),
    "big-endian": native(ExplicitVRBigEndian),
    "deflated": native(DeflatedExplicitVRLittleEndian),
    "rle-pydicom": by_pydicom(RLELossless),
    "j2k-openjpeg": by_openjpeg(),
    "htj2k-openjph": by_openjph,
    "rle-gdcm": by_gdcm("RLELossless"),
    "jpeg14sv1-gdcm": by_gdcm("JPEGLosslessProcess14_1"),
    "jpegls-gdcm": by_gdcm("JPEGLSLossless"),
    "j2k-gdcm": by_gdcm("JPEG2000Lossless"),
}
LOSSLESS_DCMTK: dict[str, Writer] = {
    "big-endian-dcmtk": by_dcmtk("dcmconv", "+tb"),
    "deflated-dcmtk": by_dcmtk("dcmconv", "+td"),
    "rle-dcmtk": by_dcmtk("dcmcrle"),
    "jpeg14sv1-dcmtk": by_dcmtk("dcmcjpeg", "+e1"),
    "jpeg14-dcmtk": by_dcmtk("dcmcjpeg", "+el", "+sv", "6"),
    "jpegls-line-dcmtk": by_dcmtk("dcmcjpls", "+el", "+il"),
    "jpegls-sample-dcmtk": by_dcmtk("dcmcjpls", "+el", "+is"),
    "jpegls-none-dcmtk": by_dcmtk("dcmcjpls", "+el", "+in"),
}
LOSSY: dict[str, Writer] = {
    "j2k-lossy-openjpeg": by_openjpeg(lossy=True),
    "j2k-lossy-gdcm": by_gdcm("JPEG2000", lossy=True),
    "jpeg-baseline-gdcm": by_gdcm("JPEGBaselineProcess1"),
    "jpeg-extended-gdcm": by_gdcm("JPEGExtendedProcess2_4"),
}
LOSSY_DCMTK: dict[str, Writer] = {
    "jpeg-baseline-dcmtk": by_dcmtk("dcmcjpeg", "+eb"),
    "jpeg-extended-dcmtk": by_dcmtk("dcmcjpeg", "+ee"),
    "jpeg-spectral-dcmtk": by_dcmtk("dcmcjpeg", "+es"),
    "jpeg-progressive-dcmtk": by_dcmtk("dcmcjpeg", "+ep"),
    "jpegls-near-dcmtk": by_dcmtk("dcmcjpls", "+en"),
}


def gray_forms() -> list[Form]:
    """Gray images of all bits and signs."""
    forms = [
        Form(allocated=8, stored=8, high=7), Form(allocated=8, stored=6, high=5),
        Form(allocated=8, stored=8, high=7, signed=True),
        Form(allocated=16, stored=12, high=15), Form(allocated=16, stored=12, high=15, signed=True),
        Form(allocated=16, stored=8, high=7),
    ]  # fmt: skip
    for stored in (10, 12, 14, 16):
        plain = Form(allocated=16, stored=stored, high=stored - 1)
        forms += [plain, replace(plain, signed=True)]
        if stored < 16:
            forms.append(replace(plain, signed=True, extended=False))
    return forms


def other_forms() -> list[Form]:
    """Masks, wide integers, palettes and colors."""
    forms = [
        Form(allocated=1, stored=1, high=0),
        Form(allocated=32, stored=32, high=31), Form(allocated=32, stored=32, high=31, signed=True),
        Form(allocated=8, stored=8, high=7, photometric="PALETTE COLOR"),
        Form(allocated=8, stored=8, high=7, signed=True, photometric="PALETTE COLOR"),
        Form(allocated=16, stored=12, high=11, photometric="PALETTE COLOR"),
        Form(allocated=16, stored=12, high=11, signed=True, photometric="PALETTE COLOR"),
    ]  # fmt: skip
    for planar in (0, 1):
        forms += [
            Form(allocated=8, stored=8, high=7, photometric=photometric, planar=planar)
            for photometric in ("RGB", "YBR_FULL")
        ]
        forms.append(Form(allocated=16, stored=16, high=15, photometric="RGB", planar=planar))
        forms.append(Form(allocated=16, stored=12, high=11, photometric="RGB", planar=planar))
    forms.append(Form(allocated=8, stored=8, high=7, photometric="YBR_FULL_422"))
    return forms


def agreed(form: Form, name: str) -> bool:
    """Forms that a writer stores in a way that other programs can follow.

    pydicom mixes up planes in RLE and leaves out empty bytes there, GDCM gives 12 bits of JPEG as
    16, the near-lossless files of DCMTK with 6 bits are read by DCMTK alone, and readers disagree
    about the order of the words of 32 bits in big endian.
    """
    return not (
        (name == "rle-pydicom" and (form.planar or form.allocated > 8 >= form.stored))
        or (name == "jpeg-extended-gdcm" and not (form.signed and form.extended))
        or (name == "jpegls-near-dcmtk" and form.stored < 8)
        or (name == "big-endian-dcmtk" and form.allocated == 32)
    )


def written(folder: Path, *, dcmtk: bool) -> Iterator[Written]:
    """Every file of the matrix that DCMTK, or that the other writers can write."""
    lossless, lossy = (LOSSLESS_DCMTK, LOSSY_DCMTK) if dcmtk else (LOSSLESS, LOSSY)
    # Each file of DCMTK takes a process or two.
    looks = ((0, "MONOCHROME2"), (2, "MONOCHROME1"))[: 1 if dcmtk else 2]
    forms = [
        replace(form, rescale=RESCALES[(number + turn) % 4], photometric=photometric)
        for number, form in enumerate(gray_forms())
        for turn, photometric in looks
    ] + other_forms()
    for form in forms:
        values = values_of(form)
        if form.photometric == "YBR_FULL_422":
            values[:, 1::2, 1:] = values[:, ::2, 1:]
        for name, writer in (lossless | lossy).items():
            if not agreed(form, name):
                continue
            path = writer(form, values, folder / f"{form.name}-{name}.dcm")
            if path is not None:
                yield Written(path=path, form=form, values=values, writer=name, lossy=name in lossy)
