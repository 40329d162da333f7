"""`gemel check`: reads how a server is set up and says in order what to mend, the most dangerous first."""

from gemel.checking.finding import Finding, Here
from gemel.checking.machine import has_room
from gemel.checking.order import findings

__all__ = ["Finding", "Here", "findings", "has_room"]
