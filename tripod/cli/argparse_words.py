"""What argparse itself finds wrong with a command line, as a sentence of the language in force."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from tripod.sentences import sentence

_NAMED = re.compile(r"argument (?P<name>\S+): (?P<wrong>.*)", re.DOTALL)


def in_words(message: str) -> str:
    """The message of `argparse.ArgumentParser.error`; what argparse does not know by itself stays as it is."""
    named = _NAMED.fullmatch(message)
    wrong = _said(named["wrong"] if named else message)
    return sentence("command_line.of", name=named["name"], wrong=wrong) if named else wrong


def _said(wrong: str) -> str:
    for pattern, say in _WORDS:
        found = pattern.fullmatch(wrong)
        if found:
            return say(found)
    return wrong


def _no_choice(found: re.Match[str]) -> str:
    given, choices = found[1].strip("'\""), [choice.strip("'\"") for choice in found[2].split(", ")]
    near = get_close_matches(given, choices, 1)
    key = "near_choice" if near else "no_choice"
    return sentence(f"command_line.{key}", given=given, near="".join(near), choices=", ".join(choices))


_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"invalid choice: (.*) \(choose from (.*)\)", re.DOTALL), _no_choice),
    (re.compile(r"invalid int value: (.*)"), lambda found: sentence("command_line.not_whole", given=found[1])),
    (
        re.compile(r"the following arguments are required: (.*)"),
        lambda found: sentence("command_line.missing", names=found[1]),
    ),
    (
        re.compile(r"unrecognized arguments: (.*)", re.DOTALL),
        lambda found: sentence("command_line.unknown", words=found[1]),
    ),
    (re.compile(r"expected (?:at least )?one argument"), lambda _: sentence("command_line.no_value")),
    (re.compile(r"expected (\d+) arguments"), lambda found: sentence("command_line.so_many_values", n=found[1])),
    (
        re.compile(r"ignored explicit argument (.*)", re.DOTALL),
        lambda found: sentence("command_line.takes_no_value", given=found[1]),
    ),
)
