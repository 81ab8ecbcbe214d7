"""What the solids of a build depend on; kept beside them, because only a large extra can make them anew."""

import json

from making.build import Build
from making.harness import stamp
from making.outline import FORE_EDGE, HEEL_EDGE, SEAM_FRACTION
from tripod.balance.geometry import POINT_FRACTIONS, SOLE_FRACTIONS


def solid_sources(build: Build) -> str:
    """One line."""
    board, light = build.board, build.data.get("bodyweight")
    values = {
        "tables": {k: build.data.get(k) for k in ("solid", "cell_body", "sensor")},
        "seat": {k: light[k] for k in ("seat", "button", "peg")} if light else None,
        "cells": [(c.foot, c.point, c.x_mm, c.y_mm) for c in board.cells],
        "places": {foot: (at.x_mm, at.y_mm) for foot, at in board.places.items()},
        "foot": (board.foot_length_mm, POINT_FRACTIONS, SOLE_FRACTIONS, SEAM_FRACTION, HEEL_EDGE, FORE_EDGE),
    }
    return stamp(json.dumps(values, sort_keys=True)) + "\n"
