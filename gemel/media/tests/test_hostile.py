"""Somebody sends what is made to break a decoder. Whatever it is, it is a plain picture afterwards, or refused."""

from __future__ import annotations

from gemel.media import pictures
from gemel.media.tests.drawing import segments
from gemel.media.tests.hostile import TRACE, corpus
from gemel.media.tests.test_pictures import PLAIN_SEGMENTS
from gemel.media.tests.warm import Cost, Warm

MIB, SECONDS = 512, 5
REFUSED = {2, 3, *pictures.KILLED}  # not a picture, too large, too slow
MUST_GO = ("strangers", "garbage: nothing", "garbage: one byte", "a text", "too many", "twelve hundred scans")


def wrong_with(name: str, cost: Cost) -> str:
    """What must not be; empty where all is well."""
    if cost.mib > MIB or cost.seconds > SECONDS + 1:
        return f"took {cost.mib} MiB and {cost.seconds:.1f} s"
    if cost.code in REFUSED:
        return ""
    if cost.code:
        return f"ended with {cost.code}"
    if any(word in name for word in MUST_GO):
        return "was let in"
    one = pictures._parted(cost.out)
    if TRACE in cost.out or any(set(segments(data)) - PLAIN_SEGMENTS for data in (one.picture, one.small)):
        return "left a trace"
    return ""


def test_whatever_comes_in(fence: Warm) -> None:
    uploads = list(corpus())
    assert len(uploads) >= 60
    # The one that only time stops gets less of it here; bench/photos gives it all five seconds.
    costs = {name: fence.looks_at(data, seconds=1 if "scans" in name else SECONDS) for name, data in uploads}
    assert not {name: wrong_with(name, cost) for name, cost in costs.items() if wrong_with(name, cost)}
    assert costs["bombs: a JPEG of twelve hundred scans"].code in pictures.KILLED
    # Else all of this would pass where nothing is ever let in; and fifty megapixels do fit.
    assert costs["polyglots: JPEG and ZIP"].code == costs["bombs: a flood of pixels"].code == 0
