"""What can go wrong, each as one line for the person who hosts. None holds anything that somebody wrote."""


class BackupError(Exception):
    """Nothing was changed, or what was begun can be begun again; the message says how to go on."""
