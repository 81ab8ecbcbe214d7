"""Keeps what one person entered once: weight, bar, feet, units, and how the coach speaks to them."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from math import isfinite, nan
from pathlib import Path

from tripod.balance.geometry import USUAL_FEET, Feet, FeetError, feet_from_file, feet_to_file
from tripod.coach.phrases import LANGUAGES, written_language
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, NoFile
from tripod.storage.lock import PATIENCE_S, locked
from tripod.storage.person_code import FIRST
from tripod.storage.schemas.profile import PROFILE, ProfileFile
from tripod.storage.versioned import convert, read, write


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
        if type(self.unit) is not Unit:
            raise TypeError(f"a profile's unit is a Unit, not the {type(self.unit).__name__} {self.unit!r}")


NOBODY = Profile()


@dataclass(frozen=True)
class Person:
    """Who stands on a board."""

    code: str = FIRST
    profile: Profile = NOBODY
    """What is known of them."""


SOMEBODY = Person()


def to_file(profile: Profile) -> ProfileFile:
    """The profile as its file holds it."""
    known = {field.name: getattr(profile, field.name) for field in fields(profile)}
    known |= {"unit": profile.unit.value, "feet": feet_to_file(profile.feet)}
    known |= {key: known[key] if isfinite(known[key]) else None for key in ("weight_kg", "bar_kg")}
    return convert(known, ProfileFile)


def from_file(file: ProfileFile) -> Profile:
    """The profile that a file holds.

    Raises:
        ProfileError: a language without a voice, or feet that no person has.
    """
    if file.language not in LANGUAGES:
        raise ProfileError(sentence("profile.language_without_voice"))
    try:
        feet = feet_from_file(file.feet)
    except FeetError as error:
        raise ProfileError(sentence("profile.damaged")) from error
    return Profile(
        weight_kg=nan if file.weight_kg is None else file.weight_kg,
        bar_kg=nan if file.bar_kg is None else file.bar_kg,
        unit=Unit(file.unit),
        rezero=file.rezero,
        feet=feet,
        convention=file.convention,
        language=file.language,
        volume=file.volume,
        tone=file.tone,
        speech=file.speech,
        adapts=file.adapts,
    )


def read_profile(path: Path) -> Profile:
    """The profile in a file; the usual one where there is none.

    Raises:
        ProfileError: there is one, and it cannot be used.
    """
    try:
        return from_file(read(PROFILE, path))
    except NoFile:
        return Profile(language=written_language())
    except (FileError, ProfileError) as error:
        raise ProfileError(sentence("profile.damaged_move_away", why=error, path=path)) from error


def write_profile(path: Path, profile: Profile) -> None:
    """Keep the profile; whole or not at all.

    Raises:
        ProfileError: it cannot be kept.
    """
    try:
        write(to_file(profile), path)
    except OSError as error:
        raise _not_kept(path, error) from error


def changed(before: Profile, after: Profile) -> list[str]:
    """Names of the fields in which they differ; what nobody said (nan) is the same in both."""
    old, new = to_file(before), to_file(after)
    return [field.name for field in fields(Profile) if getattr(old, field.name) != getattr(new, field.name)]


def keep_in_profile(path: Path, profile: Profile, names: Collection[str], wait_s: float = PATIENCE_S) -> None:
    """Keep the named fields of `profile`; the others stay as another program may have written them meanwhile. Where
    there is no file yet, all of it is kept.

    Raises:
        ProfileError: it cannot be kept, another program writes all the time, or the file there is damaged.
    """
    try:
        with locked(path, wait_s):
            kept = read_profile(path) if path.exists() else profile
            write_profile(path, replace(kept, **{name: getattr(profile, name) for name in names}))
    except OSError as error:
        raise _not_kept(path, error) from error


def _not_kept(path: Path, error: OSError) -> ProfileError:
    return ProfileError(sentence("profile.cannot_be_kept", path=path, why=error.strerror or error))
