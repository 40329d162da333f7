"""What each needs, agreed on two phones."""

from __future__ import annotations

from typing import Any


def test_S1_5_what_each_needs_is_agreed_by_both_kept_and_editable(two: Any, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/agreement")
    ana.look("first")
    ana.tap("Write the first lines")
    ana.waits_for("What helps each of you")
    ana.write("Your lines", "After ten at night I only hear half.")
    ana.page.get_by_label("We let each other finish.").check()
    ana.look("new")
    ana.tap("Put it on the table")
    ana.waits_for("Put to the two of you")
    ana.look("mine-on-the-table")
    ben.go("/")
    ben.look("today")
    ben.tap("Read them")
    ben.waits_for("On the table")
    assert ben.sees("After ten at night")
    ben.look("theirs-on-the-table")
    ben.tap("Yes, I am happy with it")
    ben.waits_for("Agreed by both of you")
    ben.tap("Suggest a change")
    ben.waits_for("What helps each of you")
    assert "After ten at night" in ben.page.input_value("#needs")
    ben.page.get_by_label("Either of us may say pass, and nobody asks why.").check()
    ben.tap("Put it on the table")
    ben.waits_for("On the table: a change")
    ana.go("/agreement")
    assert ana.sees("what is agreed stays as it is")
    ana.look("a-change")
    ana.tap("Yes, I am happy with it")
    ana.waits_for("Agreed by both of you")
    assert ana.lacks("On the table")
    assert ana.sees("Either of us may say pass")
    ana.look("agreed")
    ana.go("/timeline")
    ana.look("timeline")
    _sit_down(ana, ben)
    assert ana.sees("What you two agreed on")
    ana.look("at-the-start")
    ben.go("/agreement")
    ben.page.locator("summary").click()
    ben.look("ending")
    ben.tap("End this agreement")
    ben.waits_for("Nothing is agreed")
    ana.go("/agreement")
    assert ana.page.inner_text("main") == ben.page.inner_text("main")


def _sit_down(ana: Any, ben: Any) -> None:
    """Both said yes to listening, and nothing has begun."""
    ana.go("/exercises/listening")
    ana.tap("Ask Ben")
    ana.waits_for("Ben is asked")
    ben.go(ana.page.url)
    ben.tap("Now is good")
    ana.page.reload()
    ana.waits_for("Are you both here?")


def test_S1_5_a_proposal_is_let_go_by_the_other(two: Any, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/agreement/new")
    ana.write("Your lines", "Not after ten at night.")
    ana.tap("Put it on the table")
    ana.waits_for("Put to the two of you")
    _sit_down(ana, ben)
    ana.look("nothing-agreed-yet")
    ben.go("/agreement")
    ben.tap("Let it go")
    ben.waits_for("Nothing is agreed")
    ana.go("/agreement")
    assert ana.page.inner_text("main") == ben.page.inner_text("main")


def test_S1_5_alone_it_is_a_list_for_oneself(two: Any, script: bool) -> None:
    phone = two.one
    phone.sign_in_as(two.house.person("Cy"))
    phone.go("/agreement")
    phone.look("alone-first")
    phone.tap("Write it down for yourself")
    phone.write("Your lines", "Let me get to the end first.")
    phone.tap("Keep it for me")
    phone.waits_for("Your list")
    phone.look("alone-list")
    phone.tap("Change it")
    phone.write("Your lines", "x" * 250)
    phone.tap("Keep it for me")
    phone.waits_for("One of the lines is long")
    phone.look("alone-too-long")
