"""What is wrong in a file is said with its place, what stands there and what was expected; the line is found."""

import datetime
import tomllib
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, Struct

from tripod.storage.problem import Misfit, named, typed
from tripod.storage.struct_types import Path
from tripod.storage.toml_lines import line_of


class Leather(Struct, tag_field="of", tag="leather"):
    hide: str


class Cloth(Struct, tag_field="of", tag="cloth"):
    threads: Annotated[int, Meta(ge=1)]


class Lace(Struct, forbid_unknown_fields=True):
    length_mm: Annotated[float, Meta(gt=0, lt=2000)] = 0.0
    colour: Literal["white", "black"] | None = None


Side = Annotated[Literal["left", "right"], Meta(description="point")]


class Shoe(Struct, forbid_unknown_fields=True):
    size: Annotated[float, Meta(ge=15, le=55, description="share")]
    upper: Leather | Cloth
    lace: Annotated[tuple[Lace, ...], Meta(max_length=2)] = ()
    worn: dict[Side, tuple[float, float]] = {}
    marks: dict[str, int] = {}
    name: Annotated[str, Meta(pattern="^[a-z]*$", max_length=5, description="board_name")] = ""
    new: bool = True
    tight: Annotated[tuple[Side, ...], Meta(description="few_regions")] = ()


GOOD: dict[str, Any] = {"size": 42, "upper": {"of": "cloth", "threads": 3}}


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        ({"size": 60}, ("size",), "size is 60; expected at most 55 (shares are fractions: 0.25 is 25 %)."),
        ({"size": 10.5}, ("size",), "size is 10.5; expected a number from 15 up (shares are fractions: 0.25 is 25 %)."),
        ({"size": float("nan")}, ("size",), "size is nan; expected a finite number."),
        ({"size": float("inf")}, ("size",), "size is inf; expected a finite number."),
        ({"size": True}, ("size",), "size is true; expected a number."),
        ({"size": 16**5000}, ("size",), "size is too large to be shown; expected a smaller one, it is too large."),
        ({"upper": {"threads": 3}}, ("upper",), "of is missing in upper."),
        ({"upper": {"of": "wood"}}, ("upper", "of"), "upper.of has 'wood'; expected one of leather, cloth."),
        ({"upper": {"of": "cloth"}}, ("upper",), "threads is missing in upper."),
        (
            {"upper": {"of": "cloth", "threads": 2.5}},
            ("upper", "threads"),
            "upper.threads is 2.5; expected a whole number.",
        ),
        ({"upper": {"of": "leather", "hide": 3}}, ("upper", "hide"), "upper.hide is 3; expected a text."),
        ({"upper": "cloth"}, ("upper",), "[upper] is missing: upper is 'cloth', which is no table."),
        ({"lace": [{}, {"length_mm": 0}]}, ("lace", 1, "length_mm"), "lace.length_mm is 0; expected more than 0."),
        (
            {"lace": [{"length_mm": 2e3}]},
            ("lace", 0, "length_mm"),
            "lace.length_mm is 2000.0; expected less than 2000.",
        ),
        ({"lace": [{"colour": "red"}]}, ("lace", 0, "colour"), "lace.colour has 'red'; expected one of white, black."),
        ({"lace": [{"colour": 3}]}, ("lace", 0, "colour"), "lace.colour has 3; expected one of white, black."),
        ({"lace": [{"color": "x"}]}, ("lace", 0), "color is unknown in lace; did you mean colour?"),
        ({"lace": [{"zip": "x"}]}, ("lace", 0), "zip is unknown in lace; expected one of length_mm, colour."),
        ({"lace": [{}] * 3}, ("lace",), "lace has 3 entries; expected at most 2."),
        ({"lace": {"colour": "white"}}, ("lace",), "lace is {'colour': 'white'}; expected a list."),
        ({"worn": {"rigth": [1, 2]}}, ("worn",), "'rigth' is no point of the tripod, in worn; did you mean right?"),
        ({"worn": {"left": [1, 2], "right": [1]}}, ("worn", "right"), "worn.right has 1 entries; expected 2."),
        ({"worn": {"left": [1, 2], "right": [1, "x"]}}, ("worn", "right", 1), "worn.right is 'x'; expected a number."),
        ({"marks": {"a": 1, "b": "x", "c": 3}}, ("marks", "b"), "marks.b is 'x'; expected a whole number."),
        ({"name": "Bo"}, ("name",), "name is 'Bo'; expected at most 16 ASCII letters."),
        ({"name": "bobobo"}, ("name",), "name has 6 characters; expected at most 5."),
        ({"name": datetime.date(2026, 1, 2)}, ("name",), "name is 2026-01-02; expected at most 16 ASCII letters."),
        ({"tight": ["up"]}, ("tight", 0), "'up' is no point of the tripod, in tight; expected one of left, right."),
        ({"tight": [3]}, ("tight", 0), "3 is no point of the tripod, in tight; expected one of left, right."),
        ({"tight": "left"}, ("tight",), "tight is 'left'; expected a list of a few regions."),
        ({"lace": [3]}, ("lace", 0), "lace is 3; expected a table."),
        ({"new": 1}, ("new",), "new is 1 and must be true or false."),
        ({"a\nb - at `$.upper.x[3]`": 1}, (), "is unknown in the file"),
    ],
)
def test_a_problem_is_said(change: dict[str, Any], path: Path, says: str) -> None:
    with pytest.raises(Misfit) as found:
        typed(GOOD | change, Shoe)
    assert says in str(found.value)
    assert found.value.path == path


