"""What can go wrong with people; each becomes one kind sentence in `web.errors`."""


class PeopleError(Exception):
    """Root of this package's errors. None carries anything that a person wrote."""


class NameTaken(PeopleError):
    pass


class WrongPassphrase(PeopleError):
    """No such name, or not its passphrase: the two are never told apart."""


class WrongCode(PeopleError):
    """The second step does not fit, or was taken before."""


class CommonPassphrase(PeopleError):
    pass


class Crowded(PeopleError):
    """Too many passphrases are being checked at this moment."""


class Waiting(PeopleError):
    """Too many tries for one name; `seconds` until the next."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class NoInvitation(PeopleError):
    """Unknown, expired, withdrawn or already opened; `why` is one of these for the page."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class NotTheCode(PeopleError):
    """The code read aloud does not fit; `left` tries remain before the invitation ends."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left


class AlreadyTwo(PeopleError):
    """Somebody who is one of two can neither invite nor join."""
