"""Whose words are in it: one's own, and the other's only as far as they can be read today."""

from __future__ import annotations

from gemel.archive.tests.making import SEAL, inside, moments_in, names, packed
from gemel.moments import KINDS, erase, hand_in, put, share, take_back
from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import (
    Aside,
    asked,
    change_now,
    do,
    drafted,
    found,
    handed,
    kept,
    now,
    open_private_pages,
    scheduled,
    shared,
)  # fmt: skip
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def words_in(data: bytes) -> set[str]:
    return {one["words"] for one in moments_in(data)}


def test_ones_own_alone_unless_asked_for(ana: Client, ben: Client) -> None:
    shared(ana, "Ana's"), shared(ben, "Ben's")
    assert words_in(packed(ana)) == {"Ana's"}
    assert words_in(packed(ana, theirs=True)) == {"Ana's", "Ben's"}


def test_of_the_other_nothing_that_cannot_be_read_now(ana: Client, ben: Client, house: TestHouse) -> None:
    round_id = asked(ana)
    kept(ben, "kept"), kept(ben, "deep", deep=True), drafted(ben, round_id, "draft"), scheduled(ben, "waits")
    handed(ben, asked(ana), "half a round")
    change_now(ben, take_back, shared(ben, "taken back"))
    change_now(ben, erase, shared(ben, "erased"))
    do(ben, share, Aside(words="shown on no page of its own"), now(ben), id=new_id())
    assert words_in(packed(open_private_pages(ana), theirs=True)) == set()


def test_what_opened_meanwhile_is_there(ana: Client, ben: Client, house: TestHouse) -> None:
    round_id = asked(ana)
    handed(ben, round_id, "his half"), handed(ana, round_id, "her half"), scheduled(ben, "its time came")
    house.clock.forward(days=2)
    assert words_in(packed(ana, theirs=True)) == {"his half", "her half", "its time came"}


def test_of_the_other_the_words_and_no_field_beside_them(ana: Client, ben: Client) -> None:
    """A look back also holds what was tried and wished, which no page shows of the other."""
    from gemel.week.kinds import Lookback

    body = Lookback(
        plan="ab" * 16, tip="listening-say-it-back", title="Say it back", tried="let-go", words="It rained."
    )
    do(ben, share, body, now(ben), id=new_id())
    (one,) = moments_in(packed(ana, theirs=True))
    assert (one["words"], one["by"]) == ("Say it back\nIt rained.", "Ben")
    assert "let-go" not in str(one) and "body" not in one


def test_a_list_of_likes_is_its_authors(ana: Client, ben: Client) -> None:
    """Both lists lie open once both are in, and no page shows more than what is on both."""
    from gemel.rooms.together.kinds import Likes

    round_id = asked(ana)
    for who, one in ((ana, "tandem"), (ben, "swing-dance")):
        do(who, hand_in, Likes(yes=(one,)), now(who), id=new_id(), round_id=round_id)
    out = inside(packed(ana, theirs=True)).decode()
    assert "tandem" in out and "swing-dance" not in out


def test_only_kinds_with_a_page_of_their_own_come_from_the_other(ana: Client, ben: Client) -> None:
    hidden = set(KINDS.hidden())
    do(ben, share, Aside(words="aside"), now(ben), id=new_id())
    shared(ben, "note")
    assert {one["kind"] for one in moments_in(packed(ana, theirs=True))} == {"note"} - hidden == {"note"}


def test_private_pages_only_while_they_are_open(ana: Client) -> None:
    kept(ana, "deep", deep=True)
    assert words_in(packed(ana)) == set()
    open_private_pages(ana)
    assert words_in(packed(ana, private=False)) == set()
    assert words_in(packed(ana)) == {"deep"}


def test_after_leaving_each_has_what_they_wrote(ana: Client, ben: Client) -> None:
    shared(ana, "Ana's"), shared(ben, "Ben's")
    do(ben, leave, now(ben))
    do(ana, settle_alone)
    assert words_in(packed(ana, theirs=True)) == {"Ana's"}
    assert words_in(packed(ben, theirs=True)) == {"Ben's"}


def test_a_stranger_has_nothing_of_a_couple(ana: Client, cleo: Client) -> None:
    shared(ana)
    assert words_in(packed(cleo, theirs=True)) == set()


def test_the_other_is_told_nothing(ana: Client, ben: Client, house: TestHouse) -> None:
    """Not by a row either: a database of before and after is the same."""
    from gemel.store import metadata

    note = shared(ben)
    do(ana, put, found(ana, note), "done", now(ana))

    def everything() -> list[object]:
        with house.house.store.reading() as db:
            return [db.execute(table.select()).all() for table in metadata.sorted_tables]

    before = everything()
    packed(ana, theirs=True)
    assert everything() == before


def test_the_list_of_files_tells_nothing(ana: Client) -> None:
    kept(ana, "words")
    out = packed(ana)
    assert names(out) == ["gemel.json", "index.html"]
    assert b"words" not in out and SEAL.encode() not in out
