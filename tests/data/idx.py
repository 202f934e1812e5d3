# SPDX-License-Identifier: Apache-2.0
"""IDX files (the format of MNIST), gzipped or not, cut and written the same way every time."""
import gzip
import struct
from pathlib import Path

IMAGES, LABELS = 0x00000803, 0x00000801


def read(path: Path) -> tuple[list[int], bytes]:
    """The dimensions and the bytes of an IDX file of unsigned bytes."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    magic = struct.unpack(">I", data[:4])[0]
    if magic not in (IMAGES, LABELS):
        raise ValueError(f"{path}: not an IDX file of unsigned bytes (magic {magic:#x})")
    rank = magic & 0xFF
    dims = list(struct.unpack(f">{rank}I", data[4 : 4 + 4 * rank]))
    values = data[4 + 4 * rank :]
    expected = 1
    for dim in dims:
        expected *= dim
    if len(values) != expected:
        raise ValueError(f"{path}: {len(values)} values where its header promises {expected}")
    return dims, values


def write_cut(source: Path, target: Path, count: int) -> None:
    """Writes the first `count` items of `source` as a gzipped IDX file without a time stamp."""
    dims, values = read(source)
    if dims[0] < count:
        raise ValueError(f"{source}: {dims[0]} items, {count} wanted")
    size = len(values) // dims[0]
    magic = IMAGES if len(dims) == 3 else LABELS
    header = struct.pack(f">I{len(dims)}I", magic, count, *dims[1:])
    target.write_bytes(gzip.compress(header + values[: count * size], compresslevel=9, mtime=0))
