"""What an archive can be refused for. None of these carries anything that was in it."""


class ArchiveError(Exception):
    """Root of this package's errors."""


class NotAnArchive(ArchiveError):
    """Not a sealed ZIP of this house's form, or one with things in it that do not belong there."""


class WrongSeal(ArchiveError):
    """It does not open with this passphrase."""


class Damaged(ArchiveError):
    """It opens, and yet is not what was sealed, or says what no archive says."""


class TooBig(ArchiveError):
    """More is in it, or is said to be, than an archive holds."""


class TooNew(ArchiveError):
    """Made by a later gemel than this one."""
