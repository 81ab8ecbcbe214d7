"""A drill or board in which anything was changed opens, or is refused with its own error: never another one."""

import json
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tripod.boards import BoardError, board_from_dict, board_to_dict, load_board, read_board
from tripod.drills.format.loader import DrillError, read_drill, read_file
from tripod.drills.format.recorded import drill_to_record, recorded_drill

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1"
DRILL = tomllib.loads((GOLDEN / "drills" / "golden-hold.toml").read_text("utf-8"))
PADS = tomllib.loads((GOLDEN / "boards" / "pads.toml").read_text("utf-8"))
INSOLE = tomllib.loads((GOLDEN / "boards" / "insole.toml").read_text("utf-8"))
LEFT = tomllib.loads((GOLDEN / "boards" / "insole-left.toml").read_text("utf-8"))
RECORDED_DRILL = json.loads(json.dumps(drill_to_record(read_file(GOLDEN / "drills" / "golden-hold.toml"))))
RECORDED_BOARD = json.loads(json.dumps(board_to_dict(load_board("insole"))))


def nodes(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all that stands in it."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, key)
        yield from nodes(value, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def words(data: Any) -> list[Any]:
    """Words, numbers and keys that this kind of file knows: changes with them get farther than others."""
    found = [*(at(data, path) for path in nodes(data)), *(path[-1] for path in nodes(data))]
    return [*sorted({w for w in found if isinstance(w, str)}), 0, 1, -1, 0.5, 2.0, 1e13, 10**400]


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


@lru_cache(maxsize=64)
def values(known: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Anything that a file can hold; made once, for Hypothesis looks through a strategy that it has not seen before."""
    simple = st.one_of(st.sampled_from(known), st.integers(), st.floats(), st.booleans(), TEXT)
    return st.recursive(simple, lambda v: st.lists(v, max_size=3) | st.dictionaries(TEXT, v, max_size=3), max_leaves=4)


@st.composite
def mutations(draw: st.DrawFn, *originals: dict[str, Any]) -> dict[str, Any]:
    """A copy in which a few values were replaced, taken away, or put at a key that is new there."""
    data = deepcopy(draw(st.sampled_from(originals)))
    value = values(tuple(words(data)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(nodes(data))))
        table = at(data, path[:-1])
        match draw(st.sampled_from(("replace", "copy", "remove", "add"))):
            case "replace":
                table[path[-1]] = draw(value)
            case "copy":
                table[path[-1]] = deepcopy(at(data, draw(st.sampled_from(list(nodes(data))))))
            case "remove" if len(data) > 1:
                del table[path[-1]]
            case _ if isinstance(table, dict):
                known = [p[-1] for p in nodes(data) if isinstance(p[-1], str)]
                table[draw(st.sampled_from(known) | TEXT)] = draw(value)
            case _:
                table.append(draw(value))
    return data


def toml(data: dict[str, Any]) -> str:
    return "".join(f"{_toml(key)} = {_toml(value)}\n" for key, value in data.items())


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return f"{{{', '.join(f'{_toml(k)} = {_toml(v)}' for k, v in value.items())}}}"
        case _:
            return repr(value)


def opens(read: Callable[[], object], error: type[Exception]) -> bool:
    """Whether it does; any but this error goes on to the test."""
    try:
        read()
    except error:
        return False
    return True


def test_unchanged_they_open() -> None:
    assert read_drill(toml(DRILL), "a.toml").name == "a"
    assert [read_board(toml(d), "a.toml").name for d in (PADS, INSOLE, LEFT)] == ["pads", "insole", "insole-left"]
    assert recorded_drill(RECORDED_DRILL).name == "golden-hold"
    assert board_from_dict(RECORDED_BOARD).name == "insole"


@pytest.mark.parametrize("key", ["schema", "title", "order", "step", "name", "half_of", "foot_length_mm"])
def test_a_number_that_python_cannot_write_is_refused(key: str) -> None:
    # Written in hexadecimal it is read, whatever its size.
    said = f"{key} = 0x{'f' * 5000}\n"
    drill, board = (toml({k: v for k, v in data.items() if k != key}) for data in (DRILL, PADS))
    if key != "order":
        assert not opens(lambda: read_drill(said + drill, "a.toml"), DrillError)
    if key not in ("order", "step"):
        assert not opens(lambda: read_board(said + board, "a.toml"), BoardError)


@settings(max_examples=150, deadline=None)
@given(mutations(DRILL))
@example(DRILL | {"title": 10**4000})
@example(DRILL | {"x\n - at `$.step[9].y`": 1})
@example(DRILL | {"x - at `$.title.x": 1})
@example(DRILL | {"x - at `$.title[...]": 1})
def test_a_changed_drill(data: dict[str, Any]) -> None:
    text = toml(data)
    tomllib.loads(text)
    opens(lambda: read_drill(text, "a.toml"), DrillError)


@settings(max_examples=150, deadline=None)
@given(mutations(PADS, INSOLE, LEFT))
@example(PADS | {"foot_length_mm": 10**4000})
@example(LEFT | {"half_of": "insole-left"})
@example(PADS | {"nominal": {"gain": 1}})
def test_a_changed_board(data: dict[str, Any]) -> None:
    text = toml(data)
    tomllib.loads(text)
    opens(lambda: read_board(text, "a.toml"), BoardError)


@settings(max_examples=150, deadline=None)
@given(mutations(RECORDED_DRILL))
@example(RECORDED_DRILL | {"steps": None})
def test_a_changed_drill_of_a_recording(data: dict[str, Any]) -> None:
    opens(lambda: recorded_drill(data), DrillError)


@settings(max_examples=150, deadline=None)
@given(mutations(RECORDED_BOARD))
@example(RECORDED_BOARD | {"places": {}})
def test_a_changed_board_of_a_recording(data: dict[str, Any]) -> None:
    if opens(lambda: board_from_dict(data), BoardError):
        board = board_from_dict(data)
        assert board_from_dict(json.loads(json.dumps(board_to_dict(board)))) == board
