"""`tripod drill … --json`, what it printed, and drills of one's own that are no longer than a test needs."""

import json

import pytest

from tripod.cli import main
from tripod.storage.settings import own_drills

HOLD = """schema = 1
title = "Short hold"
trains = "Stand."

[[step]]
kind = "hold"
text = "Stand on three points."
duration_s = 15
"""
REPS = """schema = 1
title = "Short set"
trains = "Hinge."

[floors]
heel = 0.30
mt1 = 0.06
mt5 = 0.04

[[step]]
kind = "reps"
text = "Hinge with the voice."
reps = 3
depth_mm = 25
tempo = { descent_s = 3, bottom_s = 1, ascent_s = 2, top_s = 2 }
"""
"""As the library's paced hinge, without what is asked before and after it."""


def drill(capsys: pytest.CaptureFixture[str], *args: str) -> dict:
    code = main(["drill", *args, "--json"])
    said = capsys.readouterr()
    assert code == 0, said.err
    return json.loads(said.out)


def own(name: str, text: str = HOLD) -> str:
    """Write a drill of one's own; returns its name."""
    own_drills().mkdir(parents=True, exist_ok=True)
    (own_drills() / f"{name}.toml").write_text(text)
    return name
