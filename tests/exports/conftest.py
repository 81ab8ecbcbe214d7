"""Sessions to export: recorded once, for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.cli import main
from tripod.exports.read_session import read_session
from tripod.exports.session_table import SessionTable

Recorded = Callable[[str], SessionTable]


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """The table of a short session on a virtual source, by what it is called there."""
    made: dict[str, SessionTable] = {}

    def of(source: str) -> SessionTable:
        if source not in made:
            made[source] = read_session(folder_of(tmp_path_factory.mktemp("session"), source))
        return made[source]

    return of


def folder_of(place: Path, source: str) -> Path:
    """Records a source into a new folder."""
    assert main(["record", source, "-o", str(place / "s"), "--fast", "--json"]) == 0
    return place / "s"
