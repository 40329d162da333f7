"""Pages of what happens now: the list, one exercise, the screen that both phones share, the end of it."""

from gemel.pages.sittings import closing, comparisons, exercises, now, screen, taps
from gemel.web.pages import Pages

pages = Pages(
    [route for module in (exercises, screen, taps, comparisons, closing, now) for route in module.pages.routes]
)
