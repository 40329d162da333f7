"""People: who somebody is, whom they are with, which keys they hold. No pages."""
