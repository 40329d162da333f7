"""An answer that is made while it is sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator

log = logging.getLogger("gemel")


class CutOff(Exception):
    """An answer that could not be sent to its end."""


def flowing(parts: Iterator[bytes]) -> Iterator[bytes]:
    """What breaks in the middle is told by its name alone, and cut off: half a file is not taken for a whole one."""
    try:
        yield from parts
    except Exception as error:  # the edge of the process, as in `serve`: nothing of the inside may reach a log
        log.error("%s while sending", type(error).__name__)
        raise CutOff from None
