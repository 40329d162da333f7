"""What leaves the server for somebody's own devices, in fixed wording: today a calendar feed. Never what was said."""

from gemel.delivery.feed import Slot, Token, address_of, begin, bring, end, fall_silent, look, token_of

__all__ = ["Slot", "Token", "address_of", "begin", "bring", "end", "fall_silent", "look", "token_of"]
