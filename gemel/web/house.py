"""What one running server holds: settings, stores, templates, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jinja2 import Environment

from gemel.live import Bus
from gemel.people.gate import Tries
from gemel.people.sessions import Sessions
from gemel.settings import Settings
from gemel.store import Store
from gemel.web.assets import Assets


@dataclass(frozen=True, slots=True)
class House:
    settings: Settings
    store: Store
    sessions: Sessions
    templates: Environment
    assets: Assets
    clock: Callable[[], int]
    tries: Tries = field(default_factory=Tries)
    bus: Bus = field(default_factory=Bus)
    """Tells phones that something changed."""

    def close(self) -> None:
        self.bus.close()
        self.store.close()
        self.sessions.store.close()
