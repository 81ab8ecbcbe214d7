"""Reads and checks numbers and codes of the command line."""

import argparse
import math
from enum import StrEnum

from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.sentences import sentence
from tripod.storage.person_code import CodeError, person_code

THIS_MACHINE = "127.0.0.1"


class Number(StrEnum):
    """What a number on the command line is; each has its name in the catalogue, in the table `number_of`."""

    SECONDS = "seconds"
    PERCENT = "percent"
    DISTANCE = "distance"
    FOOT = "foot"
    TURN = "turn"
    RATE = "rate"
    WORKERS = "workers"
    STEP = "step"


def _within(text: str, low: float, high: float, what: Number) -> float:
    name = sentence(f"number_of.{what.value}")
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            sentence("number.decimal_comma", text=text, what=name)
            if "," in text
            else sentence("number.not_a_number", text=text, what=name)
        ) from None
    if not math.isfinite(value) or not low <= value <= high:
        raise argparse.ArgumentTypeError(sentence("number.out_of_range", text=text, what=name, low=low, high=high))
    return value


def person(text: str) -> str:
    """The code of a person, whether there is one or not."""
    try:
        return person_code(text)
    except CodeError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def seconds(text: str) -> float:
    """A time that is not 0."""
    return _within(text, 0.1, 1e6, Number.SECONDS)


def percent(text: str) -> float:
    """A tolerance, as a fraction."""
    return _within(text, 0, 20, Number.PERCENT) / 100


def placement(text: str) -> float:
    """A distance on the board, in mm."""
    return _within(text, 0.1, 50, Number.DISTANCE)


def built(text: str) -> float:
    """How far cells may sit beside their drawn places, in mm."""
    return _within(text, 0.05, 30, Number.DISTANCE)


def foot_mm(text: str) -> float:
    """A length of a foot, in mm."""
    return _within(text, 180, 340, Number.FOOT)


def rate_hz(text: str) -> float:
    """Samples a second."""
    return _within(text, 1, 100_000, Number.RATE)


def workers(text: str) -> int:
    """How many processes work."""
    return _whole(text, 10_000, Number.WORKERS)


def step(text: str) -> int:
    """A step of building a board."""
    return _whole(text, 1000, Number.STEP)


def _whole(text: str, high: int, what: Number) -> int:
    """A whole number from 1 on."""
    count = _within(text, 1, high, what)
    if count != int(count):
        raise argparse.ArgumentTypeError(
            sentence("number.not_a_number", text=text, what=sentence(f"number_of.{what.value}"))
        )
    return int(count)


def turns(text: str) -> tuple[float, float]:
    """By how much the toes of the left and the right foot point outward, in degrees: one number for both, or two."""
    parts = text.split(",")
    if len(parts) > 2:
        raise argparse.ArgumentTypeError(sentence("number.too_many_turns", text=text))
    each = [_within(part, LEAST_TURN_DEG, MOST_TURN_DEG, Number.TURN) for part in parts]
    return each[0], each[-1]


def udp_to(text: str) -> tuple[str, int, float]:
    """Host, port and datagrams a second (0 for all) of `[HOST:]PORT[@HZ]`."""
    where, _, rate = text.partition("@")
    host, _, port = where.rpartition(":")
    try:
        number, rate_hz = int(port), float(rate or 0)
    except ValueError:
        number, rate_hz = 0, 0.0
    if not 0 < number < 65536 or not 0 <= rate_hz <= 10_000:
        raise argparse.ArgumentTypeError(sentence("export.no_udp_place", text=text))
    return host.strip("[]") or THIS_MACHINE, number, rate_hz
