"""The person that a command is about."""

import argparse
import sys

from tripod.cli.failed import Failed
from tripod.sentences import sentence
from tripod.sources.source import Source
from tripod.storage.person_code import CodeError
from tripod.storage.places import profile_path
from tripod.training.first_person import move_in
from tripod.training.people import PeopleError, codes, find, last_used, sweep, use
from tripod.training.profile import Person, ProfileError, read_profile


def person(args: argparse.Namespace | None = None, source: Source | None = None) -> Person:
    """Who was named with `--person`; else who stood on a recording's board, if they are here; else who was last here.
    A profile that cannot be used is said, left as it is, and keeps no command from its work.
    """
    known, why = known_person(whose(args, source))
    if why:
        print(f"tripod: {why}", file=sys.stderr)
    return known


def whose(args: argparse.Namespace | None = None, source: Source | None = None) -> str:
    """Their code. Who is named, or who is there now, is who is meant next time."""
    said = settle()
    if said:
        print(f"tripod: {said}", file=sys.stderr)
    named = args.person if args is not None else None
    if named is None and source is not None and source.replayed:
        return source.person if source.person in codes() else last_used()
    code = last_used() if named is None else named
    if named is None and len(codes()) > 1:
        print(f"tripod: {sentence('person.who_was_here_last', code=code)}", file=sys.stderr)
    use(code)
    return code


def settle() -> str:
    """Bring what is kept of people into order; one sentence on what was done, "" where there was nothing to do."""
    sweep()
    return move_in()


def find_person(named: str) -> str:
    """The code of somebody here, as it is written there.

    Raises:
        Failed: nobody is called so.
    """
    try:
        return find(named)
    except (PeopleError, CodeError) as error:
        raise Failed(str(error)) from error


def known_person(code: str) -> tuple[Person, str]:
    """What is known of somebody; the usual, and why, where their profile cannot be used."""
    try:
        return Person(code, read_profile(profile_path(code))), ""
    except ProfileError as error:
        return Person(code), sentence("person.nothing_is_known", why=error)


def person_in_json(known: Person, source: Source) -> dict[str, str | None]:
    """For JSON: who stands there, or stood there when it was recorded (null where that was not kept)."""
    return {"person": (source.person or None) if source.replayed else known.code}
