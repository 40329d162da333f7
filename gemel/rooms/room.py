from gemel.web.room import Card as Card
from gemel.web.room import Room as Room
