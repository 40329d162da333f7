"""What one running server holds: settings, stores, templates, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from gemel.coach import Port
from gemel.coach.figures import Figures, figures
from gemel.live import Bus
from gemel.media import Media
from gemel.people.sessions import Sessions
from gemel.settings import Settings
from gemel.store import Store
from gemel.store.events import Event
from gemel.web.assets import Assets


@dataclass(frozen=True, slots=True)
class House:
    settings: Settings
    store: Store
    sessions: Sessions
    templates: Environment
    assets: Assets
    clock: Callable[[], int]
    media: Media
    """Photos, sealed, in files of their own."""
    bus: Bus = field(default_factory=Bus)
    """Tells phones that something changed."""
    coach: Port = field(default_factory=Port)
    """Reads what somebody is about to say."""
    coach_figures: Mapping[str, Figures] = field(default_factory=figures)
    """How often each rule was right where it was measured."""
    after_change: tuple[Callable[[Any], None], ...] = ()
    """What follows from a change that somebody made, in the same visit: no job has keys."""
    restored: Event | None = None
    """When the server was last set back to an earlier day."""

    def close(self) -> None:
        self.bus.close()
        self.store.close()
        self.sessions.store.close()
