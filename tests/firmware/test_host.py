"""The portable half of the firmware on this computer: golden packets, the judges, and a fuzzer."""

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "firmware_arduino" / "tripod" / "src"
GOLDEN = HERE.parents[0] / "golden" / "packets.txt"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
SANITIZERS = ["-fsanitize=undefined", "-fno-sanitize-recover=all"]
FUZZ_SECONDS = 5


def compile_host(compiler: str, program: str, out: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    units = [HERE / "host" / f"{program}.cpp", SOURCES / "packet.cpp", SOURCES / "seal.cpp"]
    return subprocess.run(
        [compiler, "-std=c++11", "-O1", "-g", *flags, f"-I{SOURCES}", *units, "-o", out],
        capture_output=True,
        text=True,
        check=False,
    )


PACKAGES = {"g++": "g++", "clang++": "clang"}


@pytest.mark.parametrize("compiler", PACKAGES)
def test_portable_sources_say_the_golden_packets(tools, tmp_path, compiler):
    tools(PACKAGES[compiler], compiler)
    made = compile_host(compiler, "golden", tmp_path / "golden", *WARNINGS)
    assert made.returncode == 0, made.stderr
    ran = subprocess.run(
        [tmp_path / "golden"], input=GOLDEN.read_text(encoding="utf-8"), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout
    packets = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert int(ran.stdout) == len(packets)


@pytest.mark.parametrize("program", ["judge", "converters"])
def test_what_judges_the_cells(tools, tmp_path, program):
    tools("g++", "g++")
    made = compile_host("g++", program, tmp_path / program, *WARNINGS, *SANITIZERS)
    assert made.returncode == 0, made.stderr
    ran = subprocess.run([tmp_path / program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_fuzzing_finds_nothing(tools, tmp_path):
    tools("clang", "clang++")
    made = compile_host("clang++", "fuzz", tmp_path / "fuzz", "-fsanitize=fuzzer,address,undefined", *SANITIZERS[1:])
    if "libclang_rt" in made.stderr:
        pytest.skip("clang's fuzzer runtime is missing: apt-get install -y clang libclang-rt-14-dev")
    assert made.returncode == 0, made.stderr
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "two-packets").write_bytes(bytes([3, 0, 1, 0, 9, 38, *range(38), 255]))
    options = [f"-max_total_time={FUZZ_SECONDS}", "-max_len=1500", "-seed=1", f"-artifact_prefix={tmp_path}/"]
    ran = subprocess.run(
        [tmp_path / "fuzz", *options, corpus],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
