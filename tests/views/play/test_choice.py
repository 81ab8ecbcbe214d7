"""What the start page offers of virtual boards, as the source that it opens."""

from typing import Any

from tripod.views.kit import theme as themes
from tripod.views.play.choice import KINDS, VirtualChoice
from tripod.views.play.more_choice import DOES
from tripod.virtual.scenario import Scenario, parse_scenario
from tripod.virtual.scenario_motions import SCENARIOS


def test_the_start_page_s_choice_names_the_source(qtbot: Any) -> None:
    choice = VirtualChoice(themes.DARK, 62.5)
    qtbot.addWidget(choice)
    opened: list[str] = []
    choice.chosen.connect(opened.append)
    choice.play.click()
    choice.kinds.buttons["plate"].click()
    choice.stand.click()
    choice.weight.setText("5 kg")
    choice.play.click()
    assert opened == [
        "virtual:play,board=pads,weight_kg=62.5",
        "virtual:pupil,waits=on,habit=mt1_light:right,board=plate,weight_kg=62.5",
    ]
    assert "out of range" in choice.wrong.text()
    choice.weight.setText("80 kg")
    asked: list[str] = []
    choice.to_calibrate.connect(asked.append)
    choice.calibrate.click()
    assert asked == ["virtual:play,board=plate,weight_kg=80"]
    assert [b.isChecked() for b in choice.kinds.buttons.values()] == [False, False, True]


def test_all_that_is_behind_more_can_be_opened(qtbot: Any) -> None:
    choice = VirtualChoice(themes.DARK)
    qtbot.addWidget(choice)
    more, seen = choice.more, list[Scenario]()
    choice.chosen.connect(lambda source: seen.append(parse_scenario(source.removeprefix("virtual:"))))
    assert more.isHidden()
    choice.more_link.click()
    assert not more.isHidden()
    assert set(DOES) == {*SCENARIOS, "pupil"}
    for kind in KINDS:
        choice.choose(kind)
        assert more.feet.isHidden() is (kind != "insole"), "a plate or pads are of both feet"
        for field in more.fields:
            for n in range(field.count()):
                field.setCurrentIndex(n)
                choice.stand.click()
                choice.play.click()
            field.setCurrentIndex(0)
    one_foot = {of.board.name for of in seen} - set(KINDS)
    assert one_foot == {"insole-left", "insole-right"}
    assert {of.habit for of in seen if of.board.name == "insole-left" and of.habit} == {"mt1_light:left"}
    assert any(of.unplug for of in seen)
    assert choice.wrong.isHidden()
