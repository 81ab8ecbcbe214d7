"""Which images ship: one for each build and each kind of Arduino, made by `python firmware_arduino/ship.py`."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tripod.sentences import sentence

Version = tuple[int, int, int]


class Kind(StrEnum):
    """What an image is for; each has its name in the catalogue, in the table `arduino_kind`."""

    UNO = "uno"
    """Uno up to R3 and Nano: one chip, one image."""
    MEGA = "mega"
    PICO = "pico"

    @property
    def ending(self) -> str:
        return ".uf2" if self is Kind.PICO else ".hex"

    @property
    def said(self) -> str:
        return sentence(f"arduino_kind.{self.value}")


@dataclass(frozen=True)
class Image:
    """One file, ready to be written."""

    board: str
    """As the banner will say it."""
    kind: Kind
    file: Traversable


class NoImage(ValueError):
    """Nothing ships for that board: one plain sentence."""


def images() -> tuple[Image, ...]:
    """All that ship, by kind and board."""
    found: list[Image] = []
    for kind in Kind:
        folder = _folder() / kind.value
        if folder.is_dir():
            names = sorted(file.name for file in folder.iterdir() if file.name.endswith(kind.ending))
            found += [Image(name.removesuffix(kind.ending), kind, folder / name) for name in names]
    return tuple(found)


def image_for(board: str, kind: Kind) -> Image:
    """The image of a board for a kind of Arduino.

    Raises:
        NoImage: there is none.
    """
    ships = images()
    for image in ships:
        if (image.board, image.kind) == (board, kind):
            return image
    kinds = [image.kind for image in ships if image.board == board]
    if kinds:
        raise NoImage(
            sentence("firmware.not_for_this", board=board, kind=kind.said, kinds=", ".join(k.said for k in kinds))
        )
    names = ", ".join(dict.fromkeys(image.board for image in ships))
    raise NoImage(sentence("firmware.none_for_board", board=board, boards=names))


@cache
def shipped_version() -> Version:
    """What a board says in its banner once one of the images is on it."""
    major, minor, patch = tomllib.loads((_folder() / "images.toml").read_text("utf-8"))["version"]
    return major, minor, patch


def is_older(firmware: Version) -> bool:
    """Whether a board that says this in its banner has less than what ships."""
    return firmware < shipped_version()


def version_said(version: Version) -> str:
    """As people write it: `0.1.0`."""
    return ".".join(map(str, version))


def _folder() -> Traversable:
    return resources.files("tripod.firmware") / "images"
