"""One file of stored runs: Parquet, a row a run, a list of numbers an observable, sealed with a hash.

The seal is a hash of all other bytes. It stands before the footer, where Parquet's readers look at
nothing: any of them opens a shard.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tumen.ensemble.plan import Member
from tumen.ensemble.sources import short_hash

SUFFIX, DAMAGED = ".parquet", ".damaged"
KEY = "key"

SEAL, TAIL = 32, 8
"""Bytes of the seal, and of what follows the footer: its length and four letters."""


class DamagedShardError(Exception):
    """A file of runs that is not whole."""


@dataclass(frozen=True)
class Row:
    """One run: who it is and its monthly observables, float32."""

    key: str
    member: Member
    values: Mapping[str, np.ndarray]


def pack(rows: Sequence[Row], names: Sequence[str]) -> tuple[str, bytes]:
    """Name and content of a shard.

    Parameters
    ----------
    rows
        Its runs.
    names
        Observables, in the order of the columns; those without any number take no column.
    """
    columns = {
        KEY: pa.array([row.key for row in rows], pa.string()),
        "seed": pa.array([row.member.seed for row in rows], pa.int64()),
        "run": pa.array([row.member.run for row in rows], pa.int64()),
        "settings": pa.array([json.dumps(dict(row.member.settings)) for row in rows], pa.string()),
    }
    for name in names:
        size = rows[0].values[name].size
        if size:
            flat = np.concatenate([np.ravel(row.values[name]) for row in rows]).astype(np.float32)
            columns[name] = pa.FixedSizeListArray.from_arrays(pa.array(flat), size)
    return written(pa.table(columns))


def written(table: pa.Table) -> tuple[str, bytes]:
    """Name and content of a shard that holds a table's rows by key; shards of the same runs share a name."""
    table = table.sort_by(KEY)
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        use_dictionary=False,
        write_statistics=False,
        write_page_checksum=True,
    )
    name = short_hash(*table.column(KEY).to_pylist())
    return f"{table.num_rows}-{name}{SUFFIX}", _sealed(sink.getvalue().to_pybytes())


def _sealed(content: bytes) -> bytes:
    at = _footer(content)
    return content[:at] + hashlib.blake2b(content, digest_size=SEAL).digest() + content[at:]


def _check(content: bytes) -> None:
    """Raise `DamagedShardError` where the seal does not fit."""
    at = _footer(content)
    hasher = hashlib.blake2b(content[: at - SEAL], digest_size=SEAL)
    hasher.update(content[at:])
    if hasher.digest() != content[at - SEAL : at]:
        raise DamagedShardError("its content does not match its seal")


def _footer(content: bytes) -> int:
    """Where the footer begins."""
    at = len(content) - TAIL - int.from_bytes(content[-TAIL:-4], "little")
    if not at > SEAL:
        raise DamagedShardError("it is cut short")
    return at


def keys_in(path: Path) -> tuple[str, ...]:
    """Keys of the runs of a shard, in its order; only they are held against a checksum.

    Raises
    ------
    DamagedShardError
        If the file is cut short or altered there.
    FileNotFoundError
        If it has made way for a larger shard.
    """
    with pa.OSFile(str(path)) as source, _parsed(source) as file:
        return tuple(file.read(columns=[KEY]).column(KEY).to_pylist())


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Columns of a shard (default: all), all of it held against its seal; raises as `keys_in` does."""
    content = path.read_bytes()
    _check(content)
    with _parsed(pa.BufferReader(content)) as file:
        wanted = None if columns is None else [name for name in columns if name in file.schema_arrow.names]
        return file.read(columns=wanted)


@contextmanager
def _parsed(source: pa.NativeFile) -> Iterator[pq.ParquetFile]:
    """A shard's content; whatever goes wrong in reading it is damage."""
    try:
        with pq.ParquetFile(source, page_checksum_verification=True) as file:
            yield file
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise DamagedShardError(" ".join(str(error).split())) from error


def numbers(table: pa.Table, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """One observable of every row of a table: (row, *shape).

    Raises
    ------
    DamagedShardError
        If the column is missing or of another size.
    """
    size = int(np.prod(shape, dtype=np.int64))
    if not size:
        return np.zeros((table.num_rows, *shape), np.float32)
    if name not in table.column_names:
        raise DamagedShardError(f"it holds no {name}")
    column = table.column(name).combine_chunks()
    if column.type != pa.list_(pa.float32(), size):
        raise DamagedShardError(f"its {name} is {column.type}, expected {size} numbers a run")
    return np.asarray(column.flatten().to_numpy(zero_copy_only=False)).reshape(table.num_rows, *shape)
