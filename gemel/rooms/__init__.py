"""The house's table of contents: what is in it, in order. Adding or removing a room is one line here."""

from importlib import import_module

from gemel.web.room import Room

NAMES = (
    "gemel.week",
    "gemel.rooms.listening",
    "gemel.rooms.speaking",
    "gemel.rooms.opening",
    "gemel.rooms.calm",
    "gemel.rooms.together",
    "gemel.rooms.thanks",
    "gemel.rooms.empathy",
    "gemel.rooms.questions",
    "gemel.rooms.memories",
    "gemel.rooms.growth",
)

ROOMS: tuple[Room, ...] = tuple(import_module(name).ROOM for name in NAMES)
