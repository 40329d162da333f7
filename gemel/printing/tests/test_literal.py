"""What somebody wrote comes out as they wrote it: no sign of it is an instruction to the typesetter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemel.printing.tests.papers import book, card, set_here, story, text_of

ATTACKS = [
    '#read("/etc/passwd")', "#sys.inputs", "$x^2$", "@ref", "<label>", "\\u{1F600} \\\\", "*bold* _thin_ `code`",
    "= Heading", "- list\\n+ list", '#import "house.typ": *', "// gone", "/* gone */", '"#"', "{{ d }} {% x %}", "#{1+1}",
    "](https://example.org)", "'quoted' \"twice\" -- --- ...", "~ #h(1fr) #pagebreak()", "\\", "#", "$", '{"a": 1}',
]  # fmt: skip
SIGNS = "abcxyz0189 #$@\\*_`<>[]{}()=-+/~'\".,:;!?&%^|"


@pytest.mark.parametrize("words", ATTACKS)
def test_an_instruction_is_printed_as_it_stands(words: str) -> None:
    assert "".join(words.split()) in text_of(set_here(card(words)))


def test_every_place_for_words_takes_them_as_they_are() -> None:
    pdf = set_here(book(story(*ATTACKS), names=("#Ana $1$", "*Ben*")))
    read = text_of(pdf)
    assert all("".join(words.split()) in read for words in ATTACKS)
    assert "#Ana$1$&*Ben*" in read


@settings(max_examples=40, deadline=None)
@given(words=st.text(SIGNS, min_size=1, max_size=60))
def test_any_run_of_signs_is_printed_as_it_stands(words: str) -> None:
    assert "".join(words.split()) in text_of(set_here(card(words, design="notes")))
