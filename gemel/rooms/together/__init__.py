"""Room 4, time together: phones down, two minutes of being here, and the day told with the other on one's side."""

from pathlib import Path

from gemel.rooms.together.down import DOWN
from gemel.sittings import Exercise
from gemel.web.room import Room

HERE = Path(__file__).parent

ROOM = Room(
    slug="together",
    templates=HERE / "templates",
    exercises=(DOWN, Exercise("day", HERE), Exercise("arriving", HERE, ways=("phones", "one", "call"))),
)
