"""Puts a report together from what was seen of a session."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isfinite

from tripod import __version__
from tripod.balance.foot_states import cop_earned
from tripod.balance.judgement import Answer
from tripod.coach.phrases import LANGUAGES, question_words
from tripod.drills.format.drill import Drill
from tripod.drills.score.result import DrillResult
from tripod.drills.score.sway_report import speed_said
from tripod.report import figures, past
from tripod.report.facts import facts, warnings
from tripod.report.feet import foot_pictures
from tripod.report.figures import clock_of, day_of
from tripod.report.grid import grid
from tripod.report.page import Page, Row, Score, ScoreMark, Text
from tripod.report.quality_words import quality
from tripod.report.read_session import SeenSession
from tripod.report.tables import fault_said, result_tables, share_table, told
from tripod.report.trends import Series, all_series, change_said, trend, whole_series
from tripod.sentences import language, sentence, shipped_text
from tripod.training.compared_words import lines
from tripod.training.dates import odd_days
from tripod.training.diary import Entry

MOST_SEEN = 6
"""Answers that find room."""


def page_of(seen: SeenSession, others: Sequence[SeenSession], drills: Mapping[str, Drill], today: str = "") -> Page:
    """The pages of a session.

    `others`: earlier ones of the same person, which its trends are made from; of none they come from the diary.
    `drills`: all by name. `today`: ISO date, by which others are doubted; "" for no doubt.
    """
    diary, unreadable = past.diary_of(seen)
    before = (
        [e for of in others for e in past.entries_in(of, diary, drills)] if others else past.entries_before(seen, diary)
    )
    entries = (*before, *past.entries_in(seen, diary, drills))
    drill, foot = past.drill_and_leg(seen)
    series = all_series(entries, drill, lambda name: shipped_text(drills[name].title) if name in drills else name)
    pictures = foot_pictures(seen)
    told = any(picture.ways_mm for picture in pictures)
    title = shipped_text(seen.run.drill.title) if seen.run is not None else sentence("report.recording")
    found, beside = headline(seen)
    head = [seen.header.subject, figures.day(seen.header.created), title]
    return Page(
        language(),
        " · ".join(filter(None, head)),
        sentence("report.program", version=__version__),
        day_of(seen.header.created),
        " · ".join(filter(None, head)),
        found,
        " · ".join(filter(None, (title, clock_of(seen.header.created), *_how(seen)))),
        beside[:1].upper() + beside[1:],
        [*warnings(seen), *_doubted(seen, entries, today), *([unreadable] if unreadable else [])],
        _score(seen.result, whole_series(entries, drill, foot)),
        sentence("report_feet.title"),
        sentence("report_feet.note", cop=quality(seen.setup.board.claims.cop)) if told else "",
        pictures,
        "" if told else sentence("report_feet.none" if cop_earned(seen.setup) else "report_feet.not_earned"),
        sentence("report_fact.title"),
        facts(seen),
        share_table(seen, sentence("report_shares.below", share=quality(seen.setup.board.claims.share))),
        grid(seen),
        _next(seen, entries, diary, drills),
        result_tables(seen),
        sentence("report_trend.title"),
        sentence("report_trend.note"),
        [trend(of) for of in series],
        _texts(series),
        sentence("report_seen.title"),
        _seen(seen.result),
        _formulas(seen, series),
        _source(seen),
        sentence("report.not_medical"),
        sentence("report.page"),
    )


def _doubted(seen: SeenSession, entries: Sequence[Entry], today: str) -> list[str]:
    """What is to be said of dates that cannot be true."""
    odd = odd_days({seen.header.created[:10], *(e.made[:10] for e in entries)}, today) if today else []
    days = " … ".join(figures.day(of) for of in dict.fromkeys((odd[0], odd[-1]))) if odd else ""
    return [sentence("report_warning.odd_date", days=days)] if odd else []


def _how(seen: SeenSession) -> list[str]:
    """What was done, and whether the coach spoke."""
    run = seen.run
    if run is None:
        return []
    tempo = next((s.tempo for s in run.drill.steps if s.tempo is not None), None)
    said = [] if tempo is None else [
        sentence("report.tempo", down=tempo.descent_s, bottom=tempo.bottom_s, up=tempo.ascent_s)
    ]  # fmt: skip
    return [*said, sentence(f"report_cueing.{run.engine.result().cueing.value}")]


def headline(seen: SeenSession) -> tuple[str, str]:
    """The result as a sentence, and beside it what keeps it from saying more."""
    result = seen.result
    if result is None:
        return sentence("report_headline.no_drill", s=figures.number(seen.lasts_s)), ""
    if result.only_places:
        return sentence("report_headline.stance"), result.found()
    if result.rack is not None and not result.tries:
        return sentence(f"report_headline.rack_{result.answer.name.lower()}"), result.rack.said
    if not result.scored:
        return sentence("report_headline.not_scored"), str(result.reason or "")
    if result.sway is not None:
        return _sway_headline(result), ""
    reps = [r for t in result.tries if t.scored for r in t.reps]
    holds = [t for t in result.tries if t.scored and t.hold is not None]
    what = sentence("report_headline.and").join(
        [*([_counted("hold", len(holds))] if holds else []), *([_counted("rep", len(reps))] if reps else [])]
    )
    costs = [*(r.costs for r in reps), *(t.costs for t in holds)]
    times = Counter(of.key for each in costs for of in told(each))
    if times:
        key, n = times.most_common(1)[0]
        many = "alone" if len(costs) == 1 else "in_all" if n == len(costs) else "in_one" if n == 1 else "in_some"
        return sentence(f"report_headline.fault_{many}", what=what, fault=fault_said(key), n=n), ""
    match result.answer:
        case Answer.GOOD:
            return sentence("report_headline.good", what=what), ""
        case Answer.OFF if result.seen_wrong:
            wrong = sentence(f"seen_plain.{result.seen_wrong[0]}")
            return sentence("report_headline.no_fault", what=what), sentence("report_headline.seen", seen=wrong)
        case Answer.OFF if result.sections:
            return sentence("report_headline.no_fault", what=what), ""
        case Answer.OFF:
            return sentence("report_headline.lost", what=what, score=figures.number(result.score)), ""
        case _:
            said = result.judged.said()
            return sentence("report_headline.no_fault", what=what), sentence("report_headline.cannot_tell", why=said)


def _sway_headline(result: DrillResult) -> str:
    sway = result.sway
    assert sway is not None
    parts = [
        sentence(f"report_headline.sway_{eyes}", speed=speed_said(of.mm_s, of.most_mm_s))
        for eyes, of in (("open", sway.open), ("closed", sway.closed))
        if of is not None and isfinite(of.mm_s)
    ]
    return ", ".join(parts) or sentence("report_headline.sway_not_told")


def _counted(what: str, n: int) -> str:
    """`one hold`, `3 holds`."""
    return sentence(f"report_count.{what}" if n == 1 else f"report_count.{what}s", n=n)


def _score(result: DrillResult | None, own: Series | None) -> Score | None:
    """None of a day put together from several drills, too: the mean of unlike things is no number."""
    if result is None or result.score is None or result.sections:
        return None
    title, now = sentence("report_score.title"), ScoreMark(float(result.score), "now", sentence("report_score.now"))
    last = own.beside.last if own is not None else None
    if own is None or last is None:
        return Score(title, str(result.score), [now], None, [sentence("report_score.first")], "")
    marks = [ScoreMark(last.value, "last", sentence("report_score.last"))]
    if own.beside.first is not None:
        marks.insert(0, ScoreMark(own.beside.first.before, "base", sentence("report_score.base")))
    least = own.beside.least
    if not isfinite(least):
        more = own.beside.more_tries
        note = sentence("own_change.more_tries", more=more) if more else ""
        return Score(title, str(result.score), [*marks, now], None, lines(own.beside), note)
    band = max(last.value - least, 0.0), min(last.value + least, 100.0)
    note = sentence("report_score.band", mdc=figures.number(least))
    return Score(title, str(result.score), [*marks, now], band, lines(own.beside), note)


def _next(seen: SeenSession, entries: Sequence[Entry], diary: past.Diary, drills: Mapping[str, Drill]) -> Text | None:
    found = past.next_drill(entries, diary, drills, seen.header.created[:10])
    if found is None or found.drill not in drills:
        return None
    of = drills[found.drill]
    return Text(sentence("report.next", title=shipped_text(of.title)), shipped_text(of.trains))


def _texts(series: Sequence[Series]) -> list[Text]:
    said = [change_said(of) for of in series]
    groups = (
        ("better", [line for better, line in said if better is True]),
        ("worse", [line for better, line in said if better is False]),
        ("unsure", [line for better, line in said if better is None]),
    )
    return [Text(sentence(f"report_change.{which}"), "; ".join(lines) + ".") for which, lines in groups if lines]


def _seen(result: DrillResult | None) -> list[Row]:
    """What somebody saw that no board sees."""
    if result is None:
        return []
    rows: list[Row] = []
    for question, yes in result.answers.items():
        answered = {True: "yes", False: "no", None: "did_not_see"}[yes]
        answer = "not_answered" if question in result.unanswered else answered
        rows.append(
            Row(
                question_words(question, language() if language() in LANGUAGES else LANGUAGES[0]),
                sentence(f"report_seen.{answer}"),
            )
        )
    return rows[:MOST_SEEN]


def _formulas(seen: SeenSession, series: Sequence[Series]) -> Text:
    said = [sentence("report_formula.pm"), sentence("report_formula.share")]
    result = seen.result
    if result is not None and result.score is not None:
        said.append(sentence("report_formula.score"))
    if any(picture.ellipse_mm for picture in foot_pictures(seen)):
        said.append(sentence("report_formula.ellipse"))
    if seen.trials and (result is None or result.measures_sway):
        said.append(sentence("report_formula.measures"))
    elif result is not None and any(t.hold is not None and isfinite(t.hold.sway_mm_s) for t in result.tries):
        said.append(sentence("report_formula.sway"))
    if any(isfinite(of.beside.least) for of in series):
        said.append(sentence("report_formula.mdc", tries=sum(of.tries for of in series[:1])))
    if result is not None and result.reference and result.score is not None:
        said.append(sentence(f"report_formula.against_{result.reference}"))
    return Text(sentence("report_formula.title"), " ".join(said))


def _source(seen: SeenSession) -> str:
    made = seen.setup.calibration.made
    parts = [
        sentence("report.program", version=__version__),
        sentence("report.calibration_of", day=figures.day(made) or made) if made else "",
        sentence("report.recorded_as", name=seen.folder.resolve().name),
        sentence("report.raw_is_there"),
    ]
    return " · ".join(filter(None, parts))
