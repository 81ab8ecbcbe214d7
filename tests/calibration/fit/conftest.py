"""The made-up readings beside these tests, and the accuracy study's modules, can be imported by name."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
for folder in (HERE, HERE.parents[2] / "calibration"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
