"""One way of saying a sentence otherwise, in the writer's own words. … stands for what only they can fill in."""

from __future__ import annotations

import re
from collections.abc import Callable

from gemel.coach.judging import Span
from gemel.coach.matching import SENTENCE
from gemel.coach.plain import whole
from gemel.coach.rules import Rewrite, Rule, compiled

Rewriter = Callable[[str, Rule, tuple[Span, ...]], str]
"""From a text, a rule and the places it is about to the whole text rewritten, or an empty string."""

NEXT = re.compile(r"(?i)[,;]? (?:and|but|so|because) (?:then )?(?:i|i['’]m|you|you['’]re|it['’]?s?|we)\b.*", re.DOTALL)
"""What comes after what was asked for: put into a question it would turn into nonsense."""

MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
"""One mark for one mark, so that places in the text stay where they are."""


def in_own_words(typed: str, rule: Rule, spans: tuple[Span, ...]) -> str:
    """The sentence at the first span said by the rule's pattern; what the writer said in it is kept."""
    typed = whole(typed)
    begin, end = _sentence(typed, spans)
    sentence = typed[begin:end]
    said = _said(rule, sentence)
    return (typed[:begin] + said + typed[end:]).strip() if said else ""


def _sentence(typed: str, spans: tuple[Span, ...]) -> Span:
    """The sentence that the first span lies in, without the blanks before it; all of the text without a span."""
    if not spans:
        return 0, len(typed)
    found = (one.span() for one in SENTENCE.finditer(typed))
    begin, end = next((span for span in found if span[0] <= spans[0][0] < span[1]), (0, len(typed)))
    return begin + len(typed[begin:end]) - len(typed[begin:end].lstrip()), end


def _said(rule: Rule, sentence: str) -> str:
    plain = sentence.translate(MARKS)
    for rewrite in rule.rewrite:
        found = compiled("(?i)" + rewrite.find).search(plain)
        if found:
            return _filled(rewrite, [sentence[slice(*found.span(n))] for n in range(1, (found.re.groups or 0) + 1)])
    return ""


def _filled(rewrite: Rewrite, groups: list[str]) -> str:
    said = rewrite.to
    for number, group in enumerate(groups, 1):
        said = said.replace(f"\\{number}", NEXT.sub("", group).strip(" ,;"))
    return said[:1].upper() + said[1:]
