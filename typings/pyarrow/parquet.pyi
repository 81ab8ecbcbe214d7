"""The part of pyarrow.parquet that tripod calls; it ships no types."""

from typing import BinaryIO

from pyarrow import Table

def write_table(table: Table, where: BinaryIO, *, compression: str = ...) -> None: ...
