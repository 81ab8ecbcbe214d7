"""Whether the lists and drawings can be built: each check returns its complaints, so that a mutation brings one."""

from dataclasses import replace
from typing import Any

import buildable
import pytest
from making.build import BUILDS, Build, load_build
from making.harness import harness
from making.parts import bom
from making.template import LENGTHS_MM


def changed(build: Build, *path: str, to: object) -> Build:
    """The build with one value of its file changed."""

    def put(table: Any, keys: tuple[str, ...]) -> Any:
        return {**table, keys[0]: put(table[keys[0]], keys[1:]) if keys[1:] else to}

    return replace(build, data=put(build.data, path))


@pytest.mark.parametrize("length", LENGTHS_MM)
def test_nobody_stands_on_a_films_pins(length: int) -> None:
    assert buildable.tails(load_build("tonight"), length) == []


def test_a_tail_under_the_foot_is_caught() -> None:
    short = changed(load_build("tonight"), "sensor", "tail_mm", to=25.0)
    assert len(buildable.tails(short, 260)) == 2


@pytest.mark.parametrize("name", BUILDS)
def test_every_wire_of_the_picture_is_bought(name: str) -> None:
    build = load_build(name)
    assert buildable.wires(build, bom(build), harness(build)) == []


def test_a_jumper_or_a_lead_too_few_is_caught() -> None:
    build = load_build("tonight")
    text = bom(build)
    for lost in (" WJ5", " WL6"):
        assert lost in text
        assert buildable.wires(build, text.replace(lost, ""), harness(build))
