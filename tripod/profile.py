"""What is known of the person at the board, entered once: weight, bar, feet, and how they like to read and be told."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import isfinite, nan
from pathlib import Path
from typing import Any

from tripod.balance.geometry import USUAL_FEET, Feet, FeetError, feet_from_dict, feet_to_dict
from tripod.coach.phrases import LANGUAGES

SCHEMA = 1


class Unit(StrEnum):
    """In what loads are read; a board that earns no newtons shows its index whatever is chosen."""

    USUAL = "usual"
    """Newtons at the points, kilograms in all."""
    NEWTONS = "N"
    KILOGRAMS = "kg"
    BODY_WEIGHT = "%BW"


class ProfileError(ValueError):
    """The profile's file cannot be used: one plain sentence."""


@dataclass(frozen=True)
class Profile:
    """One person. `nan` is what nobody said yet.

    Raises:
        TypeError: `unit` is no Unit.
    """

    weight_kg: float = nan
    bar_kg: float = nan
    """The bar with its plates."""
    unit: Unit = Unit.USUAL
    rezero: bool = False
    """Zero by itself whenever the board is empty, steady and has drifted."""
    feet: Feet = USUAL_FEET
    convention: bool = False
    """Hold tries against the coaching convention even where there is a baseline."""
    language: str = "en"
    """Of the coach: a folder of `coach/voices`."""
    volume: float = 0.8
    tone: bool = True
    """The continuous tone."""
    speech: bool = True
    adapts: bool = True
    """Prefer the cues that helped this person before."""

    def __post_init__(self) -> None:
        # A Unit equals its own text, so a mere str would pass every comparison and fail only where it is to be kept.
        if not isinstance(self.unit, Unit):
            raise TypeError(f"a profile's unit is a Unit, not the {type(self.unit).__name__} {self.unit!r}")


NOBODY = Profile()
SWITCHES = ("rezero", "convention", "tone", "speech", "adapts")


def profile_to_dict(profile: Profile) -> dict[str, Any]:
    """The profile as plain values."""
    plain = asdict(profile) | {"feet": feet_to_dict(profile.feet), "unit": profile.unit.value}
    return {"schema": SCHEMA} | {k: None if isinstance(v, float) and not isfinite(v) else v for k, v in plain.items()}


def profile_from_dict(data: Mapping[str, Any]) -> Profile:
    """The profile that `profile_to_dict` wrote.

    Raises:
        ProfileError: it did not, or a newer tripod did.
    """
    if not isinstance(data, Mapping) or type(data.get("schema")) is not int or data["schema"] > SCHEMA:
        raise ProfileError("The profile was written by another version of tripod, or is damaged.")
    try:
        weight, bar = (_mass(data.get(key)) for key in ("weight_kg", "bar_kg"))
        unit = Unit(data.get("unit", Unit.USUAL))
        volume = float(data.get("volume", NOBODY.volume))
        language = str(data.get("language", NOBODY.language))
        if not 0 <= volume <= 1 or language not in LANGUAGES:
            raise ValueError("no volume, or a language without a voice")
        switches = {key: bool(data.get(key, getattr(NOBODY, key))) for key in SWITCHES}
        return Profile(
            weight, bar, unit, feet=feet_from_dict(data["feet"]), language=language, volume=volume, **switches
        )
    except (KeyError, TypeError, ValueError, FeetError) as error:
        raise ProfileError("The profile is damaged.") from error


def read_profile(path: Path) -> Profile:
    """The profile in a file; the usual one where there is none.

    Raises:
        ProfileError: there is one, and it cannot be used.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Profile()
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"The profile {path} cannot be read.") from error
    try:
        return profile_from_dict(json.loads(text))
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, ProfileError) else "The profile is damaged."
        raise ProfileError(f"{why} Move {path} away to begin a new one.") from error


def write_profile(path: Path, profile: Profile) -> None:
    """Keep the profile; whole or not at all.

    Raises:
        ProfileError: it cannot be kept.
    """
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(profile_to_dict(profile), indent=1) + "\n", "utf-8")
        os.replace(part, path)
    except OSError as error:
        raise ProfileError(f"The profile cannot be kept in {path} ({error.strerror or error}).") from error


def _mass(value: object) -> float:
    if value is None:
        return nan
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 500:
        raise ValueError("no mass")
    return float(value)
