"""How a package declares its pages: a plain function of a visit, under a noun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gemel.web.answer import Answer
from gemel.web.visit import Visit

View = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    view: View
    anyone: bool
    slow: bool = False
    """Checks a passphrase, and so runs apart from the quick pages."""
    files: bool = False
    """Takes photos: its form may be larger, comes in parts, and is answered apart from the quick pages too."""
    large: bool = False
    """Takes files of hundreds of megabytes, one form at a time: they lie sealed on the disk meanwhile."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A package's pages. `anyone=True` marks those that need no sign-in."""

    routes: list[Route] = field(default_factory=list)

    def get(self, path: str, *, anyone: bool = False) -> Callable[[View], View]:
        return self._route("GET", path, anyone)

    def post(
        self, path: str, *, anyone: bool = False, slow: bool = False, files: bool = False, large: bool = False
    ) -> Callable[[View], View]:
        return self._route("POST", path, anyone, slow=slow, files=files or large, large=large)

    def _route(self, method: str, path: str, anyone: bool, **more: bool) -> Callable[[View], View]:
        def add(view: View) -> View:
            self.routes.append(Route(method, path, view, anyone, **more))
            return view

        return add
