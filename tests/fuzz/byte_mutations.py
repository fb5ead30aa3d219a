"""Mutations that know nothing of the format."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.fuzz.mutant import Mutant, Mutate

_TOKENS = (
    b"\0", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\xff\xff\xff\x7f", b"\xff\xd9",
    b"\xff\xd8", b"\xfe\xff\xdd\xe0\0\0\0\0", b"\\", b"\r\n", b"\x1b$B", b"\xc3\x28", b"[" * 300,
    b"PK\x03\x04", b"\0\0\xc0\x7f", b"\0\0\0\0\0\0\xf0\x7f",
)  # fmt: skip
_MOST_BLOCK = 64


def flip_bits(data: bytes, chance: random.Random) -> Mutant:
    """One to eight bits, anywhere."""
    return flip_bits_in(data, chance, 0, len(data))


def flip_bits_in(data: bytes, chance: random.Random, start: int, end: int) -> Mutant:
    """One to eight bits of a part."""
    changed = bytearray(data)
    places = [chance.randrange(start, end) for _ in range(chance.choice((1, 1, 2, 4, 8)))]
    for place in places:
        changed[place] ^= 1 << chance.randrange(8)
    return Mutant(bytes(changed), f"bits flipped at {places}")


def change_block(data: bytes, chance: random.Random) -> Mutant:
    """A block is zeroed, replaced, doubled, left out or exchanged for a token."""
    start = chance.randrange(len(data))
    end = min(start + chance.randint(1, _MOST_BLOCK), len(data))
    block = data[start:end]
    kind, new = chance.choice(
        (
            ("zeroed", bytes(len(block))),
            ("replaced", chance.randbytes(len(block))),
            ("doubled", block * 2),
            ("left out", b""),
            ("exchanged", chance.choice(_TOKENS)),
        )
    )
    return Mutant(data[:start] + new + data[end:], f"bytes {start} to {end} {kind}")


def cut(data: bytes, chance: random.Random) -> Mutant:
    """The end is missing, or something stands behind it."""
    if chance.random() < 0.15:
        return Mutant(data + chance.randbytes(chance.randint(1, 200)), "bytes appended")
    end = chance.randrange(len(data))
    return Mutant(data[:end], f"cut at {end} of {len(data)}")


PLAIN: tuple[Mutate, ...] = (flip_bits, change_block, cut)


def one_of(mutations: Sequence[Mutate], data: bytes, chance: random.Random) -> Mutant:
    """Any one of several mutations, on a file that is not empty."""
    return chance.choice(mutations)(data or b"\0", chance)
