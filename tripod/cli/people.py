"""`people`: who trains here, with what a coach wants to know of each; made, renamed, deleted, and taken along."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from tripod.cli.failed import Failed
from tripod.cli.person import find_person, settle
from tripod.drills.format.loader import library
from tripod.sentences import sentence
from tripod.storage.person_code import CodeError
from tripod.storage.settings import own_drills
from tripod.training.elsewhere import MOST, Elsewhere, elsewhere_of
from tripod.training.overview import Overview, overview
from tripod.training.people import PeopleError, add, codes, delete, last_used, rename, what_goes
from tripod.training.take_along import CannotTakeAlong, take_along


def people(args: argparse.Namespace) -> int:
    """`tripod people`."""
    if sum(map(bool, (args.add, args.rename, args.delete, args.export))) > 1:
        print(sentence("usage.people_one_at_a_time"), file=sys.stderr)
        return 2
    if bool(args.export) != bool(args.output):
        print(sentence("usage.people_export_needs_a_place"), file=sys.stderr)
        return 2
    if args.yes and not args.delete:
        print(sentence("usage.people_yes_needs_delete"), file=sys.stderr)
        return 2
    said = settle()
    if said:
        print(f"tripod: {said}", file=sys.stderr)
    try:
        if args.add:
            code = add(args.add)
            return _did(args.json, "added", code, sentence("people_list.added", code=code))
        if args.rename:
            old, code = find_person(args.rename[0]), rename(*args.rename)
            return _did(args.json, "renamed", code, sentence("people_list.renamed", old=old, new=code))
        if args.delete:
            return _delete(find_person(args.delete), args.yes, args.json)
        if args.export:
            return _export(find_person(args.export), args.output, args.json)
    except (PeopleError, CodeError, CannotTakeAlong) as error:
        raise Failed(str(error)) from error
    return _list([args.person] if args.person else codes(), args.json)


def today() -> str:
    """The date, ISO 8601."""
    return date.today().isoformat()


def _delete(code: str, sure: bool, as_json: bool) -> int:
    """Say what goes, ask, and delete; which recordings stay elsewhere is said in any case."""
    elsewhere = elsewhere_of(code)
    if not sure:
        goes = what_goes(code, MOST)
        if as_json or not sys.stdin.isatty():
            raise Failed(sentence("people_list.say_yes", goes=goes))
        print(goes)
        # The whole word: one letter is typed too easily.
        if input(sentence("people_list.really", code=code)).strip() != code:
            raise Failed(sentence("people_list.stays", code=code))
    deleted = delete(code)
    if as_json:
        print(json.dumps({"deleted": deleted, "recordings_elsewhere": elsewhere.to_dict()}))
    else:
        print(f"{sentence('people_list.deleted', code=code)} {elsewhere.said()}")
    return 0


def _export(code: str, to: Path, as_json: bool) -> int:
    made = take_along(code, to)
    if as_json:
        said = {"exported": code, "to": str(to), "files": made.files, "recordings": made.recordings}
        print(json.dumps(said | {"recordings_elsewhere": made.elsewhere.to_dict()}))
    elif not made.files:
        print(sentence("people_list.nothing_to_take_along", code=code, to=to))
    else:
        print(sentence("people_list.taken_along", code=code, to=to, files=made.files, recordings=made.recordings))
    if made.elsewhere.not_there and not as_json:
        print(Elsewhere(not_there=made.elsewhere.not_there).said())
    return 0


def _did(as_json: bool, what: str, code: str, said: str) -> int:
    print(json.dumps({what: code}) if as_json else said)
    return 0


def _list(of: list[str] | tuple[str, ...], as_json: bool) -> int:
    drills, since, last = library(own_drills())[0], today(), last_used()
    each = [overview(code, drills, since) for code in of]
    if as_json:
        print(json.dumps({"last": last, "people": [one.to_dict() for one in each]}))
        return 0
    for one in each:
        print(_line(one, one.code == last))
        if one.damaged:
            print(f"tripod: {one.damaged}", file=sys.stderr)
    return 0


def _line(one: Overview, is_last: bool) -> str:
    name = sentence("people_list.here_last", code=one.code) if is_last else one.code
    parts = [sentence("people_list.last_session", day=one.last_said(), drills=one.this_week)] if one.last else []
    parts.append(one.worst.words())
    if one.next is not None:
        parts.append(sentence("people_list.next", title=one.next.words()))
    return f"{name:28} {' · '.join(parts)}"
