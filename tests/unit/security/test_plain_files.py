"""Only ordinary files are read, and not more of them than was agreed."""

import errno
import os
from pathlib import Path

import pytest

from workstation.security.plain_files import open_plain, read_small


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_small(tmp_path / "a", 5) == b"12345"
    with pytest.raises(OSError, match="large") as fault:
        read_small(tmp_path / "a", 4)
    assert fault.value.errno == errno.EFBIG


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no ordinary file"):
        read_small(tmp_path / "pipe", 10)
    with pytest.raises(OSError, match="no ordinary file"):
        open_plain(Path("/dev/null"))
