"""Pages of the house that belong to no room: the door, Today, pairing, the timeline, oneself."""

from gemel.web.pages import Route


def routes() -> list[Route]:
    from gemel.pages import (
        archive,
        ask_first,
        book,
        boundaries,
        coach,
        deletion,
        door,
        events,
        exits,
        factors,
        feed,
        health,
        help,
        live,
        pairing,
        photos,
        recovery,
        recovery_codes,
        returning,
        second,
        security,
        sessions,
        sittings,
        timeline,
        today,
        you,
    )

    found = (door, today, pairing, recovery, timeline, book, photos, you, help, live, sittings, coach, archive, deletion)
    found += (feed, events, exits, health, boundaries, ask_first, security, sessions, second, factors, returning)
    found += (recovery_codes,)
    return [route for module in found for route in module.pages.routes]
