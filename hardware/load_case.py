"""How strong pads and plate are: who may stand on them.

python hardware/load_case.py
"""

from making.build import load_build
from making.load_tables import completion_table, load_case_table, pads_table


def main() -> None:
    """Print the tables of the guides."""
    plate = load_build("plate")
    for table in (load_case_table(plate), completion_table(plate), pads_table(load_build("pads"), plate)):
        print(table + "\n")


if __name__ == "__main__":
    main()
