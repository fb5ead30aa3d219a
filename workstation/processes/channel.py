"""Messages and descriptors over a socket between this program and one child.

A message is its length in eight bytes, network order, and its bytes; raw bytes may follow one that
says how many. Nothing is read beyond what is asked for, so that a descriptor sent behind a message
stays where it is, and nobody waits for the rest of a message longer than he wants to.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import struct

LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024
_CHUNK = 1 << 20
_HEADER = struct.Struct("!Q")
_MARK = b"d"
"""The byte that carries a descriptor."""


class MalformedMessage(Exception):  # noqa: N818 - says what came, as EOFError does
    """What a child sent is no message."""


class Channel:
    """One end of a connection.

    Parameters
    ----------
    end : socket
        A connected socket of the system's own kind (AF_UNIX); belongs to the channel from now on.
    """

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._bytes = bytearray()

    def fileno(self) -> int:
        """The descriptor of the socket."""
        return self._socket.fileno()

    def send(self, message: bytes, then: bytes | memoryview = b"") -> None:
        """Send a message, and raw bytes behind it that the message tells of.

        Raises
        ------
        BrokenPipeError, ConnectionResetError
            Nobody listens any more.
        """
        self._socket.sendall(_HEADER.pack(len(message)) + message)
        if len(then):
            self._socket.sendall(then)

    def next(
        self, timeout_s: float | None, *, largest: int | None = LARGEST_MESSAGE_BYTES
    ) -> bytes | None:
        """The next whole message; None where there is none within `timeout_s` (None: for ever).

        What came of one is kept for the next call.

        Raises
        ------
        EOFError
            The other end hung up.
        MalformedMessage
            The length is over the limit.
        """
        while missing := self._missing(largest):
            if not self._is_ready(timeout_s):
                return None
            self._bytes += self._some(min(missing, _CHUNK))
            if timeout_s is not None:
                timeout_s = 0.0
        message = bytes(self._bytes[_HEADER.size :])
        self._bytes.clear()
        return message

    def receive(self) -> bytes:
        """In a child: the next message of its owner, whatever its length; EOFError at the end."""
        message = self.next(None, largest=None)
        if message is None:
            raise AssertionError("waits for ever")
        return message

    def read_into(self, view: memoryview, timeout_s: float) -> int:
        """Raw bytes behind a message; how many came, 0 where none did within `timeout_s`.

        Raises
        ------
        EOFError
            The other end hung up.
        """
        if not self._is_ready(timeout_s):
            return 0
        count = self._socket.recv_into(view, min(len(view), _CHUNK))
        if not count:
            raise EOFError
        return count

    def send_descriptor(self, descriptor: int) -> None:
        """Give the other end a descriptor of its own for the same file."""
        socket.send_fds(self._socket, [_MARK], [descriptor])

    def receive_descriptor(self) -> int:
        """The descriptor that the other end sent; belongs to the caller."""
        mark, descriptors, _flags, _address = socket.recv_fds(self._socket, len(_MARK), 1)
        if mark != _MARK or len(descriptors) != 1:
            for each in descriptors:
                os.close(each)
            raise EOFError
        os.set_inheritable(descriptors[0], False)
        return descriptors[0]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _missing(self, largest: int | None) -> int:
        """How many bytes the message lacks; of its header while that is not whole."""
        if len(self._bytes) < _HEADER.size:
            return _HEADER.size - len(self._bytes)
        (length,) = _HEADER.unpack_from(self._bytes)
        if largest is not None and length > largest:
            raise MalformedMessage(f"a message of {length} bytes")
        return int(_HEADER.size + length - len(self._bytes))

    def _is_ready(self, timeout_s: float | None) -> bool:
        descriptor = self._socket.fileno()
        if descriptor < 0:
            raise OSError(errno.EBADF, "the channel is closed")
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        return bool(waiting.poll(None if timeout_s is None else timeout_s * 1000))

    def _some(self, count: int) -> bytes:
        chunk = self._socket.recv(count)
        if not chunk:
            raise EOFError
        return chunk
