"""What can go wrong with photos; each becomes one kind sentence in `web.errors`."""


class MediaError(Exception):
    """Root of this package's errors. None carries a byte of a picture, nor its name."""


class NotAPicture(MediaError):
    """None of the kinds that are taken in, or not whole."""


class TooLarge(MediaError):
    """More pixels than 50 million, or more memory than the fence allows."""


class TooSlow(MediaError):
    """The fence's time ran out."""


class Crowded(MediaError):
    """Too many pictures are waiting at this moment."""


class NoRoom(MediaError):
    """There is no room left on the disk; nothing was kept."""


class OverRoom(MediaError):
    """This person's photos fill the room that each has here."""


class Missing(MediaError):
    """The file is not where it was put."""
