"""`tripod drill … --json`, and what it printed."""

import json

import pytest

from tripod.cli import main


def drill(capsys: pytest.CaptureFixture[str], *args: str) -> dict:
    code = main(["drill", *args, "--json"])
    said = capsys.readouterr()
    assert code == 0, said.err
    return json.loads(said.out)
