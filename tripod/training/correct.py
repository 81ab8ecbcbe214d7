"""Brings work of its own against what words did not mend, and against what somebody saw; then the same drill again.

Hero pose against faults of the active foot, the half split (whose own question comes first) against those of the pelvis
on the femur; where that question says no, the hinge in part. No fault brings more than `ROUNDS` such rounds in
`WITHIN_DAYS`: what they did not change, somebody else has to look at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tripod.boards import plain_fault
from tripod.boards.stance_faults import Fault
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import LEADS_ON, QUESTIONS, Follows, HingePart, bad_answers
from tripod.sentences import sentence
from tripod.training.answers import named
from tripod.training.dates import lately
from tripod.training.diary import Diary, Entry, Owed

UNMENDED = 2
"""A fault that was spoken to so often without ending soon, and more often than not, was not mended by words."""
ROUNDS, WITHIN_DAYS = 3, 28
HERO_POSE, HALF_SPLIT = "hero-pose", "half-split"
PART_HINGES = ("learn-to-hinge-2", "posterior-shift")
"""The hinge in part; the first that there is."""
_HEEL = (Fault.HEEL_LIGHT, Fault.HEEL_HEAVY)


def part_of(what: str, *, moving: bool) -> HingePart:
    """Which part of the hinge a fault, or a thing that was seen, belongs to. `moving`: in reps, where
    a heel that carries too little or too much is the hips' doing."""
    if what in QUESTIONS:
        return QUESTIONS[what].part
    return HingePart.PELVIS_ON_FEMUR if moving and what in _HEEL else HingePart.ACTIVE_FOOT


def part_hinge(library: Mapping[str, Drill]) -> str:
    """The drill that is the hinge in part; "" where there is none."""
    return next((name for name in PART_HINGES if name in library), "")


def corrective(what: str, drill: Drill, library: Mapping[str, Drill]) -> str:
    """The work against a fault, or a thing that was seen, in this drill; "" where there is none."""
    if what in QUESTIONS and QUESTIONS[what].follows is not Follows.HALF_SPLIT:
        return part_hinge(library)
    part = part_of(what, moving=drill.has_reps)
    name = HERO_POSE if part is HingePart.ACTIVE_FOOT else HALF_SPLIT
    fits = name in library and (
        what in QUESTIONS or part is HingePart.PELVIS_ON_FEMUR or what in library[name].corrects
    )
    return name if fits and name != drill.name else work_against(what, drill.name, library)


def work_against(fault: str, than: str, drills: Mapping[str, Drill]) -> str:
    """The drill to do against a fault, off the board rather than on it, and another than where it was not mended; ""
    where there is none."""
    good = [d for d in drills.values() if fault in d.corrects and d.name != than and not d.has_bar]
    return min(good, key=lambda d: (d.on_board, d.order)).name if good else ""


def retest_in(what: str, drill: Drill, library: Mapping[str, Drill]) -> str:
    """The drill that shows whether the work helped: the same; for what was seen under a bar an easier one without it
    that asks the same, if there is one."""
    name = drill.easier
    while what in QUESTIONS and drill.has_bar and name in library:
        if asks(library[name], what) and not library[name].has_bar:
            return name
        name = library[name].easier if library[name].has_reps else ""
    return drill.name


def asks(drill: Drill, name: str) -> bool:
    """Whether one of its checks asks this question."""
    return any(named(question) == name for step in drill.steps for question in step.questions)


def rounds_of(what: str, entries: Sequence[Entry], today: str) -> int:
    """How many rounds of work against this there were in the last weeks. `today`: ISO time."""
    recent = [e for e in entries if e.against == what and lately(e.made, today, WITHIN_DAYS)]
    # A round is the work and the same drill again, each on a date of its own or on the same.
    return len({e.made[:10] for e in recent if e.score is None or e.drill in PART_HINGES})


def unmended(entry: Entry) -> list[str]:
    """Faults that words did not mend in it."""
    return [f for f, n in entry.unmended.items() if n >= UNMENDED and 2 * n > entry.faults.get(f, 0)]


