"""Mutations of NIfTI, of the headers of NRRD and MetaImage files, and of TOML and JSON."""

from __future__ import annotations

import gzip
import random
import re
import struct

from tests.fuzz import byte_mutations
from tests.fuzz.mutant import Harm, Mutant

_NIFTI_FIELDS: tuple[tuple[str, int, str], ...] = (
    ("sizeof_hdr", 0, "i"), *((f"dim[{n}]", 40 + 2 * n, "h") for n in range(8)),
    ("datatype", 70, "h"), ("bitpix", 72, "h"),
    *((f"pixdim[{n}]", 76 + 4 * n, "f") for n in range(8)),
    ("vox_offset", 108, "f"), ("scl_slope", 112, "f"), ("scl_inter", 116, "f"),
    ("xyzt_units", 123, "b"), ("qform_code", 252, "h"), ("sform_code", 254, "h"),
    *((f"quatern[{n}]", 256 + 4 * n, "f") for n in range(6)),
    *((f"srow[{n}]", 280 + 4 * n, "f") for n in range(12)), ("magic", 344, "i"),
)  # fmt: skip
_INTEGERS = (0, 1, -1, 2, 3, 4, 5, 7, 127, -128, 16, 64, 128, 512, 2**14, 2**15 - 1, -(2**15))
_FLOATS = (0.0, -0.0, 1.0, -1.0, float("nan"), float("inf"), -float("inf"), 1e30, 1e-40, 352.0, 4e9)
_HEAD_VALUES = (
    "nan", "inf", "0", "-1", "1e308", "99999999999", "", "x", "0 0 0", "1,5", "a" * 60_000, "none",
    "(1,0,0) (1,0,0) (1,0,0)", "(nan,0,0) (0,1,0) (0,0,1)", "float", "double", "uchar", "MET_FLOAT",
    "../../../etc/passwd", "gzip", "bzip2", "True", "1 1 1", "4", "2000000 2000000 2000000", "<b>",
)  # fmt: skip
_DATA_VALUES = (
    "nan", "inf", "-inf", "1e400", "-1", "0", "true", "false", "[]", "{}", '""', "'x'", "null",
    '"$import os"', '"%x"', '"../../etc/passwd"', '"/etc/passwd"', '"' + "a" * 60_000 + '"',
    '"<b>x</b>"', '"\\u0000\\u001b[31m"', "9" * 400, "[" * 3000, "1979-05-27T07:32:00Z",
    '"\\ud800"',    "[[[]]]", '["a", 1]', "0x7fffffffffffffff",
)  # fmt: skip


def mutate_nifti(data: bytes, chance: random.Random) -> Mutant:
    """A field of the header, or bytes; compressed files are opened first, as a rule."""
    packed = data[:2] == b"\x1f\x8b"
    if packed and chance.random() < 0.7:
        made = mutate_nifti(gzip.decompress(data), chance)
        return Mutant(gzip.compress(made.content, mtime=0), made.words, made.harm)
    if packed or chance.random() < 0.3:
        return _plain(data, chance)
    name, at, form = chance.choice(_NIFTI_FIELDS)
    value: float
    if form == "f":
        value = chance.choice(_FLOATS)
    elif form == "b":
        value = chance.randint(-128, 127)
    else:
        value = chance.choice(_INTEGERS)
    field = struct.pack("<" + form, value)
    return Mutant(data[:at] + field + data[at + len(field) :], f"{name} is {value}")


def _plain(data: bytes, chance: random.Random) -> Mutant:
    made = byte_mutations.one_of(byte_mutations.PLAIN, data, chance)
    if made.words.startswith("cut"):
        return Mutant(made.content, made.words, Harm.CUT)
    return made


def mutate_text_header(data: bytes, chance: random.Random) -> Mutant:
    """A line of an NRRD or MetaImage header gets another value, is doubled or left out."""
    if chance.random() < 0.3:
        return _plain(data, chance)
    end = re.search(rb"\n\n|ElementDataFile[^\n]*\n", data)
    head, rest = (data[: end.end()], data[end.end() :]) if end else (data, b"")
    lines = head.split(b"\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    kind = chance.choice(("value", "value", "value", "doubled", "left out"))
    if kind == "doubled":
        lines.insert(at, line)
    elif kind == "left out":
        del lines[at]
    else:
        key, separator, old = re.match(rb"([^:=]*)([:=]* *)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        parts = old.split(b" ")
        parts[chance.randrange(len(parts))] = chance.choice(_HEAD_VALUES).encode()
        new = chance.choice((b" ".join(parts), chance.choice(_HEAD_VALUES).encode()))
        lines[at] = key + separator + new
        kind = f"now {new[:40]!r}"
    return Mutant(b"\n".join(lines) + rest, f"{line[:30]!r} is {kind}")


def mutate_data_text(data: bytes, chance: random.Random) -> Mutant:
    """A value of a TOML or JSON file becomes hostile, a line is doubled or left out."""
    choice = chance.random()
    if choice < 0.25:
        return byte_mutations.one_of(byte_mutations.PLAIN, data, chance)
    text = data.decode()
    if choice < 0.4:
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        words = f"line {at} is "
        if chance.random() < 0.5:
            lines.insert(at, lines[at])
            words += "doubled"
        else:
            del lines[at]
            words += "left out"
        return Mutant("\n".join(lines).encode(), words)
    values = list(re.finditer(r'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null', text))
    value = chance.choice(values)
    new = chance.choice(_DATA_VALUES)
    made = text[: value.start()] + new + text[value.end() :]
    return Mutant(made.encode("utf-8"), f"{value.group()[:40]} is now {new[:40]}")
