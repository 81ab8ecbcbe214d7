"""Apache Parquet with pyarrow: units and meanings in the fields' metadata, the session in the file's."""

import json
from pathlib import Path

from tripod.exports.cannot_export import CannotExport
from tripod.exports.session_table import SessionTable, described
from tripod.sentences import sentence


def write_parquet(table: SessionTable, path: Path, lost: list[str]) -> None:
    """Into a new file; null is no value.

    Raises:
        OSError: it cannot be written, or is there already.
        CannotExport: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise CannotExport(sentence("export.extra_missing", library="pyarrow", extra="formats")) from None
    fields = [pa.field(c.name, pa.float64(), metadata={"unit": c.unit, "description": c.says}) for c in table.columns]
    schema = pa.schema(fields, metadata={"tripod": json.dumps(described(table, lost), allow_nan=False)})
    arrays = [pa.array(c.values, from_pandas=True) for c in table.columns]
    with path.open("xb") as file:
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), file)
