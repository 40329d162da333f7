"""Every screen of live time in each of its states: it fits, it can be read, nothing covers anything. Pictures are kept."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from gemel.ui.tests.conftest import One
from gemel.ui.tests.faking import COVER, LINE, LIVE, NOTE, Fake, page

FOLDER = Path("artefacts") / "screens" / "gallery"
SIZES = [(390, 844), (320, 640), (1280, 900)]
FOOT = (
    '<div class="sitting-foot"><form method="post"><button class="button button--plain">Pass</button><button class="button button--plain">Stop</button></form>'
    '<form method="post"><button class="button button--plain"><span>Pause</span></button></form></div>'
)
MAIN = '<form method="post" class="sitting-taps"><p class="actions"><button class="button button--main">Your turn is theirs</button><button class="button button--quiet">A little longer</button></p></form>'


def sitting(inside: str, foot: str = FOOT) -> str:
    return f'<gm-sitting class="sitting" data-address="/one" data-version="17">{inside}{foot}</gm-sitting>'


def live(fragment: str) -> str:
    return LIVE.replace("></gm-live>", f">{fragment}</gm-live>")


SPEAK = sitting(
    f'<p class="sitting-role">You speak</p><h1>Your turn to speak</h1><p class="lead">One thing, and what it was like for you.</p><ul class="stems"><li>I felt …</li><li>What I wish for is …</li></ul><gm-timer data-left="70" data-total="120"></gm-timer>{MAIN}'
)
LISTEN = sitting(
    '<p class="sitting-role">You listen</p><h1>You only listen.</h1><p class="lead">Nothing to answer, nothing to solve.</p><p class="said">I was glad of the rain, and that you came to the window with me.</p>'
)
WAITS = sitting(
    '<p class="sitting-role">Listening</p><h1>Are you both here?</h1><p class="waiting-breath" role="status">It goes on when both have tapped. No hurry.</p>'
)
PAUSE = sitting(
    '<p class="sitting-role">A pause</p><h1>Nothing is decided now.</h1><p class="lead">You both come back to it, later and softly.</p><p class="clock-promise">Back at 19:40</p>'
)
DOWN = sitting(
    '<gm-down data-left="2400"><div data-while><h1>Phones down</h1><p class="clock-promise">Until 20:15</p><p class="lead">Lay it face down. A soft sound tells you when.</p></div><div data-over hidden><h1>That was your time</h1><p class="lead">Take one more breath before you look at anything else.</p><p class="actions"><a class="button button--main" href="/">Go on</a></p></div></gm-down>'
)
PACER = (
    '<h1>Breathe in gently, and out slowly</h1><section class="card card--calm"><gm-pacer data-in="4" data-out="6" data-minutes="3" data-breathe-in="Breathe in" data-breathe-out="Breathe out" '
    'data-end="That is all. Stay as long as you like." data-stop="Stop"><button type="button" hidden>Begin</button></gm-pacer></section>'
    '<p><gm-sound data-on="Sound is on" data-off="Sound is off"><button type="button" class="button button--plain" hidden></button></gm-sound></p>'
)
STATES: dict[str, tuple[str, str, str]] = {
    "speak": (SPEAK, "", LIVE),
    "listen": (LISTEN, "nearly-off", LIVE),
    "waits": (WAITS, "", LIVE),
    "pause": (PAUSE, "calm-mood", LIVE),
    "down": (DOWN, "nearly-off", LIVE),
    "down-over": (DOWN.replace('"2400"', '"0"'), "nearly-off", LIVE),
    "timer-over": (SPEAK.replace('"70"', '"0"'), "", LIVE),
    "line": (NOTE, "", live(LINE)),
    "cover": (NOTE, "", live(COVER)),
    "pacer": (PACER, "", LIVE),
    "pacer-in": (PACER, "", LIVE),
}


@pytest.mark.parametrize("state", list(STATES))
def test_fits_and_can_be_read(one: One, fake: Fake, state: str) -> None:
    main, mood, above = STATES[state]
    # What is shown above the page comes with it here: no stream is to take it away.
    fake.pages["/one"] = page(
        main, mood, above.replace("gm-live", "gm-live-shown") if state in {"line", "cover"} else above, title=state
    )
    one.go("/one")
    if state == "pacer-in":
        one.page.get_by_role("button", name="Begin").click()
        one.page.get_by_text("Breathe in", exact=True).wait_for()
    for width, height in SIZES:
        one.page.set_viewport_size({"width": width, "height": height})
        for light in ("light", "dark"):
            one.page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
            fits(one, width)
            assert height >= one.page.evaluate(
                "Math.max(0, ...[...document.querySelectorAll('.sitting-foot button')].map(one => one.getBoundingClientRect().bottom))"
            )
            picture(one, f"{state}-{width}-{light}")
            found: list[dict[str, Any]] = Axe().run(one.page).response["violations"]
            assert not found, [(bad["id"], [node["html"][:120] for node in bad["nodes"]]) for bad in found]


def fits(one: One, width: int) -> None:
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    tops = one.page.eval_on_selector_all(
        ".top :is(a, button)",
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right, box.height])",
    )
    in_order = sorted(tops)
    assert all(height >= 44 for _left, _right, height in tops)
    assert in_order[-1][1] <= width
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(in_order))


def picture(one: One, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    one.page.screenshot(path=FOLDER / f"{name}.png")
