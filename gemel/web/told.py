"""Fixed sentences told once after something was done. Never what was said: these travel in an address."""

from __future__ import annotations

from gemel.people.news import news
from gemel.people.person import Person
from gemel.web.words import _, translate

TOLD = {
    "kept": _("Kept."),
    "kept-for-you": _("Kept, for your eyes only."),
    "sent": _("It is on its way. They find it when they next look."),
    "waits": _("It is sealed and waits for its time."),
    "handed-in": _("Your answer is in. Both open at the same moment."),
    "opened": _("Both answers are open."),
    "set-aside": _("Set aside. Here is where you were."),
    "no-question": _("No question fits the boundaries that are set just now. They can be changed under You."),
    "in-pot": _("It lies among the cards now, and comes up one day."),
    "one-note": _("One at a time: another line of yours is still with them. This one stays yours for now."),
    "taken-back": _("Taken back. It is yours alone again."),
    "erased": _("Deleted for good here. Backups let go of it within 35 days."),
    "taken-in": _("Put into your jar."),
    "win": _("Noted. One more leaf."),
    "picked": _("Your picks are in. They open together."),
    "proposed": _("Put to the two of you."),
    "agreed": _("Agreed. This is your tip for the week."),
    "let-go": _("Let go, for this week."),
    "looked-back": _("Thank you for looking back."),
    "boundaries": _("Your boundaries are kept, and nobody is shown whose they are."),
    "paired": _("You two are in the same place now."),
    "left": _("You are on your own here now. What you wrote came with you."),
    "deleted": _("Your account is deleted, with everything in it."),
    "alone-now": _("You are on your own here now."),
    "unlocked": _("Your private pages are open for ten minutes."),
    "locked": _("Your private pages are locked."),
    "withdrawn": _("The invitation is let go. Its link opens nothing any more."),
    "stopped": _("Stopped. Nobody steps inside by it any more."),
    "signed-out": _("You are signed out."),
    "everywhere": _("You are signed out everywhere."),
    "code-kept": _("Good. Your recovery code fits."),
    "closed": _("Thank you. That is kept for you alone."),
    "wish": _("It is on the list of you two."),
    "wish-let-go": _("Let go. It is off the list."),
    "done": _("Done, and kept."),
    "first-time": _("A first time, kept. Your tree has one more blossom."),
    "opened-page": _("It is open to both of you now."),
    "had": _("Noted. How nice."),
    "still-ours": _("Then it stays."),
    "rests": _("It rests."),
    "not-today": _("Not today, then."),
    "left-out": _("That day is not brought back to you again."),
    "under-way": _("You two are in the middle of this. Something else can begin when it is over."),
    "moved-on": _("This changed meanwhile. Here is how it stands."),
    "passphrase": _("Your passphrase is a new one. Every other phone was signed out."),
    "others-out": _("Every other phone is signed out."),
    "one-out": _("That phone is signed out."),
    "named": _("Kept. Only you see that name."),
    "second": _("A second step is asked for from now on, wherever you sign in."),
    "second-gone": _("It is gone. Nothing is asked for in its place."),
}

NEWS = {
    "device": _("A phone or browser that gemel did not know signed in with your passphrase."),
    "recovery": _("Your recovery code was used to get back in."),
    "code": _("A new recovery code was made. The one from before opens nothing any more."),
    "private-code": _("A recovery code for private pages was made."),
    "closed": _("It was used without the code for private pages: those from before that day do not open any more."),
    "passphrase": _("Your passphrase was changed."),
    "rotation": _("All of your keys were changed."),
    "second": _("A second step for signing in was set up."),
    "second-gone": _("A second step for signing in was removed."),
    "second-lost": _("Your recovery code was used in place of a second step. No second step is asked for any more."),
    "spare": _("A spare code was used to sign in."),
    "spares": _("New spare codes were made."),
}


def told_of(who: Person, now: int) -> list[tuple[str, int]]:
    """What happened to this person's account within a month, in words, newest first. For nobody but them."""
    return [(translate(NEWS[what]), at) for what, at in news(who.own, now) if what in NEWS]
