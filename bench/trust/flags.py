"""G5, first half: what a database writer does to rows that people wrote, for Ben or Eve to read Ana's words by it."""

from __future__ import annotations

from bench.trust.stage import Stage, script
from gemel.moments.tables import mark, moment, round_
from gemel.people.tables import couple, person
from gemel.vault import new_key, private_public

GIVEN = {"tier": "couple", "handed_in_at": 1}


@script
def a_private_line_is_flipped_to_shared(on: Stage) -> bool:
    id = on.says("aloud")
    on.said(id, mode="shared", epoch=on.ben.me().keyring.current[0], **GIVEN)
    return on.reads(on.ben, id)


@script
def a_draft_is_handed_in_for_its_author(on: Stage) -> bool:
    asked = on.asks()
    id = on.answers(asked, on.ana, on.secret, "later")
    on.answers(asked, on.ben, "a pebble")
    on.said(id, epoch=on.ben.me().keyring.current[0], **GIVEN)
    return on.reads(on.ben, id, asked)


@script
def a_waiting_note_opens_early(on: Stage) -> bool:
    id = on.later()
    on.said(id, opens_at=1)
    return on.reads(on.ben, id)


@script
def a_waiting_note_is_made_a_shared_one(on: Stage) -> bool:
    id = on.later()
    on.said(id, mode="shared", opens_at=None)
    return on.reads(on.ben, id)


@script
def what_was_taken_back_is_given_again(on: Stage) -> bool:
    id = on.says()
    on.ana.post(f"/moments/{id.hex()}/withdrawal")
    on.said(id, taken_back_at=None, tier="couple", epoch=on.ben.me().keyring.current[0])
    return on.reads(on.ben, id)


@script
def a_private_line_changes_its_author(on: Stage) -> bool:
    id = on.says("aloud")
    on.said(id, author_id=on.ben.me().id)
    return on.reads(on.ben, id)


@script
def a_deep_page_changes_its_author_and_tier(on: Stage) -> bool:
    id = "ab" * 8 + on.secret[-12:].zfill(16)
    on.ana.post("/private", {"_id": id, "words": on.secret})
    on.said(bytes.fromhex(id), author_id=on.ben.me().id, tier="own")
    return on.reads(on.ben, bytes.fromhex(id))


@script
def a_row_is_moved_into_another_couple(on: Stage) -> bool:
    id, eve = on.says(), on.eve.me()
    on.plant(person, on.row(person, id=on.ana.me().id), couple_id=eve.couple, seat=1, epoch=99)
    on.said(id, couple_id=eve.couple)
    return on.reads(on.eve, id)


@script
def a_row_is_copied_under_eves_name(on: Stage) -> bool:
    id, eve = on.says(), on.eve.me()
    on.plant(moment, on.row(moment, id=id), couple_id=eve.couple, author_id=eve.id, epoch=eve.keyring.current[0])
    return on.reads(on.eve, id)


@script
def an_answer_is_moved_to_a_round_that_is_open(on: Stage) -> bool:
    waiting, opened = on.asks(), on.asks()
    id = on.answers(waiting, on.ana, on.secret)
    on.answers(opened, on.ben, "a pebble")
    on.said(id, round_id=opened)
    return on.reads(on.ben, id, opened, waiting)


@script
def words_are_swapped_between_rows(on: Stage) -> bool:
    hidden, shown = on.says("aloud"), on.says(who=on.ben)
    taken = on.row(moment, id=hidden)
    on.said(shown, sealed=taken.sealed, wrapped=taken.wrapped)
    return on.secret in on.ben.get(f"/moments/{shown.hex()}").text


@script
def an_older_revision_is_passed_off_as_the_newest(on: Stage) -> bool:
    id = on.says()
    on.said(id, revision=on.row(moment, id=id).revision + 1)
    return on.reads(on.ben, id)


@script
def the_epoch_is_rewritten_to_one_that_eve_holds(on: Stage) -> bool:
    id, eve = on.says(), on.eve.me()
    on.plant(moment, on.row(moment, id=id), couple_id=eve.couple, author_id=eve.id, epoch=1)
    on.drop(moment, id=id, couple_id=on.ana.me().couple)
    return on.reads(on.eve, id)


@script
def a_question_is_swapped_for_another(on: Stage) -> bool:
    """Then an answer would stand below what was never asked."""
    one, other = on.asks(), on.asks()
    theirs = on.row(round_, id=other)
    before = on.ben.get(f"/questions/{other.hex()}").text
    on.overwrite(round_, {"id": one}, sealed=theirs.sealed, wrapped=theirs.wrapped)
    asked = before.partition("<h1")[2].partition(">")[2].partition("<")[0].strip()
    return bool(asked) and asked in on.ben.get(f"/questions/{one.hex()}").text


@script
def marks_are_set_in_bens_name(on: Stage) -> bool:
    id, ben = on.says("aloud"), on.ben.me()
    for what in ("agreed", "thanked", "done"):
        with on.house.house.store.writing() as db:
            db.execute(mark.insert().values(couple_id=ben.couple, moment_id=id, person_id=ben.id, what=what, at=1))
    return on.reads(on.ben, id)


@script
def the_tree_of_another_couple_is_hung_up(on: Stage) -> bool:
    before = on.eve.get("/tree.svg").text
    for _note in range(3):
        on.says()
    on.ana.get("/tree")
    on.overwrite(couple, {"id": on.eve.me().couple}, grown=on.row(couple, id=on.ana.me().couple).grown)
    return on.eve.get("/tree.svg").text != before


@script
def the_public_key_of_private_pages_is_the_writers(on: Stage) -> bool:
    """What Ana writes then must not lie under it: the key in use comes with her session and not from the table."""
    evil = new_key()
    on.overwrite(person, {"id": on.ana.me().id}, private_public=private_public(evil))
    return on.ana.me().keys.private_public == private_public(evil)


@script
def a_profile_is_put_in_place_of_another(on: Stage) -> bool:
    on.overwrite(person, {"id": on.ana.me().id}, profile=on.row(person, id=on.eve.me().id).profile)
    return on.eve.name in on.ben.get("/").text


@script
def ones_own_settings_are_put_in_place_of_anothers(on: Stage) -> bool:
    on.ben.post("/coach/rests", {"rule": "D1"})
    on.overwrite(person, {"id": on.ana.me().id}, own=on.row(person, id=on.ben.me().id).own)
    return on.ana.get("/you").status_code == 200
