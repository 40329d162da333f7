"""What people do, as their phones would: acts that both may see, and acts that are one's own alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from gemel.testing import PASSPHRASE, Client
from tests.walks import FIXED, Form, forms, plain_addresses

Values = dict[str, object]


@dataclass(frozen=True)
class Act:
    name: str
    do: Callable[[Client, Random, Client], int]
    """Does it: who, by which lots, and whose pages lead there. The status of the answer, or 0 where there was nothing to
    do it to. A public act goes by the other's pages, which are the same in both worlds: what one has put aside in one
    of them would else be an act that one does not do."""


def _id(chance: Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def words(chance: Random) -> str:
    return "words " + " ".join(chance.choice(("lantern", "harbour", "kettle", "orchard")) for _word in range(4))


def sends(path: str, **values: object) -> Act:
    """One form, filled: `~` stands for words of the moment."""

    def do(who: Client, chance: Random, eyes: Client) -> int:
        filled = {name: words(chance) if value == "~" else value for name, value in values.items()}
        return who.post(path, {"_id": _id(chance), **filled}).status_code

    return Act(f"POST {path} {'/'.join(str(value) for name, value in values.items() if name == 'way')}".strip(), do)


def through(page: str, link: str, action: str, **values: object) -> Act:
    """A form on a thing: found on a page, by a link, as a finger would find it. Only what was said under an id of
    this run's, so that both worlds know it by the same name."""

    def do(who: Client, chance: Random, eyes: Client) -> int:
        links = sorted(set(re.findall(link, eyes.get(page).text)))
        if not links:
            return 0
        found = [form for form in forms(who.get(chance.choice(links)).text) if re.fullmatch(action, form.action)]
        return (
            who.post(found[0].action, {"_id": _id(chance)} | chosen(found[0], chance) | values).status_code
            if found
            else 0
        )

    return Act(f"{action} from {page}", do)


def chosen(form: Form, chance: Random) -> Values:
    picked: Values = {name: chance.choice(options) for name, options in form.fields.items() if not name.startswith("_")}
    return picked | {name: FIXED.get(name) or words(chance) for name in form.free}


def looks() -> Act:
    """Opening a page of one's own: that leaves no trace with the other either."""
    paths = [path for path in plain_addresses() if path not in {"/book", "/archive", "/live/now"}]
    return Act("looks around", lambda who, chance, _eyes: who.get(chance.choice(paths)).status_code)


def follows() -> Act:
    """Opening one thing that a page leads to."""

    def do(who: Client, chance: Random, eyes: Client) -> int:
        page = who.get(
            chance.choice(("/", "/timeline", "/questions", "/thanks", "/empathy", "/memories/wishes", "/growth/news"))
        )
        links = sorted(set(re.findall(r'href="(/[a-z/]+/[0-9a-f]{32})"', page.text)))
        return who.get(chance.choice(links)).status_code if links else 0

    return Act("opens a thing", do)


def waits_and_is_taken_back() -> Act:
    """A note for later, taken back before it opened."""

    def do(who: Client, chance: Random, eyes: Client) -> int:
        id = _id(chance)
        who.post("/thanks", {"_id": id, "did": words(chance), "way": "occasion", "day": "2027-12-01", "clock": "19:00"})
        return who.post(f"/thanks/{id}/{chance.choice(('withdrawal', 'erasure'))}").status_code

    return Act("takes a note back before it opened", do)


def drafts(erased: bool) -> Act:
    """An answer begun, and perhaps let go again."""
    page, link = "/questions", r"/questions/[0-9a-f]{32}"
    begun = through(page, link, r"/questions/[0-9a-f]{32}/answer", way="later")
    if not erased:
        return begun

    def do(who: Client, chance: Random, eyes: Client) -> int:
        mine = sorted(set(re.findall(r"/moments/[0-9a-f]{32}/erasure", who.get("/questions").text)))
        return who.post(chance.choice(mine)).status_code if mine else 0

    return Act("lets a draft go", do)


