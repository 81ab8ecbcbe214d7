"""What may be said of a sitting beside earlier ones, in sentences: the same after a drill, in the history, on paper."""

from math import isfinite

from tripod.analysis.own_change import Change, Told
from tripod.drills.score.sway_report import quotient_said, speed_said
from tripod.sentences import figure, sentence
from tripod.training.compared import FIRST, Against, Compared, compared_entry
from tripod.training.diary import Diary, Entry, SwayEntry


def lines(of: Compared) -> list[str]:
    """What may be said of it beside the last one, the baseline and the first, a line each."""
    found = [*beside_lines(of)]
    if of.first is not None and of.first.told is not Told.CANNOT_TELL:
        found.append(first_said(of))
    return found


def beside_lines(of: Compared) -> list[str]:
    """Beside single sittings: the last one, and the baseline where that is another."""
    if of.speed:
        return []
    named = [("last", of.last), ("baseline", of.baseline)]
    seen = dict[str, str]()
    for which, against in named:
        if against is not None and against.made not in seen:
            seen[against.made] = against_said(which, against)
    return list(seen.values())


def against_said(which: str, of: Against) -> str:
    """`Last time 76: less by 12.`"""
    than = sentence(f"compared.than_{which}", value=of.value)
    change = of.change
    return sentence(f"compared.{change.told.value}", than=than, by=abs(change.difference), least=change.least)


def first_said(of: Compared) -> str:
    """What may be said of the newest against the first ones."""
    if of.first is None:
        return sentence("own_change.more_sessions", more=of.more_sittings, first=FIRST)
    return change_said(of.first, speed=of.speed)


def change_said(change: Change, *, speed: bool) -> str:
    """What may be said of a change from the first ones."""
    if change.told is Told.CANNOT_TELL:
        return sentence("own_change.more_tries", more=change.more_tries)
    if change.told is Told.TOO_FAR:
        return sentence("own_change.too_far")
    unit = "speed" if speed else "points"
    by, least = abs(change.difference), change.least
    if speed:
        by, least = abs(change.percent(by)), change.percent(least)
        if not isfinite(by):
            return sentence("own_change.more_tries", more=1)
    way = "more" if change.difference >= 0 else "less"
    if change.told is Told.TOO_CLOSE and by < 0.5:
        return sentence(f"own_change_{unit}.same", least=least, first=FIRST)
    close = "_too_close" if change.told is Told.TOO_CLOSE else ""
    return sentence(f"own_change_{unit}.{way}{close}", by=by, least=least, first=FIRST)


def entry_said(new: Entry, diary: Diary) -> str:
    """A drill that was just done, beside the diary as it was before: what somebody does with a coach says nothing of
    what stays without, nor the reverse."""
    of = compared_entry(new, diary)
    if new.sway is not None:
        return " ".join([_sway_said(new.sway), *lines(of)])
    if new.score is None:
        return sentence("compared.not_scored", why=new.reason)
    if of.last is None:
        return sentence(f"compared.first_{new.like.value}", score=new.score)
    return " ".join([sentence("compared.score", score=new.score), *lines(of)])


def _sway_said(sway: SwayEntry) -> str:
    unknown = sentence("compared.sway_not_told")
    kept = (sway.open_mm_s, sway.open_at_most_mm_s), (sway.closed_mm_s, sway.closed_at_most_mm_s)
    speeds = [unknown if of is None else speed_said(of, most) for of, most in kept]
    quotient = unknown if sway.romberg_quotient is None else figure(sway.romberg_quotient, ".2f")
    if sway.romberg_quotient is not None and sway.romberg_pm is not None:
        quotient = quotient_said(sway.romberg_quotient, sway.romberg_pm)
    if sway.eyes == ("open",):
        said = [sentence("compared.sway_open", open=speeds[0])]
    else:
        said = [sentence("compared.sway", open=speeds[0], closed=speeds[1], quotient=quotient)]
    for eyes, times in (("open", sway.open_begun_again), ("closed", sway.closed_begun_again)):
        said += [sentence(f"compared.sway_begun_again_{eyes}", times=times)] if times else []
    return " ".join(said)
