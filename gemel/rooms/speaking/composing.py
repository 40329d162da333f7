"""From a few pieces to one sentence that its writer can call their own. Pure: text in, text out, in English."""

from __future__ import annotations

import re

from gemel.rooms.speaking.vocabulary import small_words

PAST = re.compile(
    r"\b(?:was|were|had|did|didn.t|wasn.t|weren.t|hadn.t|came|went|said|told|left|got|took|made|forgot|gave|heard|"
    r"saw|spoke|began|bought|brought|broke|rang|ran|sat|slept|stood|thought|woke|wrote|kept|lost|met|spent|fell|"
    r"(?!(?:bed|need|indeed|speed|feed|tired|shared|used|red|shed|wed)\b)\w{2,}ed)\b",
    re.I,
)
PRESENT = re.compile(r"\b(?:is|are|isn.t|aren.t|am|keeps?|comes?|goes|has|have|do|does|don.t|doesn.t)\b", re.I)
ASKS = re.compile(r"(?:could|can|would|will|shall|may|might) (?:we|you|i|it|there)\b", re.I)
WISHES = re.compile(r"i(?:.d| would| wish| want| need| hope)\b", re.I)
REASON = re.compile(r"\A(?:because|since|as)\s+", re.I)
DAYS = re.compile(r"\b(?:tonight|tomorrow|today|this weekend|this week|on \w+day|next \w+)\b", re.I)
KNOWN = "You need not do anything about it; I wanted you to know."


def sentence(saw: str, feel: str, need: str, ask: str, when: str) -> str:
    """I feel … when …; could …? The four pieces as they were picked or typed; `need`, `ask` and `when` may be empty."""
    opening, asked = f"{felt(feel, saw)} when {observed(saw)}", request(ask, when)
    if asked.endswith("?") and not need:
        return f"{opening}; {asked}"
    return " ".join([f"{opening}.", *(capital(one) for one in (why(need), asked or KNOWN) if one)])


def felt(feel: str, saw: str) -> str:
    word = re.sub(r"^(?:i.?m|i am|i was|i feel|i felt|feeling|feel|felt)\s+", "", clean(feel), flags=re.I)
    past = PAST.search(saw) and not PRESENT.search(saw)
    return f"I {'felt' if past else 'feel'} {word[:1].lower() + word[1:]}"


def observed(saw: str) -> str:
    return small(re.sub(r"^(?:when|whenever|that|if|because)\s+", "", clean(saw), flags=re.I))


def why(need: str) -> str:
    """A reason as a sentence: one of the ready ones stays as it is, other words follow «because»."""
    text = clean(need)
    if not text:
        return ""
    if re.search(r"\bmatters? to me$", text, re.I):
        return capital(text) + "."
    return f"It matters to me because {small(REASON.sub('', text, count=1))}."


def request(ask: str, when: str) -> str:
    """A question that can be answered with no, with its day; a wish stays a wish. Empty where nothing is asked."""
    text = re.sub(r"^(?:please|so|and)[, ]+", "", clean(ask), flags=re.I)
    if not text:
        return ""
    if WISHES.match(text):
        return f"{capital(with_day(text, when))}."
    return f"{with_day(_question(text), when)}?"


def _question(text: str) -> str:
    if ASKS.match(text):
        return text[:1].lower() + text[1:]
    if found := re.match(r"(?:let.?s|let us|we)\s+(?:(?:could|can|will)\s+)?(.*)", text, re.I):
        return f"could we {found[1]}"
    rest = re.sub(r"^(?:you\s+)?(?:to\s+)?(?:(?:could|can|will)\s+)?", "", text, flags=re.I)
    return f"could you {rest[:1].lower() + rest[1:]}"


def with_day(text: str, when: str) -> str:
    return f"{text} {when}" if when and not DAYS.search(text) else text


def as_line(ask: str, asker: str, asked: str) -> str:
    """What was asked as a line that both could agree on, with names where a pronoun would turn round."""
    text = clean(ask)
    if not text or WISHES.match(text):
        return capital(text)
    rest = re.sub(r"^(?:could|can|would|will|shall|may|might) ", "", _question(text))
    if rest.startswith("we "):
        return capital(re.sub(r"^we be\b", "we are", rest))
    named = re.sub(r"\bmy\b", f"{asker}’s", re.sub(r"\bme\b", asker, re.sub(r"^you ", "", rest)))
    return f"{asked}: {named}"


def clean(text: str) -> str:
    """One line without outer marks, and with the I that a phone leaves small."""
    line = re.sub(r"\s+", " ", text).strip(' .,;:!?…"“”')
    return re.sub(r"(?<![\w.])i(?=\s|$|['’])", "I", line)


def small(text: str) -> str:
    """For the middle of a sentence: a plain first word is written small, a name keeps its capital."""
    first = re.split(r"[\s,]", text, maxsplit=1)[0]
    return text[:1].lower() + text[1:] if first.lower() in small_words() else text


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