def plain(what: str) -> str:
    """A fault, or a thing that was seen, in words."""
    return sentence(f"seen_plain.{what}") if what in QUESTIONS else plain_fault(what)


def new_work(
    diary: Diary, owed: Mapping[str, Owed], entry: Entry, library: Mapping[str, Drill], given_up: Sequence[str]
) -> tuple[dict[str, Owed], list[str]]:
    """What is owed after a drill beside `owed`, and what to say of it. `given_up`: faults that the coach says nothing
    about any more."""
    drill = library.get(entry.drill)
    if drill is None:
        return {}, []
    new, said = dict[str, Owed](), list[str]()
    for what in dict.fromkeys([*given_up, *unmended(entry), *bad_answers(entry.answers)]):
        if what in owed:
            continue
        work = corrective(what, drill, library)
        if not work:
            said += [sentence("after_drill.no_wording_helped", fault=plain(what))] if what in given_up else []
        elif rounds_of(what, diary.entries, entry.made) >= ROUNDS:
            which = "somebody_has_to_look_seen" if what in QUESTIONS else "somebody_has_to_look"
            said.append(sentence(f"after_drill.{which}", fault=plain(what), rounds=ROUNDS))
        else:
            times = entry.faults.get(what, 1)
            retest = retest_in(what, drill, library)
            new[what] = Owed(retest, times, work, entry.board_id, entry.simulated)
            which = _why_work(what, same=retest == drill.name, given_up=what in given_up)
            titles = {"title": library[work].title, "drill": library[retest].title}
            said.append(sentence(f"after_drill.{which}", **titles, fault=plain(what), seen=plain(what)))
    return new, said


def _why_work(what: str, *, same: bool, given_up: bool) -> str:
    """The sentence of the table `after_drill`. `same`: the drill in which it came shows whether the work helped."""
    if what in QUESTIONS:
        return "seen_so_work_on" if same else "seen_so_work_on_then"
    return "no_wording_helped_work_on" if given_up else "not_mended_work_on"


def after_work(
    diary: Diary,
    entry: Entry,
    title: Callable[[str], str],
    library: Mapping[str, Drill],
    later: Sequence[Entry] = (),
) -> tuple[dict[str, Owed], list[str], list[str]]:
    """What is owed after a drill; the faults whose words may be tried again; and what to say of it. `title` gives that
    of a drill by its name. `later`: what was done after it, before anything is said."""
    owed, again, said = dict(diary.owed), list[str](), list[str]()
    for what, one in diary.owed.items():
        if not one.concerns(entry):
            continue
        if entry.drill == one.work and not one.worked:
            if entry.answers.get(LEADS_ON, True) is not True:
                # Whoever looked says that the back of the thigh is not what holds the hinge back, or nobody looked.
                instead = part_hinge(library)
                if instead:
                    owed[what] = replace(one, work=instead)
                else:
                    del owed[what]
                continue
            owed[what] = replace(one, worked=True)
            if not any(e.drill == one.drill and _tells(e, what) for e in later):
                said.append(sentence("owed_work.now_the_drill_again", title=title(one.drill), fault=plain(what)))
        elif entry.drill == one.drill and one.worked and _tells(entry, what):
            del owed[what]
            if what in QUESTIONS:
                said.append(_seen_again(what, entry, title(one.work)))
                continue
            again.append(what)
            now = entry.faults.get(what, 0)
            said.append(
                sentence(
                    "owed_work.before_and_after", title=title(one.work), fault=plain(what), now=now, before=one.times
                )
            )
    return owed, again, said


def _tells(entry: Entry, what: str) -> bool:
    """Whether it tells if the work helped: it was scored, or somebody saw it before it was."""
    return entry.score is not None or entry.answers.get(what) is not None


def _seen_again(what: str, entry: Entry, title: str) -> str:
    yes = entry.answers.get(what)
    if yes is None:
        return sentence("owed_work.seen_by_nobody", title=title, seen=plain(what))
    good = yes is QUESTIONS[what].good
    return sentence("owed_work.seen_no_more" if good else "owed_work.seen_still", title=title, seen=plain(what))
