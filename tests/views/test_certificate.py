"""A certificate as a file."""

import pytest

from tripod.views.calibrate.export import ExportError, export


def test_a_certificate_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(ExportError, match="could be written"):
        export(tmp_path / "none.json", "txt", tmp_path)