def test_a_missing_table_is_named_as_it_is_written() -> None:
    with pytest.raises(Misfit, match=r"^\[upper\] is missing in the file\.$"):
        typed({"size": 42}, Shoe)
    with pytest.raises(Misfit, match=r"^size is missing in the file\.$"):
        typed({"upper": GOOD["upper"]}, Shoe)


def test_what_is_good_passes() -> None:
    assert typed(GOOD, Shoe) == Shoe(42.0, Cloth(3))


TABLES = """# worn = a comment
size = 42
upper.of = "cloth"

[worn]
left = [1, 2]
"right" = [3, 4]

[[lace]]
colour = "white"
end = { tip = "metal", colour = "brass" }

[lace.knot]
turns = 2

[[lace]]
length_mm = 900
colour = "black"

[foot.left]
x_mm = 3
"""
INLINE = """size = 42
lace = [
    { colour = "white", ends = [1, 2] },
    { length_mm = 900, colour = "black" },
]
worn = { left = [1, 2],
right = [3, 4] }
"""


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        (TABLES, (), 1),
        (TABLES, ("size",), 2),
        (TABLES, ("nowhere",), 1),
        (TABLES, ("upper", "of"), 3),
        (TABLES, ("worn",), 5),
        (TABLES, ("worn", "right", 1), 7),
        (TABLES, ("lace", 0), 9),
        (TABLES, ("lace", 0, "colour"), 10),
        (TABLES, ("lace", 0, "end", "colour"), 11),
        (TABLES, ("lace", 0, "length_mm"), 9),
        (TABLES, ("lace", 0, "knot", "turns"), 14),
        (TABLES, ("lace", 1), 16),
        (TABLES, ("lace", 1, "colour"), 18),
        (TABLES, ("lace", 7), 9),
        (TABLES, ("foot", "left", "x_mm"), 21),
        (INLINE, ("lace", 0, "colour"), 3),
        (INLINE, ("lace", 1), 4),
        (INLINE, ("lace", 1, "colour"), 4),
        ("", ("size",), 1),
    ],
)
def test_the_line_is_found(text: str, path: Path, line: int) -> None:
    assert line_of(text, path) == line


def test_the_tables_are_toml() -> None:
    assert tomllib.loads(TABLES)["lace"][1]["length_mm"] == 900


@pytest.mark.parametrize("name", ["x" * 5000, "two\nlines", "a\x1b[2J", "\u2028"])
def test_a_name_from_a_file_stays_short_and_on_one_line(name: str) -> None:
    with pytest.raises(Misfit) as caught:
        typed({name: 1}, Lace)
    said = str(caught.value)
    assert len(said) < 200
    assert said.isprintable()
    assert named("colour") == "colour"
