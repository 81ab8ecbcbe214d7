"""About how long a drill takes with all that is said in it, from the known lengths of the phrases.

What follows waits for the voice, so that what is said adds to what is done. Of what depends on the person the usual is
taken: a stance is quiet at once, a question is answered soon, and as it should be. Own words of a drill take as long as
their letters make likely.
"""

from collections.abc import Iterable

from tripod.boards import POINTS
from tripod.coach.numbers import score_key
from tripod.coach.own_words import takes_s
from tripod.coach.phrases import LANGUAGES, phrase
from tripod.coach.voice import length_s
from tripod.drills.format.drill import READY_S, ROLL_S, Drill, Step
from tripod.drills.format.questions import is_name
from tripod.drills.format.say import Say
from tripod.drills.format.section import section_of
from tripod.drills.run.scored_step import BETWEEN_S, LAST_S
from tripod.drills.seen.quiet_stance import QUIET_S
from tripod.sound.earcons import length_s as earcon_s

ANSWER_S = 3.0
"""From the end of a question to its answer."""
FETCH_S = 8.0
"""Until somebody beside the board is ready."""
FREE_REP_S = 6.0
USUAL_SCORE = 88


def spoken_length_s(drill: Drill) -> float:
    """Seconds from its first look to its last word, in the language in which it takes longer."""
    return max(_length_s(drill, language) for language in LANGUAGES)


def _length_s(drill: Drill, language: str) -> float:
    told = [section.told for section in drill.sections if section.told and not section.instead]
    total = sum(_words_s(told, language))
    for n, step in enumerate(drill.steps):
        section = section_of(drill.sections, n)
        if section is not None and section.instead:
            continue
        asked = any(s.kind == "check" for s in drill.steps[:n])
        legs = 2 if drill.feet_of(step) == "one" else 1
        total += legs * _step_s(drill, step, language, explains=not asked)
    return total + sum(_words_s(["done"], language))


def _step_s(drill: Drill, step: Step, language: str, *, explains: bool) -> float:
    said = sum(_say_s(say, language) for say in step.says)
    again = sum(_words_s(["once_more"], language)) * (step.times - 1)
    match step.kind:
        case "hold" | "reps":
            after = sum(_words_s(_after(drill, step), language)) + earcon_s("done")
            rests = (step.times - 1) * max(BETWEEN_S, after) + max(LAST_S, after)
            return said + again + step.times * _work_s(step, language) + rests
        case "check":
            how = sum(_words_s(["yes_or_no"], language)) if explains else 0.0
            answers = sum(_question_s(q, language) + ANSWER_S for q in step.questions)
            return answers + sum(_words_s(["heard_yes"] * len(step.questions), language)) + said + how
        case "away":
            asks = FETCH_S + sum(_words_s(["ready_how", "begin"], language))
            return said + again + step.times * (asks + step.duration_s)
        case "ready":
            return READY_S
        case "roll":
            called = [f"onto_{point}" for point in POINTS] if step.move == "points" else []
            return said + max(ROLL_S, step.duration_s) + sum(_words_s([*called, "placed"], language))
        case _:
            return step.times * max(step.duration_s, said)


def _work_s(step: Step, language: str) -> float:
    """A hold or a set, from the quiet stance before it to its score."""
    done = step.duration_s
    if step.kind == "reps":
        done = step.reps * (step.tempo.rep_s if step.tempo else FREE_REP_S)
    return QUIET_S + sum(_words_s(["begin"], language)) + earcon_s("start") + done


def _after(drill: Drill, step: Step) -> tuple[str, ...]:
    """What is said after a try."""
    return () if drill.measures_of(step) == "sway" else ("well", score_key(USUAL_SCORE))


def _words_s(names: Iterable[str], language: str) -> list[float]:
    found = [phrase(name, language) for name in names]
    return [length_s(said.key, language) for said in found if said is not None]


def _say_s(say: Say, language: str) -> float:
    if say.own:
        return takes_s(say.text)
    found = phrase(say.text, language) or phrase(say.text, language, "left")
    return length_s(found.key, language) if found is not None else 0.0


def _question_s(question: str, language: str) -> float:
    return sum(_words_s([question], language)) if is_name(question) else takes_s(question)
