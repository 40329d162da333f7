"""Deleting one's account: keys, words, photos and sessions, at once and for good."""

from __future__ import annotations

from gemel.moments.deleting import delete_account
from gemel.pages.again import wrong_passphrase
from gemel.web.answer import FORGET, Answer, go
from gemel.web.pages import Pages
from gemel.web.photos import let_go
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/account/deletion")
def deletion(visit: Visit) -> Answer:
    return _asked(visit, "")


def _asked(visit: Visit, wrong: str) -> Answer:
    sqlite = visit.house.store.sqlite
    return visit.page("deletion.html", tab="you", status=422 if wrong else 200, wrong=wrong, sqlite=sqlite)


@pages.post("/account/deletion", slow=True)
def delete(visit: Visit) -> Answer:
    wrong = wrong_passphrase(visit)
    if wrong:
        return _asked(visit, wrong)
    house, me = visit.house, visit.me
    moments = visit.write(delete_account, me)
    house.sessions.end_all(me.id)
    let_go(visit, moments)
    visit.close()
    for store in (house.store, house.sessions.store):
        _ = store.scrub() or store.scrub()  # a reader who was slower than ten seconds has gone by the second time
    answer = go("/", "deleted")
    answer.cookie = ""
    answer.headers |= FORGET
    return answer
