"""A recording whose samples another program has opened and saved again."""

import shutil
from pathlib import Path

import pytest

from tripod.record.layout import SAMPLES
from tripod.record.recording import open_recording

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "plate-unplug"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_other_line_ends_change_no_sample(mark: bytes, ends: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    shutil.copytree(GOLDEN, folder)
    whole = (folder / SAMPLES).read_bytes()
    (folder / SAMPLES).write_bytes(mark + whole.replace(b"\n", ends))
    rows, saved = (
        [(block.seq.tolist(), block.counts.tolist()) for block in open_recording(at).blocks()]
        for at in (GOLDEN, folder)
    )
    assert saved == rows
    assert len(rows[0][0]) > 100
