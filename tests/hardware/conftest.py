"""The modules of hardware/ can be imported by name; a missing tool skips a test with the line that installs it."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
for folder in (HERE, ROOT / "hardware"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


@pytest.fixture(scope="session")
def tools() -> Callable[..., None]:
    """Skip unless these commands exist: `tools(packages, *commands)`."""

    def need(packages: str, *commands: str) -> None:
        for command in commands:
            if shutil.which(command) is None:
                pytest.skip(f"{command} is missing: apt-get install -y {packages}")

    return need


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def made() -> Path:
    return ROOT / "hardware" / "made"
