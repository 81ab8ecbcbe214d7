"""Which language the program writes in: a folder beside this file each, English where nothing else is known."""

import locale
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources

ENGLISH = "en"
"""The language in which every sentence is there; what another lacks is said in this one."""
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says its language, the strongest first."""
_in_force = [ENGLISH]


class LanguageError(ValueError):
    """There are no sentences in a language."""


def language() -> str:
    """Code of the language in force: `en`, `de`."""
    return _in_force[0]


def use_language(code: str) -> None:
    """Write in this language from now on; widgets that are there keep their texts.

    Raises:
        LanguageError: there is no folder of that name; nothing changes.
    """
    if code not in languages():
        raise LanguageError(code)
    _in_force[0] = code


@contextmanager
def in_language(code: str) -> Generator[None]:
    """Write in this language within it, for all threads: what runs beside a window may not.

    Raises:
        LanguageError: there is no folder of that name; nothing changes.
    """
    before = language()
    use_language(code)
    try:
        yield
    finally:
        use_language(before)


@cache
def languages() -> tuple[str, ...]:
    """Codes of all languages that there are sentences in, English first."""
    folders = (f.name for f in resources.files("tripod.sentences").iterdir() if f.is_dir() and len(f.name) == len("en"))
    return (ENGLISH, *sorted(name for name in folders if name != ENGLISH))


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language of the system, where there are sentences in it, else English.

    Of `de_AT.UTF-8` it is `de`; of `German_Germany` as well, which is how Windows says it, whose environment does not.
    """
    said = next((environ[name] for name in _VARIABLES if environ.get(name)), "") or locale.getlocale()[0] or ""
    code = locale.normalize(said.replace("-", "_").partition("_")[0].partition(".")[0])[:2]
    return code if code in languages() else ENGLISH
