"""Fills the parameters into a text, as its language writes numbers.

A text has its parameters in braces, as `str.format` does. Beside its formats there is one of choices, for endings and
plurals: `{foot:left=linken|right=rechten}`, `{n:1=eine Messung|*=# Messungen}`, where `#` stands for the value. What is
no choice stands as it is.
"""

from collections.abc import Mapping
from functools import lru_cache
from numbers import Real
from string import Formatter

_FORMATTER = Formatter()
_Part = tuple[str, str | None, str, str | None]
"""What stands before a parameter, its name, its format and its conversion."""


def filled(text: str, values: Mapping[str, object], decimal: str) -> str:
    """The text with its parameters, `decimal` between the whole and the rest of a number.

    Raises:
        KeyError: a parameter is missing.
    """
    said: list[str] = []
    for before, name, form, conversion in _parts(text):
        said.append(before)
        if name is not None:
            value, _ = _FORMATTER.get_field(name, (), values)
            said.append(_shown(_FORMATTER.convert_field(value, conversion), form, decimal))  # type: ignore[arg-type]
    return "".join(said)


def figures(value: float, form: str, decimal: str) -> str:
    """A number in a format of `str.format`, `decimal` between the whole and the rest."""
    return format(value, form).replace(".", decimal)


def _signed(said: str) -> str:
    """A number with its sign as people write it: a minus as long as a plus, and neither before a nought."""
    if "0" in said and not any(c in "123456789" for c in said):
        # In a column it stays as wide as it was.
        return said.replace("-", "").replace("+", "").rjust(len(said) if said.startswith(" ") else 0)
    return said.replace("-", "−")


def _shown(value: object, form: str, decimal: str) -> str:
    if "=" in form:
        choices = dict(choice.split("=", 1) for choice in form.split("|"))
        return choices.get(str(value), choices.get("*", "#")).replace("#", str(value))
    said = format(value, form)
    if "+" in form:
        said = _signed(said)
    return said.replace(".", decimal) if decimal != "." and isinstance(value, Real) else said


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[_Part, ...]:
    return tuple((before, name, form or "", conversion) for before, name, form, conversion in _FORMATTER.parse(text))
