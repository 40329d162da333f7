"""A copy of what one person wrote, to take along and to bring back: a ZIP sealed by a passphrase of its own.

In it `gemel.json` for programs, `index.html` for people, and photos as files. Nothing of it is ever written down
in clear here: it is made while it is sent, and lies sealed while it is read.
"""

from gemel.archive.bringing import Brought, bring, bringing
from gemel.archive.errors import ArchiveError, Damaged, NotAnArchive, TooBig, TooNew, WrongSeal
from gemel.archive.form import SCHEMA, VERSION
from gemel.archive.opening import Opened, unpack
from gemel.archive.packing import Copy, pack
from gemel.archive.seal import TooEasy, checked

__all__ = [
    "SCHEMA", "VERSION", "ArchiveError", "Brought", "Copy", "Damaged", "NotAnArchive", "Opened", "TooBig", "TooEasy",
    "TooNew", "WrongSeal", "bring", "bringing", "checked", "pack", "unpack",
]  # fmt: skip
