"""The command line, called in this process."""

import json
from collections.abc import Callable

import pytest

from tripod.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*args: str) -> tuple[int, str, str]:
        try:
            code = main(args)
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def monitor(run: Run) -> Callable[..., dict[str, object]]:
    def monitor(source: str, *more: str) -> dict[str, object]:
        code, out, _ = run("monitor", source, "--json", "--fast", *more)
        assert code == 0
        return json.loads(out)

    return monitor
