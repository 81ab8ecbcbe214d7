"""Numbers as they stand on the command line, checked."""

import argparse
import math


def _positive(text: str, low: float, high: float, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        hint = " (decimals with a point)" if "," in text else ""
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}{hint}") from None
    if not math.isfinite(value) or not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text} is not {what} between {low:g} and {high:.0f}")
    return value


def seconds(text: str) -> float:
    """A time that is not 0."""
    return _positive(text, 0.1, 1e6, "a number of seconds")


def percent(text: str) -> float:
    """A tolerance, as a fraction."""
    return _positive(text, 0, 20, "a tolerance in per cent") / 100


def placement(text: str) -> float:
    """A distance on the board, in mm."""
    return _positive(text, 0.1, 50, "a distance in mm")


def foot_mm(text: str) -> float:
    """A length of a foot, in mm."""
    return _positive(text, 180, 340, "a foot length in mm")
