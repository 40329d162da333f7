"""What a person can do with a moment, and what is refused."""

from __future__ import annotations

import pytest

from gemel.moments import (
    NotHere,
    NotYours,
    OnlyWider,
    TooLate,
    draft,
    erase,
    hand_in,
    hand_in_draft,
    handed_in,
    keep,
    of_kind,
    revise,
    share,
    take_back,
    widen,
)  # fmt: skip
from gemel.moments.tests.saying import (
    DAY,
    Aside,
    Note,
    asked,
    change,
    change_now,
    do,
    drafted,
    found,
    handed,
    kept,
    lock_private_pages,
    look,
    now,
    open_private_pages,
    rows,
    said,
    scheduled,
    sees,
    shared,
)  # fmt: skip
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def test_a_private_thing_keeps_the_day_and_not_the_hour(ana: Client) -> None:
    it = found(ana, kept(ana))
    assert it.at == now(ana) - now(ana) % DAY
    assert it.mine
    assert not it.given


def test_a_form_sent_twice_writes_once(ana: Client, house: TestHouse) -> None:
    id = new_id()
    for words in ("first", "second"):
        assert do(ana, share, Note(words=words), now(ana), id=id) == id
    assert [said(found(ana, id)), len(rows(house))] == ["first", 1]


def test_a_second_part_of_one_round_is_too_late(ana: Client) -> None:
    round_id = asked(ana)
    handed(ana, round_id)
    for verb in (hand_in, draft):
        with pytest.raises(TooLate):
            do(ana, verb, Note(words="again"), now(ana), id=new_id(), round_id=round_id)


def test_erasing_a_hand_in_does_not_buy_a_second_one(ana: Client) -> None:
    round_id = asked(ana)
    change_now(ana, erase, handed(ana, round_id))
    assert look(ana, handed_in, [round_id]) == {round_id: 1}
    with pytest.raises(TooLate):
        handed(ana, round_id)


def test_an_erased_draft_leaves_room_for_another(ana: Client) -> None:
    round_id = asked(ana)
    change_now(ana, erase, drafted(ana, round_id))
    assert handed(ana, round_id) in sees(ana)


def test_erasing_an_old_picture_of_a_draft_does_not_undo_its_hand_in(ana: Client) -> None:
    round_id = asked(ana)
    it = found(ana, drafted(ana, round_id))
    do(ana, hand_in_draft, it, now(ana))
    do(ana, erase, it, now(ana))
    assert look(ana, handed_in, [round_id]) == {round_id: 1}
    assert not sees(ana)


def test_nothing_of_what_was_erased_is_left(ana: Client, house: TestHouse) -> None:
    change_now(ana, erase, shared(ana))
    change_now(ana, erase, handed(ana, asked(ana)))
    (row,) = rows(house)
    assert (row.sealed, row.wrapped, row.key_id) == (None, None, None)


def test_erasing_what_was_taken_back_keeps_when(ana: Client, house: TestHouse) -> None:
    moment = handed(ana, asked(ana))
    change_now(ana, take_back, moment)
    before = now(ana)
    house.clock.forward(hours=1)
    change_now(ana, erase, moment)
    assert rows(house)[0].taken_back_at == before


