"""Photos: made plain in a fence, sealed as files, opened by the key that lies in their moment. No table, no pages."""

from gemel.media.errors import Crowded, MediaError, Missing, NoRoom, NotAPicture, OverRoom, TooLarge, TooSlow
from gemel.media.photo import Photo, new_photo
from gemel.media.pictures import KIND, Prepared, prepare
from gemel.media.store import Media

__all__ = [
    "KIND", "Crowded", "Media", "MediaError", "Missing", "NoRoom", "NotAPicture", "OverRoom", "Photo", "Prepared",
    "TooLarge", "TooSlow", "new_photo", "prepare",
]  # fmt: skip
