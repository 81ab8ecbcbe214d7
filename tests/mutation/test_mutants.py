"""What the mutation program changes in a module, and what it leaves alone."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def mutants() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", Path(__file__).with_name("mutants.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("a + b", ["a - b"]),
        ("a * b / c", ["a * b * c", "a / b / c"]),
        ("a < b", ["a <= b", "a > b"]),
        ("a >= b > c", ["a > b > c", "a <= b > c", "a >= b >= c", "a >= b < c"]),
        ("a == b", ["a != b"]),
        ("a is not b", ["a is b"]),
        ("a in b", ["a not in b"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("-a", ["a"]),
        ("a += b", ["a -= b"]),
        ("5", ["6", "4"]),
        ("0.5", ["1.0", "0.25"]),
        ("0.0", ["1.0"]),
        ("True", ["False"]),
        ("f(a, strict=True)", []),
        ("a: int | None", []),
        ("'text'", []),
        ("a ** b", []),
    ],
)
def test_what_a_line_may_become(mutants: ModuleType, tmp_path: Path, line: str, becomes: list[str]) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"first\n{line}\n")
    made = [place.mutant() for place in mutants.places(path)]
    assert [m.source for m in made] == [f"first\n{after}" for after in becomes]
    assert all(m.line == 2 for m in made)
    assert path.read_text() == f"first\n{line}\n"
