"""The scripts of calibration/ can be imported by tests: they import each other by their names."""

import sys
from pathlib import Path

folder = str(Path(__file__).parents[2] / "calibration")
if folder not in sys.path:
    sys.path.append(folder)
