"""Every journey of the window, with everything that goes wrong in its middle: a real session, real files, Qt's own keys.

Rows are journeys, columns are files of this folder; a cell is the test that holds it.

|              | test_disk (read-only) | test_disk (full)                  | test_unplugged    | test_units        | test_closed       |
|--------------|-----------------------|-----------------------------------|-------------------|-------------------|-------------------|
| first minute | test_first_minute     | test_first_minute_on_a_full_disk  | test_first_minute | test_first_minute | test_first_minute |
| play         | test_play             | test_play                         | test_play         | test_play         | test_play         |
| calibrate    | test_calibrate        | test_calibrate                    | test_calibrate    | test_calibrate    | test_calibrate    |
| drill        | test_drill            | test_drill                        | test_drill        | test_drill        | test_drill        |
| past         | test_past             | test_past                         | test_past         | test_past         | test_past         |
| settings     | test_settings         | test_settings                     | test_settings     | test_settings     | test_settings     |

A hinge ends, loses its board and is refused as a hold is (one engine); Today is what the disk's drill does. What a
window with a session that is made up says in states that no disk or cable brings about: `../test_unforeseen.py`.
"""  # noqa: E501

import ast
from pathlib import Path

HERE = Path(__file__).parent


def test_each_cell_is_a_test() -> None:
    rows = [line.strip("|").split("|") for line in (__doc__ or "").splitlines() if line.startswith("|")]
    files = [name.split()[0] for name in (cell.strip() for cell in rows[0]) if name]
    cells = [[cell.strip() for cell in row[1:]] for row in rows[2:]]
    assert len(cells) == 6
    for row in cells:
        assert len(row) == len(files)
        for file, name in zip(files, row, strict=True):
            tree = ast.parse((HERE / f"{file}.py").read_text("utf-8"))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (file, name)