QUESTION = r"/questions/[0-9a-f]{32}"
BOTH_DO = [
    sends("/thanks", did="~", way="now"),
    sends("/thanks", did="~", way="occasion", day="2026-09-28", clock="19:00"),
    sends("/questions"),
    through("/questions", QUESTION, rf"{QUESTION}/answer", way="now"),
    through("/questions", QUESTION, rf"{QUESTION}/answer", way="now"),
    through("/questions", QUESTION, rf"{QUESTION}/follow-ups"),
    sends("/empathy/vents", words="~", way="send"),
    through("/empathy", r"/empathy/vents/[0-9a-f]{32}", r"/empathy/vents/[0-9a-f]{32}/answers"),
    sends("/memories/wishes", words="~", way="open"),
    through("/memories/wishes", r"/memories/wishes/[0-9a-f]{32}", r"/memories/wishes/[0-9a-f]{32}/agreements"),
    sends("/memories/journal", words="~", way="open"),
    sends("/memories/rituals", name="~"),
    sends("/calm/care", please_do="~"),
    sends("/agreement", needs="~"),
    sends("/questions/map/past/notes", words="~"),
    sends("/growth/news", words="~", way="open"),
    through("/growth/news", r"/growth/news/[0-9a-f]{32}", r"/growth/news/[0-9a-f]{32}/answers"),
    sends("/growth/hurts", words="~"),
    sends("/boundaries/lines", words="~", way="open"),
    sends("/empathy/perspectives", moment="~"),
    through(
        "/empathy", r"/empathy/perspectives/[0-9a-f]{32}", r"/empathy/perspectives/[0-9a-f]{32}/sides", opens="all"
    ),
    sends("/speaking/statements", words="~", way="send"),
    sends("/together/dates", rows="1", what1="~", day1="2027-09-25", clock1="19:30"),
    sends("/wins", what="listened", words="~"),
    sends("/opening"),
    through("/opening", r"/opening/[0-9a-f]{32}", r"/opening/[0-9a-f]{32}/words"),
    sends("/week", size="usual"),
    through("/week", r"/week/picks", r"/week/picks"),
]
OWN = [
    *[looks()] * 6, *[follows()] * 6,
    sends("/private", words="~"),
    sends("/private/key", passphrase=PASSPHRASE),
    sends("/private/lock"),
    sends("/thanks", did="~", way="aloud"),
    sends("/empathy/vents", words="~", way="keep"),
    sends("/growth/news", words="~", way="keep"),
    sends("/memories/wishes", words="~", way="keep"),
    sends("/memories/journal", words="~", way="keep"),
    sends("/boundaries/lines", words="~", way=""),
    sends("/questions/own", words="~", way="me"),
    sends("/questions/map/past/wonders", wonder="~"),
    sends("/empathy/questions", about="~", one="~"),
    sends("/speaking/statements", words="~", way="aloud"),
    sends("/calm/reflection/words", word="calm"),
    sends("/growth/readings", closeness="3", closeness_counts="yes", lean="2"),
    sends("/growth/readings/absences"), sends("/growth/readings/hiding"),
    sends("/self-check", afraid="yes"),
    sends("/coach/switches", rule="D1", on="no"),
    sends("/coach/rests", rule="D1"),
    sends("/coach/hints", _look="did thanks", did="You never listen to me"),
    sends("/thanks/jar/rests"), sends("/memories/day/rests"),
    sends("/timeline/search", words="~"),
    sends("/sessions/end-others", passphrase=PASSPHRASE),
    through("/growth/letter", r"/growth/letter", r"/growth/letter", way="keep"),
    sends("/rotation", passphrase=PASSPHRASE, fresh=PASSPHRASE),
]  # fmt: skip
ON_THINGS = [
    waits_and_is_taken_back(), drafts(False), drafts(True),
    through("/questions", QUESTION, rf"{QUESTION}/absence"),
    through("/", r"/thanks/[0-9a-f]{32}", r"/thanks/[0-9a-f]{32}/receipt"),
    through("/empathy", r"/empathy/vents/[0-9a-f]{32}", r"/empathy/vents/[0-9a-f]{32}/absence"),
    through("/empathy", r"/empathy/vents/[0-9a-f]{32}", r"/empathy/vents/[0-9a-f]{32}/looks"),
    through("/empathy", r"/empathy/perspectives/[0-9a-f]{32}", r"/empathy/perspectives/[0-9a-f]{32}/absence"),
    through("/growth/news", r"/growth/news/[0-9a-f]{32}", r"/growth/news/[0-9a-f]{32}/absence"),
    through("/opening", r"/opening/[0-9a-f]{32}", r"/opening/[0-9a-f]{32}/absence", then=""),
]  # fmt: skip
"""What is one's own and needs something to do it to: chosen more often, since there often is nothing."""
OWN += ON_THINGS * 3
