"""What can go wrong at the press."""


class PrintError(Exception):
    """Nothing was printed. Carries no word of what was to be."""


class Occupied(PrintError):
    """Somebody else's pages are on the press."""


class TooThick(PrintError):
    """The finished file would be larger than the server keeps in memory."""


class Jammed(PrintError):
    """The press gave up: out of time or memory, or an error of ours in a template."""
