"""The kernel: moments, rounds, marks, and the one rule of who may see them. It names no room."""

from gemel.moments.between import open_to_all
from gemel.moments.errors import FullDay, MomentError, NotHere, NotYours, OnlyWider, TooLate
from gemel.moments.kinds import KINDS, Body, Broken, Kind, Locked, Unknown
from gemel.moments.marks import both_agreed, lift, marks, put
from gemel.moments.meeting import Meeting, asked_lately, meetings, to_answer
from gemel.moments.moment import Moment, find
from gemel.moments.rounds import Round, ask, find_round, handed_in, my_hand_ins, rounds
from gemel.moments.this_day import on_this_day
from gemel.moments.timeline import Cursor, Page, counts, in_rounds, of_kind, search, timeline, waiting_for
from gemel.moments.verbs import draft, erase, hand_in, hand_in_draft, keep, revise, schedule, share, take_back, widen
from gemel.moments.visibility import visible_to
from gemel.moments.whole import leaf, still_mine

__all__ = [
    "KINDS", "Body", "Broken", "Cursor", "FullDay", "Kind", "Locked", "Meeting", "Moment", "MomentError", "NotHere",
    "NotYours", "OnlyWider", "Page", "Round", "TooLate", "Unknown", "ask", "asked_lately", "both_agreed", "counts", "draft",
    "erase", "find", "find_round", "hand_in", "hand_in_draft", "handed_in", "in_rounds", "keep", "leaf", "lift",
    "marks", "meetings", "my_hand_ins", "of_kind", "on_this_day", "open_to_all", "put", "revise", "rounds", "schedule",
    "search", "share", "still_mine", "take_back", "timeline", "to_answer", "visible_to", "waiting_for", "widen",
]  # fmt: skip
