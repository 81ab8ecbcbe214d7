"""The command that gives the right to open serial ports: what it would write, and where it is not offered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tripod.sources import permission_command, permission_help


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_the_command_writes_the_rule_that_the_help_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = tmp_path / "bin"
    places.mkdir()
    for name in ("pkexec", "udevadm"):
        (places / name).write_text('#!/bin/sh\n[ "${0##*/}" = udevadm ] || exec "$@"\n')
        (places / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{places}:{os.environ['PATH']}")
    monkeypatch.setattr("tripod.sources.port_permission.RULES_FILE", str(tmp_path / "70-tripod.rules"))
    monkeypatch.setattr(sys, "platform", "linux")
    command = permission_command()
    assert command[0] == str(places / "pkexec")
    subprocess.run(command, check=True)
    assert (tmp_path / "70-tripod.rules").read_text() == permission_help().splitlines()[-1] + "\n"


def test_without_anybody_to_ask_there_is_no_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert permission_command() == ()
