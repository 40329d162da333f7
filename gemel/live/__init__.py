"""How one phone learns that something changed on the other: a bus between processes, a stream to each phone."""

from gemel.live.bus import AGAIN, Bus, Event
from gemel.live.stream import Streams

__all__ = ["AGAIN", "Bus", "Event", "Streams"]
