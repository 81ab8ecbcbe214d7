"""What holds of the wire holds with the compiled kernel and without it."""

from collections.abc import Iterator

import pytest

from tests.kernel.built import built
from tripod import kernel

BOTH = "test_protocol", "test_receiver"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.module.__name__.rpartition(".")[2] in BOTH:
        metafunc.fixturenames.append("way")
        metafunc.parametrize("way", ["numpy", "kernel"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    before, kernel.compiled = kernel.compiled, built() if request.param == "kernel" else None
    yield
    kernel.compiled = before
