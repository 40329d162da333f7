"""How one phone learns that something changed on the other: a bus between processes, a stream to each phone."""

from gemel.live.bus import AGAIN, OVER, Bus, Event
from gemel.live.stream import Streams

__all__ = ["AGAIN", "OVER", "Bus", "Event", "Streams"]
