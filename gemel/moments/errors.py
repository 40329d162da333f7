"""What the kernel refuses. None of these carries anything that a person wrote."""


class MomentError(Exception):
    """Root of the kernel's errors."""


class NotHere(MomentError):
    """No such moment for this person: absent and hidden are told alike (404)."""


class NotYours(MomentError):
    """Only the author may do that."""


class TooLate(MomentError):
    """It was handed in, taken back or opened already, so this change no longer applies."""


class FullDay(MomentError):
    """More was written in one day than anybody does by hand."""


class OnlyWider(MomentError):
    """A mode may widen or be taken back, never narrow."""