def test_a_draft_is_handed_in_with_its_words(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    moment = drafted(ana, round_id, "slowly")
    change_now(ana, hand_in_draft, moment)
    handed(ben, round_id)
    assert said(found(ben, moment)) == "slowly"


def test_a_draft_is_handed_in_once(ana: Client) -> None:
    moment = drafted(ana, asked(ana))
    change_now(ana, hand_in_draft, moment)
    with pytest.raises(TooLate):
        change_now(ana, hand_in_draft, moment)


def test_only_a_part_of_a_round_is_handed_in(ana: Client) -> None:
    with pytest.raises(TooLate):
        change_now(ana, hand_in_draft, kept(ana))


def test_what_nobody_read_can_be_revised(ana: Client) -> None:
    for moment in (kept(ana), drafted(ana, asked(ana))):
        change(ana, revise, moment, Aside(words="better"))
        assert (said(found(ana, moment)), found(ana, moment).revision) == ("better", 1)


def test_a_revision_changes_the_kind_it_is_found_by(ana: Client) -> None:
    change(ana, revise, kept(ana), Aside(words="better"))
    assert look(ana, of_kind, now(ana), "note") == []
    assert len(look(ana, of_kind, now(ana), "aside")) == 1


@pytest.mark.parametrize("write", [shared, scheduled])
def test_what_was_given_is_not_revised(ana: Client, write: object) -> None:
    with pytest.raises(TooLate):
        change(ana, revise, write(ana), Note(words="other"))  # type: ignore[operator]


def test_a_change_that_another_overtook_is_refused(ana: Client) -> None:
    it = found(ana, kept(ana))
    do(ana, revise, it, Note(words="on the phone"))
    with pytest.raises(TooLate):
        do(ana, revise, it, Note(words="on the laptop"))
    assert said(found(ana, it.id)) == "on the phone"


def test_a_deep_page_is_revised_while_it_is_locked(ana: Client) -> None:
    moment = kept(ana, deep=True)
    change(ana, revise, moment, Note(words="rewritten"))
    assert said(found(ana, moment)) == "Locked"
    assert said(found(open_private_pages(ana), moment)) == "rewritten"


def test_a_locked_page_is_not_opened_to_the_other(ana: Client) -> None:
    moment = kept(ana, deep=True)
    with pytest.raises(TooLate):
        change_now(ana, widen, moment)


def test_a_deep_page_is_opened_to_the_other_while_unlocked(ana: Client, ben: Client) -> None:
    moment = kept(open_private_pages(ana), deep=True)
    change_now(ana, widen, moment)
    assert said(found(lock_private_pages(ana), moment)) == said(found(ben, moment)) == "lighthouse"


def test_something_private_opens_at_a_time(house: TestHouse, ana: Client, ben: Client) -> None:
    moment = kept(ana)
    change_now(ana, widen, moment, opens_at=now(ana) + DAY)
    assert moment not in sees(ben)
    house.clock.forward(days=1)
    assert moment in sees(ben)


def test_a_time_that_is_over_opens_nothing(ana: Client) -> None:
    moment = kept(ana)
    with pytest.raises(OnlyWider):
        change_now(ana, widen, moment, opens_at=now(ana))


def test_what_is_scheduled_is_not_put_off(ana: Client) -> None:
    moment = scheduled(ana)
    with pytest.raises(OnlyWider):
        change_now(ana, widen, moment, opens_at=now(ana) + 9 * DAY)


def test_what_is_scheduled_may_open_early(ana: Client, ben: Client) -> None:
    moment = scheduled(ana)
    change_now(ana, widen, moment)
    assert moment in sees(ben)


def test_a_part_of_a_round_is_not_widened(ana: Client) -> None:
    moment = handed(ana, asked(ana))
    with pytest.raises(OnlyWider):
        change_now(ana, widen, moment)


def test_what_is_open_is_not_opened_again(ana: Client) -> None:
    moment = shared(ana)
    with pytest.raises(OnlyWider):
        change_now(ana, widen, moment)


def test_what_was_taken_back_stays_back(ana: Client) -> None:
    moment = scheduled(ana)
    change_now(ana, take_back, moment)
    with pytest.raises(OnlyWider):
        change_now(ana, widen, moment)


def test_taking_back_twice_takes_back_once(ana: Client, house: TestHouse) -> None:
    moment, at = shared(ana), now(ana)
    change_now(ana, take_back, moment)
    house.clock.forward(hours=1)
    change_now(ana, take_back, moment)
    assert found(ana, moment).taken_back_at == at


def test_what_was_never_given_is_not_taken_back(ana: Client) -> None:
    moment = kept(ana)
    with pytest.raises(TooLate):
        change_now(ana, take_back, moment)


@pytest.mark.parametrize("verb", [hand_in_draft, widen, take_back, erase])
def test_only_the_author_may(ana: Client, ben: Client, verb: object) -> None:
    moment = shared(ana)
    with pytest.raises(NotYours):
        change_now(ben, verb, moment)  # type: ignore[arg-type]


def test_only_the_author_may_revise(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    with pytest.raises(NotYours):
        change(ben, revise, moment, Note(words="mine now"))


def test_a_stranger_finds_nothing_to_change(ana: Client, cleo: Client) -> None:
    with pytest.raises(NotHere):
        change_now(cleo, erase, shared(ana))


def test_another_couples_round_is_not_written_to(ana: Client, cleo: Client) -> None:
    with pytest.raises(TooLate):
        handed(cleo, asked(ana))


def test_an_answer_knows_what_it_answers(ana: Client, ben: Client) -> None:
    first = shared(ana)
    private = do(ben, keep, Note(words="I noticed"), now(ben), id=new_id(), reply_to=first)
    assert found(ben, private).reply_to == first
    assert found(ana, shared(ben, reply_to=first)).reply_to == first
