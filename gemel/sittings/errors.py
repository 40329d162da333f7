"""What can go wrong with a sitting."""


class SittingError(Exception):
    """The family."""


class NoSitting(SittingError):
    """It is not there, or not for this person."""


class Occupied(SittingError):
    """Something else is under way: one thing at a time."""


class ForTwo(SittingError):
    """This needs a partner."""
