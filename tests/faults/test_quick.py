"""The quick form of each section: a traceback, a hang or lost data fails here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.sections import SECTIONS

pytestmark = pytest.mark.slow


@pytest.mark.skipif(os.name != "posix", reason="ptys, forks and file systems of its own are what it works with")
@pytest.mark.parametrize("section", SECTIONS)
def test_the_program_bears_it(section: str) -> None:
    command = [sys.executable, str(Path(__file__).parent), "--quick", "--json", "--only", section]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    rows = json.loads(done.stdout)["rows"]
    assert rows
    assert [f"{row['what']}: {wrong}" for row in rows for wrong in row["wrong"]] == []
    assert done.returncode == 0
