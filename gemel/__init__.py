"""gemel: a private place where two people practise being close."""

__version__ = "0.1.0"
