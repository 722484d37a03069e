"""Zip archives from outside, looked at before anything in them is unpacked.

Nothing is ever extracted: members are read into memory or in place, by name, with a limit.
"""

import os
import stat
import struct
import tokenize
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ptycho_generated.faults import Fault, InputError

DAMAGE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,  # what numpy raises for a damaged header
    AttributeError,
    ArithmeticError,
    RuntimeError,  # encrypted or too deeply nested; unknown compression is one as well
    MemoryError,
    SyntaxError,
    struct.error,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What zipfile, zlib, json and numpy raise on a file that is damaged or something else."""
LARGEST_RATIO = 1100
"""Deflate cannot shrink data further than 1032 times."""
SUSPICIOUS_RATIO, SUSPICIOUS_BYTES = 200, 1 << 28
"""An array of this size that was shrunk so far is more likely meant to fill the memory."""
_ALLOWANCE = 1 << 16
_MOST_MEMBERS = 20_000


def check_archive(archive: zipfile.ZipFile, file_size: int) -> None:
    """Raise ValueError unless every member is what its entry says and all fit into the file.

    A name that leads out of the archive, a name that occurs twice, members that share their bytes
    and sizes that no packing explains are refused.
    """
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise ValueError(f"holds {len(members)} members, more than {_MOST_MEMBERS}")
    seen: set[str] = set()
    packed = 0
    for info in members:
        shown = ascii(info.filename)
        if info.filename in seen:
            raise ValueError(f"member {shown} occurs twice")
        seen.add(info.filename)
        _check_name(info.filename, shown)
        _check_sizes(info, shown)
        packed += info.compress_size
    if packed > file_size:
        raise ValueError("its members are larger than the file")


def _check_name(name: str, shown: str) -> None:
    parts = PurePosixPath(name.replace("\\", "/"))
    on_a_drive = any(part.endswith(":") for part in parts.parts[:1])
    if parts.is_absolute() or ".." in parts.parts or on_a_drive or "\0" in name:
        raise ValueError(f"member {shown} leads out of the archive")


def _check_sizes(info: zipfile.ZipInfo, shown: str) -> None:
    if info.flag_bits & 1:
        raise ValueError(f"member {shown} is encrypted")
    if info.compress_type == zipfile.ZIP_STORED:
        if info.file_size != info.compress_size:
            raise ValueError(f"member {shown} has two sizes")
    elif info.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError(f"member {shown} is packed in an unknown way")
    elif info.file_size > LARGEST_RATIO * info.compress_size + _ALLOWANCE:
        raise ValueError(f"member {shown} cannot be as large as it says")


class Checksum:
    """The check sum of a member whose bytes are read by somebody else, piece by piece."""

    def __init__(self, expected: int, before: bytes) -> None:
        """``before`` the pieces come these bytes; all of them together give ``expected``."""
        self._expected, self._found = expected, zlib.crc32(before)

    def add(self, piece: memoryview) -> None:
        """Take in the next bytes."""
        self._found = zlib.crc32(piece, self._found)

    def verify(self) -> None:
        """Raise ValueError unless the pieces were those that were written."""
        if self._found != self._expected:
            raise ValueError("bad check sum")


def read_member(archive: zipfile.ZipFile, name: str, largest: int | None) -> bytes:
    """Content of one member; ValueError where it is longer than ``largest`` bytes.

    Without a limit, a member that few bytes unpack to very many is refused.
    """
    info = archive.getinfo(name)
    if largest is None:
        largest = max(SUSPICIOUS_BYTES, SUSPICIOUS_RATIO * info.compress_size)
    if info.file_size > largest:
        raise ValueError(f"member {name!a} is longer than {largest} bytes")
    return archive.read(info)


def read_inside(folder: Path, name: str, largest: int | None) -> bytes:
    """Content of a file in a folder; ValueError where the name, or a link, leads out of it."""
    _check_name(name, ascii(name))
    file = (folder / name).resolve()
    if folder.resolve() not in file.parents or not file.is_file():
        raise ValueError(f"{name!a} is no file in the folder")
    if largest is not None and file.stat().st_size > largest:
        raise ValueError(f"{name!a} is longer than {largest} bytes")
    return file.read_bytes()


def check_regular(path: Path, place: str | None = None) -> None:
    """Raise InputError where ``path`` is something that could be read for ever, such as a pipe."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a path that is no text raises ValueError
    except (OSError, ValueError):
        return  # whoever opens it says what is wrong
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        fault = Fault(place or str(path), "is no ordinary file", "name a file on a disk")
        raise InputError([fault])


def reason_of(error: BaseException) -> str:
    """What an error says, in one line of reasonable length."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else f"{text[:200]}..."
