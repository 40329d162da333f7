"""Fixed sentences told once after something was done. Never what was said: these travel in an address."""

from __future__ import annotations

from gemel.web.words import _

TOLD = {
    "kept": _("Kept."),
    "kept-for-you": _("Kept, for your eyes only."),
    "sent": _("It is on its way. They find it when they next look."),
    "waits": _("It is sealed and waits for its time."),
    "handed-in": _("Your answer is in. Both open at the same moment."),
    "opened": _("Both answers are open."),
    "set-aside": _("Set aside. Here is where you were."),
    "no-question": _("No question fits the boundaries that are set just now. They can be changed under You."),
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
    "alone-now": _("You are on your own here now."),
    "unlocked": _("Your private pages are open for ten minutes."),
    "locked": _("Your private pages are locked."),
    "withdrawn": _("The invitation is let go. Its link opens nothing any more."),
    "signed-out": _("You are signed out."),
    "everywhere": _("You are signed out everywhere."),
    "code-kept": _("Good. Your recovery code fits."),
    "closed": _("Thank you. That is kept for you alone."),
    "moved-on": _("This changed meanwhile. Here is how it stands."),
}
