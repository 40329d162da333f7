"""Room 6, empathy: found out by asking. One shares, the other says it back, guesses in a question, and gives what is wanted."""

from pathlib import Path

from gemel.sittings import Exercise
from gemel.web.room import Room

HERE = Path(__file__).parent

ROOM = Room(
    slug="empathy",
    exercises=(Exercise("empathy", HERE),),
)
