"""What the week brings to Today: one card, first among what the two could do."""

from __future__ import annotations

from gemel.programme import tips
from gemel.web.room import Card
from gemel.web.visit import Visit
from gemel.web.words import _
from gemel.week.reading import this_week
from gemel.week.shown import shown
from gemel.week.state import Stage, Week

WEIGHT = 10

WORDS: dict[Stage, tuple[str, str, str]] = {
    Stage.RESTING: (
        _("Try one thing this week"),
        _("Pick one small tip together, live with it for a week, then look back."),
        _("Choose a tip"),
    ),
    Stage.PICKING: (_("Pick up to three tips"), _("For your eyes only. Both lists open together."), _("See the tips")),
    Stage.WAITING: (_("This week’s tip"), _("Your picks are in. Both lists open together."), _("Go to the week")),
    Stage.OPENED: (_("Your picks are open"), _("Look at them together and choose one."), _("Open the lists")),
    Stage.PROPOSED: (_("A plan is on the table"), _("It begins when you two agree."), _("See the plan")),
    Stage.LOOKING_BACK: (_("How was your week?"), _("Looking back takes less than two minutes."), _("Look back")),
    Stage.LOOKED: (_("You looked back"), _("What each of you shares opens together."), _("Go to the week")),
    Stage.CLOSED: (_("The next tip, when you are ready"), _("A slow week is fine too."), _("Choose a tip")),
}
"""Title, line and button for each rung but the agreed one, which shows the tip itself."""

ALONE: dict[Stage, tuple[str, str, str]] = {
    Stage.RESTING: (
        _("Try one thing this week"),
        _("Pick one small tip, live with it for a week, then look back."),
        _("Choose a tip"),
    ),
    Stage.LOOKED: (_("You looked back"), _("The next tip is there when you are ready."), _("Go to the week")),
}
"""The same for somebody on their own, where it differs."""


def today(visit: Visit) -> list[Card]:
    week = this_week(visit.db, visit.me, visit.now)
    stage = week.stage(visit.now)
    if stage is Stage.AGREED:
        return [_tip_card(visit, week)]
    title, line, label = (visit.me.alone and ALONE.get(stage)) or WORDS[stage]
    return [Card("week/_today.html", {"title": title, "line": line, "label": label, "calm": stage in QUIET}, WEIGHT)]


QUIET = {Stage.WAITING, Stage.LOOKED}


def _tip_card(visit: Visit, week: Week) -> Card:
    assert week.plan is not None
    tip = tips().get(week.plan.tip)
    values: dict[str, object] = {
        "plan": week.plan,
        "tip": shown(tip, visit.me.alone) if tip else None,
        "nudging": week.nudging(visit.now),
    }
    return Card("week/_today_tip.html", values, WEIGHT)
