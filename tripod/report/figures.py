"""Numbers and days as people of a language write them."""

from dataclasses import dataclass
from math import isfinite

from tripod.sentences import sentence

NONE = "–"


@dataclass(frozen=True)
class Figures:
    """Of one language (ISO 639-1)."""

    language: str

    def number(self, value: float | None, digits: int = 0) -> str:
        """With so many decimals; a dash where there is none."""
        if value is None or not isfinite(value):
            return NONE
        said = f"{value:.{digits}f}"
        if not said.strip("-0."):
            said = said.lstrip("-")
        return (said.replace(".", ",") if self.language == "de" else said).replace("-", "−")

    def between(self, value: float, pm: float, digits: int = 0) -> str:
        """With half the width of its 95 % interval, where that is known."""
        if not isfinite(value) or not isfinite(pm):
            return self.number(value, digits)
        return f"{self.number(value, digits)} ± {self.number(pm, digits)}"

    def day(self, iso: str) -> str:
        """`29 November 2026` of an ISO date; "" of anything else."""
        parts = day_of(iso)
        if parts is None:
            return ""
        return sentence("report_day.whole", day=parts[2], month=sentence(f"report_month.m_{parts[1]}"), year=parts[0])

    def short_day(self, iso: str) -> str:
        """`29 Nov`."""
        parts = day_of(iso)
        if parts is None:
            return ""
        return sentence("report_day.short", day=parts[2], month=sentence(f"report_month_short.m_{parts[1]}"))


def day_of(iso: str) -> tuple[int, int, int] | None:
    """Year, month and day of an ISO date or time; None of anything else."""
    parts = iso[:10].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, day = map(int, parts)
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 and year > 0 else None


def clock_of(iso: str) -> str:
    """`14:06` of an ISO time, "" where it has none."""
    return iso[11:16] if len(iso) >= 16 and iso[13:14] == ":" else ""
