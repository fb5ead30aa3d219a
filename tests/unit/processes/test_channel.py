"""Messages, bytes and descriptors arrive as they were sent, or not at all."""

from __future__ import annotations

import os
import socket
import struct
import threading

import pytest

from workstation.processes.channel import LARGEST_MESSAGE_BYTES, Channel, MalformedMessage


def ends() -> tuple[Channel, socket.socket]:
    ours, theirs = socket.socketpair()
    return Channel(ours), theirs


def test_a_message_in_pieces_is_put_together_and_never_waited_for() -> None:
    channel, theirs = ends()
    whole = struct.pack("!Q", 6) + b"abcdef"
    for piece in (whole[:3], whole[3:11]):
        theirs.sendall(piece)
        assert channel.next(0.01) is None
    assert channel.next(0.01) is None
    theirs.sendall(whole[11:])
    assert channel.next(1.0) == b"abcdef"


@pytest.mark.parametrize("length", [LARGEST_MESSAGE_BYTES + 1, 2**31 - 1, 2**64 - 1])
def test_a_length_over_the_limit_is_refused_before_its_bytes_come(length: int) -> None:
    channel, theirs = ends()
    theirs.sendall(struct.pack("!Q", length) + b"xxxx")
    with pytest.raises(MalformedMessage):
        channel.next(1.0)


def test_the_limit_itself_is_allowed() -> None:
    channel, theirs = ends()
    theirs.sendall(struct.pack("!Q", 4) + b"full")
    assert channel.next(1.0, largest=4) == b"full"


@pytest.mark.parametrize("begun", [b"", struct.pack("!Q", 6) + b"abc"])
def test_a_child_that_hangs_up_is_the_end(begun: bytes) -> None:
    channel, theirs = ends()
    theirs.sendall(begun)
    theirs.close()
    with pytest.raises(EOFError):
        channel.next(1.0)


def test_what_follows_a_message_is_left_where_it_is() -> None:
    ours, theirs = socket.socketpair()
    sender, receiver = Channel(ours), Channel(theirs)
    with open(os.devnull, "rb") as file:  # noqa: PTH123
        sender.send(b"first", b"raw bytes")
        sender.send_descriptor(file.fileno())
        sender.send(b"")
        inode = os.fstat(file.fileno()).st_ino
    assert receiver.receive() == b"first"
    taken = bytearray(9)
    assert receiver.read_into(memoryview(taken), 1.0) == 9
    assert taken == b"raw bytes"
    descriptor = receiver.receive_descriptor()
    assert os.fstat(descriptor).st_ino == inode
    assert not os.get_inheritable(descriptor)
    os.close(descriptor)
    assert receiver.receive() == b""
    sender.close()
    with pytest.raises(EOFError):
        receiver.receive()
    receiver.close()


def test_bytes_in_the_place_of_a_descriptor_are_no_descriptor() -> None:
    channel, theirs = ends()
    theirs.sendall(b"d")
    with pytest.raises(EOFError):
        channel.receive_descriptor()


def test_more_than_the_socket_holds_comes_through() -> None:
    ours, theirs = socket.socketpair()
    sender, receiver = Channel(ours), Channel(theirs)
    message = bytes(range(256)) * 40_000
    sending = threading.Thread(target=sender.send, args=(message,))
    sending.start()
    assert receiver.receive() == message
    sending.join()


def test_a_closed_channel_says_so() -> None:
    channel, _theirs = ends()
    channel.close()
    with pytest.raises(OSError, match="closed"):
        channel.next(0.0)
