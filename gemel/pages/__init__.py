"""Pages of the house that belong to no room: the door, Today, pairing, the timeline, oneself."""

from gemel.web.pages import Route


def routes() -> list[Route]:
    from gemel.pages import coach, door, help, live, pairing, recovery, sittings, timeline, today, you

    found = (door, today, pairing, recovery, timeline, you, help, live, sittings, coach)
    return [route for module in found for route in module.pages.routes]
