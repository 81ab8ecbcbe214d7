"""What is shipped with the program, in which version and under which licence. No Qt."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires

PACKAGE = "foot-tripod"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
LONGEST = 60
"""Letters of a licence's name; some packages put the whole text there."""


@dataclass(frozen=True)
class Part:
    """One library."""

    name: str
    version: str
    licence: str
    """As the package names it; "" where it names none."""


def needed(package: str) -> tuple[str, ...]:
    """Names of the libraries that a package needs, without those of its extras; none where it is not installed."""
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return ()
    names = (_NAME.match(line) for line in lines if "extra ==" not in line)
    return tuple(name.group() for name in names if name)


def shipped(package: str = PACKAGE) -> tuple[Part, ...]:
    """The libraries that a package needs, and those that these need, as far as they are installed here; by name."""
    found: dict[str, Part] = {}
    asked, waiting = {package.lower()}, list(needed(package))
    while waiting:
        name = waiting.pop()
        if name.lower() in asked:
            continue
        asked.add(name.lower())
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue
        found[name.lower()] = Part(told["Name"], told["Version"], licence(told))
        waiting += needed(name)
    return tuple(found[name] for name in sorted(found))


def licence(told: PackageMetadata) -> str:
    """The licence that a package names: its expression, else its own short word, else its classifier."""
    expression, word = (str((told.get_all(key) or [""])[0]) for key in ("License-Expression", "License"))
    classified = [c.split(" :: ")[-1] for c in told.get_all("Classifier") or () if c.startswith("License :: ")]
    short = word if len(word) <= LONGEST and "\n" not in word else ""
    return expression or short or ", ".join(classified)
